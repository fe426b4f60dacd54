"""What the forums of an agreement file say that cannot be: each fault at its place in the file."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from samhandling.agreements.domain.file_reading import Problem
from samhandling.forums.domain.forum_file import ParsedForum, ParsedParties, forums_of_file, parties_of_file, size_of
from samhandling.forums.enums import FileFault, RuleKind
from samhandling.lib.likeness import nearest


def problems_of(document: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything in the section that contradicts itself or the rest of the file, each at its place."""
    forums, parties = forums_of_file(document), parties_of_file(document)
    by_key = {forum.key.casefold(): forum for forum in forums}
    areas = {str(area.get("key")) for area in (document.get("strategy") or {}).get("areas") or [] if area}
    yield from _twice(forums)
    yield from _circles(forums, by_key)
    for forum in forums:
        yield from _own_problems(forum, parties, areas)
        yield from _relation_problems(forum, by_key, parties)


def _at(forum: ParsedForum, key: str, fault: FileFault, **details: object) -> Problem:
    return Problem(("forums", forum.index, key), fault, details)


def _twice(forums: Sequence[ParsedForum]) -> Iterator[Problem]:
    counted = Counter(forum.key.casefold() for forum in forums)
    seen: set[str] = set()
    for forum in forums:
        if counted[forum.key.casefold()] > 1 and forum.key.casefold() in seen:
            yield _at(forum, "key", FileFault.KEY_TWICE, found=forum.key)
        seen.add(forum.key.casefold())


def _own_problems(forum: ParsedForum, parties: ParsedParties, areas: Collection[str]) -> Iterator[Problem]:
    if not forum.type_key:
        yield _at(forum, "kind", FileFault.KIND_UNCLEAR, found=forum.name)
    if not forum.is_understood:
        yield _at(forum, "composition", FileFault.NOT_UNDERSTOOD, found=forum.key)
    if forum.owner and forum.owner.casefold() not in {"region", *(name.casefold() for name in parties.names)}:
        yield _at(forum, "owner", FileFault.OWNER_UNKNOWN, found=forum.owner)
    for area in forum.areas:
        if area not in areas:
            yield _at(forum, "areas", FileFault.AREA_UNKNOWN, found=area)
    yield from _number_problems(forum, parties)


def _number_problems(forum: ParsedForum, parties: ParsedParties) -> Iterator[Problem]:
    for rule in forum.rules:
        if rule.of is not None and rule.of != parties.count(rule.role):
            yield _at(forum, "composition", FileFault.OTHER_NUMBER, found=rule.of, expected=parties.count(rule.role))
            return
    size = size_of(forum, parties)
    if size is not None and forum.seats is not None and size != forum.seats:
        yield _at(forum, "seats", FileFault.SEATS_DIFFER, found=forum.seats, expected=size)
    for rule in forum.rules[:1]:
        times = parties.count(rule.role) if rule.kind is RuleKind.PER_PARTY else 1
        if len(forum.rules) == 1 and forum.deputies != rule.deputies * times and rule.kind is not RuleKind.UNDECIDED:
            yield _at(forum, "deputies", FileFault.DEPUTIES_DIFFER, found=forum.deputies, expected=times)


def _relation_problems(
    forum: ParsedForum, by_key: Mapping[str, ParsedForum], parties: ParsedParties
) -> Iterator[Problem]:
    keys = [other.key for other in by_key.values()]
    if forum.parent and forum.parent.casefold() not in by_key:
        yield _unknown(forum, "parent", forum.parent, keys)
    chosen: Counter[str] = Counter()
    for rule in forum.rules:
        if rule.kind is not RuleKind.FROM_FORUM:
            continue
        source = by_key.get(rule.source.casefold())
        if source is None:
            yield _unknown(forum, "composition", rule.source, keys)
            continue
        chosen[source.key] += (rule.count or 0) + rule.deputies
        size = size_of(source, parties)
        if size is not None and chosen[source.key] > size:
            details = {"found": chosen[source.key], "source": source.key, "limit": size}
            yield _at(forum, "composition", FileFault.MORE_THAN_SOURCE, **details)


def _unknown(forum: ParsedForum, key: str, found: str, keys: Sequence[str]) -> Problem:
    near = nearest(found, keys)
    if near:
        return _at(forum, key, FileFault.FORUM_MISSPELT, found=found, nearest=near)
    return _at(forum, key, FileFault.FORUM_UNKNOWN, found=found)


def _circles(forums: Sequence[ParsedForum], by_key: Mapping[str, ParsedForum]) -> Iterator[Problem]:
    above = {forum.key.casefold(): [forum.parent.casefold()] for forum in forums if forum.parent}
    sources = {
        forum.key.casefold(): [rule.source.casefold() for rule in forum.rules if rule.kind is RuleKind.FROM_FORUM]
        for forum in forums
    }
    for forum in forums:
        if by_key[forum.key.casefold()] is not forum:
            continue
        if _reaches_itself(forum.key.casefold(), above):
            yield _at(forum, "parent", FileFault.PARENT_CIRCLE, found=forum.key)
        if _reaches_itself(forum.key.casefold(), sources):
            yield _at(forum, "composition", FileFault.CHOSEN_CIRCLE, found=forum.key)


def _reaches_itself(key: str, ways: Mapping[str, Sequence[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(ways.get(key, ()))
    while waiting:
        here = waiting.pop()
        if here == key:
            return True
        if here not in seen:
            seen.add(here)
            waiting += ways.get(here, ())
    return False
