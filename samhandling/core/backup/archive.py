"""The archive: a zip file, complete or not there at all, with a checksum for every member."""

import hashlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from uuid import uuid4

from samhandling.core.backup.manifest import NAME, BackupFailed, Manifest, Member

CHUNK = 1024 * 1024
FILES = "files/"
_DAMAGED = "The archive is damaged or cut short ({what}). Nothing was changed. Use another archive."


class Writer:
    """Members go in one after the other; each is read once, and its checksum is of what was written."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zipped = zipped
        self.members: dict[str, Member] = {}

    def add(self, name: str, source: Path, *, compress: bool) -> Member:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o600 << 16
        entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        with source.open("rb") as read, self._zipped.open(entry, "w", force_zip64=True) as written:
            self.members[name] = _copy(read, written)
        return self.members[name]

    def finish(self, manifest: Manifest) -> None:
        self._zipped.writestr(NAME, manifest.as_json())


@contextmanager
def new_archive(target: Path) -> Iterator[Writer]:
    """Write beside the target and rename when all is on the disk. What fails leaves nothing."""
    if target.exists():
        raise BackupFailed(f"{target} is there already, and is not overwritten. Choose another name.")
    if not target.parent.is_dir():
        raise BackupFailed(f"There is no folder {target.parent}. Make it first, readable by its owner only.")
    growing = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        with os.fdopen(os.open(growing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as opened:
            with zipfile.ZipFile(opened, "w") as zipped:
                yield Writer(zipped)
            opened.flush()
            os.fsync(opened.fileno())
        growing.rename(target)
        sync_folder(target.parent)
    finally:
        growing.unlink(missing_ok=True)


@contextmanager
def open_archive(source: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive and what it says of itself, when every member is there and is what it was."""
    try:
        with zipfile.ZipFile(source) as zipped:
            manifest = Manifest.from_json(zipped.read(NAME))
            _check_members(zipped, manifest)
            yield zipped, manifest
    except FileNotFoundError as error:
        raise BackupFailed(f"There is no archive at {source}.") from error
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        raise BackupFailed(_DAMAGED.format(what="it is no complete zip file with a manifest")) from error


def extract(zipped: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write a member to the disk, for good, readable by its owner only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with zipped.open(name) as read, os.fdopen(handle, "wb") as written:
        shutil.copyfileobj(read, written, CHUNK)
        written.flush()
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """A new name in a folder is lost with the power unless the folder itself is written out."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _check_members(zipped: zipfile.ZipFile, manifest: Manifest) -> None:
    held = [name for name in zipped.namelist() if name != NAME]
    if sorted(held) != sorted(manifest.members):
        raise BackupFailed(_DAMAGED.format(what="it holds other members than its manifest names"))
    for name, wanted in manifest.members.items():
        if not _is_inside(name):
            raise BackupFailed(_DAMAGED.format(what="a member's name leads out of it"))
        if zipped.getinfo(name).file_size != wanted.size:
            raise BackupFailed(_DAMAGED.format(what=f"{name} has another size than it had"))
        with zipped.open(name) as read:
            if _copy(read) != wanted:
                raise BackupFailed(_DAMAGED.format(what=f"{name} has another checksum than it had"))


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name and "\\" not in name


def _copy(read: IO[bytes], written: IO[bytes] | None = None) -> Member:
    """Read to the end, writing it on where that is asked for, and return what it was."""
    digest, size = hashlib.sha256(), 0
    while chunk := read.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if written is not None:
            written.write(chunk)
    return Member(size, digest.hexdigest())
