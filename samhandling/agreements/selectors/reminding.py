"""Whom the coordinator can remind that their council has not decided, who would be told, and why not the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samhandling.agreements.domain.status import why_not_remind_of_decision
from samhandling.agreements.enums import Refusal, Status
from samhandling.agreements.models import Agreement, Party
from samhandling.agreements.selectors.parties import decision_of
from samhandling.organisations.selectors.access import users_who_answer_for


@dataclass(frozen=True, slots=True)
class PartyToRemind:
    """A party, those who would be told, and why it is not reminded now."""

    party: Party
    asked: tuple[str, ...]
    why_not: Refusal | None

    @property
    def pk(self) -> int:
        return self.party.pk

    def __str__(self) -> str:
        return f"{self.party} ({', '.join(self.asked)})" if self.asked else str(self.party)


def parties_to_remind(agreement: Agreement, parties: Iterable[Party], today: date) -> list[PartyToRemind]:
    """One query, however many the parties are."""
    chosen, asked = list(parties), dict[int, list[str]]()
    for access in users_who_answer_for(agreement.collaboration, [party.organisation_id for party in chosen]):
        asked.setdefault(access.organisation_id, []).append(str(access.user))
    return [_row(agreement, party, tuple(asked.get(party.organisation_id, ())), today) for party in chosen]


def _row(agreement: Agreement, party: Party, asked: tuple[str, ...], today: date) -> PartyToRemind:
    why_not = why_not_remind_of_decision(
        Status(agreement.status),
        party.reminded_on,
        today,
        has_decided=decision_of(party) is not None,
        has_somebody=bool(asked),
    )
    return PartyToRemind(party, asked, why_not)
