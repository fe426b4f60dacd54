"""The rules that find gaps in an agreement. One rule, one function; a new rule is added to `RULES`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from samhandling.agreements.domain.gaps import Gap, Mending, in_order_of_severity, is_set_aside
from samhandling.agreements.domain.name_variants import names_in_two_ways
from samhandling.agreements.domain.reviews import is_reviewed_in_last_year, review_state
from samhandling.agreements.enums import GAP_ADVICE, GapKind, Mender, PartyRole, ReviewKind, ReviewState, Severity


@dataclass(frozen=True, slots=True)
class ClauseFact:
    pk: int
    number: str
    heading: str
    text: str
    has_children: bool = False


@dataclass(frozen=True, slots=True)
class AreaFact:
    pk: int
    name: str
    has_topics: bool


@dataclass(frozen=True, slots=True)
class DutyFact:
    pk: int
    what: str
    has_owner: bool
    has_date: bool
    law: str = ""
    law_section: str = ""
    clause_number: str = ""


@dataclass(frozen=True, slots=True)
class PartyFact:
    pk: int
    name: str
    role: PartyRole
    has_individual_agreement: bool = False
    is_annex_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ReviewFact:
    opens_on: date
    due_on: date
    done_on: date | None
    name: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """All that the rules look at."""

    pk: int
    today: date
    ends_on: date
    has_individual_agreements: bool = False
    clauses: Sequence[ClauseFact] = ()
    areas: Sequence[AreaFact] = ()
    duties: Sequence[DutyFact] = ()
    parties: Sequence[PartyFact] = ()
    reviews: Sequence[ReviewFact] = ()
    known_names: Sequence[str] = ()


def gaps_of(facts: AgreementFacts) -> list[Gap]:
    """All gaps that the rules of this room find."""
    return in_order_of_severity(gap for rule in RULES for gap in rule(facts))


def has_gaps(facts: AgreementFacts, digests: Mapping[str, str]) -> bool:
    """Whether there is any that is not set aside: looks no further than to the first."""
    return any(not is_set_aside(gap, digests) for rule in RULES for gap in rule(facts))


def _gap(
    facts: AgreementFacts,
    kind: GapKind,
    severity: Severity,
    about: str,
    *,
    page: str,
    form: str,
    by: Mender = Mender.COORDINATOR,
    clause_number: str = "",
    basis: str = "",
    query: dict[str, str | int] | None = None,
    **target: int,
) -> Gap:
    """`form` lies below the same target as `page`; a gap of the text is one of the words it was found by too."""
    where = {"pk": facts.pk, **target}
    subject = " ".join(f"{name} {pk}" for name, pk in target.items())
    return Gap(
        kind.value,
        kind.label,
        GAP_ADVICE[kind],
        severity,
        about,
        clause_number,
        f"agreements:{page}",
        {"pk": facts.pk} if page in _PAGES_OF_ALL else where,
        Mending(f"agreements:{form}", by, where, query or {}),
        f"{subject} {about}" if by is Mender.TEXT else subject,
        basis,
    )


# These show all of their kind on one page, so no target stands in their address.
_PAGES_OF_ALL = {"areas", "reviews"}


def _in_clause(facts: AgreementFacts, kind: GapKind, severity: Severity, about: str, clause: ClauseFact) -> Gap:
    return _gap(
        facts,
        kind,
        severity,
        about,
        page="clause",
        form="clause_edit",
        by=Mender.TEXT,
        clause_number=clause.number,
        basis=f"{clause.heading}\n{clause.text}",
        clause=clause.pk,
    )


# --- The text ------------------------------------------------------------------------------------

_PLACEHOLDER = re.compile(
    r"\b[xX]{1,3} (?:ledamöter|ledamot|ersättare|platser|personer|representanter|kronor|kr|procent|invånare|möten"
    r"|gånger|år|månader|dagar|stycken|members|deputies|seats|people|months|years)\b"
    r"|\bNN\b|\b[ÅY]{4}-MM-DD\b|_{3,}|\[\s*(?:\.{2,}|…)?\s*\]|\bTBD\b"
)
_UNNUMBERED = re.compile(
    r"\b(?:bilagan|bilagorna|annex(?:es)?)\b[^.\n]{0,40}?\b(?:kommer att numreras|numreras senare|will be numbered)\b",
    re.IGNORECASE,
)
# A caption stands first on its line and goes on with a sign or a capital: "Figur 2. Samverkan", not "Figur 2 visar".
_CAPTION = re.compile(
    r"^[ \t]*(Figur|Tabell|Bilaga|Figure|Table|Annex) (\d+)(?=[ \t]*[.:–-]|[ \t]+[A-ZÅÄÖ]|[ \t]*$)", re.MULTILINE
)
_ANNEX_REFERENCE = re.compile(r"\b(?:bilaga|annex) (\d+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the patterns find in one clause."""

    placeholders: tuple[str, ...]
    unnumbered: tuple[str, ...]
    captions: tuple[tuple[str, str], ...]
    annexes: tuple[tuple[str, str], ...]  # as it stands there, and its number


@lru_cache(maxsize=4096)
def _read(heading: str, text: str) -> _Reading:
    """The same words always hold the same: home looks for gaps each time it is opened, and texts seldom change."""
    return _Reading(
        placeholders=tuple(_PLACEHOLDER.findall(text)),
        unnumbered=tuple(_UNNUMBERED.findall(text)),
        captions=tuple(_CAPTION.findall(f"{heading}\n{text}")),
        annexes=tuple((found[0], found[1]) for found in _ANNEX_REFERENCE.finditer(text)),
    )


