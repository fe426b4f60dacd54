"""A person is chosen by searching for them, with and without JavaScript, and whoever is missing is added on the way."""

import re

import pytest
from django.urls import reverse

from samhandling.forums.models import Appointment
from samhandling.organisations.models import ContactPoint, Person
from tests.factories.accounts import make_user
from tests.factories.forums import make_forum, make_seat
from tests.factories.organisations import (
    give_party,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db

DAYS = {"starts_on": "2027-01-01", "ends_on": "2030-12-31", "decided_by": "Kommunfullmäktige"}


@pytest.fixture
def county():
    return make_collaboration()


@pytest.fixture
def mala(county):
    return make_municipality("Malå", "2418")


@pytest.fixture
def seat(county, mala):
    return make_seat(make_forum(county), organisation=mala)


@pytest.fixture
def send(client, county, seat):
    """Sends the form of the seat as the coordinator, with what stands in it and one button pressed."""
    client.force_login(make_coordinator(county))

    def send(htmx=False, **answers):
        headers = {"HX-Request": "true"} if htmx else {}
        page = client.post(address(seat), {**DAYS, **answers}, headers=headers)
        return page if page.status_code == 302 else page.content.decode()

    return send


def address(seat) -> str:
    return reverse("forums:appoint", args=[seat.forum.collaboration.slug, seat.pk])


def names_in(page: str) -> list[str]:
    return re.findall(r"<strong>([^<]+)</strong>", page)


def test_name_organisation_and_title_find_somebody_and_the_partys_own_come_first(send, county, mala):
    make_person(collaboration=county, given_name="Åsa", family_name="Öberg", title="Kommunalråd", organisation=None)
    make_person(collaboration=county, given_name="Bo", family_name="Ek", title="Kommunalråd", organisation=mala)

    assert names_in(send(sok="person", person__text="kommunalråd")) == ["Bo Ek", "Åsa Öberg"]
    assert names_in(send(sok="person", person__text="malå")) == ["Bo Ek"]
    assert names_in(send(sok="person", person__text="ÖBERG åsa")) == ["Åsa Öberg"]


def test_a_search_judges_nothing_and_keeps_what_was_written(send, county):
    person = make_person(collaboration=county, given_name="Åsa", family_name="Öberg")
    page = send(sok="person", person__text="öb", ends_on="", decided_by="Nämnden")

    assert "ds-error-summary" not in page
    assert 'value="Nämnden"' in page
    assert f'type="radio" name="person" id="id_person_1"\n            value="{person.pk}"' in page
    assert not Appointment.objects.exists()


def test_who_types_gets_the_answers_alone_and_at_most_ten(send, county):
    for number in range(12):
        make_person(collaboration=county, given_name="Anna", family_name=f"Ek{number:02}")
    make_person(given_name="Anna", family_name="Elsewhere")
    page = send(htmx=True, sok="person", person__text="anna")

    assert "<html" not in page
    assert names_in(page) == [f"Anna Ek{number:02}" for number in range(10)]
    assert "Det finns fler." in page


def test_a_choice_counts_until_its_words_are_changed(send, county):
    first = make_person(collaboration=county, given_name="Åsa", family_name="Öberg")
    make_person(collaboration=county, given_name="Åsa", family_name="Ek")
    chosen = {"person": first.pk, "person__asked": "åsa"}

    assert "Välj en av träffarna." in send(**chosen, person__text="åsa e")
    assert "Inget hittades för ”Nils”." in send(**chosen, person__text="Nils")
    assert "Välj en person." in send(**chosen, person__text="")
    assert not Appointment.objects.exists()
    assert send(**chosen, person__text="åsa").status_code == 302
    assert Appointment.objects.get().person == first


def test_the_whole_name_of_one_is_a_choice(send, county):
    make_person(collaboration=county, given_name="Åsa", family_name="Öbergson")
    meant = make_person(collaboration=county, given_name="Åsa", family_name="Öberg")

    assert send(person__text="åsa öberg", person__asked="", person="").status_code == 302
    assert Appointment.objects.get().person == meant


def test_nobody_of_another_collaboration_can_be_chosen(send):
    stranger = make_person(given_name="Åsa", family_name="Öberg")
    for number in (stranger.pk, "9" * 40, "x"):
        assert "Den kan inte väljas här." in send(person=number)
    assert not Appointment.objects.exists()


def test_somebody_who_is_not_there_is_added_on_the_way_and_nothing_is_lost(send, mala):
    step = send(**{"lagg-till": "person", "person__text": "Eva Maria Berg", "decided_by": "Nämnden"})
    assert 'name="ny-given_name" value="Eva Maria"' in step
    assert '<input type="hidden" name="decided_by" value="Nämnden">' in step

    assert "Efternamn" in send(**{"spara-ny": "person", "ny-given_name": "Eva", "ny-family_name": ""})
    assert not Person.objects.exists()

    new = {"ny-given_name": "Eva", "ny-family_name": "Berg", "ny-email": "eva@example.se"}
    back = send(**{"spara-ny": "person", "decided_by": "Nämnden", **new})
    person = Person.objects.get()
    assert (str(person), person.organisation) == ("Eva Berg", mala)
    assert ContactPoint.objects.get(person=person).value == "eva@example.se"
    assert f'<input type="hidden" name="person" value="{person.pk}">' in back
    assert 'value="Nämnden"' in back
    assert "Eva Berg har lagts till." in back


def test_a_party_adds_its_own_people_and_nobody_elses(client, county, seat, mala):
    answers = {**DAYS, "spara-ny": "person", "ny-given_name": "Eva", "ny-family_name": "Berg"}
    url = address(seat)
    client.force_login(give_party(make_user(), county, make_municipality("Åsele", "2463")))
    assert client.post(url, answers).status_code == 403
    client.force_login(give_party(make_user(), county, mala))
    client.post(url, answers)
    assert Person.objects.get().organisation == mala


def test_the_one_who_is_added_by_two_presses_is_one_and_stands_in_the_form(client, county, seat, mala):
    url = address(seat)
    client.force_login(give_party(make_user(), county, mala))
    step = client.post(url, {**DAYS, "lagg-till": "person", "person__text": "Eva Berg"}).content.decode()
    once = re.findall(r'name="once" value="([^"]+)"', step)
    assert len(once) == 1
    answers = {**DAYS, "spara-ny": "person", "ny-given_name": "Eva", "ny-family_name": "Berg", "once": once[0]}
    for _press in range(2):
        back = client.post(url, answers).content.decode()
        assert f'<input type="hidden" name="person" value="{Person.objects.get().pk}">' in back
        assert "Eva Berg har lagts till." in back
