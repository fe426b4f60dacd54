"""Individual agreements with municipalities, and their annexes."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from samhandling.agreements.domain.annexes import Term, annex_state, is_notice_near, notice_day
from samhandling.agreements.domain.status import OVER
from samhandling.agreements.enums import AnnexState, PartyRole
from samhandling.agreements.models import Agreement, IndividualAgreement, Party, SpecialAgreement
from samhandling.agreements.permissions import can_keep_annex

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class SpecialRow:
    special: SpecialAgreement
    notice_on: date | None
    is_notice_near: bool


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One municipality: how far its individual agreement has come, and what lies in the annex."""

    party: Party
    individual: IndividualAgreement | None
    state: AnnexState
    specials: list[SpecialRow]
    may_keep: bool

    @property
    def tone(self) -> str:
        return _TONES[self.state]

    @property
    def next_notice_on(self) -> date | None:
        return min((row.notice_on for row in self.specials if row.is_notice_near and row.notice_on), default=None)


_TONES = {
    AnnexState.MISSING: "danger",
    AnnexState.NOT_SIGNED: "warning",
    AnnexState.NOT_CONFIRMED: "warning",
    AnnexState.NOTICE_NEAR: "info",
    AnnexState.CONFIRMED: "success",
}


def annexes_of(viewer: "Viewer", agreement: Agreement, today: date) -> list[AnnexRow]:
    """Every municipality, whether it has an individual agreement or not."""
    municipalities = (
        agreement.parties.filter(role=PartyRole.MUNICIPALITY)
        .select_related("organisation", "individual_agreement")
        .prefetch_related("individual_agreement__special_agreements__area")
    )
    return [annex_row(viewer, party, today) for party in municipalities]


def annex_row(viewer: "Viewer", party: Party, today: date) -> AnnexRow:
    individual = individual_agreement_of(party)
    specials = [_special_row(special, today) for special in individual.special_agreements.all()] if individual else []
    state = annex_state(
        exists=individual is not None,
        signed_on=_by(individual.signed_on, today) if individual else None,
        confirmed_on=_by(individual.annex_confirmed_on, today) if individual else None,
        terms=[_term(row.special) for row in specials],
        today=today,
    )
    is_open = party.agreement.has_individual_agreements and party.agreement.status not in OVER
    return AnnexRow(party, individual, state, specials, is_open and can_keep_annex(viewer, party))


def confirmed_count(rows: list[AnnexRow]) -> int:
    return sum(row.state in {AnnexState.CONFIRMED, AnnexState.NOTICE_NEAR} for row in rows)


def annex_party_for(agreement: Agreement, pk: int) -> Party:
    """One of the municipalities of this agreement, or 404."""
    municipalities = agreement.parties.filter(role=PartyRole.MUNICIPALITY)
    return get_object_or_404(
        municipalities.select_related("organisation", "individual_agreement").prefetch_related(
            "individual_agreement__special_agreements__area"
        ),
        pk=pk,
    )


def special_for(party: Party, pk: int) -> SpecialAgreement:
    """One line of this municipality's annex, or 404."""
    mine = SpecialAgreement.objects.filter(individual_agreement__party=party)
    return get_object_or_404(mine.select_related("individual_agreement__party__agreement", "area"), pk=pk)


def individual_agreement_of(party: Party) -> IndividualAgreement | None:
    return getattr(party, "individual_agreement", None)


def _by(day: date | None, on: date) -> date | None:
    """What had not happened on the day has no day there."""
    return day if day and day <= on else None


def _special_row(special: SpecialAgreement, today: date) -> SpecialRow:
    term = _term(special)
    return SpecialRow(special, notice_day(term), is_notice_near(term, today))


def _term(special: SpecialAgreement) -> Term:
    return Term(special.ends_on, special.notice_months)
