"""Files of a refused form, held for its next try, so that nobody chooses the same file twice."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from samhandling.core.files import remove_file, store_file
from samhandling.core.models import HeldFile
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User

HELD_FOR = timedelta(days=1)


def hold_file(*, user: "User", upload: "UploadedFile[bytes]", now: datetime) -> HeldFile | None:
    """The file, held for this person; None when it is of a kind or a size that nothing here takes."""
    upload.seek(0)
    try:
        with transaction.atomic():
            return HeldFile.objects.create(user=user, stored=store_file(upload=upload, user=user), held_at=now)
    except RuleBroken:
        return None


def held_file(user: "User", key: str) -> "UploadedFile[bytes] | None":
    """The file as if it had been sent now, for whoever sent it."""
    held = HeldFile.objects.filter(user=user, stored__key=key).select_related("stored").first() if key else None
    if held is None:
        return None
    stored = held.stored
    return UploadedFile(stored.content.open("rb"), stored.name, stored.content_type, stored.size)


def forget_held_files(now: datetime) -> None:
    """Whoever was refused yesterday has sent it or let it be. Lies in the slot `tick`."""
    _forget(HeldFile.objects.filter(held_at__lte=now - HELD_FOR))


def forget_files_of(user: "User") -> None:
    _forget(HeldFile.objects.filter(user=user))


def _forget(held_files: models.QuerySet[HeldFile]) -> None:
    for held in held_files.select_related("stored"):
        remove_file(held.stored)
