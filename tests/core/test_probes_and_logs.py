"""What is said to a load balancer, and what is written in the log."""

import json
import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, RequestFactory, override_settings
from django.urls import ResolverMatch
from django.utils import timezone

from samhandling.core.audit import record
from samhandling.core.heartbeats import TICK, beat, unsealed_for
from samhandling.core.logs import DiscreetFormatter, RouteForAddress
from tests.factories.accounts import make_user


@pytest.fixture
def lines(caplog):
    """The log as it would be written in production, one dict a line."""
    handler = logging.StreamHandler()
    handler.addFilter(RouteForAddress())
    formatter = DiscreetFormatter("%(levelname)s %(name)s %(message)s")
    written = []
    handler.emit = lambda record: written.append(formatter.format(record)) if handler.filter(record) else None
    logging.getLogger().addHandler(handler)
    with caplog.at_level("INFO"):
        yield written
    logging.getLogger().removeHandler(handler)


def test_healthz_asks_nothing_of_the_database(client, django_assert_num_queries):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readyz_is_ok_when_the_tables_are_there_and_tells_when_scheduled_work_last_ended_well(db, client):
    answer = client.get("/readyz")
    never = {"status": "ok", "tick_age_seconds": None, "backup_age_seconds": None, "unsealed_age_seconds": 0}
    assert (answer.status_code, answer.json()) == (200, never)
    beat(TICK, now=timezone.now() - timedelta(minutes=5))
    assert 300 <= client.get("/readyz").json()["tick_age_seconds"] < 310


def test_a_heartbeat_ahead_of_the_clock_is_no_age_and_is_told(db, client):
    """The clock was put back: until then a monitor would read a negative number as freshly done."""
    beat(TICK, now=timezone.now() + timedelta(seconds=30))
    payload = client.get("/readyz").json()
    assert (payload["tick_age_seconds"], "clock" in payload) == (
        0,
        False,
    )  # another machine's clock, half a minute before
    beat(TICK, now=timezone.now() + timedelta(hours=1))
    payload = client.get("/readyz").json()
    words = "tick last ended well at a time that has not come yet. Set the clock right."
    assert (payload["tick_age_seconds"], payload["clock"]) == (None, words)


def test_an_event_ahead_of_the_clock_has_waited_for_no_time(db):
    user = make_user()
    record(user, "user.invited", user)
    assert unsealed_for(now=timezone.now() - timedelta(hours=1)) == 0


def test_readyz_tells_that_migrations_are_missing(db, client):
    last = MigrationLoader(connection).graph.leaf_nodes("core")[0]
    MigrationRecorder(connection).record_unapplied(*last)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "reason": "The database lacks migrations. Run `samhandling setup`.",
    }


def test_probes_are_read_only_and_never_cached(client):
    assert client.post("/healthz").status_code == 405
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]


def test_probes_are_answered_without_tls(db):
    with override_settings(SECURE_SSL_REDIRECT=True):
        assert Client().get("/healthz").status_code == 200
        assert Client().get("/").status_code == 301


def test_a_request_is_logged_by_its_route_and_without_its_question(db, client, lines):
    client.get("/healthz?q=Anna+Svensson")
    assert [json.loads(line) | {"ms": 0, "request_id": ""} for line in lines] == [
        {
            "levelname": "INFO", "name": "samhandling.requests", "message": "request",
            "method": "GET", "route": "healthz", "status": 200, "ms": 0, "request_id": "",
        }
    ]  # fmt: skip


def test_an_address_that_does_not_exist_leaves_no_trace_of_what_was_asked(db, client, lines):
    client.get("/static/anna.svensson@example.se/?q=hemligt")
    assert lines
    assert "anna" not in "".join(lines).lower()
    assert "hemligt" not in "".join(lines)


def test_django_s_own_line_names_the_route(lines):
    request = RequestFactory().get("/konto/inbjudan/hemlig/")
    request.resolver_match = ResolverMatch(print, (), {}, route="konto/inbjudan/<secret>/")
    logging.getLogger("django.request").error("%s: %s", "Forbidden", request.path, extra={"request": request})
    assert [json.loads(line)["message"] for line in lines] == ["Forbidden: konto/inbjudan/<secret>/"]
    assert "hemlig" not in "".join(lines)


def test_an_exception_is_told_by_its_kind_and_place_only(lines):
    try:
        raise ValueError("Key (email)=(anna@example.se) already exists")
    except ValueError:
        logging.getLogger("samhandling").exception("It failed")
    assert "anna@example.se" not in "".join(lines)
    assert "ValueError" in lines[0]
    assert "test_probes_and_logs.py" in lines[0]
