"""How a forum is put together, as rules, as words, and held against its seats on a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from samhandling.agreements.enums import PartyRole
from samhandling.agreements.models import Party
from samhandling.core.prepared import Prepared
from samhandling.forums.domain.composition import (
    Finding,
    Holder,
    PartyFact,
    Required,
    Rule,
    SeatFact,
    SeatSpec,
    check,
    missing_seats,
    seats_required,
)
from samhandling.forums.enums import RuleKind, SeatKind
from samhandling.forums.models import Appointment, CompositionRule, Forum, Seat
from samhandling.forums.selectors.in_words import rule_in_words
from samhandling.forums.selectors.seat_lines import SeatLine
from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Organisation, Participation
from samhandling.organisations.selectors.collaborations import takes_part_on

_ROLE_OF_KIND = {Kind.MUNICIPALITY: PartyRole.MUNICIPALITY, Kind.REGION: PartyRole.REGION}


@dataclass(frozen=True, slots=True)
class Composition:
    """The rules in words, what they ask for, and what differs on the day."""

    lines: list[str]
    required: Required
    missing: list[SeatSpec]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class SeatsToMake:
    """What would be made for one party, or for nobody in particular."""

    organisation: str
    members: int
    deputies: int


def rules_of(forum: Forum | int) -> list[Rule]:
    """The forum's rules as values."""
    return [_as_rule(row) for row in _rules_of(forum=forum if isinstance(forum, int) else forum.pk)]


def rules_under(agreement: int) -> dict[int, list[Rule]]:
    """The rules of all forums that the agreement sets up, by forum."""
    found: dict[int, list[Rule]] = defaultdict(list)
    for row in _rules_under(agreement=agreement):
        found[row.forum].append(_as_rule(row))
    return found


class _RuleRow(NamedTuple):
    forum: int
    pk: int
    kind: str
    members: int
    deputies: int
    party_role: str
    source_forum: int | None
    source_organisation: int | None
    source_abbreviation: str | None
    source_name: str | None
    source_organisation_name: str | None
    forum_name: str


def _rule_rows(rules: QuerySet[CompositionRule]) -> QuerySet[CompositionRule, Any]:
    return rules.values_list(
        "forum_id",
        "pk",
        "kind",
        "count",
        "deputies",
        "party_role",
        "source_forum_id",
        "source_organisation_id",
        "source_forum__abbreviation",
        "source_forum__name",
        "source_organisation__display_name",
        "forum__name",
    )


_rules_of = Prepared(_RuleRow, lambda forum: _rule_rows(CompositionRule.objects.filter(forum=forum)))
_rules_under = Prepared(
    _RuleRow, lambda agreement: _rule_rows(CompositionRule.objects.filter(forum__agreement=agreement))
)


def _as_rule(row: _RuleRow) -> Rule:
    """The source is called by the first name there is: the forum's short one, its name, the organisation's."""
    source = row.source_abbreviation or row.source_name or row.source_organisation_name
    return Rule(
        row.pk,
        RuleKind(row.kind),
        row.members,
        row.deputies,
        row.party_role,
        row.source_forum,
        row.source_organisation,
        source or row.forum_name,
    )


def rules_in_words(forum: Forum) -> list[str]:
    return [rule_in_words(rule) for rule in rules_of(forum)]


def parties_of_forum(forum: Forum, on: date | None = None) -> list[PartyFact]:
    """The agreement's parties; a forum without an agreement counts those who take part in the collaboration.

    On that day, or without a day those who have not left.
    """
    if forum.agreement_id is not None:
        return parties_under_agreement(forum.agreement_id)
    there = Q(left_on=None) if on is None else takes_part_on(on)
    taking_part = Participation.objects.filter(there, collaboration=forum.collaboration_id)
    organisations = Organisation.objects.filter(pk__in=taking_part.values("organisation"))
    return [PartyFact(one.pk, str(one), _ROLE_OF_KIND.get(Kind(one.kind), PartyRole.OTHER)) for one in organisations]


def parties_under_agreement(agreement: int) -> list[PartyFact]:
    return _parties_under(agreement=agreement)


