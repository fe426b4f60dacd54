"""Two servers are as good as one, and one that is killed has kept what it promised."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPException
from threading import Event as Signal

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.management import call_command
from django.db import connection

from samhandling.accounts.models import User
from samhandling.core.models import Event
from samhandling.demo.services.loading import load_demo
from samhandling.organisations.models import Person
from tests.factories.accounts import make_user
from tests.operations.installation import Installation, of_the_test
from tests.operations.looking import found
from tests.operations.servers import Visitor, kill, serving

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = "/samverkan/vasterbotten/personer/"
LOG_IN = "/konto/inloggning/"
WAIT = "Det har varit för många försök. Vänta fem minuter"
CLIENTS = 4


@pytest.fixture
def place(settings, tmp_path) -> Installation:
    """The demo, committed, with a folder of its own."""
    installation = of_the_test(tmp_path / "var")
    settings.MEDIA_ROOT = installation.files
    call_command("setup")
    load_demo(today=date(2026, 11, 22))
    return installation


def log_in(server: str, part: str = "coordinator") -> Visitor:
    visitor = Visitor()
    assert visitor.post(server, "/demo/", part=part)[0] == 302
    return visitor


@pytest.mark.skipif(connection.vendor == "sqlite", reason="several servers share a PostgreSQL")
def test_two_servers_before_one_database_are_one_to_whoever_visits(place):
    secret = "en lång hemlighet 1"
    locked_out, welcome = (make_user(email=email) for email in ("glomsk@example.se", "minns@example.se"))
    User.objects.filter(pk__in=[locked_out.pk, welcome.pk]).update(
        password=PBKDF2PasswordHasher().encode(secret, "salt")  # the tests' own is none that a server takes
    )
    with serving(place) as (one, _), serving(place) as (two, _):
        # Logged in on one, at home on the other; what is written on the one stands on the other.
        visitor = log_in(one)
        assert "Karin" in visitor.get(two, "/konto/")[1]
        assert visitor.post(two, f"{PEOPLE}ny/", given_name="Åsa", family_name="Tvåservrar")[0] == 302
        person = Person.objects.get(family_name="Tvåservrar")
        code, page = visitor.get(one, f"{PEOPLE}{person.pk}/")
        assert (code, "Åsa Tvåservrar" in page) == (200, True)
        # A language chosen here is spoken there.
        assert visitor.post(one, "/konto/sprak/", form="/konto/", language="en", next="/konto/")[0] == 302
        assert 'lang="en"' in visitor.get(two, "/konto/")[1]
        # Both name the same files, and hold the same in them.
        pages = [Visitor().get(server, "/")[1] for server in (one, two)]
        named = [re.findall(r'(?:href|src)="(/static/[^"]+|[^"]+\.css\?v=[^"]+)"', page) for page in pages]
        assert named[0] == named[1]
        assert len(named[0]) >= 3
        for path in named[0]:
            assert visitor.fetch(one, path) == visitor.fetch(two, path)
        # Wrong passwords are counted together, and the right one comes too late on either.
        for server in (one, two, one, two, one):
            Visitor().post(server, LOG_IN, login=locked_out.email, password="fel")
        for server in (one, two):
            code, page = Visitor().post(server, LOG_IN, login=locked_out.email, password=secret)
            assert (code, WAIT in page) == (200, True)
            assert Visitor().post(server, LOG_IN, login=welcome.email, password=secret)[0] == 302
        # Logged out on one is logged out on both.
        assert visitor.post(one, "/konto/utloggning/")[0] == 302
        assert visitor.get(two, "/konto/")[0] == 302


def test_a_server_killed_in_the_middle_of_writing_has_kept_every_write_it_acknowledged(place):
    enough = Signal()
    with serving(place, workers=2) as (server, started):
        visitors = [log_in(server) for _ in range(CLIENTS)]
        with ThreadPoolExecutor(CLIENTS) as pool:
            writing = [pool.submit(write_until_it_dies, server, each, enough) for each in enumerate(visitors)]
            deadline = time.monotonic() + 60
            while Person.objects.filter(given_name="Kvar").count() < 12:
                assert time.monotonic() < deadline, "nothing is written"
                time.sleep(0.05)
            kill(started)
            enough.set()
            acknowledged = {name for done in writing for name in done.result(timeout=60)}
    assert len(acknowledged) >= 8
    with serving(place) as (server, _):
        there = set(Person.objects.filter(given_name="Kvar").values_list("family_name", flat=True))
        assert acknowledged <= there
        visitor = log_in(server)
        person = Person.objects.get(family_name=min(acknowledged))
        assert str(person) in visitor.get(server, f"{PEOPLE}{person.pk}/")[1]
    # What was written and not acknowledged is there wholly: a row and its one event, or neither.
    people = Person.objects.filter(given_name="Kvar").values_list("pk", flat=True)
    events = Event.objects.filter(verb="person.created", object_id__in=people).values_list("object_id", flat=True)
    assert sorted(events) == sorted(people)
    assert found() == []


def write_until_it_dies(server: str, each: tuple[int, Visitor], enough: Signal) -> list[str]:
    """Add people one after the other; the names of those whose answer came."""
    return list(_written(server, *each, enough))


def _written(server: str, client: int, visitor: Visitor, enough: Signal) -> Iterator[str]:
    for number in range(1000):
        name = f"Klient{client}x{number}"
        try:
            code, _answer = visitor.post(server, f"{PEOPLE}ny/", given_name="Kvar", family_name=name)
        except (HTTPException, OSError):  # no answer, or half of one
            assert enough.wait(timeout=30), "the server stopped answering before it was killed"
            return
        assert code == 302
        yield name
