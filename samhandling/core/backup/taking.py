"""Take a backup: the rows of one moment, then the files that they name."""

import tempfile
from datetime import datetime
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import DatabaseError, connection

from samhandling import __version__
from samhandling.core.backup import postgres, sqlite
from samhandling.core.backup.archive import FILES, Writer, new_archive
from samhandling.core.backup.manifest import (
    BackupFailed,
    Manifest,
    StoredName,
    files_in,
    migrations_in,
    newest_seal_in,
    rows_in,
)
from samhandling.core.heartbeats import BACKUP, beat


def take_backup(target: Path, *, now: datetime) -> tuple[Path, Manifest]:
    """Write the archive and tell where it lies and what is in it. In a folder it is named after the moment."""
    path = target / f"samhandling-{now:%Y-%m-%dT%H%M%SZ}.zip" if target.is_dir() else target
    native = native_tools()
    faults = native.faults()
    with (
        connection.wrap_database_errors,  # the tools speak with the database without Django
        new_archive(path) as writer,
        tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder,
    ):
        with native.snapshot(Path(folder)) as (copy, query, tables):
            writer.add(native.MEMBER, copy, compress=native.COMPRESS)
            files = files_in(query)
            manifest = Manifest(
                version=__version__,
                taken_at=now,
                database=connection.vendor,
                server=native.server_version(),
                migrations=migrations_in(query),
                rows=rows_in(query, tables),
                seal=newest_seal_in(query, tables),
                members=writer.members,
                faults=faults,
            )
        manifest.faults.extend(fault for file in files if (fault := _add_file(writer, file)))
        writer.finish(manifest)
    if "core_heartbeat" in manifest.rows and not manifest.faults:
        _note(path, now)
    return path, manifest


def _note(path: Path, now: datetime) -> None:
    try:
        beat(BACKUP, now=now)
    except DatabaseError as error:
        raise BackupFailed(f"{path} was made and is whole, and the database could not note it: {error}") from error


def native_tools() -> ModuleType:
    """What knows this kind of database: both modules offer the same functions."""
    return sqlite if connection.vendor == "sqlite" else postgres


def _add_file(writer: Writer, file: StoredName) -> str:
    """Copy one file. What the disk has done to it is told, and does not keep the rest out of the archive."""
    source = Path(settings.MEDIA_ROOT) / file.name
    try:
        # Most kinds that are handed in are compressed by themselves.
        member = writer.add(FILES + file.name, source, compress=False)
    except FileNotFoundError:
        return f"{file.name} is missing on the disk."
    if (member.size, member.sha256) != (file.size, file.sha256):
        return f"{file.name} is not what was handed in: its checksum differs."
    return ""
