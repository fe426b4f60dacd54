"""English is what the code says; Swedish is what people meet. It is complete, or these tests fail."""

import re
from collections import defaultdict

import pytest
from babel.messages.catalog import Message

from scripts import messages

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%[sd]")
NORWEGIAN = re.compile(r"[æøÆØ]|\b(?:ikke|og|lukk|velg|lagre|møte|nåværende|tilbake|fjern|vis mer)\b", re.IGNORECASE)
ROOMS = messages.rooms()


def texts_of(room: str) -> list[Message]:
    return messages.messages_in(messages.read_catalogue(messages.catalogue_path(room)))


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}


@pytest.mark.parametrize("room", ROOMS)
def test_the_catalogue_is_up_to_date_and_every_text_has_swedish(room):
    complaints = messages.complaints(room)
    assert complaints == [], "\n".join(complaints)


@pytest.mark.parametrize("room", ROOMS)
def test_a_translation_has_the_placeholders_of_its_text(room):
    assert [
        f"{source!r} → {translation!r}"
        for text in texts_of(room)
        for source, translation in pairs(text)
        if translation and placeholders(source) != placeholders(translation)
    ] == []


def pairs(text: Message) -> list[tuple[str, str]]:
    """Each msgstr with the msgid it answers, singular and plural apart."""
    sources = [text.id] if isinstance(text.id, str) else list(text.id)
    return list(zip(sources, messages.translations_of(text), strict=True))


def test_the_same_text_has_the_same_translation_in_every_room():
    translations = defaultdict(set)
    for room in ROOMS:
        for text in texts_of(room):
            if messages.is_translated(text):
                translations[messages.key_of(text)].add(messages.translations_of(text))
    assert {key: found for key, found in translations.items() if len(found) > 1} == {}


def test_no_text_is_norwegian():
    """The design system comes from Norway, and its built-in words are easily copied along."""
    assert [
        translation
        for room in ROOMS
        for text in texts_of(room)
        for translation in messages.translations_of(text)
        if NORWEGIAN.search(translation)
    ] == []


def test_a_text_begins_and_ends_like_its_source():
    """A lost full stop or a stray space shows up in the middle of a page."""
    assert [
        f"{source!r} → {translation!r}"
        for room in ROOMS
        for text in texts_of(room)
        for source, translation in pairs(text)
        if translation and edges(source) != edges(translation)
    ] == []


def edges(text: str) -> tuple[bool, bool, bool]:
    """Space before, space behind, a mark at the end."""
    return text[:1].isspace(), text[-1:].isspace(), text[-1:] in ".,:?!…"


def test_an_untrimmed_block_is_refused_with_its_line():
    with pytest.raises(messages.SourceError, match=r"list\.html:2: write `blocktranslate trimmed`"):
        messages.python_of_template("\n{% blocktranslate %}Text{% endblocktranslate %}", "list.html")


def test_texts_are_read_from_a_template_with_context_and_plural():
    python = messages.python_of_template(
        """
        {% translate "May" context "month" %}
          {{ value|default:_("none") }}
        {% blocktranslate trimmed count n=seats %}
            One seat
        {% plural %}
            {{ n }} seats
        {% endblocktranslate %}
        """,
        "list.html",
    )
    assert list(messages.texts_of_python(python)) == [
        ("May", "month"),
        ("none", None),
        (("One seat", "%(n)s seats"), None),
    ]
