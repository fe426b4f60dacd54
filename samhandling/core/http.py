"""The request as our views know it, and the one query parameter every page of the house obeys."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from samhandling.core.asked import note_misread
from samhandling.core.chosen_day import DAY_PARAMETER, day_asked, written_day

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
    """The day the page shall tell about: `?datum=2026-12-31`, else today. A day that nobody can mean is noted.

    A page that asks is marked with `hears_day`, so that links carry the day to it.
    """
    if day := day_asked(request):
        return day
    if request.GET.get(DAY_PARAMETER, "").strip():
        note_misread(request, DAY_PARAMETER, _why_not(request), _("Today is shown."))
    return timezone.localdate()


def _why_not(request: HttpRequest) -> str:
    if written_day(request) is None:
        return _("“%(asked)s” is not a valid date. Write it as 2027-01-31.")
    return _("“%(asked)s” is too far away. Choose a day between 1900 and 2199.")
