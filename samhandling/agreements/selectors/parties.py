"""Parties and what each has decided."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from samhandling.agreements.domain.status import IN_FAVOUR, Vote
from samhandling.agreements.enums import PartyRole, RatificationResult, Status
from samhandling.agreements.models import Agreement, Party, Ratification
from samhandling.agreements.permissions import can_ratify
from samhandling.organisations.models import Organisation

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class PartyRow:
    party: Party
    decision: Ratification | None
    may_ratify: bool

    @property
    def pk(self) -> int:
        return self.party.pk

    @property
    def reminded_on(self) -> date | None:
        """Of the decision that is still asked for."""
        return self.party.reminded_on if self.decision is None else None

    @property
    def in_words(self) -> str:
        """What the council has decided."""
        return str(RatificationResult(self.decision.result).label) if self.decision else ""

    @property
    def tone(self) -> str:
        if self.decision is None:
            return "neutral"
        return "success" if self.decision.result in IN_FAVOUR else "danger"


@dataclass(frozen=True, slots=True)
class PartyList:
    rows: list[PartyRow]

    @property
    def undecided(self) -> list[Party]:
        return [row.party for row in self.rows if row.decision is None]

    @property
    def declined(self) -> list[Party]:
        return [row.party for row in self.rows if row.decision and row.decision.result not in IN_FAVOUR]

    @property
    def has_actions(self) -> bool:
        return any(row.may_ratify for row in self.rows)

    @property
    def mine(self) -> list[PartyRow]:
        """What waits for this person: parties they may decide for that have not decided."""
        return [row for row in self.rows if row.may_ratify and row.decision is None]


def party_list(viewer: "Viewer", agreement: Agreement, on: date) -> PartyList:
    """Every party with what its council had decided on the day; whether this person may write it down."""
    is_open = agreement.status in {Status.PROPOSED, Status.IN_FORCE}
    return PartyList(
        [
            _row(party, on, may_ratify=is_open and can_ratify(viewer, party))
            for party in agreement.parties.select_related("organisation", "ratification")
        ]
    )


def _row(party: Party, on: date, *, may_ratify: bool) -> PartyRow:
    """Nobody is asked to decide on a day when the decision that there is had not been made."""
    decision = decision_of(party)
    if decision is not None and decision.decided_on > on:
        return PartyRow(party, None, may_ratify=False)
    return PartyRow(party, decision, may_ratify)


def party_for(agreement: Agreement, pk: int) -> Party:
    """One of this agreement's parties, or 404."""
    return get_object_or_404(agreement.parties.select_related("organisation", "ratification"), pk=pk)


def decision_of(party: Party) -> Ratification | None:
    return getattr(party, "ratification", None)


def votes_of(agreement: Agreement) -> list[Vote]:
    """Every party's role and what it has decided."""
    rows = Party.objects.filter(agreement=agreement).values_list("role", "ratification__result")
    return [Vote(PartyRole(role), RatificationResult(result) if result else None) for role, result in rows]


def possible_parties(agreement: Agreement) -> QuerySet[Organisation]:
    """Those who take part in the collaboration and are not parties yet."""
    taking_part = Organisation.objects.filter(
        participations__collaboration=agreement.collaboration_id, participations__left_on=None, merged_into=None
    )
    return taking_part.exclude(pk__in=agreement.parties.values("organisation"))


def organisations_of_parties(agreement: Agreement) -> QuerySet[Organisation]:
    """The organisations a duty may rest on."""
    return Organisation.objects.filter(agreement_parties__agreement=agreement)
