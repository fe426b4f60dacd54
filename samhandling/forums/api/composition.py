"""How a forum is put together, and the seats that follow from it."""

from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field

from samhandling.agreements.enums import PartyRole
from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, AsOf, Day, In, Out, Pk, RowId, Slug
from samhandling.forums.api import router
from samhandling.forums.api.found import ONE, day, forum_in, managed_in
from samhandling.forums.api.told import SeatOut
from samhandling.forums.domain.composition import Rule
from samhandling.forums.enums import FindingKind, RuleKind
from samhandling.forums.selectors.composition import composition_of, rules_of
from samhandling.forums.selectors.in_words import rule_in_words
from samhandling.forums.selectors.seat_lines import seat_lines
from samhandling.forums.services.composition import create_seats, set_composition

if TYPE_CHECKING:
    from datetime import date

    from samhandling.forums.domain.composition import Finding
    from samhandling.forums.models import Forum

Count = Annotated[int, Field(strict=True, ge=1, le=999), WHOLE]
MOST_RULES = 10


class RuleOut(Out):
    """One line of how the forum is put together. `party_role` null means every party."""

    kind: RuleKind
    count: int | None
    deputies: int
    party_role: PartyRole | None
    source_forum_id: int | None
    source_organisation_id: int | None
    sentence: str

    @classmethod
    def of(cls, rule: Rule) -> Self:
        return cls(
            kind=rule.kind,
            count=rule.count,
            deputies=rule.deputies,
            party_role=PartyRole(rule.party_role) if rule.party_role else None,
            source_forum_id=rule.source_forum,
            source_organisation_id=rule.source_organisation,
            sentence=rule_in_words(rule),
        )


class FindingOut(Out):
    """Something that is not as the rules say."""

    kind: FindingKind
    sentence: str

    @classmethod
    def of(cls, finding: "Finding") -> Self:
        return cls(kind=finding.kind, sentence=finding.sentence)


class CompositionOut(Out):
    """The rules, how many seats they ask for, and what differs from them on the day."""

    rules: list[RuleOut]
    members: int
    deputies: int
    is_decided: bool
    missing_seats: int
    findings: list[FindingOut]

    @classmethod
    def of(cls, forum: "Forum", on: "date") -> Self:
        composition = composition_of(forum, seat_lines(forum.pk, on), on)
        return cls(
            rules=[RuleOut.of(rule) for rule in rules_of(forum)],
            members=composition.required.members,
            deputies=composition.required.deputies,
            is_decided=composition.required.is_decided,
            missing_seats=len(composition.missing),
            findings=[FindingOut.of(finding) for finding in composition.findings],
        )


class RuleIn(In):
    """ "2 from each municipality": kind per_party, count 2, party_role municipality."""

    kind: RuleKind
    count: Count | None = None
    deputies: Annotated[int, Field(strict=True, ge=0, le=999), WHOLE] = 0
    party_role: PartyRole | None = None
    source_forum_id: RowId | None = None
    source_organisation_id: RowId | None = None

    def rule(self, key: int) -> Rule:
        return Rule(
            key=key,
            kind=self.kind,
            count=self.count,
            deputies=self.deputies,
            party_role=self.party_role or "",
            source_forum=self.source_forum_id,
            source_organisation=self.source_organisation_id,
        )


class CompositionSet(In):
    """These rules, in this order, instead of those there are."""

    rules: Annotated[list[RuleIn], Field(max_length=MOST_RULES)]


class SeatsCreate(In):
    """From which day the seats exist."""

    starts_on: Day


class SeatsMade(Out):
    """The seats that were set up."""

    items: list[SeatOut]


@router.read(f"{ONE}/composition", CompositionOut)
def composition_detail(request: ApiRequest, slug: Slug, pk: Pk, on: AsOf = None) -> CompositionOut:
    """How the forum is put together, and what differs from that on a day."""
    return CompositionOut.of(forum_in(request.user, slug, pk), day(on))


@router.write("PUT", f"{ONE}/composition", CompositionOut, current=composition_detail)
def composition_set(request: ApiUserRequest, slug: Slug, pk: Pk, body: CompositionSet) -> CompositionOut:
    """Decide how the forum is put together from now on. Seats are not touched."""
    forum = managed_in(request.user, slug, pk)
    rules = [told.rule(key) for key, told in enumerate(body.rules, start=1)]
    return CompositionOut.of(set_composition(actor=request.user, forum=forum, rules=rules), day(None))


@router.write("POST", f"{ONE}/composition/create-seats", SeatsMade)
def composition_create_seats(request: ApiUserRequest, slug: Slug, pk: Pk, body: SeatsCreate) -> SeatsMade:
    """Set up all the seats that the rules ask for and that are not there."""
    forum = managed_in(request.user, slug, pk)
    made = create_seats(actor=request.user, forum=forum, starts_on=body.starts_on)
    return SeatsMade(items=[SeatOut.of(seat, None) for seat in made])
