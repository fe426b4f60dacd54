"""Files that people hand in: known by content and not by name, kept out of reach, served after a check.

Whoever calls `serve` has asked for permission first; there is no address that leads to a file by itself.
"""

import hashlib
import math
import re
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from samhandling.core.enums import FileRefusal
from samhandling.core.file_kinds import CONTENT_TYPES, NAMES_OF, find_kind
from samhandling.core.models import DiscardedFile, StoredFile
from samhandling.lib.errors import RuleBroken
from samhandling.lib.text import clean_line

if TYPE_CHECKING:
    from samhandling.accounts.models import User

# What `allowed` may hold: kinds by their usual extension.
DOCUMENTS = frozenset({"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "text", "png", "jpg"})
ORPHANS_KEPT = timedelta(days=1)
DISCARDED_KEPT = timedelta(days=1)  # longer than any backup takes
# Kinds a browser may show by itself without running anything of ours.
SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})


def store_file(
    *, upload: "UploadedFile[bytes]", user: "User | None", allowed: frozenset[str] = DOCUMENTS
) -> StoredFile:
    """Keep an upload, or raise RuleBroken(FileRefusal) with words. `allowed` holds kinds such as "pdf"."""
    name = safe_name(upload.name or "")
    kind = check_upload(upload, name, allowed)
    stored = StoredFile(
        name=name,
        content_type=CONTENT_TYPES[kind],
        size=upload.size or 0,
        sha256=_checksum(upload),
        uploaded_by=user,
    )
    # On disk it is called by its key: a name may tell of a person, and may mean something to a file system.
    stored.content.save(f"{stored.key}.{NAMES_OF[kind][0]}", upload, save=False)
    stored.save()
    return stored


def check_upload(upload: "UploadedFile[bytes]", name: str, allowed: frozenset[str]) -> str:
    """The kind of the file, when it may be taken."""
    if not upload.size:
        raise RuleBroken(FileRefusal.EMPTY)
    if upload.size > settings.MAX_UPLOAD_BYTES:
        limit = {"size": math.ceil(upload.size / 1024**2), "limit": settings.MAX_UPLOAD_BYTES // 1024**2}
        raise RuleBroken(FileRefusal.TOO_LARGE, _("It is %(size)s MB; the maximum is %(limit)s MB.") % limit)
    kind = find_kind(cast("IO[bytes]", upload))  # the stubs do not know that an upload is a file
    upload.seek(0)
    if PurePosixPath(name).suffix.lower().lstrip(".") not in NAMES_OF[kind]:
        detail = _("The name is “%(name)s”; the content is of type %(kind)s.")
        raise RuleBroken(FileRefusal.NAME_DISAGREES, detail % {"name": name, "kind": kind.upper()})
    if kind not in allowed:
        detail = _("Accepted: %(kinds)s.")
        raise RuleBroken(FileRefusal.KIND_NOT_ALLOWED, detail % {"kinds": ", ".join(names_taken(allowed))})
    return kind


def names_taken(allowed: frozenset[str]) -> list[str]:
    """The extensions to offer in a form's `accept`, in order: [".docx", ".pdf"]."""
    return sorted(f".{name}" for kind in allowed for name in NAMES_OF[kind])


def serve(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """The file as a download; `inline` shows PDF and pictures in the browser. Ask for permission first."""
    shown = inline and stored.content_type in SHOWN_INLINE
    response = FileResponse(
        stored.content.open("rb"), as_attachment=not shown, filename=stored.name, content_type=stored.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    if shown and stored.content_type == "application/pdf":
        # A sandbox stops the browser's own PDF reader, which runs nothing in our name anyway.
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response


def remove_file(stored: StoredFile) -> None:
    """Remove the row at once; nobody reaches the file any more. It leaves the disk with the first tick a day later.

    A backup holds the rows of one moment and copies their files after it, so a file must outlive its row.
    """
    DiscardedFile.objects.create(name=str(stored.content.name))
    stored.delete()


def forget_discarded(*, now: datetime) -> int:
    """Remove the files whose rows went away a day ago. Safe to run in many places at once."""
    due = DiscardedFile.objects.filter(discarded_at__lt=now - DISCARDED_KEPT)
    names = dict(due.values_list("pk", "name"))
    for name in names.values():
        default_storage.delete(name)
    DiscardedFile.objects.filter(pk__in=names).delete()
    return len(names)


def forget_orphans(*, now: datetime) -> int:
    """Remove files of late that no row tells of: an upload that was undone, or a process that died, leaves one."""
    months = {f"{moment:%Y/%m}" for moment in (now, now - timedelta(days=28))}
    names = [f"{month}/{name}" for month in months if default_storage.exists(month) for name in _names_in(month)]
    known = set(StoredFile.objects.filter(content__in=names).values_list("content", flat=True))
    # Asked in this order: a row that goes meanwhile is found among the discarded.
    known |= set(DiscardedFile.objects.filter(name__in=names).values_list("name", flat=True))
    # A young file's row may still be on its way.
    orphans = [name for name in names if name not in known and now - _kept_since(name) > ORPHANS_KEPT]
    for name in orphans:
        default_storage.delete(name)
    return len(orphans)


def _names_in(folder: str) -> list[str]:
    return default_storage.listdir(folder)[1]


def _kept_since(name: str) -> datetime:
    return default_storage.get_modified_time(name)


def safe_name(name: str) -> str:
    """The name without folders and without what shows nothing, at most 150 characters with its ending kept."""
    last = clean_line(name).replace("\\", "/").rsplit("/", 1)[-1]
    tidy = re.sub(r'[<>:"|?*]', "_", " ".join(last.split())).strip(". ") or "fil"
    path = PurePosixPath(tidy)
    return f"{path.stem[:140]}{path.suffix[:10]}"


def _checksum(upload: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def checksum_of_path(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
