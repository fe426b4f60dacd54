"""The section `forums` of an agreement file, read into plain values.

The same reading serves the check and the import, so that what was found possible is what is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from samhandling.agreements.domain.file_language import all_in_language, in_language
from samhandling.forums.domain.composition_words import ParsedRule, read_composition
from samhandling.forums.enums import RuleKind
from samhandling.lib.text import shortened

# The words for kinds of forums in the file, and the types that they mean.
TYPE_OF_KIND = {
    "delegation": "delegation",
    "committee": "committee",
    "utskott": "committee",
    "region preparatory committee": "preparatory_committee",
    "preparatory committee": "preparatory_committee",
    "beredning": "preparatory_committee",
    "region board": "board",
    "board": "board",
    "nämnd": "board",
    "consultation": "consultation",
    "samråd": "consultation",
    "network": "officer_network",
    "officer network": "officer_network",
    "nätverk": "officer_network",
    "tjänstepersonsnätverk": "officer_network",
    "council": "council",
    "sector council": "council",
    "råd": "council",
    "sakområdesråd": "council",
    "working group": "working_group",
    "arbetsgrupp": "working_group",
}
# What a name ends with shows its kind where the file does not.
_KIND_BY_ENDING = {
    "arbetsutskott": "committee",
    "utskottet": "committee",
    "arbetsgrupp": "working_group",
    "arbetsgruppen": "working_group",
    "nätverket": "officer_network",
    "nätverk": "officer_network",
    "nämnden": "board",
    "nämnd": "board",
    "beredningen": "preparatory_committee",
    "delegationen": "delegation",
    "delegation": "delegation",
    "rådet": "council",
    "råd": "council",
}
_NATURE_BY_BEGINNING = {"samråd": "consultation", "delegationen": "delegation", "beredningen": "preparatory_committee"}


@dataclass(frozen=True, slots=True)
class ParsedForum:
    """One forum as the file describes it. `seats` is None both when undecided and when not given."""

    index: int
    key: str
    name: str
    type_key: str
    parent: str = ""
    owner: str = ""
    seats: int | None = None
    deputies: int = 0
    rules: tuple[ParsedRule, ...] = ()
    led_by: str = ""
    purpose: str = ""
    access: str = ""
    areas: tuple[str, ...] = ()
    is_mandatory: bool = False
    is_understood: bool = True


@dataclass(frozen=True, slots=True)
class ParsedParties:
    """How many parties the file has, by role; "" counts them all."""

    municipalities: int
    names: tuple[str, ...]

    def count(self, role: str) -> int:
        return {"municipality": self.municipalities, "region": 1}.get(role, self.municipalities + 1)


def parties_of_file(document: Mapping[str, Any]) -> ParsedParties:
    section = document.get("parties") or {}
    municipalities = [name for name in section.get("municipalities") or [] if name]
    return ParsedParties(len(municipalities), (str(section.get("region") or ""), *map(str, municipalities)))


def forums_of_file(document: Mapping[str, Any]) -> list[ParsedForum]:
    """Every forum of the file, in its order. Rows that could not be read before are left out."""
    language = str(document.get("language", "sv"))
    parties = parties_of_file(document)
    rows = enumerate(document.get("forums") or [])
    return [_forum(index, row, language, parties) for index, row in rows if isinstance(row, dict) and row.get("key")]


def _forum(index: int, row: Mapping[str, Any], language: str, parties: ParsedParties) -> ParsedForum:
    name = in_language(row.get("name"), language)
    seats = row.get("seats")
    rules = _rules(row, language)
    forum = ParsedForum(
        index=index,
        key=str(row["key"]),
        name=name,
        type_key=_type_key(row, name),
        parent=str(row.get("parent") or ""),
        owner=str(row.get("owner") or ""),
        seats=seats if isinstance(seats, int) else None,
        deputies=int(row.get("deputies") or 0),
        rules=tuple(rules or ()),
        led_by=shortened(in_language(row.get("led_by"), language), 150),
        purpose=_purpose(row, language),
        access=str(row.get("access") or ""),
        areas=tuple(row.get("areas") or ()),
        is_mandatory=bool(row.get("mandatory")),
        is_understood=rules is not None,
    )
    return replace(forum, rules=_complete(forum, row, parties))


def _type_key(row: Mapping[str, Any], name: str) -> str:
    kind = str(row.get("kind") or "")
    if kind:
        found = TYPE_OF_KIND.get(kind.casefold(), "")
        is_elected_network = found == "officer_network" and row.get("level") == "elected"
        return "consultation" if is_elected_network else found
    folded = name.casefold()
    for beginning, key in _NATURE_BY_BEGINNING.items():
        if folded.startswith(beginning):
            return key
    return next((key for ending, key in _KIND_BY_ENDING.items() if folded.endswith(ending)), "")


def _purpose(row: Mapping[str, Any], language: str) -> str:
    """What the file says about the task: its own words, one paragraph each."""
    parts = [in_language(row.get(key), language) for key in ("purpose", "duty", "mandate", "presidium")]
    parts += all_in_language(row.get("powers"), language)
    return "\n\n".join(part[:1].upper() + part[1:] for part in parts if part)


def _rules(row: Mapping[str, Any], language: str) -> list[ParsedRule] | None:
    """The rules as written; None when the words are not understood."""
    composition = row.get("composition")
    if isinstance(composition, list):
        return [_structured(rule) for rule in composition if isinstance(rule, dict)]
    if not composition:
        return []
    read = read_composition(in_language(composition, language))
    if read is None and isinstance(composition, dict):
        return next((rules for words in composition.values() if (rules := read_composition(str(words)))), None)
    return read


def _structured(rule: Mapping[str, Any]) -> ParsedRule:
    count, deputies = int(rule.get("count") or 0), int(rule.get("deputies") or 0)
    if each := rule.get("from_each"):
        return ParsedRule(RuleKind.PER_PARTY, count, deputies, role="" if each == "party" else str(each))
    if source := str(rule.get("from") or ""):
        kind = RuleKind.FROM_ORGANISATION if source.casefold() == "region" else RuleKind.FROM_FORUM
        return ParsedRule(kind, count, deputies, source=source.casefold() if source.casefold() == "region" else source)
    return ParsedRule(RuleKind.FREE, count, deputies)


def _complete(forum: ParsedForum, row: Mapping[str, Any], parties: ParsedParties) -> tuple[ParsedRule, ...]:
    """What the words leave to the number of seats, and what a number alone means."""
    if "seats" in row and row["seats"] is None and not forum.rules:
        return (ParsedRule(RuleKind.UNDECIDED),)
    if not forum.rules:
        return () if forum.seats is None or not forum.is_understood else (_by_number(forum),)
    rules = [_counted(rule, forum.seats) for rule in forum.rules]
    if forum.deputies and len(rules) == 1 and not rules[0].deputies:
        rules[0] = replace(rules[0], deputies=_deputies_each(rules[0], forum.deputies, parties))
    return tuple(rules)


def _by_number(forum: ParsedForum) -> ParsedRule:
    if forum.owner.casefold() == "region":
        return ParsedRule(RuleKind.FROM_ORGANISATION, forum.seats, forum.deputies, source="region")
    return ParsedRule(RuleKind.FREE, forum.seats, forum.deputies)


def _counted(rule: ParsedRule, seats: int | None) -> ParsedRule:
    if rule.count is not None:
        return rule
    return ParsedRule(RuleKind.UNDECIDED) if seats is None else replace(rule, count=seats)


def _deputies_each(rule: ParsedRule, deputies: int, parties: ParsedParties) -> int:
    times = parties.count(rule.role) if rule.kind is RuleKind.PER_PARTY else 1
    return deputies // times if times else 0


def size_of(forum: ParsedForum, parties: ParsedParties) -> int | None:
    """How many ordinary seats the rules give; None while that is not decided or nothing is said."""
    if not forum.rules or any(rule.kind is RuleKind.UNDECIDED for rule in forum.rules):
        return None
    return sum(_members(rule, parties) for rule in forum.rules)


def _members(rule: ParsedRule, parties: ParsedParties) -> int:
    return (rule.count or 0) * (parties.count(rule.role) if rule.kind is RuleKind.PER_PARTY else 1)
