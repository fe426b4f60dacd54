"""Put a backup where nothing is yet. All is read through first; then the files are put in place, and the rows last.

The rows are the last step and are there wholly or not at all, so that a database never stands without its
files. What fails takes the files away again.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from samhandling.core.backup.archive import FILES, extract, open_archive
from samhandling.core.backup.manifest import BackupFailed, Manifest
from samhandling.core.backup.taking import native_tools

_KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_STAGED = ".restoring"
# Apps that earlier releases had and this one has not: their steps are known, though their code is gone.
RETIRED = frozenset({"sessions"})


def read_through(source: Path) -> Manifest:
    """What the archive holds, when it is whole. Nothing is restored."""
    with open_archive(source) as (_zipped, manifest):
        return manifest


def restore_backup(source: Path) -> Manifest:
    """Restore into an empty database and an empty folder of files, and bring the tables up to this version."""
    with open_archive(source) as (zipped, manifest):
        _refuse_foreign(manifest)
        _refuse_newer(manifest)
        _refuse_taken_place()
        with _files_in_place(zipped, manifest):
            _restore_rows(zipped, manifest)
    _bring_up_to_date(manifest)
    return manifest


def _refuse_foreign(manifest: Manifest) -> None:
    here, there = _KINDS[connection.vendor], _KINDS.get(manifest.database, manifest.database)
    if manifest.database != connection.vendor:
        raise BackupFailed(
            f"The archive holds a {there} database, and DATABASE_URL names {here}. Nothing was changed."
            f" Let DATABASE_URL name an empty {there} database."
        )
    if manifest.server > native_tools().server_version():
        raise BackupFailed(
            f"The archive comes from PostgreSQL {manifest.server}, and this server is older. Nothing was changed."
            f" Restore on PostgreSQL {manifest.server} or newer."
        )


def _refuse_newer(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    taken = {step for step in manifest.migrations if step.partition(".")[0] not in RETIRED}
    if unknown := sorted(taken - known):
        raise BackupFailed(
            f"The archive was made by version {manifest.version}, which is newer than this one: it has taken steps that"
            f" are unknown here ({', '.join(unknown[:3])}). Nothing was changed. Install version {manifest.version}."
        )


def _refuse_taken_place() -> None:
    reason = native_tools().why_not_empty()
    root = Path(settings.MEDIA_ROOT)
    if not reason and root.exists() and (held := next(root.iterdir(), None)):
        reason = f"The folder of files {root} is not empty: it holds {held.name}."
    if reason:
        raise BackupFailed(f"{reason} A backup is restored only where nothing is. Nothing was changed.")


@contextmanager
def _files_in_place(zipped: zipfile.ZipFile, manifest: Manifest) -> Iterator[None]:
    """The files in their places while the rows come; gone again if the rows do not."""
    root = Path(settings.MEDIA_ROOT)
    staged = root / _STAGED
    try:
        staged.mkdir(parents=True)
        for name in manifest.members:
            if name.startswith(FILES):
                extract(zipped, name, staged / name.removeprefix(FILES))
        for held in list(staged.iterdir()):
            held.rename(root / held.name)
        staged.rmdir()
        yield
    except BaseException:
        for held in root.iterdir():  # it was empty; the folder itself may be a disk of its own
            shutil.rmtree(held)
        raise


def _restore_rows(zipped: zipfile.ZipFile, manifest: Manifest) -> None:
    native = native_tools()
    with tempfile.TemporaryDirectory(dir=native.staging(), prefix=".restore-") as folder:
        copy = Path(folder) / native.MEMBER
        extract(zipped, native.MEMBER, copy)
        native.restore(copy, manifest.rows)


def _bring_up_to_date(manifest: Manifest) -> None:
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except (DatabaseError, CommandError) as error:
        raise BackupFailed(
            f"The backup is restored, as version {manifest.version} had it, but could not be brought up to this"
            f" version: {error}. Run `samhandling setup` again, or version {manifest.version} on it."
        ) from error
