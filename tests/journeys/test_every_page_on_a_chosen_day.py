"""A day in the address of every page there is: heard in words, carried along, or dropped in silence."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from tests.factories.organisations import give_party
from tests.journeys.test_nothing_breaks import walked
from tests.journeys.world import World, make_world, rooms

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)
BAD = {
    "9999-12-31": "ligger för långt bort. Välj en dag mellan 1900 och 2199. Dagens läge visas.",
    "0001-01-01": "ligger för långt bort. Välj en dag mellan 1900 och 2199. Dagens läge visas.",
    "igår": "”igår” är inget datum. Skriv det som 2027-01-31. Dagens läge visas.",
}
BANNER = '<aside class="chosen-day" id="chosen-day"'
# They read the day without carrying it: the kit's own page, a file that one is about to fill in, and home, which
# leads on to the overview of that day.
OWN_DAY = {"ui:style", "forums:import_template", "portal:home"}


# What waits for oneself waits today, on whatever day the rest of the overview is about.
WAITING = {True: {"portal:collaboration"}, False: set()}


@pytest.fixture
def world() -> World:
    return make_world("Egnahem", is_public=True)


@pytest.fixture(params=["coordinator", "citizen"])
def client(request, world: World) -> Client:
    """The coordinator, who answers for an organisation too, and somebody who has not logged in."""
    client = Client()
    if request.param == "coordinator":
        client.force_login(give_party(world.coordinator, world.collaboration, world.rows["organisation"]))
    return client


def test_home_leads_on_to_the_overview_of_the_day(client, world):
    if is_logged_in(client):
        answer = client.get("/hem/", {"datum": "2027-01-01"})
        assert answer.headers["Location"] == f"/samverkan/{world.collaboration.slug}/?datum=2027-01-01"


def is_logged_in(client: Client) -> bool:
    return "sessionid" in client.cookies


def hears(address: str) -> bool:
    try:
        return bool(getattr(resolve(address.partition("?")[0].partition("#")[0]).func, "hears_day", False))
    except Resolver404:
        return False


def shown(client: Client, world: World, room: str) -> Iterator[tuple[str, str, HttpResponse]]:
    """What this person is shown without a day: pages, panels and files."""
    for name, address in walked(world, room):
        answer = client.get(address)
        if answer.status_code == 200 and name not in OWN_DAY:
            yield name, address, answer


def text_of(answer: HttpResponse) -> str:
    is_page = answer.headers["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page else ""


def banner_in(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html.partition(BANNER)[2].partition("</aside>")[0]).split())


@pytest.mark.parametrize("room", rooms())
def test_a_past_and_a_coming_day_are_told_and_carried_along_or_dropped(client, world, room):
    faults = []
    past, coming = timezone.localdate() - YEAR, timezone.localdate() + YEAR
    for name, address, _today in shown(client, world, room):
        # What does not hear the day drops the one as the other.
        for day in (past, coming) if hears(address) else (coming,):
            said = f"datum={day.isoformat()}"
            answer = client.get(address, {"datum": day.isoformat()})
            html = text_of(answer)
            if answer.status_code != 200:
                faults.append((name, day, answer.status_code))
            if not html or "<main" not in html:  # a file, or a panel, which stands below a page that says the day
                continue
            if html.count(BANNER) != int(hears(address)):
                faults.append((name, day, "banner"))
            if hears(address) and html.count(f'<a href="{address}">Visa läget i dag</a>') != 1:
                faults.append((name, day, "way back"))
            links = re.findall(r'<a\s[^>]*?href="(/[^"]*)"', html.replace(banner_html(html), ""))
            if not hears(address):
                faults += [(name, "taken along", link) for link in links if hears(link) and said in link]
            elif name not in WAITING[is_logged_in(client)]:
                faults += [(name, "left behind", link) for link in links if hears(link) and "datum=" not in link]
    assert faults == []


def banner_html(html: str) -> str:
    return html.partition(BANNER)[2].partition("</aside>")[0] or "\0"


@pytest.mark.parametrize("room", rooms())
def test_a_day_that_nobody_can_mean_is_told_and_today_is_shown(client, world, room):
    faults = []
    for name, address, today in shown(client, world, room):
        for day, words in {**BAD, "": ""}.items() if hears(address) else [("igår", BAD["igår"])]:
            answer = client.get(address, {"datum": day})
            html = text_of(answer)
            if not text_of(today):  # a file that looked as if it were of that day would deceive
                expected = 400 if words and hears(address) else 200
                if answer.status_code != expected:
                    faults.append((name, day, answer.status_code))
            elif answer.status_code != 200:
                faults.append((name, day, answer.status_code))
            elif "<main" in html and words and hears(address) and words not in banner_in(html):
                faults.append((name, day, banner_in(html)))
            elif "<main" in html and not (words and hears(address)) and BANNER in html:
                faults.append((name, day, "banner"))
    assert faults == []
