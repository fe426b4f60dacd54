"""What is backed up comes back: all of it, as it was, or not at all."""

import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from samhandling import __version__
from samhandling.core.backup.manifest import NAME, BackupFailed
from samhandling.core.backup.postgres import server_version
from samhandling.core.backup.restoring import read_through, restore_backup
from samhandling.core.backup.taking import take_backup
from samhandling.core.files import store_file
from samhandling.core.models import Heartbeat, StoredFile
from samhandling.core.seals import newest_seal
from samhandling.demo.services.loading import load_demo
from tests import migrated
from tests.factories.accounts import make_user
from tests.operations.installation import empty, of_the_test

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 22, 3, 15, tzinfo=UTC)
IS_SQLITE = connection.vendor == "sqlite"
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.fixture
def here(settings, tmp_path):
    """The installation of the test, with two files in it."""
    settings.MEDIA_ROOT = tmp_path / "here" / "files"
    settings.POSTGRES_PROGRAMS = str(migrated.postgres_programs())
    user = make_user(name="Åsa Öberg")
    for name, content in (("ett.txt", b"ett"), ("tv\u00e5.txt", "två".encode())):
        store_file(upload=SimpleUploadedFile(name, content), user=user)
    return of_the_test(tmp_path / "here")


@pytest.fixture
def archive(here, tmp_path):
    return take_backup(tmp_path / "backup.zip", now=NOW)[0]


def with_manifest(archive: Path, **changed: object) -> Path:
    """The same archive, which says other things of itself."""
    other = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as read, zipfile.ZipFile(other, "w") as written:
        for entry in read.infolist():
            content = read.read(entry)
            if entry.filename == NAME:
                content = json.dumps(json.loads(content) | changed).encode()
            written.writestr(entry, content)
    return other


def refusal(archive: Path) -> str:
    before = StoredFile.objects.count()
    with pytest.raises(BackupFailed) as failed:
        restore_backup(archive)
    assert StoredFile.objects.count() == before
    return str(failed.value)


def test_a_whole_county_comes_back_row_for_row_and_file_for_file(here, tmp_path, capsys):
    call_command("setup")
    load_demo(today=date(2026, 11, 22))
    call_command("tick")
    rows, contents = here.rows(), here.contents()
    call_command("backup", str(tmp_path))
    (archive,) = tmp_path.glob("samhandling-*.zip")
    seal = newest_seal()
    assert seal is not None
    assert capsys.readouterr().out.endswith(f"Newest seal: {seal.digest}\n")
    assert archive.stat().st_mode & 0o777 == 0o600
    with empty(tmp_path / "there") as there:
        code, output = there.run("restore", str(archive))
        assert (code, output.splitlines()[-1]) == (0, "The database and the files are as they should be.")
        assert {table: held for table, held in there.rows().items() if held} == {
            table: held for table, held in rows.items() if held
        }
        assert there.contents() == contents
        assert len(contents) == StoredFile.objects.count() > 0
        with pytest.raises(Exception, match="core_event is append-only"):
            there.ask("DELETE FROM core_event")


def test_a_database_with_tables_is_never_overwritten(archive):
    assert refusal(archive) == (
        f"The database {connection.settings_dict['NAME']} holds tables."
        " A backup is restored only where nothing is. Nothing was changed."
    )


def test_an_archive_tells_what_is_in_it_without_being_restored(archive, here):
    manifest = read_through(archive)
    assert (manifest.version, manifest.taken_at, manifest.database) == (__version__, NOW, connection.vendor)
    assert manifest.rows["core_storedfile"] == 2
    assert {name.removeprefix("files/") for name in manifest.members if name.startswith("files/")} == set(
        here.contents()
    )
    assert "core.0001_initial" in manifest.migrations
    assert list(Heartbeat.objects.values_list("name", "at")) == [("backup", NOW)]


@pytest.mark.parametrize("part", [0.02, 0.5, 0.99])
def test_a_backup_cut_short_is_refused(archive, part):
    content = archive.read_bytes()
    archive.write_bytes(content[: int(len(content) * part)])
    assert refusal(archive) == (
        "The archive is damaged or cut short (it is no complete zip file with a manifest)."
        " Nothing was changed. Use another archive."
    )


@pytest.mark.parametrize("end", [3, 4])
def test_a_backup_with_one_changed_byte_is_refused(archive, end):
    content = bytearray(archive.read_bytes())
    place = len(content) // end
    content[place] ^= 1
    archive.write_bytes(content)
    assert "damaged" in refusal(archive)


def test_a_backup_whose_member_was_exchanged_is_refused(archive):
    manifest = json.loads(zipfile.ZipFile(archive).read(NAME))
    name = next(name for name in manifest["members"] if name.startswith("files/"))
    manifest["members"][name]["sha256"] = "0" * 64
    changed = with_manifest(archive, members=manifest["members"])
    assert refusal(changed) == (
        f"The archive is damaged or cut short ({name} has another checksum than it had)."
        " Nothing was changed. Use another archive."
    )


