"""Behind a pooler the next transaction may be somebody else's, so a process leaves nothing in a connection."""

from pathlib import Path

import pytest
from django.db import connection

from tests.operations.installation import of_the_test

SCRIPT = Path(__file__).with_name("leaving_behind.py")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no pooler")
@pytest.mark.parametrize(("is_pooled", "left"), [("false", "3min, 1"), ("true", "0, 0")])
def test_only_a_connection_of_its_own_keeps_plans_and_time_limits(tmp_path, monkeypatch, is_pooled, left):
    monkeypatch.setenv("SAMHANDLING_POOLED", is_pooled)
    assert of_the_test(tmp_path).play(SCRIPT) == left