def _placeholders(facts: AgreementFacts) -> Iterator[Gap]:
    for clause in facts.clauses:
        for found in _read(clause.heading, clause.text).placeholders:
            yield _in_clause(facts, GapKind.PLACEHOLDER, Severity.SERIOUS, found, clause)


def _unnumbered_annexes(facts: AgreementFacts) -> Iterator[Gap]:
    for clause in facts.clauses:
        for found in _read(clause.heading, clause.text).unnumbered:
            yield _in_clause(facts, GapKind.ANNEX_NOT_NUMBERED, Severity.SERIOUS, found, clause)


def _captions(clause: ClauseFact) -> tuple[tuple[str, str], ...]:
    return _read(clause.heading, clause.text).captions


def _same_numbers(facts: AgreementFacts) -> Iterator[Gap]:
    """The second of two captions with one number is the one to fix."""
    seen: Counter[tuple[str, str]] = Counter()
    for clause in facts.clauses:
        for caption in _captions(clause):
            seen[caption] += 1
            if seen[caption] == 2:
                yield _in_clause(facts, GapKind.SAME_NUMBER_TWICE, Severity.MODERATE, " ".join(caption), clause)


def _missing_annexes(facts: AgreementFacts) -> Iterator[Gap]:
    existing = {number for clause in facts.clauses for kind, number in _captions(clause) if kind in {"Bilaga", "Annex"}}
    reported: set[str] = set()
    for clause in facts.clauses:
        for found, number in _read(clause.heading, clause.text).annexes:
            if number not in existing | reported:
                reported.add(number)
                yield _in_clause(facts, GapKind.ANNEX_NOT_FOUND, Severity.SERIOUS, found, clause)


def _clauses_without_text(facts: AgreementFacts) -> Iterator[Gap]:
    for clause in facts.clauses:
        if not clause.text.strip() and not clause.has_children:
            yield _in_clause(facts, GapKind.CLAUSE_WITHOUT_TEXT, Severity.MODERATE, clause.heading, clause)


def _names_in_two_ways(facts: AgreementFacts) -> Iterator[Gap]:
    by_number = {clause.number: clause for clause in facts.clauses}
    texts = {clause.number: f"{clause.heading}\n{clause.text}" for clause in facts.clauses}
    for two in names_in_two_ways(texts, facts.known_names):
        clause = by_number[two.clause_number]
        yield _in_clause(facts, GapKind.NAMED_IN_TWO_WAYS, Severity.MODERATE, f"{two.found} – {two.known}", clause)


# --- What the agreement promises -----------------------------------------------------------------


def _areas_without_topics(facts: AgreementFacts) -> Iterator[Gap]:
    for area in facts.areas:
        if not area.has_topics:
            yield _gap(
                facts,
                GapKind.AREA_WITHOUT_TOPICS,
                Severity.MODERATE,
                area.name,
                page="areas",
                form="area_change",
                by=Mender.TEXT,
                area=area.pk,
            )


def _open_duties(facts: AgreementFacts) -> Iterator[Gap]:
    for duty in facts.duties:
        if not duty.has_owner:
            yield _of_duty(facts, GapKind.DUTY_WITHOUT_OWNER, Severity.SERIOUS, duty)
        if not duty.has_date:
            yield _of_duty(facts, GapKind.DUTY_WITHOUT_DATE, Severity.MINOR, duty)
        if duty.law and not duty.law_section:
            yield _of_duty(facts, GapKind.LAW_WITHOUT_SECTION, Severity.MODERATE, duty)


def _of_duty(facts: AgreementFacts, kind: GapKind, severity: Severity, duty: DutyFact) -> Gap:
    return _gap(
        facts,
        kind,
        severity,
        duty.what,
        page="duty",
        form="duty_change",
        clause_number=duty.clause_number,
        basis=f"{duty.what}\n{duty.law}",
        duty=duty.pk,
    )


def _individual_agreements(facts: AgreementFacts) -> Iterator[Gap]:
    """The facts say whether they are due: they are made when the agreement is in force."""
    if not facts.has_individual_agreements:
        return
    for party in facts.parties:
        if party.role is not PartyRole.MUNICIPALITY or party.is_annex_confirmed:
            continue
        kind, form = GapKind.INDIVIDUAL_AGREEMENT_MISSING, "annex_edit"
        if party.has_individual_agreement:
            kind, form = GapKind.ANNEX_NOT_CONFIRMED, "annex"  # its list is read before it is confirmed
        yield _gap(facts, kind, Severity.MODERATE, party.name, page="annex", form=form, by=Mender.PARTY, party=party.pk)


def _reviews(facts: AgreementFacts) -> Iterator[Gap]:
    for review in facts.reviews:
        if review_state(review, facts.today) is ReviewState.OVERDUE:
            yield _gap(
                facts,
                GapKind.REVIEW_OVERDUE,
                Severity.SERIOUS,
                review.name,
                page="reviews",
                form="review_record",
                basis=f"{review.name} {review.due_on}",
                review=review.pk,
            )
    if not is_reviewed_in_last_year(facts.reviews, facts.ends_on):
        yield _gap(
            facts,
            GapKind.NO_LAST_REVIEW,
            Severity.MODERATE,
            "",
            page="reviews",
            form="review_new",
            basis=facts.ends_on.isoformat(),
            query={"slag": ReviewKind.FINAL.value},
        )


RULES: tuple[Callable[[AgreementFacts], Iterator[Gap]], ...] = (
    _placeholders,
    _unnumbered_annexes,
    _same_numbers,
    _missing_annexes,
    _clauses_without_text,
    _names_in_two_ways,
    _areas_without_topics,
    _open_duties,
    _individual_agreements,
    _reviews,
)
