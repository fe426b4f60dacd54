"""What the bench measures costs as many queries in a large county as in a small one: growth shows without a clock."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.made import matters, people
from bench.nation import build
from bench.pages import asks

pytestmark = pytest.mark.django_db(transaction=True)

SMALL, LARGE = "09", "24"  # Gotland has one municipality, Västerbotten fifteen
QUERIES = {
    "home": 41,
    "collaboration": 41,
    "forums": 9,
    "forum": 19,
    "vacancies": 11,
    "agreements": 8,
    "agreement": 30,
    "gaps": 22,
    "documents": 10,
    "matters": 14,
    "matter": 17,
    "answers": 16,
    "people": 10,
    "person": 17,
    "public start": 2,
    "public collaboration": 14,
    "public agreement": 10,
    "public forum": 13,
    "public chart": 4,
    "API organisations": 6,
    "API people": 6,
    "API agreements": 6,
    "API documents": 7,
    "API forums": 7,
    "API seats": 8,
    "API vacancies": 6,
}
LARGEST_START = 100_000


@pytest.fixture
def counties(monkeypatch):
    monkeypatch.setattr(people, "PEOPLE_OF_THE_COUNTY", 60)
    monkeypatch.setattr(people, "PEOPLE_OF_A_MUNICIPALITY", 20)
    monkeypatch.setattr(matters, "MATTERS", 60)
    call_command("setup", verbosity=0)
    return build([SMALL, LARGE], today=timezone.localdate())


def counted(code: str) -> dict[str, int]:
    counts = {}
    for ask in asks(code):
        client = Client(headers=ask.headers)
        assert client.get(ask.address).status_code == 200, ask
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(ask.address)
        counts[ask.page] = len(queries)
        if ask.page == "public start":
            assert len(answer.content) < LARGEST_START
    return counts


def test_a_large_county_costs_as_many_queries_as_a_small_one(counties):
    """The search is left out: it stops asking when it has found enough."""
    assert counties["collaboration"] == 2
    small, large = counted(SMALL), counted(LARGE)
    assert {page: small[page] for page in QUERIES} == QUERIES
    assert {page: large[page] for page in QUERIES} == QUERIES
