"""The request as our views know it, and the one query parameter every page of the house obeys."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from samhandling.core.asked import note_misread
from samhandling.lib.periods import is_in_reach
from samhandling.lib.written import typed

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from samhandling.accounts.models import User

    Viewer = User | AnonymousUser


class VisitorRequest(HttpRequest):
    """Anyone: logged in or not."""

    user: "Viewer"
    htmx: HtmxDetails


class UserRequest(VisitorRequest):
    """Someone who has logged in (behind `login_required`)."""

    user: "User"


def as_of(request: HttpRequest) -> date:
    """The day the page shall tell about: `?datum=2026-12-31`, else today. A day that nobody can mean is noted."""
    asked = request.GET.get("datum", "").strip()
    try:
        day = parse_date(typed(asked))
    except ValueError:
        day = None
    if day and is_in_reach(day):
        return day
    if asked:
        words = _("“%(asked)s” is not a valid date. Write it as 2027-01-31.")
        note_misread(request, "datum", words, _("Today is shown."))
    return timezone.localdate()