def test_a_backup_with_more_in_it_than_it_says_is_refused(archive):
    with zipfile.ZipFile(archive, "a") as opened:
        opened.writestr("files/../../evil.txt", "x")
    assert "it holds other members than its manifest names" in refusal(archive)


def test_a_backup_of_the_other_kind_of_database_is_refused_with_what_to_do(archive):
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    here, there = names[connection.vendor], names[OTHER[connection.vendor]]
    assert refusal(with_manifest(archive, database=OTHER[connection.vendor])) == (
        f"The archive holds a {there} database, and DATABASE_URL names {here}. Nothing was changed."
        f" Let DATABASE_URL name an empty {there} database."
    )


def test_a_backup_of_a_newer_version_is_refused_by_what_it_has_that_we_know_nothing_of(archive):
    migrations = [*read_through(archive).migrations, "visits.0001_initial"]
    assert refusal(with_manifest(archive, version="0.9.0", migrations=migrations)) == (
        "The archive was made by version 0.9.0, which is newer than this one: it has taken steps that are unknown here"
        " (visits.0001_initial). Nothing was changed. Install version 0.9.0."
    )


def test_a_backup_in_a_form_to_come_is_refused(archive):
    assert refusal(with_manifest(archive, format=2)) == (
        "The archive is of a form that this version cannot read. Install a newer version."
    )


def test_files_that_lie_in_the_way_are_never_overwritten(archive, tmp_path):
    with empty(tmp_path / "there") as there:
        (there.files / "2026").mkdir(parents=True)
        code, output = there.run("restore", str(archive))
        assert code == 1
        assert "is not empty: it holds 2026. A backup is restored only where nothing is. Nothing was changed." in output
        assert [path.name for path in there.files.iterdir()] == ["2026"]
        assert there.rows() == {}


def test_a_restoration_that_fails_at_the_rows_takes_the_files_away_again(archive, tmp_path):
    """The counts of the manifest are not those of the rows in it: noticed after the files were laid out."""
    if not IS_SQLITE:
        pytest.skip("PostgreSQL takes its own dump back; there is no way to hand it a false one")
    wrong = with_manifest(archive, rows=read_through(archive).rows | {"core_storedfile": 7})
    with empty(tmp_path / "there") as there:
        code, output = there.run("restore", str(wrong))
        assert (code, "The database in the archive is damaged. Nothing was changed." in output) == (1, True)
        assert there.contents() == {}
        assert sorted(path.name for path in there.var.iterdir()) == ["files"]
        assert there.rows() == {}
        assert there.run("restore", str(archive))[0] == 0


def test_an_archive_is_never_overwritten_and_a_failed_one_leaves_nothing(here, archive, tmp_path):
    content = archive.read_bytes()
    with pytest.raises(CommandError, match="is there already, and is not overwritten"):
        call_command("backup", str(archive))
    with pytest.raises(CommandError, match=r"There is no folder .*nowhere\. Make it first"):
        call_command("backup", str(tmp_path / "nowhere" / "backup.zip"))
    assert archive.read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "here"]


def test_what_the_disk_has_done_to_a_file_is_told_and_the_rest_is_saved(here, tmp_path):
    one, two = StoredFile.objects.order_by("pk")
    Path(one.content.path).write_bytes(b"annat")
    Path(two.content.path).unlink()
    with pytest.raises(CommandError) as failed:
        call_command("backup", str(tmp_path / "backup.zip"))
    first, *faults = str(failed.value).splitlines()
    assert first == "The archive was made, and not all in it is as it should be:"
    assert sorted(faults) == sorted(
        [
            f"{one.content.name} is not what was handed in: its checksum differs.",
            f"{two.content.name} is missing on the disk.",
        ]
    )
    assert Heartbeat.objects.count() == 0
    with empty(tmp_path / "there") as there:
        code, output = there.run("restore", str(tmp_path / "backup.zip"))
        assert code == 1
        assert output.count("[core.files]") == 2
        assert there.contents().keys() == {one.content.name}


@pytest.mark.skipif(IS_SQLITE, reason="SQLite needs no programs of its own")
def test_missing_or_old_programs_of_postgresql_are_told_with_what_to_install(here, settings, tmp_path):
    settings.POSTGRES_PROGRAMS = str(tmp_path)
    with pytest.raises(BackupFailed) as failed:
        take_backup(tmp_path / "backup.zip", now=timezone.now())
    assert str(failed.value) == (
        f"pg_dump is not found. Install the client programs of PostgreSQL {server_version()}"
        " (Debian: postgresql-client), or name their folder in SAMHANDLING_POSTGRES_PROGRAMS."
    )
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    old.chmod(0o700)
    with pytest.raises(BackupFailed) as failed:
        take_backup(tmp_path / "backup.zip", now=timezone.now())
    than_the_server = f"than the server (PostgreSQL {server_version()})."
    assert str(failed.value).startswith(f"{old} is older (pg_dump (PostgreSQL) 9.6) {than_the_server}")
    assert [path.name for path in tmp_path.glob("*.zip")] == []
