"""Zip archives from outside: listed and unpacked within limits, whatever they say of themselves."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from samhandling.core.enums import FileRefusal, TableRefusal
from samhandling.core.file_limits import Room
from samhandling.lib.errors import RuleBroken

# The list of parts is read whole before anything can be asked about it. 5,000 parts are about half of this.
_MOST_AT_ONCE = 1024**2
_CHUNK = 64 * 1024
# What office programs write. The others unpack without end before anybody can stop them.
_USUAL = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED = 0x1
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


class _InPieces:
    """A file that never gives much at once: a list of parts that is longer was made to do harm."""

    def __init__(self, content: IO[bytes]) -> None:
        self.content = content
        self.seek, self.tell, self.seekable = content.seek, content.tell, content.seekable

    def read(self, size: int = -1) -> bytes:
        if size > _MOST_AT_ONCE:
            raise zipfile.BadZipFile
        return self.content.read(size)


@contextmanager
def opened(content: IO[bytes], damaged: FileRefusal | TableRefusal) -> Iterator[zipfile.ZipFile]:
    """The archive; whatever is wrong with it becomes RuleBroken(damaged)."""
    try:
        with zipfile.ZipFile(_InPieces(content)) as archive:
            yield archive
    except _FAULTS as error:
        raise RuleBroken(damaged) from error


def unpacked(archive: zipfile.ZipFile, name: str, room: Room) -> Iterator[bytes]:
    """A part in pieces; none when there is no such part."""
    try:
        part = archive.getinfo(name)
    except KeyError:
        return
    if part.flag_bits & _LOCKED:
        raise RuleBroken(TableRefusal.LOCKED)
    if part.compress_type not in _USUAL:
        raise RuleBroken(TableRefusal.DAMAGED)
    with archive.open(part) as reading:
        while piece := reading.read(_CHUNK):
            room.unpack(len(piece))
            yield piece
