"""The data of earlier releases, on the tables of this one: in place, and by way of a backup."""

import json
import re
from pathlib import Path

import pytest
from django.db import connection

from tests.operations.installation import Installation, empty

HERE = Path(__file__).parent
SCRIPT = HERE / "old_release.py"
# Each remembered release, and how many files it held. PostgreSQL is brought here from the newest alone.
RELEASES = [("0.1.0", 8), ("0.2.0", 12)][-1 if connection.vendor == "postgresql" else 0 :]
# What 0.2.0 moved from the forums' papers into documents.
MOVED = ["kind", "title", "dated_on", "file_id"]


def papers_of_then(fixture: Path) -> set[tuple[str, str, str, int]]:
    table = json.loads(fixture.read_text(encoding="utf-8"))["forums.paper"]
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    return {(row["title"], row["kind"], row["dated_on"], row["file_id"]) for row in rows}


def look_at(there: Installation, fixture: Path, gone: list[str]) -> None:
    """Every row is there and says what it said; the memory is guarded; whoever has held a seat is found by it."""
    assert sorted(there.play(SCRIPT, "compare", str(fixture)).splitlines()) == sorted(gone)
    with pytest.raises(Exception, match="core_event is append-only"):
        there.ask("DELETE FROM core_event")
    found = "SELECT count(*) FROM organisations_person WHERE has_public_role"
    assert there.ask(found) == there.ask("SELECT count(DISTINCT person_id) FROM forums_appointment")


def look_at_papers(there: Installation, fixture: Path) -> None:
    """They have become documents."""
    documents = there.ask(
        "SELECT title, kind, dated_on, file_id FROM documents_document JOIN forums_paper"
        " ON document_id = documents_document.id"
    )
    assert {(title, kind, str(day), file) for title, kind, day, file in documents} == papers_of_then(fixture)


def findings(output: str) -> list[str]:
    """What `check` found amiss, but for the letter of then: it has waited longer for each day that goes."""
    return [code for code in re.findall(r"\[([a-z]+\.[a-z_]+)\]", output) if code != "core.mail_waits"]


@pytest.mark.django_db
@pytest.mark.parametrize(("release", "files"), RELEASES)
def test_an_installation_is_brought_up_to_date_with_every_row(tmp_path, release, files):
    fixture = HERE / f"{release}.json"
    is_first = release == "0.1.0"
    gone = [f"forums.paper.{name} is gone" for name in MOVED] if is_first else []
    with empty(tmp_path / "old") as old:
        old.play(SCRIPT, "load", str(fixture))
        code, output = old.run("backup", str(tmp_path / "backup.zip"))
        assert (code, f"{files} files" in output) == (0, True), output
        code, output = old.run("setup")
        assert code == 0, output
        look_at(old, fixture, gone)
        _code, output = old.run("check")
        assert ("Newest seal" in output, findings(output)) == (True, []), output
    with empty(tmp_path / "new") as new:
        _code, output = new.run("restore", str(tmp_path / "backup.zip"))
        assert ("Newest seal" in output, findings(output)) == (True, []), output
        look_at(new, fixture, gone)
        if is_first:
            look_at_papers(new, fixture)
