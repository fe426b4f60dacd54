import gzip
import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from samhandling.agreements.enums import Status
from samhandling.organisations.enums import Role
from samhandling.portal.models import AccessibilityStatement
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement
from tests.factories.organisations import give_role, make_collaboration, make_coordinator, make_organisation

pytestmark = pytest.mark.django_db


def statement_form(**changed):
    return {
        "public_actor": "Region Exempel",
        "service_name": "Samverkan",
        "conformance": "partial",
        "contact_email": "a@example.se",
        "tested_how": "Själva",
        "assessed_on": "2026-11-01",
        "shortcomings": "",
        **changed,
    }


def test_the_start_page_shows_published_collaborations_only(client):
    make_collaboration(name="Öppna länet", is_public=True)
    make_collaboration(name="Slutna länet")

    page = client.get("/").text

    assert "Öppna länet" in page
    assert "Slutna länet" not in page


def test_the_start_page_says_how_each_countys_agreement_stands(client):
    make_agreement(make_collaboration(name="Västerbotten", county_code="24", is_public=True), status=Status.PROPOSED)
    make_collaboration(name="Skärgården", is_public=True)

    page = client.get("/").text

    assert "Ligger hos parterna för antagande. 0 av 3 har antagit." in page
    assert page.count('class="country-here"') == 1  # the other has no county
    assert 'name="part"' not in page  # nothing to try outside the demo


def test_the_start_page_offers_the_parts_of_the_demo(client, settings):
    settings.DEMO_LOGINS = True

    page = client.get("/").text

    assert page.count('name="part"') == 6
    assert "Lämna synpunkter på utkastet för Vindeln och utse vilka som sitter för kommunen." in page


def test_the_first_load_of_the_start_page_weighs_at_most_a_hundred_kilobytes(client):
    """With its picture, as it goes over the line. The font is compressed by itself."""
    for code in ("17", "23", "24"):
        make_collaboration(name=f"Län {code}", county_code=code, is_public=True)
    page = client.get("/").text
    files = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))
    sent = [gzip.compress(page.encode()), gzip.compress(client.get("/tema.css").content)]
    sent += [gzip.compress(Path(finders.find(name) or "").read_bytes()) for name in files]

    assert "country-here" in page
    assert sum(map(len, sent)) <= 100_000


def test_somebody_who_has_logged_in_is_taken_home(client):
    client.force_login(make_user())

    assert client.get("/").headers["Location"] == "/hem/"


def test_home_wants_to_know_who_you_are(client):
    assert client.get("/hem/").headers["Location"] == "/konto/inloggning/?next=/hem/"


def test_home_says_so_when_nothing_waits(client):
    client.force_login(make_user())

    assert "Ingenting väntar på dig just nu." in client.get("/hem/").text


