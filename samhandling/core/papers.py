"""Papers, Word and PDF: made beside the pages in processes that give way to them, and kept for a day.

A paper is a pure function of what stands in it. So it needs no database to be made, and it need not be made twice: it
is kept under the checksum of its content. Whoever answers with a `PaperResponse` has asked for permission first, and
has read all that the paper says; a kept paper has no address.
"""

import hashlib
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language

from samhandling.core.file_kinds import CONTENT_TYPES

KEPT = timedelta(days=1)  # a paper may name somebody who is erased tomorrow
SECONDS_AT_MOST = 120  # for the largest paper on a busy machine; what takes longer is stopped
AT_ONCE = 1  # in each server process


class PaperFailed(Exception):
    """The process that made the paper ended badly; these are its last words."""


@dataclass(frozen=True, slots=True)
class Making:
    """What makes the paper, a function at the top of its module, and of what: values that can be pickled."""

    maker: Callable[..., bytes]
    of: tuple[object, ...]

    @property
    def key(self) -> str:
        description = repr((self.maker.__module__, self.maker.__qualname__, self.of))
        return hashlib.sha256(description.encode("utf-8", "backslashreplace")).hexdigest()

    @property
    def path(self) -> Path:
        return Path(settings.PAPERS_ROOT) / self.key


class PaperResponse(StreamingHttpResponse):
    """A paper as a download. The server makes it beside the pages; elsewhere it is made when it is read."""

    def __init__(self, making: Making, *, title: str, kind: str) -> None:
        """`kind` is "pdf" or "docx"; the file is named after the title."""
        self.making = making
        self.language = get_language() or settings.LANGUAGE_CODE
        super().__init__(_made_when_read(making), content_type=CONTENT_TYPES[kind])
        name = f"{slugify(title)[:80] or 'dokument'}.{kind}"
        self.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        self.headers["X-Content-Type-Options"] = "nosniff"
        self.headers["Cache-Control"] = "private, no-store"


def _made_when_read(making: Making) -> Iterator[bytes]:
    yield making.maker(*making.of)


_makers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="paper")
_under_way: "dict[str, Future[Path]]" = {}


def begun(making: Making) -> "Future[Path]":
    """The paper's file, when it is there. Who asks for what is being made already waits for the same one.

    What failed is shown to the next who asks, and tried again after that. The event loop alone asks: there is no lock.
    """
    if (found := _under_way.get(making.key)) is not None:
        if found.done():
            _under_way.pop(making.key, None)  # it may have ended well this very moment, and be gone already
        return found
    promised: Future[Path] = Future()
    if making.path.exists():
        promised.set_result(making.path)
        return promised
    promised = _makers.submit(_made, making)
    _under_way[making.key] = promised
    promised.add_done_callback(lambda done: done.exception() or _under_way.pop(making.key, None))
    return promised


def papers_under_way() -> int:
    """How many papers this process has promised and not yet made."""
    return sum(not promised.done() for promised in _under_way.values())


def _made(making: Making) -> Path:
    """In a process of its own, and whole: a file that is there is a paper."""
    if making.path.exists():  # another server process was first
        return making.path
    folder = making.path.parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as written:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "samhandling.core.paper_process"],
                input=pickle.dumps((making.maker, making.of)),
                stdout=written,
                stderr=subprocess.PIPE,
                timeout=SECONDS_AT_MOST,
                check=False,
            )
            if done.returncode != 0:
                raise PaperFailed(done.stderr.decode(errors="replace"))
            Path(written.name).replace(making.path)
        except (subprocess.TimeoutExpired, OSError) as obstacle:  # too slow, or no room for it
            raise PaperFailed(str(obstacle)) from obstacle
        finally:
            Path(written.name).unlink(missing_ok=True)
    return making.path


def forget_old_papers(*, now: datetime) -> int:
    """Remove what has been kept for a day, and what a process that died has left."""
    old = [path for path in _kept() if now.timestamp() - path.stat().st_mtime > KEPT.total_seconds()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def forget_papers() -> None:
    """Remove them all: another release may set them otherwise, and they may name somebody who is to be forgotten."""
    shutil.rmtree(settings.PAPERS_ROOT, ignore_errors=True)


def _kept() -> list[Path]:
    folder = Path(settings.PAPERS_ROOT)
    return list(folder.iterdir()) if folder.exists() else []
