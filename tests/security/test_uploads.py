"""Every door through which a file comes in, and everything that has ever been sent through one to do harm."""

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samhandling.core.files import store_file
from samhandling.core.models import StoredFile
from samhandling.core.tables import read_table
from samhandling.documents.models import Document
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import ImportRun
from tests.factories.accounts import by_token, make_user
from tests.factories.documents import make_document
from tests.factories.forums import make_secretary
from tests.factories.organisations import give_party

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SCRIPT = b"<script>alert(document.cookie)</script>"
MACHO, ELF, EXE = b"\xcf\xfa\xed\xfe" + b"\0" * 99, b"\x7fELF" + b"\0" * 99, b"MZ" + b"\0" * 99


def archive(*parts: tuple[str | zipfile.ZipInfo, bytes], compressed: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compressed) as zipped:
        for name, text in parts:
            zipped.writestr(name, text)
    return content.getvalue()


def bomb() -> bytes:
    """A Word document of two megabytes that unpacks to more than half a gigabyte."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        zipped.writestr("[Content_Types].xml", "")
        with zipped.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(33):
                part.write(bytes(16 * 1024**2))
    return content.getvalue()


# What is refused: the name it goes by, and what it is.
HOSTILE = {
    "picture with script": ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    "page as text": ("sida.html", SCRIPT),
    "page called pdf": ("sida.pdf", b"<!doctype html>" + SCRIPT),
    "page before the pdf": ("sida.pdf", SCRIPT + PDF),
    "program": ("program.exe", EXE),
    "program called pdf": ("program.pdf", EXE),
    "unix program": ("program.pdf", ELF),
    "mac program": ("program.docx", MACHO),
    "double ending": ("avtal.pdf.exe", PDF),
    "double ending the other way": ("avtal.php.html", PDF),
    "ending after a null": ("avtal.html\x00.exe", PDF),
    "turned around": ("avtal\u202efdp.exe", PDF),
    "archive with a link out": ("lista.xlsx", archive(("xl/../../../../etc/passwd", b"x"))),
    "macros": (
        "avtal.docx",
        archive(("[Content_Types].xml", b""), ("word/document.xml", b""), ("word/vbaProject.bin", b"x")),
    ),
    "nothing": ("tomt.pdf", b""),
}
# Names that are made safe, with content that is what it says.
CLIMBING = [
    "../../../../etc/cron.d/avtal.pdf",
    "..\\..\\windows\\avtal.pdf",
    "/etc/avtal.pdf",
    "....//....//avtal.pdf",
    "%2e%2e%2favtal.pdf",
    "\uff0e\uff0e\uff0favtal.pdf",
    "avtal.pdf\r\nSet-Cookie: ond=1;.pdf",
    'avtal";filename="sida.html.pdf',
    "CON.pdf",
]


@pytest.fixture
def place(world):
    """The doors, each as a way to send a file; whoever sends may do so."""
    owner = world.rows["organisation"]
    user = give_party(
        make_secretary(world.rows["forum"], give_party(make_user(), world.collaboration, owner)),
        world.collaboration,
        owner,
    )
    client = Client()
    client.force_login(user)
    draft = make_document(world.collaboration, owner, title="Utkast")
    about = {
        "title": "Yttrande",
        "kind": "letter",
        "dated_on": "2026-11-20",
        "direction": "internal",
        "owner": owner.pk,
    }
    slug = world.collaboration.slug

    def through(name, *args):
        address = reverse(name, args=[slug, *args])
        return lambda upload: client.post(address, about | {"is_confirmed": "on", "upload": upload})

    headers = by_token(user, "documents:read", "documents:write")

    def program(upload):
        body = {"name": upload.name, "content_base64": base64.b64encode(upload.read()).decode()}
        address = f"/api/v1/collaborations/{slug}/documents/{draft.pk}/file"
        return client.put(address, json.dumps(body), content_type="application/json", headers=headers)

    return {
        "new document": through("documents:new"),
        "another file": through("documents:replace_file", draft.pk),
        "new version": through("documents:follow", world.rows["document"].pk),
        "paper": through("forums:add_paper", world.rows["forum"].pk),
        "program": program,
    }


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    made = SimpleUploadedFile("x", content)
    made._name = name  # as a browser of the attacker's own would send it, past Django's tidying
    return made


def on_disk() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_nothing_hostile_comes_in_through_any_door(place):
    files, rows, let_in = on_disk(), StoredFile.objects.count(), []
    for door, send in place.items():
        for kind, (name, content) in HOSTILE.items():
            answer = send(upload(name, content))
            if answer.status_code not in {200, 400, 409, 422} or StoredFile.objects.count() != rows:
                let_in.append((door, kind, answer.status_code))
    assert let_in == []
    assert on_disk() == files
    honest = [door for door, send in place.items() if send(upload("avtal.pdf", PDF)).status_code in {200, 302}]
    assert (honest, StoredFile.objects.count() > rows) == ([*place], True)


@pytest.mark.parametrize("name", CLIMBING)
def test_a_name_that_climbs_stays_where_files_lie_and_breaks_no_header(place, name):
    root, before = Path(settings.MEDIA_ROOT).resolve(), on_disk()
    place["new document"](upload(name, PDF))
    stored = StoredFile.objects.latest("pk")
    assert [path for path in on_disk() - before if not path.resolve().is_relative_to(root)] == []
    assert Path(stored.content.path).resolve().is_relative_to(root)
    assert stored.content.name.endswith(f"/{stored.key}.pdf")
    assert not set('/\\\r\n\0"') & set(stored.name)
    document = Document.objects.get(file=stored)
    client = Client()
    client.force_login(document.created_by)
    answer = client.get(reverse("documents:file", args=[document.collaboration.slug, document.pk]))
    disposition = answer.headers["Content-Disposition"]
    assert (
        answer.status_code,
        disposition.split("; filename")[0] in {"inline", "attachment"},
        "ond" in answer.cookies,
    ) == (
        200,
        True,
        False,
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/pdf"
    answer.close()


def test_a_document_that_unpacks_without_end_is_refused_before_it_is_unpacked():
    made = bomb()
    assert len(made) < 5 * 1024**2
    with pytest.raises(RuleBroken) as refused:
        store_file(upload=SimpleUploadedFile("avtal.docx", made), user=make_user())
    assert refused.value.reason.value == "too_large"


@pytest.mark.parametrize("name", ["avtal.docx", "tabell.xlsx"])
def test_a_file_of_very_many_parts_is_refused_by_their_number(name):
    main = "word/document.xml" if name.endswith("docx") else "xl/workbook.xml"
    made = archive(("[Content_Types].xml", b""), (main, b""), *((f"x/{number}", b"") for number in range(5000)))
    with pytest.raises(RuleBroken) as refused:
        if name.endswith("docx"):
            store_file(upload=SimpleUploadedFile(name, made), user=make_user())
        else:
            read_table(made, name)
    assert refused.value.reason.value == "too_large"


def test_a_link_inside_a_document_is_never_followed():
    """What looks like a document may hold a link to the server's own files: nothing of ours unpacks it."""
    link = zipfile.ZipInfo("word/media/bild.png")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    parts = ("[Content_Types].xml", b""), ("word/document.xml", b"<w:document/>"), (link, b"/etc/passwd")
    made = archive(*parts)
    stored = store_file(upload=SimpleUploadedFile("avtal.docx", made), user=make_user())
    assert stored.content.read() == made
    assert not Path(stored.content.path).is_symlink()


