"""What the agreement leaves open about its forums. One rule, one function."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from samhandling.agreements.domain.gaps import Gap, Mending
from samhandling.agreements.domain.name_variants import TwoNames, names_in_two_ways
from samhandling.agreements.enums import Mender, Severity
from samhandling.forums.enums import GAP_ADVICE, ForumGap


@dataclass(frozen=True, slots=True)
class ForumFact:
    """A forum as the rules look at it. `differences` are what its seats differ from its composition in."""

    pk: int
    name: str
    abbreviation: str
    is_undecided: bool = False
    has_mandate: bool = True
    is_mandatory: bool = False
    is_running: bool = True
    is_officer_network: bool = False
    has_leader: bool = True
    is_own_body: bool = False  # a party's own board or committee: the agreement does not decide over it
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseFact:
    pk: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class AreaFact:
    pk: int
    name: str
    has_forum: bool


def gaps_in_forums(forums: Sequence[ForumFact], areas: Iterable[AreaFact], agreement: int) -> list[Gap]:
    """Every gap but that of names, which needs the agreement's text."""
    found = [gap for forum in forums if forum.is_running for gap in _of_forum(forum)]
    found += [_gap(ForumGap.MANDATORY_MISSING, Severity.SERIOUS, forum) for forum in forums if _is_missing(forum)]
    found += [
        Gap(
            ForumGap.AREA_WITHOUT_FORUM,
            ForumGap.AREA_WITHOUT_FORUM.label,
            GAP_ADVICE[ForumGap.AREA_WITHOUT_FORUM],
            Severity.MODERATE,
            about=area.name,
            url_name="agreements:areas",
            url_args={"pk": agreement},
            mending=Mending("forums:create", Mender.COORDINATOR, query={"omrade": area.pk}),
            subject=f"area {area.pk}",
            basis=area.name,
        )
        for area in areas
        if not area.has_forum
    ]
    return found


def _of_forum(forum: ForumFact) -> Iterator[Gap]:
    if forum.is_own_body:
        return
    if forum.is_undecided:
        yield _gap(ForumGap.SEATS_UNDECIDED, Severity.SERIOUS, forum)
    if forum.differences:
        yield _gap(ForumGap.COMPOSITION_FAILS, Severity.MODERATE, forum, " ".join(forum.differences[:3]))
    if not forum.has_mandate:
        yield _gap(ForumGap.NO_MANDATE, Severity.MODERATE, forum)
    if forum.is_officer_network and not forum.has_leader:
        yield _gap(ForumGap.NO_LEADER, Severity.MINOR, forum)


def _is_missing(forum: ForumFact) -> bool:
    return forum.is_mandatory and not forum.is_running


_FORMS = {
    ForumGap.SEATS_UNDECIDED: "composition",
    ForumGap.COMPOSITION_FAILS: "composition",
    ForumGap.NO_MANDATE: "mandate_draft",
    ForumGap.NO_LEADER: "edit",
    ForumGap.MANDATORY_MISSING: "edit",
}


def _gap(kind: ForumGap, severity: Severity, forum: ForumFact, what: str = "") -> Gap:
    return Gap(
        kind,
        kind.label,
        GAP_ADVICE[kind],
        severity,
        about=f"{forum.name}: {what}" if what else forum.name,
        url_name="forums:detail",
        url_args={"pk": forum.pk},
        mending=Mending(f"forums:{_FORMS[kind]}", Mender.COORDINATOR, {"pk": forum.pk}),
        subject=f"forum {forum.pk}",
        basis=f"{forum.name}\n{what}",
    )


def gaps_in_names(clauses: Sequence[ClauseFact], forums: Iterable[ForumFact], agreement: int) -> list[Gap]:
    """A name in the text that is one slip away from that of a forum: PKB where the forum is called PKD."""
    by_name = {name: forum for forum in forums for name in (forum.name, forum.abbreviation) if name}
    by_number = {clause.number: clause for clause in clauses}
    texts = {clause.number: clause.text for clause in clauses}
    return [
        _in_two_ways(found, by_number[found.clause_number], by_name[found.known], agreement)
        for found in names_in_two_ways(texts, set(by_name))
    ]


def _in_two_ways(found: TwoNames, clause: ClauseFact, forum: ForumFact, agreement: int) -> Gap:
    return Gap(
        ForumGap.NAMED_IN_TWO_WAYS,
        ForumGap.NAMED_IN_TWO_WAYS.label,
        GAP_ADVICE[ForumGap.NAMED_IN_TWO_WAYS],
        Severity.SERIOUS,
        about=f"{found.found} – {found.known}",
        clause_number=found.clause_number,
        url_name="forums:detail",
        url_args={"pk": forum.pk},
        mending=Mending("agreements:clause_edit", Mender.TEXT, {"pk": agreement, "clause": clause.pk}),
        subject=f"clause {clause.pk} {found.found} – {found.known}",
        basis=clause.text,
    )
