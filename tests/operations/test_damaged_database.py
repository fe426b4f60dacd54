"""What the disk has done to the database is told in words, by the check and by the backup, and never as a traceback."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.operations.installation import Installation, empty, with_tables

pytestmark = pytest.mark.django_db
IS_SQLITE = connection.vendor == "sqlite"
RESTORE = "Stop the pages, keep it as it is, and restore the newest backup that is whole (docs/howto/operate.md)."


@pytest.fixture(scope="module")
def sound(tmp_path_factory, django_db_setup, django_db_blocker):
    """An installation with the national register in it."""
    with django_db_blocker.unblock(), with_tables(tmp_path_factory.mktemp("sound")) as there:
        assert there.run("setup")[0] == 0
        yield there


@pytest.fixture
def file(sound, tmp_path):
    """A copy of its database file."""
    there = tmp_path / "samhandling.sqlite3"
    with closing(sqlite3.connect(sound.var / there.name)) as opened:
        opened.execute("VACUUM INTO ?", [str(there)])
    return there


def look_at(file: Path, tmp_path: Path) -> tuple[str, str]:
    """What check and backup said, neither of which was content."""
    there = Installation(file.parent, f"sqlite:///{file}")
    (check, output), (backup, excuse) = there.run("check"), there.run("backup", str(tmp_path / "backup.zip"))
    assert (check, backup, "Traceback" in output + excuse) == (1, 1, False), output + excuse
    return output, excuse


def overwrite(file: Path, start: int, length: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(start)
        opened.write(random.Random(start).randbytes(length))


only_sqlite = pytest.mark.skipif(not IS_SQLITE, reason="the file is SQLite's")


@only_sqlite
@pytest.mark.parametrize("what", ["table", "index"])
def test_a_page_that_was_overwritten_is_told_with_its_table_and_no_backup_is_made(file, tmp_path, what):
    with closing(sqlite3.connect(file)) as opened:
        ((page,),) = opened.execute(
            "SELECT max(rootpage) FROM sqlite_master WHERE type = ? AND tbl_name = 'organisations_organisation'", [what]
        )
    overwrite(file, (page - 1) * 4096, 4096)
    output, excuse = look_at(file, tmp_path)
    fault = "organisations_organisation: [core.damaged] The database says of itself: "
    assert [line.startswith(fault) for line in output.splitlines() if "[core.damaged]" in line] == [True]
    assert output.count(RESTORE) == 1
    reason = f"The database {file} is damaged (database disk image is malformed). {RESTORE}"
    assert excuse == f"CommandError: No backup was made: {reason}\n"
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []


@only_sqlite
def test_bytes_overwritten_in_the_middle_of_the_file_are_told(file, tmp_path):
    """Whether what lies there is read before the database is asked about itself, or only then."""
    overwrite(file, file.stat().st_size // 2, 20_000)
    output, _excuse = look_at(file, tmp_path)
    assert output.count(RESTORE) == 1


@only_sqlite
def test_a_row_that_breaks_its_tables_rule_is_told_and_the_backup_is_made_and_can_be_restored(file, tmp_path):
    with closing(sqlite3.connect(file)) as opened:
        opened.execute("PRAGMA ignore_check_constraints = ON")
        opened.execute("UPDATE organisations_organisation SET merged_into_id = id WHERE scb_code = '2480'")
        opened.commit()
    fault = (
        "organisations_organisation: [core.damaged] The database says of itself:"
        f" CHECK constraint failed in organisations_organisation. {RESTORE}"
    )
    output, excuse = look_at(file, tmp_path)
    assert fault in output.splitlines()
    assert "CommandError: The archive was made, and not all in it is as it should be:" in excuse
    with empty(tmp_path / "new") as new:
        code, restored = new.run("restore", str(tmp_path / "backup.zip"))
        assert (code, fault in restored, "Traceback" in restored) == (1, True, False)
        assert new.ask("SELECT count(*) FROM organisations_organisation") == [(311,)]


@only_sqlite
@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda content: content[: len(content) // 2], "database disk image is malformed"),
        (lambda content: content[:5000], "database disk image is malformed"),
        (lambda content: b"Hej! " * 5000, "file is not a database"),
        (lambda content: b"\0" * 100 + content[100:], "file is not a database"),
    ],
    ids=["cut in half", "cut to little", "not a database", "without its beginning"],
)
def test_a_file_that_is_cut_or_no_database_is_told_in_words_and_refused_as_a_place_to_restore_in(
    file, tmp_path, damage, says
):
    sound = tmp_path / "sound.zip"
    there = Installation(file.parent, f"sqlite:///{file}")
    assert there.run("backup", str(sound))[0] == 0
    file.write_bytes(damage(file.read_bytes()))
    for output in look_at(file, tmp_path):
        assert f"The database {file} is damaged ({says}). {RESTORE}" in output
    code, restored = there.run("restore", str(sound))
    assert code == 1
    assert restored == (
        f"CommandError: The file {file} is there, and cannot be read ({says}). Move it away."
        " A backup is restored only where nothing is. Nothing was changed.\n"
    )


@pytest.mark.skipif(IS_SQLITE, reason="the pages are PostgreSQL's")
def test_a_page_of_postgresql_that_was_overwritten_is_told_with_its_table_and_no_backup_is_made(sound, tmp_path):
    with empty(tmp_path, template=sound.url.rpartition("/")[2]) as there:
        ((folder, name),) = there.ask(
            "SELECT current_setting('data_directory'), pg_relation_filepath('organisations_organisation')"
        )
        overwrite(Path(folder) / name, 0, 4096)
        code, output = there.run("check")
        assert (code, "Traceback" in output) == (1, False), output
        line = next(line for line in output.splitlines() if "[core.damaged]" in line)
        assert line.startswith("organisations_organisation: [core.damaged] The database says of itself: invalid page")
        assert line.endswith(RESTORE)
        code, excuse = there.run("backup", str(tmp_path / "backup.zip"))
        assert (code, "Traceback" in excuse, (tmp_path / "backup.zip").exists()) == (1, False, False), excuse
        assert excuse.startswith("CommandError: pg_dump failed. Nothing was changed. It said:")
        assert excuse.endswith("`samhandling check` tells whether the database is damaged.\n")
