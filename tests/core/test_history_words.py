"""What the rooms say of their own acts: each verb has one sentence, and both languages have every word."""

import ast
import re

import pytest
from django.utils import translation
from django.utils.functional import Promise

from samhandling.core.history import _rooms, vocabulary_of
from samhandling.core.models import Event
from samhandling.core.slots import _slots
from tests.test_architecture import TREES, place

VERB = re.compile(r"[a-z_]+\.[a-z_]+")
SAME = {"Version", "index", "forum"}
WORDS = {words.room: words for words in _rooms.values()}
NOUNS = {verb.partition(".")[0] for verb in _rooms}
NODES = [node for path, tree in TREES.items() if place(path)[1] == "services" for node in ast.walk(tree)]
TEXTS = {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}
# What f"access.{role}_given" is made of is no verb, nor are the names of slots, which look like verbs.
PARTS = {
    part.value
    for node in NODES
    if isinstance(node, ast.JoinedStr)
    for part in node.values
    if isinstance(part, ast.Constant)
}


def test_every_verb_has_a_sentence():
    verbs = {text for text in TEXTS if VERB.fullmatch(text) and text.partition(".")[0] in NOUNS}
    assert len(verbs) > 100
    assert sorted(verbs - _rooms.keys() - _slots.keys() - PARTS) == []


@pytest.mark.parametrize("room", WORDS)
def test_a_room_says_something_only_of_what_happens(room):
    named = [*WORDS[room].nouns, *(name for name in WORDS[room].fields if "." in name)]
    assert [name for name in named if name.partition(".")[0] not in NOUNS] == []


@pytest.mark.parametrize("room", WORDS)
def test_every_word_is_there_in_both_languages(room):
    """What models say is asked of by `tests/test_translations.py`, as all texts are."""
    texts = [*WORDS[room].sentences.values(), *WORDS[room].fields.values()]
    assert all(isinstance(text, Promise) for text in texts)
    swedish = [str(text) for text in texts]
    with translation.override("en"):
        assert {word for text, word in zip(texts, swedish, strict=True) if str(text) == word} <= SAME


def test_a_number_is_what_its_own_room_calls_it():
    labels = [
        str(vocabulary_of(Event(verb=verb, object_type=lies_on)).label("number"))
        for verb, lies_on in [("clause.moved", "agreements.clause"), ("seat.moved", "forums.forum")]
    ]
    assert labels == ["nummer", "Ordning"]


def test_what_lies_on_another_row_has_the_words_of_its_own_kind():
    removed = vocabulary_of(Event(verb="duty.removed", object_type="agreements.agreement"))
    assert [str(removed.label(name)) for name in removed.in_order({"what", "owner"})] == ["vem", "vad"]
    recorded = vocabulary_of(Event(verb="ratification.recorded", object_type="agreements.agreement"))
    assert recorded.shown("result", "ratified") == "antagit"
