"""Every act leaves exactly one event, whose before and after are the row's own values before and after."""

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction

from samhandling.core import history
from samhandling.lib.errors import RuleBroken
from tests.deeds.deed import Deed, as_found, faults_of
from tests.journeys.overtaken import set_scene

DEEDS = Path(__file__).parents[1] / "deeds"
ROOMS = {
    path.stem: import_module(f"tests.deeds.{path.stem}").DEEDS
    for path in sorted(DEEDS.glob("*.py"))
    if path.stem != "deed"
}


def test_every_verb_that_has_a_sentence_is_provoked():
    provoked = Counter(verb for deeds in ROOMS.values() for verb in deeds)
    spoken = Counter(history._rooms.keys())
    assert sorted((spoken - provoked).elements()) == [], "Say in tests/deeds/<room>.py how these are provoked."
    assert sorted((provoked - spoken).elements()) == [], "Each verb stands once, and has a sentence in history.py."


@pytest.mark.django_db
@pytest.mark.parametrize("room", ROOMS)
def test_every_verb_leaves_one_event_that_tells_what_was_and_what_is(room):
    scene = set_scene()
    assert [fault for verb, deed in ROOMS[room].items() for fault in tried(verb, deed, scene)] == []


def tried(verb: str, deed: Deed, scene) -> list[str]:
    """What is wrong with the verb's event. All that the act wrote is taken back."""
    try:
        with transaction.atomic():
            faults = list(faults_of(verb, deed, as_found(scene)))
            transaction.set_rollback(True)
    except RuleBroken as refused:
        faults = [f"{verb}: refused, {refused.message}"]
    return faults
