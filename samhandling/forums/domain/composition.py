"""How a forum is put together: what its rules ask for, and where seats and people differ from that."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from samhandling.forums.enums import FindingKind, Refusal, RuleKind, SeatKind

MOST_SEATS = 300  # more than one from each of the 290 municipalities; a number above is a slip of the finger


@dataclass(frozen=True, slots=True)
class PartyFact:
    organisation: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Rule:
    """ "2 from each municipality": kind per_party, count 2, party_role municipality (empty means every party)."""

    key: int
    kind: RuleKind
    count: int | None = None
    deputies: int = 0
    party_role: str = ""
    source_forum: int | None = None
    source_organisation: int | None = None
    source_name: str = ""


@dataclass(frozen=True, slots=True)
class SeatSpec:
    """A seat that a rule asks for."""

    rule: int
    kind: SeatKind
    organisation: int | None


@dataclass(frozen=True, slots=True)
class Required:
    """All the seats that the rules ask for. While something is undecided there may be more to come."""

    seats: list[SeatSpec]
    is_decided: bool

    @property
    def members(self) -> int:
        return sum(1 for seat in self.seats if seat.kind is SeatKind.ORDINARY)

    @property
    def deputies(self) -> int:
        return len(self.seats) - self.members


@dataclass(frozen=True, slots=True)
class SeatFact:
    """A seat that exists on the day; `rule` is None when it was made by hand."""

    key: int
    kind: SeatKind
    organisation: int | None = None
    organisation_name: str = ""
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    seat: int
    person: int
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference, which says itself in words."""

    kind: FindingKind
    who: str = ""
    has: int = 0
    needs: int = 0
    source: str = ""

    @property
    def sentence(self) -> str:
        facts = {"who": self.who, "has": self.has, "needs": self.needs, "source": self.source}
        return str(self.kind.label) % facts


def parties_under(rule: Rule, parties: Iterable[PartyFact]) -> list[PartyFact]:
    """The parties that a per-party rule counts."""
    return [party for party in parties if not rule.party_role or party.role == rule.party_role]


def seats_required(rules: Sequence[Rule], parties: Sequence[PartyFact]) -> Required:
    """The seats the rules ask for: members first, then substitutes, party by party in the order given."""
    seats = [spec for rule in rules for spec in _seats_of(rule, parties)]
    decided = bool(rules) and all(rule.kind is not RuleKind.UNDECIDED for rule in rules)
    return Required(sorted(seats, key=lambda spec: spec.kind is SeatKind.DEPUTY), decided)


def _seats_of(rule: Rule, parties: Sequence[PartyFact]) -> list[SeatSpec]:
    organisations: list[int | None] = [rule.source_organisation]
    if rule.kind is RuleKind.PER_PARTY:
        organisations = [party.organisation for party in parties_under(rule, parties)]
    members = [SeatSpec(rule.key, SeatKind.ORDINARY, one) for one in organisations for _ in range(rule.count or 0)]
    deputies = [SeatSpec(rule.key, SeatKind.DEPUTY, one) for one in organisations for _ in range(rule.deputies)]
    return members + deputies


def missing_seats(rules: Sequence[Rule], parties: Sequence[PartyFact], seats: Sequence[SeatFact]) -> list[SeatSpec]:
    """What must be added for the rules to be met. Nothing is ever taken away by this."""
    there = Counter(
        SeatSpec(rule.key, seat.kind, seat.organisation if _counts_by_party(rule) else rule.source_organisation)
        for seat, rule in _placed(rules, parties, seats)
        if rule is not None
    )
    missing = []
    for spec in seats_required(rules, parties).seats:
        if there[spec] > 0:
            there[spec] -= 1
        else:
            missing.append(spec)
    return missing


def check(
    rules: Sequence[Rule],
    parties: Sequence[PartyFact],
    seats: Sequence[SeatFact],
    holders: Iterable[Holder] = (),
    members_of: Mapping[int, Collection[int]] | None = None,
) -> list[Finding]:
    """Everything that differs from the rules on one day. `members_of` tells who sits in the forums chosen from."""
    if not rules:
        return [Finding(FindingKind.NO_RULE)]
    placed = _placed(rules, parties, seats)
    findings = [Finding(FindingKind.UNDECIDED) for rule in rules if rule.kind is RuleKind.UNDECIDED][:1]
    for rule in rules:
        findings += _count_findings(rule, parties, [seat for seat, found in placed if found is rule])
    findings += [
        Finding(FindingKind.OUTSIDE_RULES, who=seat.organisation_name or str(seat.kind.label))
        for seat, rule in placed
        if rule is None
    ]
    return findings + _source_findings(placed, holders, members_of or {})


def _counts_by_party(rule: Rule) -> bool:
    return rule.kind is RuleKind.PER_PARTY


def _placed(
    rules: Sequence[Rule], parties: Sequence[PartyFact], seats: Iterable[SeatFact]
) -> list[tuple[SeatFact, Rule | None]]:
    """Each seat with the rule it follows from: the one it was made by, else one that asks for it and has room."""
    by_key = {rule.key: rule for rule in rules}
    room = Counter((spec.rule, spec.kind) for spec in seats_required(rules, parties).seats)
    members = {rule.key: {party.organisation for party in parties_under(rule, parties)} for rule in rules}
    placed: list[tuple[SeatFact, Rule | None]] = []
    for seat in sorted(seats, key=lambda seat: seat.rule is None):
        asking = [rule for rule in rules if _would_ask(rule, members[rule.key], seat)]
        made_by = by_key.get(seat.rule or 0)
        with_room = next((rule for rule in asking if room[rule.key, seat.kind] > 0), None)
        found = made_by if made_by in asking else with_room or next(iter(asking), None)
        if found:
            room[found.key, seat.kind] -= 1
        placed.append((seat, found))
    return placed