def test_two_things_at_once_leave_as_the_harmless_one_and_run_nowhere(place):
    """A PDF that is a page too, and one that is an archive too: it leaves as what it was taken for, and never runs."""
    for content in (PDF + SCRIPT, PDF + archive(("a.html", SCRIPT))):
        place["new document"](upload("avtal.pdf", content))
        document = Document.objects.latest("pk")
        client = Client()
        client.force_login(document.created_by)
        answer = client.get(reverse("documents:file", args=[document.collaboration.slug, document.pk]))
        assert answer.getvalue() == content
        headers = answer.headers
        assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        # The browser's own reader may show it, and nothing in it gets to fetch or run anything in our name.
        assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize("kind", ["program", "archive with a link out", "macros", "unix program"])
def test_the_tables_that_are_read_in_refuse_what_is_no_table(world, kind):
    client = Client()
    client.force_login(world.coordinator)
    slug, runs = world.collaboration.slug, ImportRun.objects.count()
    name, content = HOSTILE[kind]
    for door in ("organisations:imports", "forums:imports", "agreements:import"):
        answer = client.post(reverse(door, args=[slug]), {"file": upload(name, content)})
        assert (door, answer.status_code) == (door, 200)
    assert ImportRun.objects.count() == runs
    table = upload("../../personer.csv", "Förnamn;Efternamn\nÅsa;Öberg\n".encode())
    client.post(reverse("organisations:imports", args=[slug]), {"file": table})
    assert [run.file_name for run in ImportRun.objects.order_by("-pk")[:1]] == ["personer.csv"]
