"""Of two who do the same at once one waits for the other: each verb locks something before it decides.

SQLite, where one writes at a time, passes over the lock, so a lost one would show only under PostgreSQL and when many
come at once (`tests/*/test_*_together.py`, `test_services_concurrency.py`). Here it is enough that it is asked for.
"""

import pytest
from django.db import transaction
from django.db.models.sql.compiler import SQLCompiler

from tests.deeds.deed import Deed, as_found
from tests.every_room.test_every_verb_leaves_one_event import ROOMS
from tests.journeys.overtaken import Scene, set_scene

# They begin something that is nobody's yet, or write one row whole: whoever comes last is right.
ALONE = {
    "agreements": {"agreement.created", "comment.answered"},
    "documents": {"document.drafted", "retention.class_created", "retention.class_changed"},
    "finance": {
        "cost_split.drafted",
        "project.started",
        "project.changed",
        "project.removed",
        "project.funder_added",
        "project.funder_removed",
        "project.budgeted",
    },
    "forums": {
        "forum.set_up",
        "secretary.added",
        "secretary.removed",
        "secretary.user_added",
        "secretary.user_removed",
    },
    "opendata": set[str](),
}


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tables of which rows have been asked for to be held."""
    found: list[str] = []
    as_django_does = SQLCompiler.as_sql

    def as_sql(compiler, *args, **kwargs):
        if compiler.query.select_for_update:
            found.append(compiler.query.model._meta.label)
        return as_django_does(compiler, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", as_sql)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("room", ALONE)
def test_a_verb_holds_something_unless_it_stands_alone(room: str, held: list[str]):
    scene = set_scene()
    assert {verb for verb, deed in ROOMS[room].items() if not holds(deed, scene, held)} == ALONE[room]


def holds(deed: Deed, scene: Scene, held: list[str]) -> bool:
    with transaction.atomic():
        found = as_found(scene)
        row = found.row(deed.row) if isinstance(deed.row, str) else deed.row(found) if deed.row else None
        held.clear()
        deed.act(found, row)
        transaction.set_rollback(True)
    return bool(held)
