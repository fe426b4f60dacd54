"""Does each row of a file have its file, whole, and each file its row?"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from samhandling.core.files import ORPHANS_KEPT, checksum_of_path
from samhandling.core.findings import Finding
from samhandling.core.models import DiscardedFile, StoredFile

_MISSING = "The file {name} is not on the disk. Restore it from a backup, to the same name."
_SIZE = "The file {name} has {there} bytes and was handed in with {wanted}. Restore it from a backup."
_CHANGED = "The file {name} is not what was handed in: its checksum differs. Restore it from a backup."
_NOBODYS = "No row tells of this file. If no backup is being restored, remove it."


def check_files(now: datetime) -> Iterator[Finding]:
    root = Path(settings.MEDIA_ROOT)
    yield from _check_rows(root)
    yield from _check_disk(root, now)


def _check_rows(root: Path) -> Iterator[Finding]:
    rows = StoredFile.objects.order_by("pk").values_list("pk", "content", "size", "sha256")
    for number, name, size, sha256 in rows.iterator(chunk_size=1000):
        if words := _fault(root / name, name, size, sha256):
            yield Finding("core.files", f"core.storedfile {number}", words)


def _fault(path: Path, name: str, size: int, sha256: str) -> str:
    if not path.is_file():
        return _MISSING.format(name=name)
    if path.stat().st_size != size:
        return _SIZE.format(name=name, there=path.stat().st_size, wanted=size)
    return "" if checksum_of_path(path) == sha256 else _CHANGED.format(name=name)


def _check_disk(root: Path, now: datetime) -> Iterator[Finding]:
    """A young file's row may still be on its way, and a discarded one's time has not come."""
    oldest_young = (now - ORPHANS_KEPT).timestamp()
    there = {
        str(path.relative_to(root))
        for path in (root.rglob("*") if root.exists() else ())
        if path.is_file() and path.stat().st_mtime < oldest_young
    }
    # Asked after the disk, and in this order: a row that goes meanwhile is found among the discarded.
    there.difference_update(StoredFile.objects.values_list("content", flat=True).iterator())
    there.difference_update(DiscardedFile.objects.values_list("name", flat=True))
    for name in sorted(there):
        yield Finding("core.nobodys_files", name, _NOBODYS)
