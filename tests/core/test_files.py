"""What is taken, what is refused with which words, and how a file leaves again."""

import hashlib
import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from docx import Document
from openpyxl import Workbook

from samhandling.core.enums import FileRefusal
from samhandling.core.files import (
    DOCUMENTS,
    checksum_of_path,
    forget_discarded,
    forget_orphans,
    names_taken,
    remove_file,
    safe_name,
    serve,
    store_file,
)
from samhandling.core.models import StoredFile
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_user

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 40


def docx() -> bytes:
    content = io.BytesIO()
    Document().save(content)
    return content.getvalue()


def xlsx() -> bytes:
    content = io.BytesIO()
    Workbook().save(content)
    return content.getvalue()


def archive(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as zipped:
        for name, text in parts.items():
            zipped.writestr(name, text)
    return content.getvalue()


ODT = archive(mimetype="application/vnd.oasis.opendocument.text")
WITH_MACROS = archive(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""})


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def store(name, content, allowed=DOCUMENTS):
    return store_file(upload=SimpleUploadedFile(name, content), user=make_user(), allowed=allowed)


def refusal_of(name, content, allowed=DOCUMENTS):
    with pytest.raises(RuleBroken) as refused:
        store(name, content, allowed)
    assert StoredFile.objects.count() == 0
    return refused.value


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("beslut.pdf", PDF, "application/pdf"),
        ("BESLUT.PDF", PDF, "application/pdf"),
        ("karta.png", PNG, "image/png"),
        ("bild.jpeg", JPG, "image/jpeg"),
        ("avtal.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("lista.xlsx", xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("brev.odt", ODT, "application/vnd.oasis.opendocument.text"),
        ("lista.csv", "namn;ort\nÅsa;Umeå\n".encode(), "text/plain; charset=utf-8"),
        ("avtal.yaml", b"id: agreement\n", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_kept_with_the_type_of_its_content(name, content, content_type):
    stored = store(name, content)
    assert (stored.name, stored.content_type, stored.size) == (name, content_type, len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.content.read() == content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("avtal.docx", PDF, FileRefusal.NAME_DISAGREES),
        ("avtal.pdf", docx(), FileRefusal.NAME_DISAGREES),
        ("avtal", PDF, FileRefusal.NAME_DISAGREES),
        ("avtal.pdf.exe", PDF, FileRefusal.NAME_DISAGREES),
        ("tomt.pdf", b"", FileRefusal.EMPTY),
        ("program.exe", b"MZ" + b"\x00" * 100, FileRefusal.UNKNOWN_KIND),
        ("gammalt.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, FileRefusal.UNKNOWN_KIND),
        ("bara.zip", archive(a="b"), FileRefusal.UNKNOWN_KIND),
        ("trasig.docx", b"PK\x03\x04" + b"x" * 50, FileRefusal.DAMAGED),
        ("makron.docx", WITH_MACROS, FileRefusal.HOLDS_MACROS),
        ("sida.html", b"<html><script>alert(1)</script></html>", FileRefusal.NAME_DISAGREES),
        ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", FileRefusal.NAME_DISAGREES),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_leaves_nothing(name, content, reason, tmp_path):
    assert refusal_of(name, content).reason is reason
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.django_db
def test_a_pdf_renamed_to_docx_is_refused_with_words_that_help():
    assert refusal_of("avtal.docx", PDF).message == (
        "Filens namn säger ett slag och innehållet ett annat. Öppna den, spara den på nytt och försök igen. "
        "Namnet är ”avtal.docx”, innehållet är av slaget PDF."
    )


@pytest.mark.django_db
def test_a_kind_that_is_not_taken_here_is_refused_with_those_that_are():
    refused = refusal_of("bild.png", PNG, frozenset({"pdf", "docx"}))
    assert refused.message == "Filer av det här slaget tas inte emot här. Dessa går bra: .docx, .pdf."


@pytest.mark.django_db
def test_a_huge_upload_is_refused_with_both_sizes(settings):
    settings.MAX_UPLOAD_BYTES = 2 * 1024 * 1024
    refused = refusal_of("stor.pdf", PDF + b"0" * 3 * 1024 * 1024)
    assert refused.message == (
        "Filen är för stor. Gör den mindre eller dela upp den. Den är 4 MB, högst 2 MB tas emot."
    )


@pytest.mark.django_db
def test_the_name_on_disk_tells_nothing():
    stored = store("Åsa Nilsson sjukintyg.pdf", PDF)
    assert stored.content.name.endswith(f"/{stored.key}.pdf")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Mina dokument\\avtal.pdf", "avtal.pdf"),
        ("avtal\r\nSet-Cookie: a.pdf", "avtal Set-Cookie_ a.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("  många   ord .pdf", "många ord .pdf"),
        ("A\u030asa.pdf", "Åsa.pdf"),
        ("...", "fil"),
        ("", "fil"),
        ("x" * 300 + ".pdf", "x" * 140 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name, safe):
    assert safe_name(name) == safe


@pytest.mark.django_db
def test_a_file_is_served_as_a_download_that_runs_nothing():
    response = serve(store("beslut.pdf", PDF))
    assert response.getvalue() == PDF
    assert response.headers["Content-Disposition"] == 'attachment; filename="beslut.pdf"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "disposition"),
    [("bild.png", PNG, 'inline; filename="bild.png"'), ("text.txt", b"hej", 'attachment; filename="text.txt"')],
)
def test_only_pdf_and_pictures_are_shown_in_the_browser(name, content, disposition):
    response = serve(store(name, content), inline=True)
    assert response.headers["Content-Disposition"] == disposition
    response.close()


@pytest.mark.django_db
def test_the_checksum_is_of_what_lies_on_the_disk():
    stored = store("beslut.pdf", PDF)
    assert checksum_of_path(Path(stored.content.path)) == stored.sha256


def test_the_names_taken_are_what_a_form_offers():
    assert names_taken(frozenset({"jpg", "pdf"})) == [".jpeg", ".jpg", ".pdf"]


@pytest.mark.django_db
def test_a_removed_file_stays_on_disk_for_a_day_so_that_a_backup_in_progress_finds_it():
    stored = store("beslut.pdf", PDF)
    path = Path(stored.content.path)
    os.utime(path, times=(0, 0))  # it was handed in long ago: that alone does not make it an orphan
    remove_file(stored)
    now = timezone.now()
    assert StoredFile.objects.count() == 0
    assert (forget_discarded(now=now + timedelta(hours=23)), forget_orphans(now=now), path.exists()) == (0, 0, True)
    assert (forget_discarded(now=now + timedelta(hours=25)), path.exists()) == (1, False)
    assert forget_discarded(now=now + timedelta(hours=25)) == 0


@pytest.mark.django_db
def test_a_removal_that_was_undone_leaves_the_file_with_its_row():
    stored = store("beslut.pdf", PDF)
    with pytest.raises(RuntimeError), transaction.atomic():
        remove_file(stored)
        raise RuntimeError("the act failed")
    assert forget_discarded(now=timezone.now() + timedelta(days=2)) == 0
    assert Path(StoredFile.objects.get().content.path).read_bytes() == PDF


@pytest.mark.django_db
def test_a_file_whose_upload_was_undone_is_swept_away_after_a_day(tmp_path):
    kept = Path(store("beslut.pdf", PDF).content.path)
    with pytest.raises(RuntimeError), transaction.atomic():
        undone = Path(store("beslut.pdf", PDF).content.path)
        raise RuntimeError("the act failed")
    now = timezone.now()
    assert (forget_orphans(now=now), undone.exists()) == (0, True)
    assert forget_orphans(now=now + timedelta(hours=25)) == 1
    assert (undone.exists(), kept.exists()) == (False, True)


@pytest.mark.django_db
def test_there_is_nothing_to_sweep_before_the_first_upload():
    assert forget_orphans(now=timezone.now()) == 0
