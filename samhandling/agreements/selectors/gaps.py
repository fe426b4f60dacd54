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
from samhandling.agreements.enums import PartyRole, Severity
from samhandling.agreements.models import Agreement
from samhandling.agreements.selectors.annexes import individual_agreement_of
from samhandling.core import slots
from samhandling.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class GapGroup:
    """The gaps of one degree, with where each is mended."""

    severity: Severity
    gaps: list[tuple[Gap, str]]

    @property
    def tone(self) -> str:
        return _TONES[self.severity]


_TONES = {Severity.SERIOUS: "danger", Severity.MODERATE: "warning", Severity.MINOR: "info"}


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
    gaps = all_gaps_of(agreement, today)
    groups = [
        GapGroup(severity, [(gap, _where(gap, agreement)) for gap in gaps if gap.severity == severity])
        for severity in Severity
    ]
    return [group for group in groups if group.gaps]


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
        has_individual_agreements=agreement.has_individual_agreements,
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
