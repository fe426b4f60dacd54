"""The round of comments: a party says that it has no more, or takes that back; those who are silent are reminded."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.agreements.domain.comment_round import answer_state, why_not_finish, why_not_go_on, why_not_remind
from samhandling.agreements.enums import AnswerState, Status
from samhandling.agreements.models import Agreement, Party
from samhandling.agreements.permissions import can_edit, can_finish_comments, speaks_for
from samhandling.agreements.selectors.comment_round import said_by
from samhandling.core.access import require
from samhandling.core.verbs import alter, locked, refuse

if TYPE_CHECKING:
    from samhandling.accounts.models import User


@transaction.atomic
def finish_comments(*, actor: "User", party: Party, today: date) -> Party:
    """Say for the party that it has no comments, or no more."""
    party = _held(actor, party)
    refuse(why_not_finish(Status(party.agreement.status), party.agreement.comments_due_on, party.comments_done_on))
    return _mark(actor, "party.comments_finished", party, today)


@transaction.atomic
def go_on_commenting(*, actor: "User", party: Party) -> Party:
    """The party has more to say after all."""
    party = _held(actor, party)
    refuse(why_not_go_on(Status(party.agreement.status), party.agreement.comments_due_on, party.comments_done_on))
    return _mark(actor, "party.comments_resumed", party, None)


@transaction.atomic
def remind_party(*, actor: "User", party: Party, today: date) -> Party:
    """Ask a party that has not answered once more. The event is what tells it."""
    require(can_edit(actor, party.agreement))
    draft = locked(party.agreement)
    party = Party.objects.select_related("organisation").get(pk=party.pk)
    state = answer_state(party.comments_done_on, said_by(party))
    refuse(why_not_remind(Status(draft.status), draft.comments_due_on, state, party.reminded_on, today))
    after = {"party": party.organisation, "comments_due_on": draft.comments_due_on}
    alter(actor, "party.reminded", party, {"reminded_on": today}, on=draft, after=after)
    return party


@transaction.atomic
def remind_silent(*, actor: "User", agreement: Agreement, today: date) -> list[Party]:
    """All who have not answered and were not reminded today."""
    require(can_edit(actor, agreement))
    draft = locked(agreement)
    parties = draft.parties.exclude(reminded_on=today).select_related("agreement")
    silent = [party for party in parties if answer_state(party.comments_done_on, said_by(party)) is AnswerState.SILENT]
    return [remind_party(actor=actor, party=party, today=today) for party in silent]


def _held(actor: "User", party: Party) -> Party:
    """The party as it is now, while nobody else changes the draft, when this person may answer for it."""
    require(can_finish_comments(actor, party))
    locked(party.agreement)
    return Party.objects.select_related("agreement", "organisation").get(pk=party.pk)


def _mark(actor: "User", verb: str, party: Party, day: date | None) -> Party:
    behind = party.organisation if speaks_for(actor, party) else None
    after = {"party": party.organisation}
    alter(actor, verb, party, {"comments_done_on": day}, on=party.agreement, after=after, on_behalf_of=behind)
    return party
