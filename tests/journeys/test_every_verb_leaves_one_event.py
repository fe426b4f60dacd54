"""Every act leaves exactly one event, whose before and after are the row's own values before and after."""

from collections import Counter

import pytest
from django.db import transaction

from samhandling.core import history
from samhandling.lib.errors import RuleBroken
from tests.deeds import accounts, agreements, documents, finance, forums, opendata, organisations, portal
from tests.deeds.deed import Deed, as_found, faults_of
from tests.journeys.overtaken import set_scene

ROOMS = {
    "accounts": accounts.DEEDS,
    "agreements": agreements.DEEDS,
    "documents": documents.DEEDS,
    "finance": finance.DEEDS,
    "forums": forums.DEEDS,
    "opendata": opendata.DEEDS,
    "organisations": organisations.DEEDS,
    "portal": portal.DEEDS,
}


def test_every_verb_that_has_a_sentence_is_provoked():
    provoked = Counter(verb for deeds in ROOMS.values() for verb in deeds)
    assert sorted(provoked.elements()) == sorted(history._rooms)


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
