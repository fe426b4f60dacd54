"""Visitors on bad lines, more of them than there are threads, cost the others nothing: without any proxy before us."""

import socket
from contextlib import ExitStack
from datetime import date
from http.client import HTTPResponse
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from samhandling.core.serving.application import FILE_THREADS, LARGEST_BODY, PAGE_THREADS
from samhandling.demo.services.loading import load_demo
from samhandling.documents.enums import Openness
from samhandling.documents.models import Document
from tests.operations.installation import of_the_test
from tests.operations.servers import Visitor, serving

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what waits for a visitor asks no database"),
]

MANY = 4 * (PAGE_THREADS + FILE_THREADS)
TOO_LARGE = LARGEST_BODY + 1
LARGE = b"%PDF-1.7\n" + bytes(30_000_000)  # far more than what lies between a server and a visitor


def connected(server: str) -> socket.socket:
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    opened.settimeout(60)
    opened.connect((urlsplit(server).hostname, urlsplit(server).port))
    return opened


def test_neither_slow_bodies_nor_slow_readers_nor_too_large_ones_hold_what_pages_need(settings, tmp_path):
    place = of_the_test(tmp_path / "var")
    settings.MEDIA_ROOT = place.files
    call_command("setup")
    load_demo(today=date(2026, 11, 22))
    document = Document.objects.filter(openness=Openness.PUBLIC).first()
    (place.files / document.file.content.name).write_bytes(LARGE)
    file = reverse("documents:file", kwargs={"collaboration": document.collaboration.slug, "pk": document.pk})
    with serving(place) as (server, _process), ExitStack() as stack:
        slow = [stack.enter_context(connected(server)) for _ in range(2 * MANY)]
        for sending in slow[:MANY]:
            sending.sendall(b"POST /konto/inloggning/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\na=b")
        for reading in slow[MANY:]:
            reading.sendall(f"GET {file} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert reading.recv(12) == b"HTTP/1.1 200"
        # None of them has ended, nor will: and yet there are pages, files and papers.
        assert Visitor().get(server, "/healthz") == (200, '{"status": "ok"}')
        assert Visitor().get(server, "/")[0] == 200
        assert Visitor().fetch(server, file) == LARGE
        # Who was slow is served all the same, once they have sent what they promised.
        slow[0].sendall(b"a" * 997)
        assert slow[0].recv(12) == b"HTTP/1.1 403"
        # What nobody may send is read to its end, answered in words, and does not spoil the connection.
        with connected(server) as sending:
            for _ in range(3):
                sending.sendall(
                    b"POST /konto/inloggning/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=%s\r\n"
                    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
                    % (b"a" * 32, TOO_LARGE)
                )
                sending.sendall(bytes(TOO_LARGE))
                answer = HTTPResponse(sending)
                answer.begin()
                assert (answer.status, "Det du skickade är för stort" in answer.read().decode()) == (413, True)
