"""The database is held by another, away or full, or the disk is: 503 in words, nothing half done, and well again."""

import resource
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from samhandling.accounts.middleware import SECOND_FACTOR
from samhandling.accounts.models import ApiToken
from samhandling.core.models import StoredFile
from samhandling.core.trouble import is_trouble
from samhandling.documents.models import Document
from samhandling.opendata.models import CalendarFeed
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration, Organisation, Person
from tests.factories.accounts import by_token, make_user
from tests.factories.documents import make_colleague
from tests.factories.opendata import make_feed
from tests.factories.organisations import give_party, give_role, make_collaboration, make_coordinator, make_organisation
from tests.journeys.test_nothing_breaks import walked
from tests.journeys.world import make_world
from tests.operations.holding import held, impatient
from tests.operations.installation import dsn, of_the_test
from tests.operations.servers import serving
from tests.processes import database_url

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="of the embedded database")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of a database that is a server")

BODY = b'{"display_name": "R", "formal_name": "R", "kind": "other", "sector": "public"}'
UNAVAILABLE = {
    "type": "/api/#problem-unavailable",
    "title": "The database or its disk cannot handle this right now",
    "status": 503,
    "detail": "Send it again after the seconds in Retry-After, with the Idempotency-Key if it has one.",
    "instance": "/api/v1/collaborations/har/organisations",
}


@pytest.fixture
def client() -> Client:
    """The coordinator, to whom what breaks is answered as to people."""
    client = Client(raise_request_exception=False)
    client.force_login(make_coordinator(make_collaboration(slug="har", is_public=True)))
    return client


def add_person(client: Client) -> object:
    return client.post("/samverkan/har/personer/ny/", {"given_name": "Åsa", "family_name": "Öberg"})


def asks_to_wait(answer: object) -> bool:
    """The page in both languages, drawn without the frame and its menus."""
    page = answer.content.decode()
    words = ["Det går inte just nu" in page, "It cannot be done right now" in page, "<nav" not in page]
    return (answer.status_code, answer.headers["Retry-After"], words) == (503, "10", [True, True, True])


# --- Held by another -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_every_page_is_read_while_somebody_else_writes():
    world = make_world("Egnahem", is_public=True)
    client = Client(raise_request_exception=False)
    client.force_login(world.coordinator)
    waited = {}
    with impatient(), held():
        for name, address in walked(world):
            status = client.get(address).status_code
            if status >= 500:
                waited[name] = status
    # They begin something: the log-in remembers the secret that the answer is held against.
    assert waited == {"mfa_activate_totp": 503, "mfa_add_webauthn": 503, "notices:open": 503}


@pytest.mark.django_db(transaction=True)
def test_what_a_read_would_note_beside_itself_is_left_for_the_next_one(settings):
    """When a token was used, when a calendar was fetched, and whether a second step is asked for."""
    settings.REQUIRE_SECOND_FACTOR = "coordinators"
    here = make_collaboration(slug="har")
    reader = give_role(make_user(), here, Role.READER)
    make_feed(reader, here, secret="hemlig")
    headers = by_token(reader, "organisations:read")
    client = Client(raise_request_exception=False)
    client.force_login(reader)

    def read() -> list[int]:
        asked = [client.get("/samverkan/har/"), client.get(reverse("opendata:calendar", args=["hemlig"]))]
        return [answer.status_code for answer in (*asked, Client().get(UNAVAILABLE["instance"], headers=headers))]

    def noted() -> list[bool]:
        feed, token = CalendarFeed.objects.get(), ApiToken.objects.get()
        return [SECOND_FACTOR in client.session, feed.fetched_at is not None, token.last_used_at is not None]

    with impatient(), held():
        assert (read(), noted()) == ([200, 200, 200], [False, False, False])
    assert (read(), noted()) == ([200, 200, 200], [True, True, True])


@pytest.mark.django_db(transaction=True)
def test_who_writes_while_another_holds_the_database_is_asked_to_wait_and_then_it_goes_well(client):
    with impatient():
        with held("organisations_person"):
            assert asks_to_wait(add_person(client))
        assert add_person(client).status_code == 302
    assert Person.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_program_is_asked_to_wait_in_a_problem_of_its_own():
    coordinator = make_coordinator(make_collaboration(slug="har"))
    headers = by_token(coordinator, "organisations:write") | {"Accept-Language": "en"}
    asked = {"path": UNAVAILABLE["instance"], "data": BODY, "content_type": "application/json", "headers": headers}
    client = Client(raise_request_exception=False)
    with impatient():
        with held("organisations_organisation"):
            answer = client.post(**asked)
        assert client.post(**asked).status_code == 201
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()) == (503, "10", UNAVAILABLE)
    assert Organisation.objects.count() == 1


# --- Away ------------------------------------------------------------------------------------------


