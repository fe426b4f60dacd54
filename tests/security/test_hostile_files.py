"""Every door by which a file is read in, and every file made to do harm: refused in words or read, within bounds."""

import sys

import pytest
from django.db import connection

from tests.factories.organisations import (
    give_party,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_region,
    take_part,
)
from tests.hostile import FILES
from tests.hostile_doors import READ, Door, doors, walked

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="a file is refused before any database is asked")

MEGABYTES = 200
# What says something as a table, however much or odd; all else is refused.
TABLES = {
    "a sheet that says it is endless.xlsx",
    "numbers beyond all bounds.xlsx",
    "as many cells as are taken.xlsx",
    "letters of four bytes.csv",
    "as many cells as are taken.csv",
    "written in UTF-16.csv",
    "numbers beyond all bounds.csv",
    "names that lead nowhere.csv",
    "one name in every row.csv",
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: make() for name, make in FILES.items()}


def door_called(name: str) -> Door:
    collaboration = make_collaboration()
    owner = make_municipality()
    for party in (owner, make_region()):
        take_part(party, collaboration)
    user = give_party(make_coordinator(collaboration), collaboration, owner)
    return doors(user, collaboration, owner)[name]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of memory anew")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("door", "read"),
    [
        ("people", TABLES),
        ("appointments", TABLES),
        ("population", set()),
        ("agreement", set()),
        ("a program's text", set()),
        ("statistics", set()),
    ],
)
def test_every_hostile_file_is_refused_in_words_or_read_and_takes_little_memory(files, door, read):
    found = walked(door_called(door), files)
    assert [name for name in files if not found.outcomes.get(name)] == []
    # A text in another form may happen to be a table of one column; what is no text never is one.
    assert {name for name, outcome in found.outcomes.items() if outcome == READ and not name.endswith("yaml")} == read
    assert found.megabytes <= MEGABYTES


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of memory anew")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", ["document", "a program's file"])
def test_a_hostile_file_that_is_only_kept_is_never_opened(files, door):
    found = walked(door_called(door), files)
    assert [name for name in files if not found.outcomes.get(name)] == []
    refused = {"a bomb.docx", "with macros.docx", "locked.xlsx", "a hundred thousand parts.xlsx", "zeros.csv"}
    assert {name for name in refused if found.outcomes[name] == READ} == set()
    assert found.megabytes <= MEGABYTES