_parties_under = Prepared(
    PartyFact,
    lambda agreement: (
        Party.objects.filter(agreement=agreement)
        .order_by("organisation__sort_key")
        .values_list("organisation_id", "organisation__display_name", "role")
    ),
)


def composition_of(forum: Forum, seats: list[SeatLine], on: date) -> Composition:
    """Everything about how the forum is put together, given its seats as they are on the day."""
    rules, parties = rules_of(forum), parties_of_forum(forum, on)
    facts = [SeatFact(one.pk, one.kind, one.party, one.party_name, one.rule) for one in seats]
    holders = [Holder(one.pk, one.sitter.person, one.sitter.name) for one in seats if one.sitter]
    return Composition(
        lines=[rule_in_words(rule) for rule in rules],
        required=seats_required(rules, parties),
        missing=missing_seats(rules, parties, facts),
        findings=check(rules, parties, facts, holders, _members_of(rules, on)),
    )


def missing_from(forum: Forum, starts_on: date) -> Required:
    """The seats that the rules ask for and that are not there from that day on."""
    rules, parties = rules_of(forum), parties_of_forum(forum, starts_on)
    there = Seat.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), forum=forum)
    facts = [_fact(seat) for seat in there.select_related("organisation")]
    return Required(missing_seats(rules, parties, facts), seats_required(rules, parties).is_decided)


def seats_to_make(forum: Forum, starts_on: date) -> list[SeatsToMake]:
    """The preview: for each party how many seats would be made."""
    counts: dict[int | None, list[int]] = defaultdict(lambda: [0, 0])
    for spec in missing_from(forum, starts_on).seats:
        counts[spec.organisation][spec.kind is SeatKind.DEPUTY] += 1
    names = {one.pk: str(one) for one in Organisation.objects.filter(pk__in=[key for key in counts if key])}
    return [SeatsToMake(names.get(key or 0, ""), members, deputies) for key, (members, deputies) in counts.items()]


def _fact(seat: Seat) -> SeatFact:
    name = str(seat.organisation) if seat.organisation else ""
    return SeatFact(seat.pk, SeatKind(seat.kind), seat.organisation_id, name, seat.rule_id)


def _members_of(rules: list[Rule], on: date) -> dict[int, set[int]]:
    """Who sits as an ordinary member, on the day, in the forums that members are chosen from."""
    sources = [rule.source_forum for rule in rules if rule.source_forum is not None]
    if not sources:
        return {}
    members: dict[int, set[int]] = {source: set() for source in sources}
    for forum, person in members_on(Q(seat__forum__in=sources), on).values_list("seat__forum_id", "person_id"):
        members[forum].add(person)
    return members


def members_on(where: Q, on: date) -> QuerySet[Appointment]:
    """Appointments to ordinary seats that run on the day."""
    return Appointment.objects.filter(where, seat__kind=SeatKind.ORDINARY, starts_on__lte=on, ends_on__gte=on)


def size_of(forum: int) -> int | None:
    """How many ordinary members the forum has by its rules, else by its seats; None while undecided."""
    found = Forum.objects.get(pk=forum)
    rules = rules_of(found)
    required = seats_required(rules, parties_of_forum(found))
    if required.is_decided:
        return required.members
    there = Seat.objects.filter(forum=forum, kind=SeatKind.ORDINARY, ends_on=None).count()
    return None if rules or not there else there


def choosing_forums(forum: Forum) -> tuple[dict[int, set[int]], dict[int, str]]:
    """Within the collaboration: which forums each forum is chosen from, and what they are called."""
    sources: dict[int, set[int]] = defaultdict(set)
    rows = CompositionRule.objects.filter(
        forum__collaboration=forum.collaboration_id, kind=RuleKind.FROM_FORUM, source_forum__isnull=False
    )
    for chooser, source in rows.values_list("forum_id", "source_forum_id"):
        sources[chooser].add(source)
    forums = Forum.objects.filter(collaboration=forum.collaboration_id)
    return dict(sources), {one.pk: one.abbreviation or one.name for one in forums}


def sources_in(forum: Forum) -> set[int | None]:
    """The organisations that members may come from: the national register and the collaboration's own."""
    known = Organisation.objects.filter(Q(collaboration=None) | Q(collaboration=forum.collaboration_id))
    return set(known.values_list("pk", flat=True))
