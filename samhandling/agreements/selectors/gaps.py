"""Gaps in an agreement: those this room's rules find, and those of other rooms."""

from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse

from samhandling.agreements.domain.clauses import number_key
from samhandling.agreements.domain.gap_rules import (
    AgreementFacts,
    AreaFact,
    ClauseFact,
    DutyFact,
    PartyFact,
    ReviewFact,
    gaps_of,
)
from samhandling.agreements.domain.gaps import Gap, in_order_of_severity
from samhandling.agreements.domain.status import OVER
from samhandling.agreements.enums import PartyRole, Severity, Status
from samhandling.agreements.models import Agreement
from samhandling.agreements.selectors.annexes import individual_agreement_of
from samhandling.core import slots
from samhandling.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class GapKindRow:
    """All gaps of one kind: told once, then each with where it is mended."""

    first: Gap
    places: list[tuple[Gap, str]]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """The gaps of one degree."""

    severity: Severity
    kinds: list[GapKindRow]

    @property
    def count(self) -> int:
        return sum(len(kind.places) for kind in self.kinds)


def all_gaps_of(agreement: Agreement, today: date) -> list[Gap]:
    """What the agreement leaves open or contradicts, the serious first. One that is over stays as it was."""
    if agreement.status in OVER:
        return []
    others = [gap for find in slots.functions("agreement.gaps") for gap in find(agreement)]
    return in_order_of_severity([*own_gaps_of(agreement, today), *others])


def own_gaps_of(agreement: Agreement, today: date) -> list[Gap]:
    """What this room's rules find."""
    return gaps_of(facts_of(agreement, today))


def gap_groups(agreement: Agreement, today: date) -> list[GapGroup]:
    """The gaps as the page shows them: by degree, then by kind."""
    kinds: dict[tuple[Severity, str], list[Gap]] = {}
    for gap in all_gaps_of(agreement, today):
        kinds.setdefault((gap.severity, gap.code), []).append(gap)
    groups = [
        GapGroup(severity, [_kind_row(gaps, agreement) for key, gaps in kinds.items() if key[0] == severity])
        for severity in Severity
    ]
    return [group for group in groups if group.kinds]


def _kind_row(gaps: list[Gap], agreement: Agreement) -> GapKindRow:
    return GapKindRow(gaps[0], [(gap, _where(gap, agreement)) for gap in gaps])


def fetch_facts(agreements: list[Agreement]) -> None:
    """Read what the rules look at for all these agreements at once, in as many queries as for one."""
    prefetch_related_objects(
        agreements,
        "parties__organisation",
        "parties__individual_agreement",
        "clauses",
        "areas",
        "duties__clause",
        "reviews",
    )


def facts_of(agreement: Agreement, today: date) -> AgreementFacts:
    """All that the rules look at."""
    fetch_facts([agreement])
    parties = list(agreement.parties.all())
    return AgreementFacts(
        pk=agreement.pk,
        today=today,
        ends_on=agreement.ends_on,
        has_individual_agreements=agreement.has_individual_agreements and agreement.status == Status.IN_FORCE,
        clauses=_clauses(agreement),
        areas=[AreaFact(area.pk, area.name, bool(area.topics)) for area in agreement.areas.all()],
        duties=_duties(agreement),
        parties=[
            PartyFact(
                pk=party.pk,
                name=str(party),
                role=PartyRole(party.role),
                has_individual_agreement=individual_agreement_of(party) is not None,
                is_annex_confirmed=getattr(individual_agreement_of(party), "annex_confirmed_on", None) is not None,
            )
            for party in parties
        ],
        reviews=[
            ReviewFact(review.opens_on, review.due_on, review.done_on, review.get_kind_display())
            for review in agreement.reviews.all()
        ],
        known_names=sorted({name for party in parties for name in _names(party.organisation)}),
    )


def _names(organisation: Organisation) -> set[str]:
    return {organisation.display_name, organisation.formal_name}


def _clauses(agreement: Agreement) -> list[ClauseFact]:
    clauses = [clause for clause in agreement.clauses.all() if not clause.is_removed]
    parents = {clause.parent_id for clause in clauses}
    return [
        ClauseFact(clause.pk, clause.number, clause.heading, clause.text, clause.pk in parents)
        for clause in sorted(clauses, key=lambda clause: number_key(clause.number))
    ]


def _duties(agreement: Agreement) -> list[DutyFact]:
    return [
        DutyFact(
            pk=duty.pk,
            what=duty.what,
            has_owner=bool(duty.owner_id or duty.owner_in_words),
            has_date=bool(duty.due_on or duty.due_in_words),
            law=duty.law,
            law_section=duty.law_section,
            clause_number=duty.clause.number if duty.clause else "",
        )
        for duty in agreement.duties.all()
        if duty.fulfilled_on is None
    ]


def _where(gap: Gap, agreement: Agreement) -> str:
    if not gap.url_name:
        return ""
    return reverse(gap.url_name, kwargs={"collaboration": agreement.collaboration.slug, **gap.url_args})