@pytest.mark.parametrize("path", ["", "kontakt/", "tillganglighet/"])
def test_an_unpublished_collaboration_is_nowhere_for_strangers(client, path):
    make_collaboration(slug="hemlig")
    client.force_login(make_user())

    assert client.get(f"/samverkan/hemlig/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "kontakt/", "tillganglighet/"])
def test_members_see_their_unpublished_collaboration(client, path):
    collaboration = make_collaboration(slug="hemlig")
    client.force_login(give_role(make_user(), collaboration, Role.READER))

    assert client.get(f"/samverkan/hemlig/{path}").status_code == 200


def test_search_finds_by_folded_swedish_and_never_in_closed_collaborations(client):
    hidden = make_collaboration()
    make_organisation(display_name="Ångströms förening", collaboration=hidden)
    seen = make_collaboration(is_public=True)
    make_organisation(display_name="Ånge byalag", collaboration=seen)

    page = client.get("/sok/", {"q": "ÅNG"}).text

    assert "Ånge byalag" in page
    assert "Ångströms förening" not in page


def test_a_search_looks_in_ones_own_places_first_and_in_all_when_asked(client):
    own, other = make_collaboration(name="Vår"), make_collaboration(name="Grannens", is_public=True)
    make_organisation(display_name="Ånge byalag", collaboration=own)
    make_organisation(display_name="Ånge hembygd", collaboration=other)
    client.force_login(give_role(make_user(), own, Role.READER))

    near, far = client.get("/sok/", {"q": "ånge"}), client.get("/sok/", {"q": "ånge", "var": "alla"})

    assert [hit.text for hit in near.context["findings"].hits] == ["Ånge byalag"]
    assert 'href="?q=%C3%A5nge&amp;var=alla"' in near.text
    assert [hit.text for hit in far.context["findings"].hits] == ["Ånge byalag", "Ånge hembygd"]
    assert 'name="var" value="alla"' in far.text
    assert "Sök i alla publicerade samverkan" not in far.text


def test_where_there_are_no_other_places_none_are_offered(client):
    own = make_collaboration()
    make_collaboration()  # closed to this person
    client.force_login(give_role(make_user(), own, Role.READER))
    assert "Sök i alla publicerade samverkan" not in client.get("/sok/", {"q": "finns inte alls"}).text


def test_a_search_for_one_letter_asks_for_more(client):
    assert "Skriv minst två bokstäver." in client.get("/sok/", {"q": "a"}).text


def test_a_search_that_finds_nothing_says_what_to_do(client):
    assert "Inga träffar" in client.get("/sok/", {"q": "finns inte alls"}).text


def test_the_statement_shows_the_nine_things_of_the_law(client):
    collaboration = make_collaboration(is_public=True)
    statement = AccessibilityStatement.objects.create(
        collaboration=collaboration,
        public_actor="Region Exempel",
        service_name="Samverkan i Exempel",
        contact_email="tillganglig@example.se",
        tested_how="Av oss själva",
        assessed_on=date(2026, 10, 1),
        updated_on=date(2026, 11, 2),
    )
    statement.shortcomings.create(what="Äldre protokoll", reason="outside", alternative="Be oss om texten")

    page = client.get(reverse("portal:collaboration_accessibility", args=[collaboration.slug])).text

    for thing in (
        "Region Exempel",
        "Samverkan i Exempel",
        "delvis förenlig",
        "Äldre protokoll",
        "utanför lagen, 9 §",
        "tillganglig@example.se",
        "https://www.digg.se/tdosanmalan",
        "Av oss själva",
        "1 oktober 2026",
        "2 november 2026",
    ):
        assert thing in page, thing


def test_the_coordinator_writes_the_statement(client):
    collaboration = make_collaboration()
    client.force_login(make_coordinator(collaboration))
    address = reverse("portal:statement_write", args=[collaboration.slug])

    client.post(address, statement_form(shortcomings="Kartor | burden | Tabell\nFilmer"))

    lines = AccessibilityStatement.objects.get(collaboration=collaboration).shortcomings.values_list("what", "reason")
    assert list(lines) == [("Kartor", "burden"), ("Filmer", "defect")]


def test_a_line_with_an_unknown_reason_is_named_by_its_number(client):
    collaboration = make_collaboration()
    client.force_login(make_coordinator(collaboration))
    address = reverse("portal:statement_write", args=[collaboration.slug])

    page = client.post(address, statement_form(shortcomings="Kartor | defect |\nFilmer | latmask |")).text

    assert "Rad 2 anger skälet ”latmask”." in page
    assert not AccessibilityStatement.objects.exists()


def test_a_reader_may_not_open_the_form(client):
    collaboration = make_collaboration()
    client.force_login(give_role(make_user(), collaboration, Role.READER))

    assert client.get(reverse("portal:statement_write", args=[collaboration.slug])).status_code == 403


def test_a_page_that_is_not_there_shows_the_ways_out(client):
    answer = client.get("/finns/inte/")

    assert answer.status_code == 404
    assert "Sidan finns inte här" in answer.text
    assert 'href="/sok/"' in answer.text
