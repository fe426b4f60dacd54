"""Whether the history has words for what an event holds, as the session's fixture asks of every event of every test."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.db.models import TextChoices
from django.utils.translation import override

from samhandling.core.history import Vocabulary, vocabulary_of
from samhandling.core.models import Event


def wordless(event: Event) -> list[str]:
    """Fields that would be shown by their English identifier, and stored values that would be shown as stored."""
    vocabulary = vocabulary_of(event)
    room = vocabulary.room
    if not room.room or import_module(f"samhandling.{room.room}.history").WORDS is not room:
        return []  # made up by a test of the memory itself
    sides = [*event.before.items(), *event.after.items()]
    with override("sv"):  # in English some values are called what they are stored as
        return _wordless(event.verb, vocabulary, sides)


def _wordless(verb: str, vocabulary: Vocabulary, sides: list[tuple[str, object]]) -> list[str]:
    fields = {name for name, _value in sides if vocabulary.label(name) is None}
    values = {f"{name}={value}" for name, value in sides if _is_shown_as_stored(vocabulary, name, value)}
    return [f"{verb}: {what}" for what in sorted(fields | values)]


def _is_shown_as_stored(vocabulary: Vocabulary, name: str, value: object) -> bool:
    return isinstance(value, str) and value in _stored_choices() and vocabulary.shown(name, value) == value


@cache
def _stored_choices() -> set[str]:
    """All values of all enums that people read by a label."""
    rooms = [f"{app.name}.enums" for app in apps.get_app_configs() if app.name.startswith("samhandling.")]
    return {
        member.value
        for room in rooms
        if find_spec(room)
        for kind in vars(import_module(room)).values()
        if isinstance(kind, type) and issubclass(kind, TextChoices)
        for member in kind
        if member.label != member.value
    }
