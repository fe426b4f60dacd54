"""Bodies are taken in and answers given out whole, so that only work holds a thread."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from samhandling.core import papers
from samhandling.core.serving import application as serving
from samhandling.core.serving import intake
from tests.core import serving as pages
from tests.core.serving import Application, ask, conversation, waited_for

pytestmark = pytest.mark.urls("tests.core.serving")

FORM = "multipart/form-data; boundary=x"


@pytest.fixture(autouse=True)
def papers_of_this_test(tmp_path, settings):
    """None at first; and what nobody waited for is made before the next test begins."""
    settings.PAPERS_ROOT = tmp_path / "papers"
    yield
    for promised in list(papers._under_way.values()):
        promised.exception()
    papers._under_way.clear()


def form(**parts: bytes) -> bytes:
    """A form with these parts, each a file if its name says so."""
    messages = [
        b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        % (name.encode(), b'; filename="f"' if name == "fil" else b"", content)
        for name, content in parts.items()
    ]
    return b"".join(messages) + b"--x--\r\n"


def test_a_page_comes_with_its_headers_and_cookies():
    response = ask("/sida")
    assert (response.status, response.content) == (200, b"sida")
    assert response.headers["content-length"] == "4"
    assert response.headers["set-cookie"] == "kaka=ja; Path=/"


def test_a_head_has_no_content():
    response = ask("/oppnad", method="HEAD")
    assert (response.status, response.content) == (200, b"")
    assert response.headers["content-length"] == str(Path(pages.__file__).stat().st_size)


def test_what_streams_is_put_together_and_a_file_is_sent_from_where_it_lies():
    assert ask("/strom").content == b"ett tre"
    assert ask("/oppnad").content == Path(pages.__file__).read_bytes()


def test_a_large_answer_leaves_in_parts():
    response = ask("/oppnad")
    assert {len(part) <= 64 * 1024 for part in response.parts} == {True}


def test_a_body_that_comes_in_pieces_and_tells_no_length_is_read_as_a_whole():
    sent = form(text=b"a" * 100_000, fil=b"b" * 200_000)
    pieces = [sent[start : start + 1000] for start in range(0, len(sent), 1000)]
    response = ask("/formular", method="POST", body=pieces, Content_Type=FORM, Transfer_Encoding="chunked")
    assert response.content == b"100000 {'fil': 200000}"


def test_a_file_somewhat_too_large_reaches_the_form_which_says_so(settings):
    response = ask(
        "/formular", method="POST", body=[form(fil=b"b" * (settings.MAX_UPLOAD_BYTES + 1))], Content_Type=FORM
    )
    assert response.content == f"0 {{'fil': {settings.MAX_UPLOAD_BYTES + 1}}}".encode()


def test_a_body_larger_than_anybody_may_send_is_refused_in_words(monkeypatch, settings):
    monkeypatch.setattr(serving, "LARGEST_BODY", 1000)
    settings.ROOT_URLCONF = "samhandling.config.urls"
    cookie = f"csrftoken={'a' * 32}"
    response = ask("/konto/inloggning/", method="POST", body=[b"a" * 600] * 2, Cookie=cookie, Content_Type=FORM)
    assert response.status == 413
    assert "Det du skickade är för stort" in response.content.decode()


def test_a_header_with_an_underscore_stands_for_no_other(settings):
    """`X_Forwarded_Proto` would otherwise pass a proxy that sets X-Forwarded-Proto, and be taken for it."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True

    spoofed = conversation(Application(), "/sida", headers={"x_forwarded_proto": "https"})
    assert waited_for(spoofed).status == 301
    assert ask("/sida", X_Forwarded_Proto="https").status == 200


async def never() -> dict:
    return await asyncio.Event().wait()


async def gone() -> dict:
    return {"type": "http.disconnect"}


def test_a_body_that_does_not_come_is_waited_for_no_longer_than_a_body_takes(monkeypatch):
    monkeypatch.setattr(intake, "SECONDS_TO_BEGIN", 0)
    with pytest.raises(intake.TooSlow):
        waited_for(intake.taken_in(never, most=10))


def test_a_body_without_end_is_read_no_further_than_a_large_one():
    read = []

    async def endless() -> dict:
        read.append(100)
        return {"type": "http.request", "body": b"a" * 100, "more_body": True}

    with pytest.raises(intake.TooLarge):
        waited_for(intake.taken_in(endless, most=1000))
    assert sum(read) == 5_100


def test_who_hangs_up_while_sending_is_let_go():
    with pytest.raises(intake.Gone):
        waited_for(intake.taken_in(gone, most=10))


def test_a_paper_is_made_once_and_kept_by_what_is_in_it():
    first = ask("/papper/ett.pdf")
    assert (first.status, first.content) == (200, b"papper ett")
    assert first.headers["content-type"] == "application/pdf"
    assert first.headers["content-disposition"] == 'attachment; filename="ett.pdf"'
    (kept,) = Path(settings.PAPERS_ROOT).iterdir()
    kept.write_bytes(b"papper ett, som det ligger")
    assert ask("/papper/ett.pdf").content == b"papper ett, som det ligger"
    assert ask("/papper/två.pdf").content == "papper två".encode()
    assert len(list(Path(settings.PAPERS_ROOT).iterdir())) == 2


def test_somebody_who_waits_is_told_so_in_their_language_and_gets_the_paper_later(monkeypatch):
    monkeypatch.setattr(serving, "SECONDS_FOR_A_PERSON", 0)

    async def twice() -> list[pages.Response]:
        application = Application()
        response = [await conversation(application, "/papper/ett.pdf", headers={"accept": "text/html"})]
        under_way = list(papers._under_way.values())
        await asyncio.gather(*map(asyncio.wrap_future, under_way))
        return [*response, await conversation(application, "/papper/ett.pdf", headers={"accept": "text/html"})]

    waits, comes = waited_for(twice())
    assert waits.status == 202
    assert waits.headers["refresh"] == "3"
    assert "content-disposition" not in waits.headers
    assert "Dokumentet skapas" in waits.content.decode()
    assert (comes.status, comes.content) == (200, b"papper ett")


def test_a_program_that_has_waited_long_is_told_to_come_back(monkeypatch):
    monkeypatch.setattr(serving, "SECONDS_FOR_A_PROGRAM", 0)
    response = ask("/papper/ett.pdf")
    assert (response.status, response.headers) == (503, {"retry-after": "10"})


def test_a_paper_that_cannot_be_made_is_an_error_page_and_leaves_nothing():
    response = ask("/papper/trasigt.pdf")
    assert response.status == 500
    assert "Något gick fel hos oss" in response.content.decode()
    assert list(Path(settings.PAPERS_ROOT).iterdir()) == []


def test_papers_are_forgotten_after_a_day():
    ask("/papper/ett.pdf")
    assert papers.forget_old_papers(now=timezone.now() + papers.KEPT - timedelta(minutes=5)) == 0
    assert papers.forget_old_papers(now=timezone.now() + papers.KEPT + timedelta(minutes=5)) == 1
    assert list(Path(settings.PAPERS_ROOT).iterdir()) == []
