"""Files in the bodies that programs send, and what an answer says of a file."""

import base64
from typing import Annotated

from django.core.files.uploadedfile import SimpleUploadedFile
from pydantic import Field

from samhandling.core.api.fields import In, Line, Out

# A body holds at most a megabyte, so larger files are handed in on the page.
Base64 = Annotated[
    str,
    Field(max_length=1_000_000, pattern=r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"),
]


class FileOut(Out):
    """A file as it was handed in. `sha256` tells whether it is still the same."""

    name: str
    content_type: str
    size: int
    sha256: str


class FileIn(In):
    """A file of at most 730 kB; hand in larger ones on the page. Its kind is told by its content."""

    name: Annotated[Line, Field(max_length=150)]
    content_base64: Base64

    def upload(self) -> SimpleUploadedFile:
        return SimpleUploadedFile(self.name, base64.b64decode(self.content_base64))
