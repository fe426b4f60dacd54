"""Gaps in an agreement: those this room's rules find, and those of other rooms."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

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
from samhandling.agreements.enums import PartyRole, ReviewKind, Status
from samhandling.agreements.models import Agreement, Area, Clause, Duty, Party, Review
from samhandling.core import slots
from samhandling.core.prepared import Prepared


def all_gaps_of(agreement: Agreement, today: date) -> list[Gap]:
    """What the agreement leaves open or contradicts, the serious first. One that is over stays as it was."""
    if agreement.status in OVER:
        return []
    others = [gap for find in slots.functions("agreement.gaps") for gap in find(agreement)]
    return in_order_of_severity([*own_gaps_of(agreement, today), *others])


def own_gaps_of(agreement: Agreement, today: date) -> list[Gap]:
    """What this room's rules find."""
    return gaps_of(facts_of(agreement, today))


def facts_of(agreement: Agreement, today: date) -> AgreementFacts:
    """All that the rules look at."""
    return facts_by_agreement([agreement], today)[agreement.pk]


class Looked(Protocol):
    """As much of an agreement as the rules look at."""

    @property
    def pk(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def ends_on(self) -> date: ...
    @property
    def has_individual_agreements(self) -> bool: ...


def facts_by_agreement(agreements: Sequence[Looked], today: date) -> dict[int, AgreementFacts]:
    """What the rules look at in each agreement: five queries, however many they are.

    Read as plain values: an agreement has hundreds of rows, and only a few columns of them matter here.
    """
    keys = [agreement.pk for agreement in agreements]
    parties, names = _parties(keys)
    clauses, areas, duties, reviews = _clauses(keys), _areas(keys), _duties(keys), _reviews(keys)
    return {
        agreement.pk: AgreementFacts(
            pk=agreement.pk,
            today=today,
            ends_on=agreement.ends_on,
            has_individual_agreements=agreement.has_individual_agreements and agreement.status == Status.IN_FORCE,
            clauses=clauses[agreement.pk],
            areas=areas[agreement.pk],
            duties=duties[agreement.pk],
            parties=parties[agreement.pk],
            reviews=reviews[agreement.pk],
            known_names=sorted(names[agreement.pk]),
        )
        for agreement in agreements
    }


class _Party(NamedTuple):
    agreement: int
    pk: int
    role: str
    name: str
    formal_name: str
    individual_agreement: int | None
    annex_confirmed_on: date | None


class _Clause(NamedTuple):
    agreement: int
    pk: int
    parent: int | None
    number: str
    heading: str
    text: str


class _Area(NamedTuple):
    agreement: int
    pk: int
    name: str
    topics: list[str]


class _Duty(NamedTuple):
    agreement: int
    pk: int
    what: str
    owner: int | None
    owner_in_words: str
    due_on: date | None
    due_in_words: str
    law: str
    law_section: str
    clause: str | None


class _Review(NamedTuple):
    agreement: int
    pk: int
    kind: str
    opens_on: date
    due_on: date
    done_on: date | None


_party_rows = Prepared(
    _Party,
    lambda agreements: Party.objects.filter(agreement__in=agreements).values_list(
        "agreement_id",
        "pk",
        "role",
        "organisation__display_name",
        "organisation__formal_name",
        "individual_agreement",
        "individual_agreement__annex_confirmed_on",
    ),
)
_clause_rows = Prepared(
    _Clause,
    lambda agreements: (
        Clause.objects.filter(agreement__in=agreements, is_removed=False)
        .order_by()
        .values_list("agreement_id", "pk", "parent_id", "number", "heading", "text")
    ),
)
_area_rows = Prepared(
    _Area,
    lambda agreements: Area.objects.filter(agreement__in=agreements).values_list(
        "agreement_id", "pk", "name", "topics"
    ),
)
_duty_rows = Prepared(
    _Duty,
    lambda agreements: Duty.objects.filter(agreement__in=agreements, fulfilled_on=None).values_list(
        "agreement_id",
        "pk",
        "what",
        "owner_id",
        "owner_in_words",
        "due_on",
        "due_in_words",
        "law",
        "law_section",
        "clause__number",
    ),
)
_review_rows = Prepared(
    _Review,
    lambda agreements: Review.objects.filter(agreement__in=agreements).values_list(
        "agreement_id", "pk", "kind", "opens_on", "due_on", "done_on"
    ),
)


def _parties(agreements: list[int]) -> tuple[dict[int, list[PartyFact]], dict[int, set[str]]]:
    """The parties, and by what names they are known."""
    facts: dict[int, list[PartyFact]] = defaultdict(list)
    names: dict[int, set[str]] = defaultdict(set)
    for row in _party_rows(agreements=agreements):
        has_individual, is_confirmed = row.individual_agreement is not None, row.annex_confirmed_on is not None
        facts[row.agreement].append(PartyFact(row.pk, row.name, PartyRole(row.role), has_individual, is_confirmed))
        names[row.agreement] |= {row.name, row.formal_name}
    return facts, names


def _clauses(agreements: list[int]) -> dict[int, list[ClauseFact]]:
    """In the order of the text."""
    rows = _clause_rows(agreements=agreements)
    parents = {row.parent for row in rows}
    facts: dict[int, list[ClauseFact]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: number_key(row.number)):
        facts[row.agreement].append(ClauseFact(row.pk, row.number, row.heading, row.text, row.pk in parents))
    return facts


def _areas(agreements: list[int]) -> dict[int, list[AreaFact]]:
    facts: dict[int, list[AreaFact]] = defaultdict(list)
    for row in _area_rows(agreements=agreements):
        facts[row.agreement].append(AreaFact(row.pk, row.name, bool(row.topics)))
    return facts


def _duties(agreements: list[int]) -> dict[int, list[DutyFact]]:
    """Those that are not fulfilled."""
    facts: dict[int, list[DutyFact]] = defaultdict(list)
    for row in _duty_rows(agreements=agreements):
        has_owner, has_date = bool(row.owner or row.owner_in_words), bool(row.due_on or row.due_in_words)
        facts[row.agreement].append(
            DutyFact(row.pk, row.what, has_owner, has_date, row.law, row.law_section, row.clause or "")
        )
    return facts


def _reviews(agreements: list[int]) -> dict[int, list[ReviewFact]]:
    facts: dict[int, list[ReviewFact]] = defaultdict(list)
    for row in _review_rows(agreements=agreements):
        kind = str(ReviewKind(row.kind).label)
        facts[row.agreement].append(ReviewFact(row.opens_on, row.due_on, row.done_on, kind, row.pk))
    return facts
