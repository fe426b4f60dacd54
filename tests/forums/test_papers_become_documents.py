"""A database of 0.1.0 with papers in its forums is migrated: each paper becomes a document with an owner."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.processes import database_url

PROJECT = Path(__file__).resolve().parents[2]

# Rows as 0.1.0 wrote them, with its own tables; then every migration, and what is there afterwards.
UPGRADE = """
import json, django
django.setup()
from datetime import UTC, date, datetime
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

call_command("migrate", "forums", "0001", verbosity=0)
old = MigrationExecutor(connection).loader.project_state(("forums", "0001_initial")).apps
made = {name.rpartition(".")[2]: old.get_model(name).objects.create for name in (
    "accounts.User", "organisations.Collaboration", "organisations.Organisation", "organisations.Participation",
    "organisations.Person", "forums.ForumType", "forums.Forum", "forums.Seat", "forums.Paper", "core.StoredFile",
)}
user = made["User"](email="maria@example.se", name="Maria")
kind = made["ForumType"](key="network", name={"sv": "nätverk"}, standing="appointed", level="officers")

def organisation(name, kind="municipality", **more):
    return made["Organisation"](formal_name=name, display_name=name, kind=kind, sort_key=name.lower(), **more)

def forum(collaboration, access="closed", **more):
    return made["Forum"](collaboration=collaboration, name=f"Forum {access}", type=kind, access=access,
                         starts_on=date(2023, 1, 1), **more)

def paper(forum, title, by=user, dated_on=date(2024, 5, 1)):
    stored = made["StoredFile"](name="pm.txt", content=f"{title}.txt", content_type="text/plain", size=1, sha256="0",
                                uploaded_by=by)
    type(stored).objects.filter(pk=stored.pk).update(uploaded_at=datetime(2024, 5, 2, 8, tzinfo=UTC))
    made["Paper"](forum=forum, kind="notes", title=title, dated_on=dated_on, file=stored)

umea, region, vannas = organisation("Umeå"), organisation("Västerbotten", "region"), organisation("Bjurholm")
county = made["Collaboration"](slug="lan", name="Länet")
for one in (umea, region, vannas):
    made["Participation"](collaboration=county, organisation=one)
closed, opened = forum(county), forum(county, "open")
made["Seat"](forum=closed, organisation=umea, number=1, starts_on=date(2023, 1, 1))
made["Seat"](forum=closed, organisation=umea, number=2, starts_on=date(2023, 1, 1))
made["Seat"](forum=closed, organisation=region, number=3, starts_on=date(2023, 1, 1))
made["Seat"](forum=closed, organisation=vannas, number=4, starts_on=date(2023, 1, 1), ends_on=date(2024, 4, 30))
made["Seat"](forum=closed, number=5, starts_on=date(2023, 1, 1))
paper(closed, "Åtgärder")
paper(opened, "Öppen rapport")

towns = made["Collaboration"](slug="stader", name="Städerna")
for one in (umea, vannas):
    made["Participation"](collaboration=towns, organisation=one)
paper(forum(towns, "transparent"), "Av kommuner")

lone = made["Collaboration"](slug="ensam", name="Ensam")
work = organisation("Föreningen", "association", collaboration=lone)
made["Person"](collaboration=lone, given_name="Maria", family_name="Ek", user=user, organisation=work)
paper(forum(lone), "Av någon")
owned = made["Collaboration"](slug="agd", name="Ägd")
paper(forum(owned, owner=umea), "Av forumets ägare", by=None)
empty = made["Collaboration"](slug="tom", name="Tomheten")
paper(forum(empty), "Av ingen", by=None)
paper(forum(empty), "Av ingen igen", by=None)

call_command("migrate", verbosity=0)
from samhandling.documents.models import Document
print(json.dumps({
    one.title: [
        str(one.owner), one.openness, one.is_read_elsewhere, one.kind, one.search_key,
        one.dated_on.isoformat(), one.created_at.isoformat(), one.published_at and one.published_at.isoformat(),
        str(one.created_by or ""), one.file.content.name, [str(paper.forum) for paper in one.papers.all()],
        [[str(share.recipient), share.through, share.shared_at.isoformat()] for share in one.shares.all()],
    ]
    for one in Document.objects.all()
}))
"""
MOMENT = "2024-05-02T08:00:00+00:00"


@pytest.fixture
def other_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the same kind as the tests' own."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'old.sqlite3'}"
        return
    name = f"{connection.settings_dict['NAME']}_old"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield f"{database_url().rsplit('/', 1)[0]}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.django_db(transaction=True)
def test_every_paper_of_0_1_0_becomes_a_document_as_open_as_its_forum(other_database):
    environment = os.environ | {"DATABASE_URL": other_database, "DJANGO_SETTINGS_MODULE": "samhandling.config.settings"}

    done = subprocess.run(
        [sys.executable, "-c", UPGRADE], cwd=PROJECT, env=environment, check=True, capture_output=True, text=True
    )

    found = json.loads(done.stdout.splitlines()[-1])
    by_maria = {"Åtgärder", "Öppen rapport", "Av kommuner", "Av någon"}
    assert {title: [owner, *facts[:2]] for title, (owner, *facts) in found.items()} == {
        "Åtgärder": ["Västerbotten", "shared", True],
        "Öppen rapport": ["Västerbotten", "public", False],
        "Av kommuner": ["Bjurholm", "shared", True],
        "Av någon": ["Föreningen", "shared", True],
        "Av forumets ägare": ["Umeå", "shared", True],
        "Av ingen": ["Tomheten", "shared", True],
        "Av ingen igen": ["Tomheten", "shared", True],
    }
    assert found["Åtgärder"][3:] == [
        "notes",
        "åtgärder",
        "2024-05-01",
        MOMENT,
        None,
        "Maria",
        "Åtgärder.txt",
        ["Forum closed"],
        [["Umeå", "Forum closed", MOMENT]],
    ]
    assert found["Öppen rapport"][7:] == [MOMENT, "Maria", "Öppen rapport.txt", ["Forum open"], []]
    assert {title for title, facts in found.items() if facts[8] == "Maria"} == by_maria
