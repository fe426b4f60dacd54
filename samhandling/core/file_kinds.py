"""What a file is, judged by its content alone."""

import zipfile
from typing import IO

import puremagic

from samhandling.core.enums import FileRefusal
from samhandling.core.unpacking import opened
from samhandling.lib.errors import RuleBroken

# kind -> the extensions it goes by; the first is the one it is kept under
NAMES_OF: dict[str, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "xlsx": ("xlsx",),
    "pptx": ("pptx",),
    "odt": ("odt",),
    "ods": ("ods",),
    "odp": ("odp",),
    "png": ("png",),
    "jpg": ("jpg", "jpeg"),
    "text": ("txt", "csv", "yaml", "yml", "md"),
}
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OPEN_XML}wordprocessingml.document",
    "xlsx": f"{_OPEN_XML}spreadsheetml.sheet",
    "pptx": f"{_OPEN_XML}presentationml.presentation",
    "odt": f"{_OPEN_DOCUMENT}text",
    "ods": f"{_OPEN_DOCUMENT}spreadsheet",
    "odp": f"{_OPEN_DOCUMENT}presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    # Every text is served as plain text: CSV and YAML are to be read, never run.
    "text": "text/plain; charset=utf-8",
}
_KINDS = {content_type: kind for kind, content_type in CONTENT_TYPES.items()}
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_HEAD = 64 * 1024
# A small file that unpacks to this much, or into so many parts, was made to do harm.
MAX_UNPACKED = 500 * 1024**2
MAX_PARTS = 5000
# What Office puts around a document that is locked with a password.
_OLE, _LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def find_kind(content: IO[bytes]) -> str:
    """The kind, or RuleBroken(FileRefusal) when it is unknown or must not be taken."""
    content.seek(0)
    head = content.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if kind := _kind_by_signature(head):
        return kind
    if head.startswith(_OLE) and _LOCKED in head + content.read():
        raise RuleBroken(FileRefusal.LOCKED)
    if looks_like_text(head):
        return "text"
    raise RuleBroken(FileRefusal.UNKNOWN_KIND)


def looks_like_text(head: bytes) -> bool:
    """True without control bytes. UTF-16 is full of zeros, and says so by its first two bytes."""
    if head.startswith(_UTF_16):
        return True
    return not any(byte < 9 or 13 < byte < 32 for byte in head)


def _kind_by_signature(head: bytes) -> str | None:
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    at_start = (match.mime_type for match in matches if match.offset == 0)
    kinds = [_KINDS[mime_type] for mime_type in at_start if mime_type in _KINDS]
    return kinds[0] if kinds and kinds[0] in {"pdf", "png", "jpg"} else None


def _kind_of_archive(content: IO[bytes]) -> str:
    """Office files are zip archives; which one is seen by the parts in them."""
    with opened(content, FileRefusal.DAMAGED) as archive:
        return _kind_of_parts(archive)


def _kind_of_parts(archive: zipfile.ZipFile) -> str:
    listed = archive.infolist()
    if len(listed) > MAX_PARTS or sum(part.file_size for part in listed) > MAX_UNPACKED:
        raise RuleBroken(FileRefusal.TOO_LARGE)
    parts = {part.filename: part for part in listed}
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in parts):
        raise RuleBroken(FileRefusal.HOLDS_MACROS)
    for main_part, kind in _MAIN_PARTS.items():
        if main_part in parts and "[Content_Types].xml" in parts:
            return kind
    if "mimetype" in parts and parts["mimetype"].file_size < 200:
        declared_kind = _KINDS.get(archive.read("mimetype").decode("ascii", "replace").strip())
        if declared_kind:
            return declared_kind
    raise RuleBroken(FileRefusal.UNKNOWN_KIND)
