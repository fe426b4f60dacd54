"""A huge upload is refused with words, and takes no room meanwhile."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from samhandling.core.enums import FileRefusal
from samhandling.core.files import check_upload, store_file
from samhandling.core.models import StoredFile
from samhandling.lib.errors import RuleBroken

MEGABYTE = 1024 * 1024


def received(size):
    content = b"%PDF-1.7\n".ljust(size, b"0")
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("beslut.pdf", content)})
    return request.FILES["file"]


def test_an_upload_within_the_limit_comes_whole(settings):
    settings.MAX_UPLOAD_BYTES = 4 * MEGABYTE
    upload = received(4 * MEGABYTE)
    assert (upload.size, len(upload.read())) == (4 * MEGABYTE, 4 * MEGABYTE)


@pytest.mark.django_db
def test_a_huge_upload_is_counted_but_not_kept(settings):
    settings.MAX_UPLOAD_BYTES = 4 * MEGABYTE
    upload = received(12 * MEGABYTE)
    assert upload.size == 12 * MEGABYTE
    assert Path(upload.temporary_file_path()).stat().st_size < 5 * MEGABYTE
    with pytest.raises(RuleBroken) as refused:
        store_file(upload=upload, user=None)
    assert refused.value.reason is FileRefusal.TOO_LARGE
    assert refused.value.detail == "Den är 12 MB, högst 4 MB tas emot."
    assert StoredFile.objects.count() == 0


def test_one_byte_too_many_is_too_many(settings):
    settings.MAX_UPLOAD_BYTES = 4 * MEGABYTE
    with pytest.raises(RuleBroken) as refused:
        check_upload(received(4 * MEGABYTE + 1), "beslut.pdf", frozenset({"pdf"}))
    assert refused.value.reason is FileRefusal.TOO_LARGE
