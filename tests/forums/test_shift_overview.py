"""The coordinator leads the shift: who is done, who is reminded, who leaves, and whole forums invited."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from samhandling.accounts.models import Invitation, User
from samhandling.core.models import Event
from samhandling.core.navigation import Waiting
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.models import PartyShift
from samhandling.forums.selectors.shift_overview import party_rows, totals_of
from samhandling.forums.selectors.waiting import waiting
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db


class County:
    """Three municipalities with a seat each: Malå is filled and done, Åsele is not, Norsjö has nobody who answers."""

    def __init__(self):
        self.today = timezone.localdate()
        self.day = shift_day(self.today)
        self.collaboration = make_collaboration(slug="lan", is_public=True)
        codes = {"Malå": "2418", "Norsjö": "2417", "Åsele": "2463"}
        self.parties = [make_municipality(name, code, collaboration=self.collaboration) for name, code in codes.items()]
        self.forum = make_forum(self.collaboration, seats=3, organisations=self.parties)
        self.mala, self.norsjo, self.asele = self.parties
        give_party(make_user(name="Disa Ek"), self.collaboration, self.mala)
        give_party(make_user(name="Bo Öberg"), self.collaboration, self.asele)
        self.next = make_person(collaboration=self.collaboration, given_name="Nils", family_name="Ny")
        until = date(self.day.year + 3, 12, 31)
        make_appointment(self.forum.seats.get(number=1), self.next, starts_on=self.day, ends_on=until)
        PartyShift.objects.create(
            collaboration=self.collaboration, organisation=self.mala, starts_on=self.day, done_at=timezone.now()
        )
        self.coordinator = make_coordinator(self.collaboration, name="Karin Ek", email="karin@example.se")

    def url(self, name, *args):
        return reverse(f"forums:{name}", args=[self.collaboration.slug, *args])

    def rows(self):
        return party_rows(self.collaboration, self.day, self.today)


@pytest.fixture
def county():
    return County()


@pytest.fixture
def lead(client, county):
    client.force_login(county.coordinator)
    return client


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def send_twice(client, url, **chosen) -> str:
    """From the list to the question, and yes."""
    page = client.post(url, chosen).content.decode()
    sent = {name: hidden(page, name) for name in ("vilka", "ja", "gor")}
    return client.post(url, sent, follow=True).content.decode()


def test_each_party_says_how_far_it_has_come_and_who_is_asked(county):
    told = [(str(row.organisation), row.state.filled, row.state.left, row.asked, row.why_not) for row in county.rows()]
    assert told == [
        ("Malå", 1, 0, ("Disa Ek",), "done"),
        ("Norsjö", 0, 1, (), "nobody"),
        ("Åsele", 0, 1, ("Bo Öberg",), None),
    ]
    totals = totals_of(county.rows())
    assert (totals.parties, totals.done, totals.seats, totals.filled, totals.left) == (3, 1, 3, 1, 2)


def test_the_page_tells_it_in_a_sentence_and_offers_the_one_button(lead, county):
    page = lead.get(county.url("shift_overview")).content.decode()
    assert "1 av 3 parter är klara. Två platser är kvar att fylla." in page
    assert "Påminn den som inte är klar" in page
    assert "En part har ingen som svarar för den här." in page


def test_however_many_parties_the_page_asks_equally_often(lead, county, django_assert_max_num_queries):
    lead.get(county.url("shift_overview"))
    with django_assert_max_num_queries(25) as few:
        lead.get(county.url("shift_overview"))
    more = [make_municipality(f"Ort{n}", f"99{n:02}", collaboration=county.collaboration) for n in range(5)]
    make_forum(county.collaboration, seats=5, organisations=more, name="Ett till")
    with django_assert_max_num_queries(len(few)):
        lead.get(county.url("shift_overview"))


def test_one_press_and_a_yes_remind_those_that_can_be_and_once_a_day(lead, county):
    first = lead.post(county.url("shift_many"), {"alla": "1", "gor": "paminn"}).content.decode()
    assert "Påminn 1 part?" in first
    assert "Åsele (Bo Öberg)" in first
    assert "Är klar." in first
    assert "Ingen svarar för parten här än." in first
    assert not Event.objects.filter(verb="shift.reminded").exists()

    page = send_twice(lead, county.url("shift_many"), alla="1", gor="paminn")
    assert "1 part har påmints: Åsele." in page
    assert Event.objects.filter(verb="shift.reminded").count() == 1
    again = lead.post(county.url("shift_many"), {"alla": "1", "gor": "paminn"}).content.decode()
    assert "Ingen behöver påminnas nu" in again
    assert "Har redan påmints i dag." in again


def test_a_whole_forum_is_invited_in_one_act(lead, county):
    guest = make_person(collaboration=county.collaboration, given_name="Åsa", family_name="Öberg")
    same = make_person(collaboration=county.collaboration, given_name="Bo", family_name="Ek")
    for number, person in ((2, guest), (3, same)):
        make_appointment(county.forum.seats.get(number=number), person, ends_on=date(county.day.year + 3, 12, 31))
    make_contact_point(person=guest, value="asa@example.se")
    make_contact_point(person=same, value="asa@example.se")

    page = lead.post(county.url("invite", county.forum.pk), {"alla": "1", "gor": "bjud-in"}).content.decode()
    assert "Bjud in 1 person att logga in?" in page
    assert "Saknar e-postadress här." in page
    assert "Har samma e-postadress som någon annan." in page

    done = send_twice(lead, county.url("invite", county.forum.pk), alla="1", gor="bjud-in")
    assert "1 person har bjudits in." in done
    assert Invitation.objects.get().user.email == "asa@example.se"
    linked = [person for person in (guest, same) if type(person).objects.get(pk=person.pk).user_id]
    assert len(linked) == 1


def test_the_paper_of_the_shift_and_the_tables_are_for_the_coordinator_alone(client, county):
    names = [("shift_overview",), ("shift_handover",), ("shift_table", "csv"), ("shift_table", "xlsx")]
    client.force_login(county.coordinator)
    assert [client.get(county.url(*name)).status_code for name in names] == [200] * 4
    assert "Bo Öberg" in client.get(county.url("shift_table", "csv")).content.decode()
    client.force_login(give_role(make_user(), county.collaboration, Role.READER))
    assert [client.get(county.url(*name)).status_code for name in names] == [403] * 4
    assert client.post(county.url("shift_many"), {"alla": "1", "gor": "paminn"}).status_code == 403
    assert client.post(county.url("invite", county.forum.pk), {"alla": "1", "gor": "bjud-in"}).status_code == 403
    client.force_login(make_user())
    assert [client.get(county.url(*name)).status_code for name in names] == [404] * 4


def test_whoever_looks_at_terms_that_end_reminds_the_parties_they_belong_to(lead, county):
    ending = make_appointment(county.forum.seats.get(number=3), ends_on=county.today)
    twin = make_appointment(make_seat(county.forum, organisation=county.asele), ends_on=county.today)
    url = county.url("terms_many")
    page = lead.post(url, {"vald": [ending.pk, twin.pk], "gor": "paminn"}).content.decode()
    assert "Påminn 1 part?" in page
    lead.post(url, {name: hidden(page, name) for name in ("vilka", "ja", "gor")})
    assert Event.objects.filter(verb="shift.reminded").count() == 1
    assert lead.post(url, {"vald": [ending.pk], "gor": "excel"}).status_code == 200


def test_the_shift_waits_on_home_until_the_party_is_done(county):
    """First what the coordinator asked to have by a day that has been."""
    disa, bo = (User.objects.get(name=name) for name in ("Disa Ek", "Bo Öberg"))
    day, today = date(2027, 1, 1), date(2026, 12, 1)
    assert county.day == day
    bos = "Tillsätt platserna för Åsele från 1 januari 2027: 1 av 1 är kvar."
    address = county.url("shift", county.asele.pk)
    assert shifts(bo, today) == [Waiting(bos, address, county.collaboration.pk)]
    assert shifts(disa, today) == []  # Malå is done
    led = Waiting(
        "Följ mandatskiftet 1 januari 2027: 2 av 3 parter är inte klara.",
        county.url("shift_overview"),
        county.collaboration.pk,
    )
    assert shifts(county.coordinator, today) == [led]

    asked = PartyShift.objects.create(
        collaboration=county.collaboration, organisation=county.asele, starts_on=day, answer_by=date(2026, 11, 30)
    )
    late = {"due_on": date(2026, 11, 30), "is_urgent": True}
    assert shifts(bo, today) == [replace(Waiting(bos, address, county.collaboration.pk), **late)]
    assert shifts(county.coordinator, today) == [replace(led, **late)]

    make_appointment(
        county.forum.seats.get(organisation=county.asele), county.next, starts_on=day, ends_on=date(2030, 12, 31)
    )
    (done,) = shifts(bo, today)
    assert done.text == "Meddela att ni är klara: alla platser för Åsele från 1 januari 2027 är avgjorda."
    assert shifts(bo, day) == []  # nothing is left, and the term has begun
    asked.done_at = timezone.now()
    asked.save()
    assert shifts(bo, today) == []
    assert shifts(bo, date(2028, 1, 1)) == []  # not near


def shifts(user, today):
    return [one for one in waiting(user, today) if "mandatskifte" in one.url]