def _would_ask(rule: Rule, counted: Collection[int], seat: SeatFact) -> bool:
    """`counted` are the parties that the rule counts."""
    match rule.kind:
        case RuleKind.PER_PARTY:
            return seat.organisation in counted
        case RuleKind.FROM_ORGANISATION:
            return seat.organisation == rule.source_organisation
        case _:
            return True


def _count_findings(rule: Rule, parties: Sequence[PartyFact], seats: Sequence[SeatFact]) -> list[Finding]:
    if rule.kind is RuleKind.UNDECIDED:
        return []
    findings = []
    for name, own in _groups(rule, parties, seats):
        has = Counter(seat.kind for seat in own)
        findings += _compare(name, has[SeatKind.ORDINARY], rule.count or 0, by_party=_counts_by_party(rule))
        findings += _compare_deputies(name, has[SeatKind.DEPUTY], rule.deputies)
    return findings


def _groups(rule: Rule, parties: Sequence[PartyFact], seats: Sequence[SeatFact]) -> list[tuple[str, list[SeatFact]]]:
    """What the rule counts: each party's seats by themselves, or all the rule's seats together."""
    if not _counts_by_party(rule):
        return [(rule.source_name, list(seats))]
    by_party: dict[int | None, list[SeatFact]] = defaultdict(list)
    for seat in seats:
        by_party[seat.organisation].append(seat)
    return [(party.name, by_party[party.organisation]) for party in parties_under(rule, parties)]


def _compare(name: str, has: int, needs: int, *, by_party: bool) -> list[Finding]:
    if has == needs:
        return []
    if has > needs:
        return [Finding(FindingKind.TOO_MANY, name, has, needs)]
    kind = FindingKind.PARTY_WITHOUT_SEATS if by_party and has == 0 else FindingKind.TOO_FEW
    return [Finding(kind, name, has, needs)]


def _compare_deputies(name: str, has: int, needs: int) -> list[Finding]:
    if has == needs:
        return []
    kind = FindingKind.TOO_FEW_DEPUTIES if has < needs else FindingKind.TOO_MANY_DEPUTIES
    return [Finding(kind, name, has, needs)]


def _source_findings(
    placed: Iterable[tuple[SeatFact, Rule | None]], holders: Iterable[Holder], members_of: Mapping[int, Collection[int]]
) -> list[Finding]:
    chosen_under = {seat.key: rule for seat, rule in placed if rule is not None and rule.kind is RuleKind.FROM_FORUM}
    findings = []
    for holder in holders:
        rule = chosen_under.get(holder.seat)
        if rule and holder.person not in members_of.get(rule.source_forum or 0, ()):
            findings.append(Finding(FindingKind.NOT_CHOSEN_AMONG, who=holder.name, source=rule.source_name))
    return findings


def why_not_rule(rule: Rule, parties: Sequence[PartyFact]) -> Refusal | None:
    """A rule says how many and from where, and the number can exist."""
    if rule.kind is RuleKind.UNDECIDED:
        return None
    if not rule.count:
        return Refusal.COUNT_MISSING
    if _lacks_source(rule):
        return Refusal.SOURCE_MISSING
    if rule.kind is RuleKind.PER_PARTY and not parties_under(rule, parties):
        return Refusal.NO_PARTIES
    return Refusal.COUNT_TOO_LARGE if _size(rule, parties) > MOST_SEATS else None


def _lacks_source(rule: Rule) -> bool:
    if rule.kind is RuleKind.FROM_FORUM:
        return rule.source_forum is None
    return rule.kind is RuleKind.FROM_ORGANISATION and rule.source_organisation is None


def _size(rule: Rule, parties: Sequence[PartyFact]) -> int:
    """How many seats the rule asks for, without making them: the number may be absurd."""
    times = len(parties_under(rule, parties)) if rule.kind is RuleKind.PER_PARTY else 1
    return times * ((rule.count or 0) + rule.deputies)


def overdrawn_source(rules: Iterable[Rule], sizes: Mapping[int, int | None]) -> Rule | None:
    """The rule by which more are chosen among a forum than it has members. `sizes` is None where undecided."""
    chosen: Counter[int] = Counter()
    for rule in rules:
        if rule.kind is not RuleKind.FROM_FORUM or rule.source_forum is None:
            continue
        chosen[rule.source_forum] += (rule.count or 0) + rule.deputies
        size = sizes.get(rule.source_forum)
        if size is not None and chosen[rule.source_forum] > size:
            return rule
    return None


def circle(forum: int, sources: Mapping[int, Collection[int]]) -> list[int]:
    """The way from the forum back to itself through the forums it is chosen from; empty when there is none."""
    way: list[tuple[int, list[int]]] = [(forum, [forum])]
    seen: set[int] = set()
    while way:
        here, path = way.pop()
        for source in sources.get(here, ()):
            if source == forum:
                return [*path, forum]
            if source not in seen:
                seen.add(source)
                way.append((source, [*path, source]))
    return []
