"""How a forum is put together, and what differs from that."""

from typing import Annotated

from samhandling.agreements.enums import PartyRole
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, From, Out, Pk, Slug
from samhandling.forums.api import router
from samhandling.forums.api.lookups import ONE, day, forum_in
from samhandling.forums.enums import FindingKind, RuleKind
from samhandling.forums.selectors.composition import composition_of, rules_of
from samhandling.forums.selectors.in_words import rule_in_words
from samhandling.forums.selectors.seat_lines import seat_lines


class RuleOut(Out):
    """One line of how the forum is put together. `party_role` null means every party."""

    kind: RuleKind
    count: int | None
    deputies: int
    party_role: Annotated[PartyRole | None, From(lambda rule: rule.party_role or None)]
    source_forum_id: Annotated[int | None, From("source_forum")]
    source_organisation_id: Annotated[int | None, From("source_organisation")]
    sentence: Annotated[str, From(rule_in_words)]


class FindingOut(Out):
    """Something that is not as the rules say."""

    kind: FindingKind
    sentence: str


class CompositionOut(Out):
    """The rules, how many seats they ask for, and what differs from them on the day."""

    rules: list[RuleOut]
    members: Annotated[int, From("required.members")]
    deputies: Annotated[int, From("required.deputies")]
    is_decided: Annotated[bool, From("required.is_decided")]
    missing_seats: Annotated[int, From(lambda composition: len(composition.missing))]
    findings: list[FindingOut]


@router.read(f"{ONE}/composition", CompositionOut)
def composition_detail(request: ApiRequest, slug: Slug, pk: Pk, on: AsOf = None) -> CompositionOut:
    """How the forum is put together, and what differs from that on a day."""
    forum = forum_in(request.user, slug, pk)
    composition = composition_of(forum, seat_lines(forum.pk, day(on)), day(on))
    return CompositionOut.of(composition, rules=rules_of(forum))
