"""The data of an earlier release, on the tables of this one: in place, and by way of a backup."""

import json
import re
from pathlib import Path

import pytest

from tests.operations.installation import Installation, empty

SCRIPT = Path(__file__).with_name("old_release.py")
FIXTURE = Path(__file__).with_name("0.1.0.json")
# What 0.2.0 moved from the forums' papers into documents.
MOVED = ["kind", "title", "dated_on", "file_id"]


def papers_of_then() -> set[tuple[str, str, str, int]]:
    table = json.loads(FIXTURE.read_text(encoding="utf-8"))["forums.paper"]
    rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    return {(row["title"], row["kind"], row["dated_on"], row["file_id"]) for row in rows}


def look_at(there: Installation) -> None:
    """Every row is there and says what it said; papers have become documents; the memory is guarded."""
    lines = there.play(SCRIPT, "compare", str(FIXTURE)).splitlines()
    assert sorted(lines) == sorted(f"forums.paper.{name} is gone" for name in MOVED)
    documents = there.ask(
        "SELECT title, kind, dated_on, file_id FROM documents_document JOIN forums_paper"
        " ON document_id = documents_document.id"
    )
    assert {(title, kind, str(day), file) for title, kind, day, file in documents} == papers_of_then()
    with pytest.raises(Exception, match="core_event is append-only"):
        there.ask("DELETE FROM core_event")


def findings(said: str) -> list[str]:
    """What `check` found amiss, but for the letter of then: it has waited longer for each day that goes."""
    return [code for code in re.findall(r"\[([a-z]+\.[a-z_]+)\]", said) if code != "core.mail_waits"]


@pytest.mark.django_db
def test_an_installation_of_0_1_0_is_brought_up_to_date_with_every_row(tmp_path):
    with empty(tmp_path / "old") as old:
        old.play(SCRIPT, "load", str(FIXTURE))
        code, said = old.run("backup", str(tmp_path / "backup.zip"))
        assert (code, "8 files" in said) == (0, True), said
        code, said = old.run("setup")
        assert code == 0, said
        look_at(old)
        _code, said = old.run("check")
        assert ("Newest seal" in said, findings(said)) == (True, []), said
    with empty(tmp_path / "new") as new:
        _code, said = new.run("restore", str(tmp_path / "backup.zip"))
        assert ("Newest seal" in said, findings(said)) == (True, []), said
        look_at(new)
