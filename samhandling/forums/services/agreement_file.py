"""The forums of an agreement file become forums, with their composition and their seats."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from samhandling.accounts.models import User
from samhandling.forums.domain.composition import Rule
from samhandling.forums.domain.composition_words import ParsedRule
from samhandling.forums.domain.forum_file import TYPE_OF_KIND, ParsedForum, forums_of_file
from samhandling.forums.domain.forum_file_faults import problems_of
from samhandling.forums.enums import AccessMode, Level, RuleKind
from samhandling.forums.models import Forum, ForumType
from samhandling.forums.selectors.agreement_file import AgreementParties, existing_forums, parties_by_name
from samhandling.forums.services.composition import create_seats, set_composition
from samhandling.forums.services.forums import create_forum

if TYPE_CHECKING:
    from samhandling.agreements.domain.file_reading import Problem
    from samhandling.agreements.models import Agreement

_WORDS = {"$ref": "#/$defs/words"}


def file_section() -> dict[str, Any]:
    """The slot `agreement.import.schema`: the keys that this room reads."""
    rule = {
        "type": "object",
        "additionalProperties": False,
        "required": ["count"],
        "properties": {
            "count": {"type": "integer", "minimum": 1, "maximum": 300},
            "deputies": {"type": "integer", "minimum": 0, "maximum": 300},
            "from_each": {"enum": ["municipality", "region", "party"]},
            "from": {"$ref": "#/$defs/short"},
        },
    }
    forum = {
        "type": "object",
        "additionalProperties": False,
        "required": ["key", "name"],
        "properties": {
            "key": {"type": "string", "minLength": 1, "maxLength": 20},
            "kind": {"enum": sorted(TYPE_OF_KIND)},
            "level": {"enum": list(Level.values)},
            "name": {"$ref": "#/$defs/title"},
            "seats": {"type": ["integer", "null"], "minimum": 1, "maximum": 300},
            "deputies": {"type": "integer", "minimum": 0, "maximum": 300},
            "composition": {"anyOf": [_WORDS, {"type": "array", "minItems": 1, "maxItems": 50, "items": rule}]},
            "parent": {"type": "string", "minLength": 1, "maxLength": 20},
            "presidium": _WORDS,
            "mandate": _WORDS,
            "purpose": _WORDS,
            "powers": {"type": "array", "items": _WORDS},
            "duty": _WORDS,
            "owner": {"$ref": "#/$defs/short"},
            "led_by": _WORDS,
            "mandatory": {"type": "boolean"},
            "formal_body": {"type": "boolean"},
            "access": {"enum": list(AccessMode.values)},
            "areas": {"type": "array", "items": {"type": "string"}},
        },
    }
    return {
        "forums": {"type": "array", "maxItems": 200, "items": forum},
        "forum_rules": {"type": "array", "items": _WORDS},
    }


def check_file(document: Mapping[str, Any]) -> "Iterator[Problem]":
    """The slot `agreement.import.check`: what the section says that cannot be."""
    return problems_of(document)


def set_up_forums(actor: User, agreement: "Agreement", document: Mapping[str, Any], today: date) -> None:  # noqa: ARG001 - the slot's signature
    """The slot `agreement.import`: in the transaction of the import.

    A forum that is already there, by key or by name, stays as it is: the agreement that enters into force
    takes it over then.
    """
    parsed = forums_of_file(document)
    forums = existing_forums(agreement, {forum.key for forum in parsed}, {forum.name for forum in parsed})
    new = [forum for forum in parsed if forum.key.casefold() not in forums]
    parties = parties_by_name(agreement)
    types = {found.key: found for found in ForumType.objects.filter(collaboration=None)}
    areas = {area.key: area for area in agreement.areas.all()}
    for forum in parents_first(new):
        forums[forum.key.casefold()] = create_forum(
            actor=actor,
            collaboration=agreement.collaboration,
            type=types[forum.type_key],
            name=forum.name,
            starts_on=agreement.starts_on,
            agreement=agreement,
            abbreviation=forum.key,
            parent=forums.get(forum.parent.casefold()),
            owner=parties.organisation(forum.owner),
            areas=[areas[key] for key in forum.areas],
            purpose=forum.purpose,
            led_by=forum.led_by,
            access=forum.access or AccessMode.TRANSPARENT,
            is_mandatory=forum.is_mandatory,
        )
    for forum in sources_first(new):
        _compose(actor, forums[forum.key.casefold()], forum, forums, parties)


def _compose(
    actor: User, forum: Forum, parsed: ParsedForum, forums: Mapping[str, Forum], parties: AgreementParties
) -> None:
    if not parsed.rules:
        return
    rules = [_rule(position, rule, forums, parties) for position, rule in enumerate(parsed.rules, start=1)]
    set_composition(actor=actor, forum=forum, rules=rules)
    if all(rule.kind is not RuleKind.UNDECIDED for rule in rules):
        create_seats(actor=actor, forum=forum, starts_on=forum.starts_on)


def _rule(position: int, parsed: ParsedRule, forums: Mapping[str, Forum], parties: AgreementParties) -> Rule:
    source = forums.get(parsed.source.casefold()) if parsed.kind is RuleKind.FROM_FORUM else None
    region = parties.region if parsed.kind is RuleKind.FROM_ORGANISATION else None
    return Rule(
        key=position,
        kind=parsed.kind,
        count=parsed.count,
        deputies=parsed.deputies,
        party_role=parsed.role,
        source_forum=source.pk if source else None,
        source_organisation=region.pk if region else None,
    )


def parents_first(forums: list[ParsedForum]) -> list[ParsedForum]:
    """The file's order, except that a forum comes after the one it belongs to."""
    return _ordered(forums, {forum.key.casefold(): [forum.parent.casefold()] for forum in forums})


def sources_first(forums: list[ParsedForum]) -> list[ParsedForum]:
    """The file's order, except that a forum comes after those its members are chosen from."""
    return _ordered(
        forums, {forum.key.casefold(): [rule.source.casefold() for rule in forum.rules] for forum in forums}
    )


def _ordered(forums: list[ParsedForum], needs: Mapping[str, list[str]]) -> list[ParsedForum]:
    """Circles were refused when the file was checked, so every round places at least one."""
    placed: dict[str, ParsedForum] = {}
    waiting = {forum.key.casefold(): forum for forum in forums}
    while waiting:
        ready = [key for key in waiting if not any(need in waiting and need != key for need in needs[key])]
        for key in ready or list(waiting):
            placed[key] = waiting.pop(key)
    return list(placed.values())