def ask(address: str) -> tuple[int, str | None]:
    request = urllib.request.Request(address, headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, None
    except HTTPError as answer:
        return answer.code, answer.headers["Retry-After"]


@pytest.mark.django_db(transaction=True)
@on_postgresql
def test_a_server_whose_database_was_away_says_so_and_is_well_again_by_itself(tmp_path):
    make_collaboration(slug="har", is_public=True)
    with serving(of_the_test(tmp_path / "var")) as (server, _started):
        page, program = f"{server}/samverkan/har/", f"{server}/api/v1/collaborations/har"
        assert [ask(page), ask(program)] == [(200, None), (200, None)]
        with away():
            assert [ask(page), ask(program)] == [(503, "10"), (503, "10")]
            assert [ask(f"{server}/healthz"), ask(f"{server}/readyz")] == [(200, None), (503, None)]
        assert [ask(page), ask(program), ask(f"{server}/readyz")] == [(200, None)] * 3


@contextmanager
def away() -> Iterator[None]:
    """The database ends all connections but ours, and takes no new ones."""
    name = connection.settings_dict["NAME"]
    elsewhere = dsn(database_url().rpartition("/")[0] + "/postgres")
    with psycopg.connect(elsewhere, autocommit=True) as other:
        other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        others = b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            other.execute(others, [name, cursor.fetchone()[0]])
        try:
            yield
        finally:
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())


# --- Full ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@on_sqlite
def test_who_writes_to_a_database_that_is_full_is_asked_to_wait_and_nothing_is_half_done(client):
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # the tests before this one have left free pages
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        while (answer := add_person(client)).status_code == 302:
            pass  # until the last page is full
        before = Person.objects.count()
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert asks_to_wait(answer)
    assert add_person(client).status_code == 302
    assert Person.objects.count() == before + 1


@pytest.mark.django_db
@on_postgresql
@pytest.mark.parametrize(
    ("state", "passes"),
    [
        ("53100", True),  # the disk is full
        ("53300", True),  # too many connections
        ("40P01", True),  # two waited for each other
        ("57014", True),  # it took too long
        ("25006", True),  # another server has taken over
        ("42P01", False),  # a table is missing
        ("23514", False),  # a rule is broken
        ("22003", False),  # a number is too large
    ],
)
def test_what_postgresql_says_of_its_state_passes_and_what_it_says_of_the_question_does_not(state, passes):
    with pytest.raises(DatabaseError) as raised, connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$")
    connection.needs_rollback = True
    assert is_trouble(raised.value) is passes


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """No file may grow beyond this, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [200_000, 4_000_000], ids=["held in memory", "held on the disk"])
def test_a_file_that_the_disk_has_no_room_for_leaves_nothing_behind(size, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    here = make_collaboration(slug="har")
    owner = make_organisation(collaboration=here, takes_part=True)
    client = Client(raise_request_exception=False)
    client.force_login(give_party(make_colleague(here, owner), here, owner))
    upload = SimpleUploadedFile("brev.txt", b"Hej. " * (size // 5))
    about = {"title": "Brev", "kind": "letter", "dated_on": "2026-03-02", "direction": "internal", "owner": owner.pk}
    address = reverse("documents:new", kwargs={"collaboration": "har"})
    with no_room_beyond(100_000):
        answer = client.post(address, about | {"upload": upload})
    assert asks_to_wait(answer)
    assert (Document.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    upload.seek(0)
    assert client.post(address, about | {"upload": upload}).status_code == 302


# --- Ready, or not ---------------------------------------------------------------------------------


def readiness(client: Client) -> tuple[int, str]:
    answer = client.get("/readyz")
    return answer.status_code, answer.json().get("reason", "")


@pytest.mark.django_db
def test_a_disk_that_is_nearly_full_is_not_ready(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"  # made with the first file that comes
    assert readiness(client) == (200, "")
    settings.LEAST_FREE_BYTES = 2**60
    status, reason = readiness(client)
    assert (status, reason.endswith("MB are left. Make room.")) == (503, True)


@pytest.mark.django_db
def test_a_disk_that_cannot_be_written_to_is_not_ready(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with no_room_beyond(0):
        status, reason = readiness(client)
    assert (status, reason.endswith("cannot be written to (File too large).")) == (503, True)
    assert readiness(client) == (200, "")


@pytest.mark.django_db
@on_postgresql
def test_a_database_that_takes_no_writes_is_not_ready(client):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
        status, reason = readiness(client)
        transaction.set_rollback(True)
    assert (status, reason.startswith("The database takes no writes")) == (503, True)


# --- Gone ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_what_somebody_has_just_removed_is_told_on_a_page_of_its_own(client):
    """The row is there when the form is checked, and gone when all is written: that shows at the commit."""
    employer = make_organisation(collaboration=Collaboration.objects.get())

    def removed(run, sql, params, many, context):
        if sql.startswith('INSERT INTO "organisations_person"'):
            run("DELETE FROM organisations_organisation", None, False, context)
        return run(sql, params, many, context)

    with connection.execute_wrapper(removed):
        answer = client.post(
            "/samverkan/har/personer/ny/",
            {"given_name": "Åsa", "family_name": "Öberg", "organisation": employer.pk},
        )
    assert (answer.status_code, "Någon har just tagit bort det" in answer.content.decode()) == (409, True)
