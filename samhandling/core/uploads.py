"""Uploads as they come in. Nobody fills the disk, and the refusal still has words."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Keeps an upload on disk until it is larger than anybody may send; the rest is only counted.

    So the form gets a file that tells its whole size, and says how large a file may be.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= settings.MAX_UPLOAD_BYTES:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        completed: Any = super().file_complete(file_size)
        completed.size = file_size
        return completed
