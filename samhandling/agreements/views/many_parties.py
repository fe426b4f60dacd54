"""What can be done about many of an agreement's parties at once."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.enums import Status
from samhandling.agreements.permissions import can_edit
from samhandling.agreements.selectors import agreement_for
from samhandling.agreements.selectors.parties import PartyList, PartyRow, party_list
from samhandling.agreements.selectors.reminding import PartyToRemind, parties_to_remind
from samhandling.agreements.services.parties import remind_of_decision
from samhandling.agreements.views.page import form_page
from samhandling.core.chosen_day import day_in
from samhandling.core.exports import xlsx_response
from samhandling.core.http import UserRequest
from samhandling.ui.acting import show
from samhandling.ui.bulk import BulkAct, asked_of_list, on_many

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.agreements.models import Agreement, Party
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def acts_on_parties(viewer: "Viewer", agreement: "Agreement", listed: PartyList) -> list[BulkAct]:
    """The coordinator reminds those whose councils have not decided; whoever has logged in takes the list along."""
    if not viewer.is_authenticated or agreement.status == Status.DRAFT:
        return []
    export = BulkAct(key="excel", text=_("Download for Excel"), file=partial(_table, agreement))
    is_waiting = agreement.status in {Status.PROPOSED, Status.IN_FORCE} and listed.undecided
    return [_reminding(viewer, agreement), export] if is_waiting and can_edit(viewer, agreement) else [export]


@login_required
def parties_many(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    agreement = agreement_for(request.user, collaboration, pk)

    # On the day that the list was asked for.
    on = day_in(asked_of_list(request)) or timezone.localdate()
    listed = party_list(request.user, agreement, on)

    def rows_of(_asked: QueryDict, numbers: list[int] | None) -> Iterable[PartyRow]:
        return [row for row in listed.rows if numbers is None or row.pk in numbers]

    page = form_page(request, agreement, "parties", _("Parties"))
    return on_many(request, page, acts_on_parties(request.user, agreement, listed), rows_of, show)


def _reminding(actor: "User", agreement: "Agreement") -> BulkAct:
    today = timezone.localdate()

    def act(rows: list[PartyToRemind]) -> "list[Party]":
        parties = [row.party for row in rows]
        return remind_of_decision(actor=actor, agreement=agreement, parties=parties, today=today)

    return BulkAct(
        key="paminn",
        text=_("Remind"),
        title=_title,
        what_happens=_("Those who represent the parties are asked once more to have their councils decide."),
        prepare=lambda rows: parties_to_remind(agreement, [row.party for row in rows], today),
        why_not=lambda row: str(row.why_not.label) if row.why_not else "",
        act=act,
        done=_say,
    )


def _title(number: int) -> str:
    if not number:
        return _("No party needs a reminder now")
    return ngettext("Remind %(number)s party?", "Remind %(number)s parties?", number) % {"number": number}


def _say(request: HttpRequest, reminded: "list[Party]") -> None:
    text = ngettext(
        "%(number)s party has been reminded: %(names)s.",
        "%(number)s parties have been reminded: %(names)s.",
        len(reminded),
    )
    messages.success(request, text % {"number": len(reminded), "names": ", ".join(map(str, reminded))})


def _table(agreement: "Agreement", rows: list[PartyRow]) -> HttpResponse:
    headers = [_("Party"), _("Role"), _("Decision"), _("Decided by"), _("Decided"), _("Section")]
    headers += [_("Registration number"), _("Note"), _("Reminded")]
    name = f"{agreement.collaboration.slug}-{_('ratifications')}-{agreement.pk}"
    return xlsx_response(name, headers, [_cells(row) for row in rows])


def _cells(row: PartyRow) -> list[str | date | None]:
    decision, role = row.decision, row.party.get_role_display()
    if decision is None:
        return [str(row.party), role, _("no decision yet"), "", None, "", "", "", row.reminded_on]
    return [
        str(row.party),
        role,
        decision.get_result_display(),
        decision.body,
        decision.decided_on,
        decision.section,
        decision.registration_number,
        decision.note,
        None,
    ]
