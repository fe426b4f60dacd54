"""Many vacant seats and many terms that end: where they are filled, and how they end on one day."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from samhandling.core.models import Event
from samhandling.forums.models import Appointment
from samhandling.forums.services.appointments import end_many
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
)

pytestmark = pytest.mark.django_db


class County:
    """Malå has two vacant seats and one term that ends, Åsele one of each."""

    def __init__(self):
        self.today = timezone.localdate()
        self.soon = self.today + timedelta(days=20)
        self.collaboration = make_collaboration(slug="lan", is_public=True)
        self.mala = make_municipality("Malå", "2418", collaboration=self.collaboration)
        self.asele = make_municipality("Åsele", "2463", collaboration=self.collaboration)
        self.forum = make_forum(self.collaboration, abbreviation="PKD")
        self.vacant = [make_seat(self.forum, organisation=one) for one in (self.mala, self.mala, self.asele)]
        self.terms = [
            make_appointment(make_seat(self.forum, organisation=one), ends_on=self.soon)
            for one in (self.mala, self.asele)
        ]
        self.coordinator = make_coordinator(self.collaboration)

    def url(self, name, *args):
        return reverse(f"forums:{name}", args=[self.collaboration.slug, *args])


@pytest.fixture
def county():
    return County()


@pytest.fixture
def lead(client, county):
    client.force_login(county.coordinator)
    return client


def numbers(rows):
    return [one.pk for one in rows]


def asked(page: str) -> dict[str, str]:
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("vilka", "ja", "gor")}


def test_one_partys_seats_lead_straight_to_its_grid(lead, county):
    answer = lead.post(county.url("vacant_many"), {"vald": numbers(county.vacant[:2]), "gor": "utse"})
    assert (answer.status_code, answer["Location"]) == (302, county.url("shift", county.mala.pk))
    answer = lead.post(county.url("terms_many"), {"vald": [county.terms[1].pk], "gor": "utse"})
    assert (answer.status_code, answer["Location"]) == (302, county.url("shift", county.asele.pk))


def test_the_seats_of_several_parties_are_grouped_with_a_way_to_each_grid(lead, county):
    free = make_seat(county.forum)
    answer = lead.post(county.url("vacant_many"), {"vald": [*numbers(county.vacant), free.pk], "gor": "utse"})
    found = answer.context["found"]
    told = [(str(one.party), one.has_grid, numbers(one.seats)) for one in found.parties]
    assert told == [
        ("Malå", True, numbers(county.vacant[:2])),
        ("Åsele", True, numbers(county.vacant[2:])),
        ("None", False, [free.pk]),
    ]
    page = answer.content.decode()
    assert "4 platser att fylla." in page
    assert county.url("shift", county.mala.pk) in page
    assert county.url("appoint", free.pk) in page


def test_a_seat_that_ends_before_the_new_term_is_not_sought_in_the_grid(lead, county):
    seat = county.vacant[2]
    seat.ends_on = county.soon
    seat.save()
    answer = lead.post(county.url("vacant_many"), {"vald": [seat.pk], "gor": "utse"})
    assert [(one.has_grid, numbers(one.seats)) for one in answer.context["found"].parties] == [(False, [seat.pk])]


def test_a_party_fills_its_own_and_is_told_which_it_does_not(client, county):
    client.force_login(give_party(make_user(), county.collaboration, county.mala))
    answer = client.post(county.url("vacant_many"), {"alla": "1", "gor": "utse"})
    found = answer.context["found"]
    assert [numbers(one.seats) for one in found.parties] == [numbers(county.vacant[:2])]
    assert numbers(found.others) == numbers(county.vacant[2:])
    assert "Du utser inte till de här platserna." in answer.content.decode()


def test_vacant_seats_remind_each_party_once_and_are_taken_along(lead, county):
    give_party(make_user(name="Disa Ek"), county.collaboration, county.mala)
    page = lead.post(county.url("vacant_many"), {"alla": "1", "gor": "paminn"}).content.decode()
    assert "Påminn 1 part?" in page
    assert "Ingen svarar för parten här än." in page
    lead.post(county.url("vacant_many"), asked(page))
    assert Event.objects.filter(verb="shift.reminded").count() == 1
    answer = lead.post(county.url("vacant_many"), {"vald": [county.vacant[0].pk], "gor": "excel"})
    assert answer["Content-Type"].startswith("application/vnd.openxmlformats")


def test_many_end_on_one_day_for_one_reason(lead, county):
    url = county.url("terms_many")
    page = lead.post(url, {"alla": "1", "gor": "avsluta"}).content.decode()
    assert "Avsluta 2 uppdrag i förtid?" in page
    told = f"{county.terms[0].person}, {county.forum}, till {date_format(county.soon, 'j F Y')}"
    assert page.count(told) == 1
    assert not Event.objects.filter(verb="appointment.ended_early").exists()
    day = county.today + timedelta(days=3)
    done = lead.post(url, asked(page) | {"ends_on": day.isoformat(), "reason": "Ny nämnd"}, follow=True)
    assert "2 uppdrag har avslutats." in done.content.decode()
    assert set(Appointment.objects.values_list("ends_on", "left_early_because")) == {(day, "Ny nämnd")}
    assert Event.objects.filter(verb="appointment.ended_early").count() == 2


def test_when_one_cannot_end_that_day_none_does_and_it_says_who(lead, county):
    first, second = county.terms
    first.ends_on = county.today + timedelta(days=2)
    first.save()
    url = county.url("terms_many")
    page = lead.post(url, {"alla": "1", "gor": "avsluta"}).content.decode()
    day = county.today + timedelta(days=3)
    refused = lead.post(url, asked(page) | {"ends_on": day.isoformat(), "reason": "Ny nämnd"}).content.decode()
    assert f"{first.person}, {county.forum}" in refused
    assert 'value="Ny nämnd"' in refused
    assert list(Appointment.objects.order_by("pk").values_list("ends_on", flat=True)) == [first.ends_on, county.soon]
    with pytest.raises(RuleBroken):
        end_many(actor=county.coordinator, rows=[first, second], ends_on=date(1990, 1, 1))


def test_a_party_ends_its_own_alone_and_a_reader_is_offered_no_act(client, county):
    client.force_login(give_party(make_user(), county.collaboration, county.mala))
    url = county.url("terms_many")
    page = client.post(url, {"alla": "1", "gor": "avsluta"}).content.decode()
    assert "Avsluta 1 uppdrag i förtid?" in page
    assert "Du utser inte till den här platsen." in page
    day = county.today + timedelta(days=3)
    client.post(url, asked(page) | {"ends_on": day.isoformat()})
    assert list(Appointment.objects.order_by("pk").values_list("ends_on", flat=True)) == [day, county.soon]

    client.force_login(give_role(make_user(), county.collaboration, Role.READER))
    page = client.get(county.url("terms"))
    assert [act.key for act in page.context["acts"]] == ["excel"]
    assert [act.key for act in page.context["vacant_acts"]] == ["excel"]
    client.post(url, {"alla": "1", "gor": "avsluta", "ja": "1", "ends_on": day.isoformat()})
    assert Appointment.objects.filter(ends_on=county.soon).count() == 1
