"""What an address asks for and cannot mean: a file is refused in words, and a page says so beside what it shows."""

import pytest
from django.test import Client
from django.utils import timezone

from samhandling.organisations.enums import Role
from tests.factories.organisations import give_party, give_role
from tests.journeys.test_nothing_breaks import walked
from tests.journeys.world import World, make_world

pytestmark = pytest.mark.django_db

DAYS = ("2026-02-30", "9999-12-31", "i morgon")
FILES_OF_A_DAY = {
    "opendata:popolo",
    "opendata:popolo_all",
    "forums:chart_svg",
    "forums:members",
    "forums:forum_members",
    "forums:vacancies",
    "forums:endings",
    "forums:import_template",
    "forums:handover_file",
    "agreements:export_docx",
    "agreements:export_pdf",
}
PAGES_OF_A_DAY = {
    "forums:list",
    "forums:chart",
    "forums:terms",
    "forums:detail",
    "forums:seat",
    "forums:mandate",
    "forums:papers",
    "forums:history",
    "forums:person",
    "forums:party",
    "forums:handover",
}
# Each list that leaves the house filtered, and a filter of its page that says nothing that can be meant.
FILTERED_FILES = {
    "organisations:export_csv": "sector=rymden",
    "organisations:export_xlsx": "kind=%00",
    "organisations:people_csv": "organisation=99999",
    "forums:vacancies": "dagar=ett",
    "forums:endings": "part=99999",
    "documents:register_export": "year=i+fjol",
    "documents:keeping_export": "due_by=2026-02-30",
}
# Each page that leafs or narrows by itself, what was asked, and what it says.
PAGES = {
    "organisations:list": ("sida=2000", "Det finns ingen sida ”2000” i listan. Den närmaste visas."),
    "organisations:people": ("sida=två", "Det finns ingen sida ”två” i listan. Den närmaste visas."),
    "forums:terms": ("sida-slut=9", "Det finns ingen sida ”9” i listan. Den närmaste visas."),
    "documents:list": ("sida=0", "Det finns ingen sida ”0” i listan. Den närmaste visas."),
    "agreements:history": ("sida=99", "Det finns ingen sida ”99” i listan. Den närmaste visas."),
    "finance:history": ("sida=99", "Det finns ingen sida ”99” i listan. Den närmaste visas."),
    "agreements:duties": ("visa=alla", "”alla” är inte något av valen här. Sidan visas som om inget hade valts."),
    "forums:chart": ("visa=karta", "”karta” är inte något av valen här. Sidan visas som om inget hade valts."),
    "finance:overview": ("ar=27", "”27” är inget årtal. Skriv det med fyra siffror."),
}


@pytest.fixture
def world() -> World:
    return make_world("Egnahem", is_public=True)


@pytest.fixture
def client(world: World) -> Client:
    """Somebody who may do most things, and keeps the documents of an organisation."""
    everything = give_role(world.coordinator, world.collaboration, Role.FINANCE)
    client = Client()
    client.force_login(give_party(everything, world.collaboration, world.rows["organisation"]))
    return client


def test_a_file_for_a_day_that_is_none_is_refused_in_words(world: World, client: Client):
    answers = {
        (name, day): client.get(address, {"datum": day}, headers={"If-None-Match": "*"})
        for name, address in walked(world)
        if name in FILES_OF_A_DAY
        for day in DAYS
    }
    assert {name for name, _day in answers} == FILES_OF_A_DAY
    contents = {key: (answer.status_code, answer.content.decode()) for key, answer in answers.items()}
    none = "är inget datum. Skriv det som 2027-01-31."
    words = {"9999-12-31": "ligger för långt bort. Välj en dag mellan 1900 och 2199."}
    assert contents == {(name, day): (400, f"datum: ”{day}” {words.get(day, none)}\n") for name, day in contents}


def test_a_page_for_a_day_that_is_none_says_so_by_the_day_and_shows_today(world: World, client: Client):
    today = f'name="datum" value="{timezone.localdate():%Y-%m-%d}" aria-describedby="chosen-day"'
    words = "är inget datum. Skriv det som 2027-01-31. Dagens läge visas."
    pages = {
        name: client.get(address, {"datum": "2026-02-30"}).content.decode()
        for name, address in walked(world)
        if name in PAGES_OF_A_DAY
    }
    assert set(pages) == PAGES_OF_A_DAY
    assert {name: (page.count(today), page.count(words)) for name, page in pages.items()} == dict.fromkeys(
        pages, (1, 1)
    )


def test_a_list_for_a_filter_that_means_nothing_is_refused_in_words(world: World, client: Client):
    answers = {
        name: client.get(f"{address}?{FILTERED_FILES[name]}")
        for name, address in walked(world)
        if name in FILTERED_FILES
    }
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(FILTERED_FILES, 400)
    assert answers["documents:keeping_export"].content.decode() == "due_by: Fyll i ett giltigt datum.\n"


def test_a_page_says_which_choice_or_part_of_a_list_there_is_not(world: World, client: Client):
    pages = {
        name: client.get(f"{address}?{PAGES[name][0]}").content.decode()
        for name, address in walked(world)
        if name in PAGES
    }
    assert {name: page.count(PAGES[name][1]) for name, page in pages.items()} == dict.fromkeys(PAGES, 1)


def test_nothing_is_said_of_what_can_be_meant_or_was_left_empty(world: World, client: Client):
    for name, address in walked(world):
        if name in PAGES_OF_A_DAY | set(PAGES):
            for asked in ({"datum": "2026-02-28", "sida": "1"}, {"datum": "", "sida": "", "visa": "", "ar": ""}):
                page = client.get(address, asked).content.decode()
                told = [said for said in ("är inget datum", "är inget årtal", "Det finns ingen sida") if said in page]
                assert told == [], name
