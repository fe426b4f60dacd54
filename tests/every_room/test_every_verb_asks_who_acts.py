"""No verb is done by somebody who may not, whichever door they come through: the service asks, not only the page."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.deeds.deed import Deed, as_found
from tests.every_room.test_every_verb_leaves_one_event import ROOMS
from tests.factories.accounts import make_user
from tests.factories.organisations import give_role
from tests.journeys.overtaken import Scene, set_scene

# What everybody does with their own: their account, the addresses of their own calendars, and their first steps.
ROOMS_OF_ONES_OWN = {"accounts"}
OWN = {"calendar.made", "first_steps.looked_at", "first_steps.put_away", "first_steps.taken_forth"}


@pytest.mark.django_db
@pytest.mark.parametrize("room", sorted(ROOMS.keys() - ROOMS_OF_ONES_OWN))
def test_a_reader_does_nothing(room: str):
    scene = set_scene()
    reader = give_role(make_user(name="Bara Läsare"), scene.here, Role.READER)
    asked = {verb: deed for verb, deed in ROOMS[room].items() if deed.by and verb not in OWN}
    assert {verb: end for verb, deed in asked.items() if (end := tried(deed, scene, reader)) != "no"} == {}


def tried(deed: Deed, scene: Scene, reader) -> str:
    """What became of it: "no" when the verb is not the reader's. All that the act wrote is taken back."""
    try:
        with transaction.atomic():
            found = as_found(scene)
            row = found.row(deed.row) if isinstance(deed.row, str) else deed.row(found) if deed.row else None
            last = Event.objects.order_by("pk").values_list("pk", flat=True).last() or 0
            deed.act(replace(found, actor=reader, answering=reader), row)
            events = Event.objects.filter(pk__gt=last, actor_id=reader.pk).values_list("verb", flat=True)
            end = f"done: {list(events)}"
            transaction.set_rollback(True)
    except PermissionDenied:
        return "no"
    except RuleBroken as refused:
        return f"refused for another reason: {refused.reason}"
    return end
