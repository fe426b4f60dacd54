"""Files that were received and wait for the rest of their form: of a refused one, or of one that gathers many."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from samhandling.core.enums import FileRefusal
from samhandling.core.files import DOCUMENTS, remove_file, store_file
from samhandling.core.models import HeldFile
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User

HELD_FOR = timedelta(days=14)  # as long as the form's text
MOST_FILES = 60  # of one person


@transaction.atomic
def hold_file(
    *,
    user: "User",
    upload: "UploadedFile[bytes]",
    now: datetime,
    address: str = "",
    allowed: frozenset[str] = DOCUMENTS,
) -> HeldFile:
    """The file, held for this person. One that is there already is not taken twice; a bad one is refused with words."""
    upload.seek(0)
    stored = store_file(upload=upload, user=user, allowed=allowed)
    same = HeldFile.objects.filter(user=user, address=address, stored__sha256=stored.sha256, stored__name=stored.name)
    if found := same.select_related("stored").first():
        remove_file(stored)
        return found
    if HeldFile.objects.filter(user=user).count() >= MOST_FILES:
        raise RuleBroken(FileRefusal.TOO_MANY)
    return HeldFile.objects.create(user=user, stored=stored, held_at=now, address=address)


def held_for(user: "User", address: str) -> list[HeldFile]:
    """What this person has sent to the form at this address, in the order it came."""
    return list(HeldFile.objects.filter(user=user, address=address).select_related("stored").order_by("pk"))


def as_sent(held: HeldFile) -> "UploadedFile[bytes]":
    """The file as if it had been sent now."""
    stored = held.stored
    return UploadedFile(stored.content.open("rb"), stored.name, stored.content_type, stored.size)


def held_file(user: "User", key: str) -> "UploadedFile[bytes] | None":
    """A file of a refused form, for whoever sent it."""
    try:
        held = HeldFile.objects.filter(user=user, stored__key=UUID(key)).select_related("stored").first()
    except ValueError:  # made up
        return None
    return as_sent(held) if held else None


def discard_held(*held_files: HeldFile) -> None:
    """It was received for good, or its sender wants it no more."""
    for held in held_files:
        remove_file(held.stored)


def forget_held_files(now: datetime) -> None:
    """Nobody has come back to them for two weeks. Lies in the slot `tick`."""
    _discard(HeldFile.objects.filter(held_at__lte=now - HELD_FOR))


def discard_all_held(user: "User") -> None:
    """The user is erased."""
    _discard(HeldFile.objects.filter(user=user))


def _discard(held_files: models.QuerySet[HeldFile]) -> None:
    discard_held(*held_files.select_related("stored"))
