"""Every address of the site, walked by those who may not see what lies behind it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.organisations import give_role
from tests.journeys.world import FILE_KINDS, World, addresses, make_world, number_for

pytestmark = pytest.mark.django_db

HIDDEN = "Hemlighetsmyren"
OWN = "Egnahem"
# Texts that say who may not: a page that only sends one to log in is no leak.
LOG_IN = "/konto/"


def in_collaborations() -> list[tuple[str, list[str]]]:
    """The names and kwargs of all addresses below /samverkan/<slug>/."""
    return [(name, kwargs) for name, kwargs in addresses() if "collaboration" in kwargs]


def address_in(world: World, name: str, kwargs: list[str], rows_of: World) -> list[str]:
    """The address below one collaboration, with the rows of another (or of the same)."""
    numbers = {kwarg: number_for(rows_of, name, kwarg) for kwarg in kwargs if kwarg not in {"collaboration", "kind"}}
    base = {"collaboration": world.collaboration.slug, **numbers}
    kinds = FILE_KINDS if "kind" in kwargs else [None]
    return [reverse(name, kwargs=base | ({"kind": kind} if kind else {})) for kind in kinds]


@pytest.fixture
def hidden() -> World:
    return make_world(HIDDEN)


@pytest.fixture
def own() -> World:
    return make_world(OWN, is_public=True)


def test_the_site_has_many_addresses_to_walk():
    assert len(in_collaborations()) > 100


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unpublished_collaboration_is_nowhere_for_strangers(hidden: World, own: World, method: str):
    """A coordinator of another county, by true addresses of a county they do not belong to."""
    client = Client()
    client.force_login(own.coordinator)

    answers = {
        address: getattr(client, method)(address).status_code
        for name, kwargs in in_collaborations()
        for address in address_in(hidden, name, kwargs, rows_of=hidden)
    }

    assert {address: status for address, status in answers.items() if status != 404} == {}


def test_an_unpublished_collaboration_is_nowhere_for_visitors(hidden: World):
    """Nobody is told that it exists: a page that wants log-in says so before it looks, for any address."""
    client = Client()

    answers = {
        address: client.get(address)
        for name, kwargs in in_collaborations()
        for address in address_in(hidden, name, kwargs, rows_of=hidden)
    }

    assert {
        address: answer.status_code
        for address, answer in answers.items()
        if answer.status_code != 404 and not answer.headers.get("Location", "").startswith(LOG_IN)
    } == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_number_finds_nothing(hidden: World, own: World, method: str):
    """In one's own county, with numbers that belong to another: as if they were not there."""
    client = Client()
    client.force_login(own.coordinator)

    answers = {
        address: getattr(client, method)(address).status_code
        for name, kwargs in in_collaborations()
        if [kwarg for kwarg in kwargs if kwarg not in {"collaboration", "kind"}]
        for address in address_in(own, name, kwargs, rows_of=hidden)
    }

    # 405: the address takes only what is sent to it, and says so before it looks for anything.
    refused = {404, 405} if method == "get" else {404}
    assert {address: status for address, status in answers.items() if status not in refused} == {}


def test_a_forged_second_number_finds_nothing(hidden: World, own: World):
    """The agreement or forum is one's own, and what is asked for in it is another county's."""
    client = Client()
    client.force_login(own.coordinator)
    answers = {}
    for name, kwargs in in_collaborations():
        # A version counts within its forum, so the same number means one's own.
        inner = [kwarg for kwarg in kwargs if kwarg not in {"collaboration", "kind", "pk", "version"}]
        if "pk" not in kwargs or not inner:
            continue
        numbers = {kwarg: number_for(hidden, name, kwarg) for kwarg in inner}
        numbers["pk"] = number_for(own, name, "pk")
        address = reverse(name, kwargs={"collaboration": own.collaboration.slug, **numbers})
        answers[address] = client.get(address).status_code, client.post(address).status_code

    assert {address: both for address, both in answers.items() if both not in {(404, 404), (405, 404)}} == {}


def test_no_page_list_export_or_search_shows_what_lies_elsewhere(hidden: World, own: World):
    """Everything that one may open, read to the end, never speaks of the hidden county."""
    client = Client()
    client.force_login(own.coordinator)
    walked = [
        *(address for name, kwargs in in_collaborations() for address in address_in(own, name, kwargs, rows_of=own)),
        *(reverse(name) for name in ("portal:home", "portal:search", "portal:accessibility", "portal:privacy")),
        *(f"{reverse('portal:search')}?q={asked}" for asked in (HIDDEN, f"{HIDDEN}&var=alla")),
        *(f"{reverse('portal:search')}?q={asked}" for asked in ("samverkan", "samverkan&var=alla")),
    ]

    texts = {address: _text_of(client.get(address)) for address in walked}

    assert [address for address, text in texts.items() if HIDDEN in text] == []
    # The walk does reach what it should: one's own county is spoken of on most of its pages.
    assert sum(OWN in text for text in texts.values()) > 50


@pytest.mark.both_databases
def test_a_closed_forums_papers_are_for_those_who_sit_there(own: World):
    """The county is published and the forum closed: its name and members are public, its papers are not."""
    member, secretary = give_role(make_user(), own.collaboration, "reader"), own.rows["access"].user
    walked = [
        *(address for name, kwargs in in_collaborations() for address in address_in(own, name, kwargs, rows_of=own)),
        f"{reverse('portal:search')}?q=handling&var=alla",
    ]

    readers = {
        who: {address for address in walked if _mentions_paper(own, client.get(address))}
        for who, client in {
            "visitor": Client(),
            "member": _logged_in(member),
            "party": _logged_in(own.rows["party_access"].user),
            "secretary": _logged_in(secretary),
        }.items()
    }

    assert (readers["visitor"], readers["member"], readers["party"]) == (set(), set(), set())
    here = {"collaboration": own.collaboration.slug, "pk": own.rows["forum"].pk}
    assert readers["secretary"] >= {
        reverse("forums:papers", kwargs=here),
        reverse("forums:paper", kwargs=here | {"paper": own.rows["paper"].pk}),
    }


def _logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _mentions_paper(world: World, answer) -> bool:
    text = _text_of(answer)
    return world.rows["paper"].document.title in text or "Papperet om" in text


def _text_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode("utf-8", errors="ignore")
    # What one searched for stands in the search field and the sentence about it: that is one's own word.
    return re.sub(r'value="[^"]*"|”[^”<]*”|“[^”<]*”', "", text)
