"""Nonsense sent to every address of the site. What comes back may be a no, and is never a page that broke."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.journeys.world import FILE_KINDS, World, addresses, make_world, number_for, room_of, rooms

pytestmark = pytest.mark.django_db

HUGE = 999999999999999999999
LONG = "å" * 100_000
# Addresses that hold a secret instead of a number. None of these was ever given out.
SECRETS = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "aaa-\x00å"},
    "accounts:invitation": {"secret": "å%00' OR 1=1"},
    # No organisation's log-in is trusted here; those that are have tests of their own.
    **{
        name: {kwarg: "ingen"}
        for kwarg, names in {
            "provider_id": ("openid_connect_login", "openid_connect_callback"),
            "organization_slug": ("saml_login", "saml_acs", "saml_finish_acs", "saml_sls", "saml_metadata"),
        }.items()
        for name in names
    },
    "opendata:calendar": {"secret": "å%00' OR 1=1"},
}
QUERIES = (
    {"datum": "0001-01-01", "sida": "99999999999", "q": "%_'\"\\", "forum": str(HUGE), "part": "å"},
    {"datum": "9999-12-31", "sida": "-1", "q": "\x00å😀", "forum": "-1", "part": str(HUGE), "dagar": str(HUGE)},
)
# One value for every field at once: most of it stops in the form.
NONSENSE = ("", LONG, str(HUGE), "9999-99-99", "a\x00😀\u202e%_'\"; DROP TABLE x; --")


@dataclass(frozen=True, slots=True)
class Extreme:
    """Values of the right type that nobody expected: they come past the form and into the rules."""

    day: str
    number: str
    text: str


EXTREMES = (
    Extreme("0001-01-01", "0", "\u202e\u200b"),
    Extreme("9999-12-31", "32767", "=HYPERLINK(1) 😀"),
    Extreme("2199-12-31", "2147483648", "ord " * 10_000),
)


class Fields(HTMLParser):
    """The fields of all forms on a page that are sent by POST: name, kind and what may be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name = attributes.get("name") or ""
        if tag in {"input", "textarea", "select"} and name:
            self.kinds[name] = attributes.get("type") or tag
        if tag == "select":
            self._select = name
        if tag == "option" and attributes.get("value"):
            self.choices.setdefault(self._select, []).append(attributes["value"] or "")
        if tag == "input" and attributes.get("type") in {"radio", "checkbox", "hidden"} and attributes.get("value"):
            self.choices.setdefault(name, []).append(attributes["value"] or "")

    def all_as(self, value: str) -> dict[str, object]:
        """Every field with the same value, twice."""
        return {name: [value, value] for name, kind in self.kinds.items() if kind != "file"}

    def extreme(self, extreme: Extreme) -> dict[str, object]:
        return {name: self._value(name, kind, extreme) for name, kind in self.kinds.items() if kind != "file"}

    def _value(self, name: str, kind: str, extreme: Extreme) -> str:
        if self.choices.get(name):
            return self.choices[name][-1]
        return {"date": extreme.day, "number": extreme.number, "email": "a@example.se"}.get(kind, extreme.text)


@pytest.fixture
def world() -> World:
    return make_world("Egnahem", is_public=True)


@pytest.fixture
def client(world: World) -> Client:
    """The coordinator, to whom most addresses are open, and to whom a broken page is answered as to people."""
    client = Client(raise_request_exception=False)
    client.force_login(world.coordinator)
    return client


def walked(world: World, room: str = "") -> Iterator[tuple[str, str]]:
    """Name and address of every page there is, or of one room. One that wants something unheard of fails the test."""
    for name, kwargs in addresses():
        if room and room_of(name) != room:
            continue
        if name in SECRETS:
            yield name, reverse(name, kwargs=SECRETS[name])
            continue
        parts: dict[str, object] = {
            kwarg: number_for(world, name, kwarg) for kwarg in kwargs if kwarg not in {"collaboration", "kind"}
        }
        parts |= {"collaboration": world.collaboration.slug} if "collaboration" in kwargs else {}
        parts |= {"kind": FILE_KINDS[0]} if "kind" in kwargs else {}
        yield name, reverse(name, kwargs=parts)


def undone(client: Client, method: str, address: str, data: dict[str, object], **more: object) -> HttpResponse:
    """Ask, and take back whatever it did, so that the next question meets the same world."""
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    with transaction.atomic():
        answer = getattr(client, method)(address, data, **more)
        transaction.set_rollback(True)
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    return answer


@pytest.mark.parametrize("room", rooms())
def test_no_address_breaks_on_what_is_asked_for_or_sent(world: World, client: Client, room: str):
    broken = {}
    for name, address in walked(world, room):
        for query, headers in zip(QUERIES, ({}, {"HX-Request": "true"}), strict=True):
            page = undone(client, "get", address, query, headers=headers)
            if page.status_code >= 500:
                broken[name, str(query)] = page.status_code
        for fields in sent_to(page_of(client, address)):
            status = undone(client, "post", address, fields).status_code
            if status >= 500:
                broken[name, str(fields)[:300]] = status
    assert broken == {}


def page_of(client: Client, address: str) -> str:
    """What a person sees there, or nothing where it is no page."""
    page = undone(client, "get", address, {})
    is_page = page.status_code == 200 and not page.streaming and "html" in page.headers["Content-Type"]
    return page.content.decode() if is_page else ""


def sent_to(page: str) -> list[dict[str, object]]:
    """What a careless or a curious person may send from the page. An address without fields is only pressed."""
    fields = Fields()
    fields.feed(page)
    if not fields.kinds:
        return [{}]
    return [*map(fields.all_as, NONSENSE), *map(fields.extreme, EXTREMES)]


def test_a_number_longer_than_any_is_not_found(world: World, client: Client):
    answers = {}
    for name, kwargs in addresses():
        if "pk" in kwargs:
            parts = dict.fromkeys(kwargs, HUGE)
            parts |= {"collaboration": world.collaboration.slug} if "collaboration" in kwargs else {}
            parts |= {"kind": "csv"} if "kind" in kwargs else {}
            address = reverse(name, kwargs=parts)
            answers[address] = client.get(address).status_code, client.post(address).status_code

    assert len(answers) > 80
    assert {address: both for address, both in answers.items() if both not in {(404, 404), (405, 404)}} == {}


def test_a_form_without_its_token_is_refused_in_words(world: World):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.coordinator)
    answers = {name: client.post(address) for name, address in walked(world)}
    statuses = {name: answer.status_code for name, answer in answers.items()}
    # Another site posts an organisation’s answer, and a mail program the wish for no more mail: both are signed.
    assert {statuses.pop(name) for name in ("saml_acs", "saml_finish_acs", "notices:unsubscribe")} == {404}
    # Nobody is told more than that the form has grown old: not even that the address takes no form.
    assert {name: status for name, status in statuses.items() if status != 403} == {}
    assert "Formuläret" in answers["forums:create"].content.decode()


def test_every_page_may_be_asked_for_its_head_alone(world: World, client: Client):
    broken = {}
    for name, address in walked(world):
        status = undone(client, "head", address, {}).status_code
        if status >= 500 or undone(client, "options", address, {}).status_code >= 500:
            broken[name] = status
    assert broken == {}
