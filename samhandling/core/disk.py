"""The disks that the database, the files and what is being sent in lie on: is there room, and can they be written?"""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.db import connection

BLOCK = b"\0" * 4096


class WholeFiles(FileSystemStorage):
    """Django's, and what cannot be written to its end leaves nothing of itself. Names are keys: nobody else has one."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        try:
            return str(super()._save(name, content))  # type: ignore[misc]  # what Django says a storage shall have
        except OSError:
            self.delete(name)
            raise


def why_no_room() -> str | None:
    """The first folder that must be written to and is nearly full or cannot be; None when all is well."""
    for folder in _folders():
        try:
            free = shutil.disk_usage(folder).free
            with tempfile.TemporaryFile(dir=folder) as probe:  # it has no name, so nothing is left when we are killed
                probe.write(BLOCK)
        except OSError as error:
            return f"{folder} cannot be written to ({error.strerror})."
        if free < settings.LEAST_FREE_BYTES:
            return f"The disk of {folder} is nearly full: {free // 1024**2} MB are left. Make room."
    return None


def _folders() -> list[Path]:
    """Each once. A database on a server of its own has its disk there, out of our sight."""
    files, sent_in = Path(settings.MEDIA_ROOT), Path(tempfile.gettempdir())
    database = [Path(connection.settings_dict["NAME"]).parent] if connection.vendor == "sqlite" else []
    there = [next(folder for folder in (path, *path.parents) if folder.exists()) for path in (*database, files)]
    return list(dict.fromkeys([*there, sent_in]))
