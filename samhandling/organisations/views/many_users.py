"""What can be done to the access of many at once."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.exports import xlsx_response
from samhandling.core.http import UserRequest
from samhandling.organisations.enums import Refusal
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.access import AccessLine, access_lines
from samhandling.organisations.services.access import take_all_access
from samhandling.organisations.views.answers import below, form_page
from samhandling.ui.acting import show
from samhandling.ui.bulk import BulkAct, on_many

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


def acts_on_access(actor: "User", collaboration: "Collaboration") -> list[BulkAct]:
    """Take back what they have here, or take them along as a table."""
    take = BulkAct(
        key="ta-tillbaka",
        text=_("Withdraw access"),
        title=_title,
        what_happens=_(
            "All their roles here end, and they no longer represent any party. Their log-in and history remain."
        ),
        why_not=partial(_why_not, actor),
        act=partial(take_all_access, actor=actor),
        done=_say,
    )
    return [take, BulkAct(key="excel", text=_("Download for Excel"), file=partial(_table, collaboration))]


@login_required
def access_many(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)

    def rows_of(_asked: QueryDict, numbers: list[int] | None) -> Iterable[AccessLine]:
        lines = access_lines(collaboration, now=timezone.now())
        return [line for line in lines if numbers is None or line.pk in numbers]

    page = form_page(below("access", _("Access"), collaboration), _("Access"))
    return on_many(request, page, acts_on_access(request.user, collaboration), rows_of, show)


def _why_not(actor: "User", line: AccessLine) -> str:
    if line.is_last_coordinator:
        return str(Refusal.LAST_COORDINATOR.label)
    return _("That is you. Withdraw your own access one by one.") if line.pk == actor.pk else ""


def _title(number: int) -> str:
    if not number:
        return _("Nobody’s access can be withdrawn here")
    text = ngettext("Withdraw the access of %(number)s person?", "Withdraw the access of %(number)s people?", number)
    return text % {"number": number}


def _say(request: HttpRequest, number: int) -> None:
    text = ngettext("%(number)s person has no access any more.", "%(number)s people have no access any more.", number)
    messages.success(request, text % {"number": number})


def _table(collaboration: "Collaboration", lines: list[AccessLine]) -> HttpResponse:
    rows = [
        (
            str(line.user),
            line.user.email,
            ", ".join(str(role.get_role_display()) for role in line.roles),
            ", ".join(str(party.organisation) for party in line.parties),
            line.user.is_active,
        )
        for line in lines
    ]
    headers = [_("User"), _("Email"), _("Role"), _("Represents"), _("Can log in")]
    return xlsx_response(f"atkomst-{collaboration.slug}", headers, rows)
