"""A party fills its seats for the new term: one grid, one sending, all or nothing."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samhandling.accounts.models import Invitation, User
from samhandling.core.models import Event, OutgoingMail
from samhandling.core.tables import read_table
from samhandling.forums.domain.shift import Newcomer, Wish
from samhandling.forums.enums import NextHolder, ShiftRefusal
from samhandling.forums.models import Appointment, LeftVacant, PartyShift
from samhandling.forums.selectors.shift import seats_of_shift, shift_of
from samhandling.forums.selectors.shift_file import read_shift_file
from samhandling.forums.services.appointments import appoint
from samhandling.forums.services.shift import RowsRefused, save_shift
from samhandling.forums.services.shift_answer import ask_parties, remind_parties, say_done, take_back_done
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period
from samhandling.organisations.models import ContactPoint, Person
from tests.factories.accounts import make_user
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import (
    fresh,
    give_party,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
TODAY, SHIFT, LAST = date(2026, 11, 16), date(2027, 1, 1), date(2030, 12, 31)
TERM = Period(SHIFT, LAST)


class Mala:
    """A municipality with a delegation of two and a network of one, and somebody who answers for it."""

    def __init__(self):
        self.collaboration = make_collaboration(slug="lan", is_public=True)
        self.party = make_municipality("Malå", "2418", collaboration=self.collaboration)
        self.director = give_party(make_user(name="Disa Direktör"), self.collaboration, self.party)
        self.coordinator = make_coordinator(self.collaboration, name="Karin Ek")
        self.forum = make_forum(self.collaboration, seats=2, organisations=[self.party])
        self.network = make_forum(self.collaboration, seats=1, organisations=[self.party], name="Skolnätverket")
        self.first, self.second = self.forum.seats.order_by("number")
        self.third = self.network.seats.get()
        self.anna = self.person("Anna", "Berg")
        make_appointment(self.first, self.anna)

    def person(self, given, family, **kw):
        return make_person(
            collaboration=self.collaboration, given_name=given, family_name=family, organisation=self.party, **kw
        )

    def wish(self, seat, choice, **kw):
        marks = {one.pk: one.mark for one in self.seats()}
        return Wish(seat.pk, kw.pop("seen", marks[seat.pk]), choice, kw.pop("term", TERM), **kw)

    def new(self, seat, given="Nils", family="Ny", email="", **kw):
        return self.wish(seat, NextHolder.NEW, newcomer=Newcomer(given, family, "(S)", email), email=email, **kw)

    def seats(self):
        return seats_of_shift(self.coordinator, self.collaboration, self.party, SHIFT, TODAY)

    def save(self, *wishes, actor=None):
        return save_shift(
            actor=fresh(actor or self.director),
            collaboration=self.collaboration,
            organisation=self.party,
            shift_on=SHIFT,
            wishes=wishes,
            decision={"decided_by": "Kommunfullmäktige", "decided_on": TODAY, "decision_reference": "§ 87"},
            language="sv",
            now=NOW,
        )

    def refused(self, *wishes):
        before = (Appointment.objects.count(), Person.objects.count(), User.objects.count(), Event.objects.count())
        with pytest.raises(RowsRefused) as refused:
            self.save(*wishes)
        after = (Appointment.objects.count(), Person.objects.count(), User.objects.count(), Event.objects.count())
        assert after == before
        return refused.value.by_seat

    def here(self):
        return {"collaboration": self.collaboration, "shift_on": SHIFT}


@pytest.fixture
def mala():
    return Mala()


def test_one_sending_fills_all_seats_adds_the_new_person_once_and_invites_them(mala):
    saved = mala.save(
        mala.wish(mala.first, NextHolder.STAYS),
        mala.new(mala.second, email="nils@mala.se", invites=True),
        mala.new(mala.third),
    )

    nils = Person.objects.get(family_name="Ny")
    assert (saved.appointed, saved.added, saved.invited) == (3, 1, 1)
    assert [(one.seat, one.person) for one in Appointment.objects.filter(starts_on=SHIFT).order_by("seat_id")] == [
        (mala.first, mala.anna),
        (mala.second, nils),
        (mala.third, nils),
    ]
    assert set(Appointment.objects.filter(starts_on=SHIFT).values_list("ends_on", "decision_reference")) == {
        (LAST, "§ 87")
    }
    assert (nils.organisation, nils.title, nils.user.email, nils.user.is_active) == (
        mala.party,
        "(S)",
        "nils@mala.se",
        False,
    )
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["nils@mala.se"]


def test_somebody_with_an_account_is_coupled_and_somebody_invited_is_not_written_to_twice(mala):
    known = make_user(email="eva@mala.se")
    eva = mala.person("Eva", "Lind")
    make_contact_point(person=eva, value="eva@mala.se")
    mala.save(mala.wish(mala.first, NextHolder.OTHER, person=eva.pk, invites=True))
    eva.refresh_from_db()
    assert (eva.user, User.objects.filter(email="eva@mala.se").count()) == (known, 1)

    waiting = make_user(email="bo@mala.se", is_active=False)
    Invitation.objects.create(
        user=waiting, invited_by=mala.director, secret_hash="x", expires_at=datetime(2027, 1, 1, tzinfo=UTC)
    )
    bo = mala.person("Bo", "Ek")
    letters = OutgoingMail.objects.filter(to="bo@mala.se").count()
    mala.save(mala.wish(mala.second, NextHolder.OTHER, person=bo.pk, invites=True, email="bo@mala.se"))
    bo.refresh_from_db()
    assert (bo.user, OutgoingMail.objects.filter(to="bo@mala.se").count()) == (waiting, letters)


def test_a_likely_double_is_asked_about_and_nothing_is_saved(mala):
    told = mala.refused(mala.wish(mala.first, NextHolder.STAYS), mala.new(mala.second, "Anna", "Bergh"))
    assert told == {
        mala.second.pk: f"{ShiftRefusal.DOUBLE.label} Anna Berg, {mala.anna.title}, Malå.".replace(", ,", ",")
    }

    mala.save(mala.new(mala.second, "Anna", "Bergh", is_another=True))
    assert Person.objects.filter(family_name="Bergh").exists()


def test_an_address_that_somebody_has_is_never_given_to_another(mala):
    make_contact_point(person=mala.anna, value="anna@mala.se")
    told = mala.refused(mala.new(mala.second, "Ada", "Ny", email="anna@mala.se", is_another=True))
    assert told == {mala.second.pk: f"{ShiftRefusal.EMAIL_IN_USE.label} Anna Berg."}


def test_the_second_of_two_is_told_who_filled_the_seat_and_when(mala):
    seen = {one.pk: one.mark for one in mala.seats()}
    mala.save(mala.wish(mala.first, NextHolder.STAYS), actor=mala.coordinator)
    mine = mala.new(mala.first, seen=seen[mala.first.pk])

    told = mala.refused(mine, mala.wish(mala.second, NextHolder.OTHER, person=mala.person("Bo", "Ek").pk))

    assert list(told) == [mala.first.pk]
    assert told[mala.first.pk].startswith(
        f"{ShiftRefusal.FILLED_MEANWHILE.label} Anna Berg, 1 januari 2027–31 december 2030. Fylld av Karin Ek den "
    )


def test_somebody_twice_in_one_forum_and_days_outside_the_seat_are_told_at_their_rows(mala):
    bo = mala.person("Bo", "Ek").pk
    told = mala.refused(
        mala.wish(mala.first, NextHolder.OTHER, person=bo),
        mala.wish(mala.second, NextHolder.OTHER, person=bo),
        mala.wish(mala.third, NextHolder.STAYS),
    )
    assert set(told) == {mala.second.pk, mala.third.pk}
    assert told[mala.third.pk] == str(ShiftRefusal.NOBODY_STAYS.label)


def test_a_seat_left_vacant_needs_a_reason_kept_out_of_the_history_and_can_be_undecided_again(mala):
    mala.save(mala.wish(mala.second, NextHolder.VACANT, reason="Vi väntar på Nils"))
    assert LeftVacant.objects.get().reason == "Vi väntar på Nils"
    event = Event.objects.get(verb="seat.left_vacant")
    assert (event.after, event.reason) == ({"seat": "ledamot 2", "starts_on": "2027-01-01"}, "")

    mala.save(mala.wish(mala.second, NextHolder.UNDECIDED))
    assert not LeftVacant.objects.exists()
    assert Event.objects.filter(verb="seat.undecided").count() == 1


def test_nobody_else_fills_the_seats_of_a_party(mala):
    other = give_party(make_user(), mala.collaboration, make_municipality("Norsjö", "2417"))
    with pytest.raises(PermissionDenied):
        mala.save(mala.wish(mala.first, NextHolder.STAYS), actor=other)


def test_a_party_says_done_when_nothing_is_left_and_may_take_it_back(mala):
    here = {"actor": mala.director, "organisation": mala.party, **mala.here()}
    with pytest.raises(RuleBroken) as refused:
        say_done(**here, now=NOW)
    assert refused.value.message.endswith(" 3.")

    mala.save(*(mala.wish(seat, NextHolder.VACANT, reason="Väntar") for seat in (mala.second, mala.third)))
    mala.save(mala.wish(mala.first, NextHolder.STAYS))
    say_done(**here, now=NOW)
    (state,) = shift_of(mala.collaboration, SHIFT)
    assert (state.seats, state.filled, state.left_vacant, state.left) == (3, 1, 2, 0)
    assert (state.done_at, state.done_by) == (NOW, "Disa Direktör")

    take_back_done(**here)
    assert PartyShift.objects.get().done_at is None


def test_parties_are_asked_and_those_that_are_not_done_reminded_once_a_day(mala):
    many = {"actor": mala.coordinator, "organisations": [mala.party], **mala.here()}
    assert len(ask_parties(**many, answer_by=date(2026, 12, 15))) == 1
    assert ask_parties(**many, answer_by=date(2026, 12, 15)) == []
    assert len(remind_parties(**many, now=NOW)) == 1
    assert remind_parties(**many, now=NOW) == []
    assert list(Event.objects.filter(verb__startswith="shift.").values_list("verb", flat=True).order_by("pk")) == [
        "shift.asked",
        "shift.reminded",
    ]
    with pytest.raises(PermissionDenied):
        remind_parties(**many | {"actor": mala.director}, now=NOW)


def test_the_grid_asks_as_many_queries_for_many_seats_as_for_few(mala, client, django_assert_max_num_queries):
    for number in range(12):
        make_appointment(make_seat(mala.forum, organisation=mala.party), mala.person("Bo", f"Ek{number}"))
    client.force_login(mala.director)
    with django_assert_max_num_queries(22):
        page = client.get(reverse("forums:shift", args=["lan", mala.party.pk]))
    assert page.content.count(b'class="shift-row"') == 15


def sent(mala, seat, choice, **fields):
    seen = next(one.mark for one in mala.seats() if one.pk == seat.pk)
    return {f"plats-{seat.pk}-{name}": value for name, value in {"seen": seen, "choice": choice, **fields}.items()}


def test_what_was_typed_stays_at_every_row_when_one_of_them_cannot_be_saved(mala, client):
    client.force_login(mala.director)
    address = reverse("forums:shift", args=["lan", mala.party.pk])
    days = {"starts_on": "2027-01-01", "ends_on": "2030-12-31"}
    body = {
        **sent(mala, mala.first, "stays", **days),
        **sent(mala, mala.second, "new", given_name="Nils", family_name="", **days),
        **sent(mala, mala.third, ""),
        "beslut-decided_by": "Kommunfullmäktige",
    }

    page = client.post(address, body).content.decode()

    assert "Skriv ett efternamn." in page
    assert 'value="Nils"' in page
    assert 'value="Kommunfullmäktige"' in page
    assert Appointment.objects.count() == 1

    client.post(address, body | {f"plats-{mala.second.pk}-family_name": "Ny"})
    assert Appointment.objects.filter(starts_on=SHIFT).count() == 2
    assert ContactPoint.objects.count() == 0


def test_a_row_that_somebody_filled_meanwhile_is_still_shown_with_what_was_typed(mala, client):
    client.force_login(mala.director)
    body = sent(mala, mala.first, "new", given_name="Nils", family_name="Ny", starts_on=SHIFT, ends_on=LAST)
    appoint(actor=mala.coordinator, seat=mala.first, person=mala.anna, starts_on=SHIFT, ends_on=LAST)

    page = client.post(reverse("forums:shift", args=["lan", mala.party.pk]), body).content.decode()

    assert "Fylld av Karin Ek den" in page
    assert 'value="Nils"' in page


def test_strangers_find_no_grid_and_other_members_may_not(mala, client):
    address = reverse("forums:shift", args=["lan", mala.party.pk])
    client.force_login(make_user())
    assert client.get(address).status_code == 404
    client.force_login(give_party(make_user(), mala.collaboration, make_municipality("Norsjö", "2417")))
    assert client.get(address).status_code == 403


# --- To search for whom to appoint --------------------------------------------------------------------


@pytest.mark.parametrize("more", [0, 27])
def test_people_are_read_once_for_three_rows_or_thirty(mala, client, django_assert_num_queries, more):
    for _number in range(more):
        make_seat(mala.forum, organisation=mala.party)
    client.force_login(mala.director)
    address = reverse("forums:shift", args=["lan", mala.party.pk])
    people = [mala.person("Bo", f"Ek{number}") for number in range(more + 3)]
    chosen, written = {}, {}
    for seat, person in zip(mala.seats(), people, strict=True):
        row = {"person": person.pk, "person__text": str(person), "person__asked": str(person)}
        chosen |= sent(mala, seat, "other", **row)  # without days: nothing can be saved
        written |= sent(mala, seat, "other", person="", person__text=f"ek{person.pk}")

    with django_assert_num_queries(14):
        assert client.get(address).content.count(b'class="shift-row"') == more + 3
    with django_assert_num_queries(15):
        page = client.post(address, chosen).content.decode()
    assert page.count("Ange ett datum.") == 2 * (more + 3)
    assert f'value="Bo Ek{more + 2}"' in page
    with django_assert_num_queries(15):
        client.post(address, written)


def test_without_javascript_the_search_button_shows_the_grid_with_answers_and_nothing_is_lost(mala, client):
    make_person(collaboration=mala.collaboration, given_name="Åke", family_name="Berg", title="Skolchef")
    make_person(collaboration=make_collaboration(), given_name="Siv", family_name="Berg")
    client.force_login(mala.director)
    address = reverse("forums:shift", args=["lan", mala.party.pk])
    search = f"plats-{mala.first.pk}-person"
    body = {
        **sent(mala, mala.first, "other", person="", person__text="berg", person__asked=""),
        **sent(mala, mala.second, "new", given_name="Nils"),
        **sent(mala, mala.third, "other", person=mala.anna.pk, person__text="Anna Berg", person__asked="Anna Berg"),
        "beslut-decided_on": "igår",
        "sok": search,
    }

    page = client.post(address, body).content.decode()

    # The party's own comes first, then everybody else in the register; nobody of another collaboration.
    found = re.findall(rf'type="radio" name="{search}"[^>]*value="(\d+)"', page)
    assert [str(Person.objects.get(pk=pk)) for pk in found] == ["Anna Berg", "Åke Berg"]
    assert page.count("data-found") == 1
    assert re.search(rf'name="{search}__text" value="berg"[^>]* autofocus', page, re.DOTALL)
    assert 'value="Nils"' in page
    assert 'value="igår"' in page
    assert f'name="plats-{mala.third.pk}-person" value="{mala.anna.pk}"' in page
    assert "Inget har sparats än" not in page

    # Searching for nothing offers the party's own first, in that row alone.
    page = client.post(address, body | {f"{search}__text": ""}).content.decode()
    found = re.findall(rf'type="radio" name="{search}"[^>]*value="(\d+)"', page)
    assert [str(Person.objects.get(pk=pk)) for pk in found] == ["Anna Berg", "Åke Berg"]
    assert page.count("data-found") == 1

    days = {"starts_on": "2027-01-01", "ends_on": "2030-12-31"}
    client.post(
        address, sent(mala, mala.first, "other", person=found[1], person__text="berg", person__asked="berg", **days)
    )
    assert str(Appointment.objects.get(seat=mala.first, starts_on=SHIFT).person) == "Åke Berg"


def test_the_answers_come_as_one_types_also_where_a_file_was_read(mala, client):
    client.force_login(mala.director)
    name = f"plats-{mala.first.pk}-person"
    for address in ("shift", "shift_file"):
        answer = client.post(
            reverse(f"forums:{address}", args=["lan", mala.party.pk]),
            {"sok": name, f"{name}__text": "ann"},
            headers={"HX-Request": "true"},
        ).content.decode()
        assert f'data-value="{mala.anna.pk}" data-text="Anna Berg"' in answer
        assert "<form" not in answer


def test_somebody_of_another_collaboration_cannot_be_chosen(mala, client):
    client.force_login(mala.director)
    stranger = make_person(collaboration=make_collaboration(), given_name="Siv", family_name="Berg")
    for value in (stranger.pk, "x", "9" * 40):
        body = sent(mala, mala.first, "other", person=value, starts_on=SHIFT, ends_on=LAST)
        page = client.post(reverse("forums:shift", args=["lan", mala.party.pk]), body).content.decode()
        assert "Den kan inte väljas här. Sök och välj en av träffarna." in page
    assert Appointment.objects.count() == 1


def test_the_grid_sent_twice_is_saved_once_and_answered_alike(mala, client):
    client.force_login(mala.director)
    address = reverse("forums:shift", args=["lan", mala.party.pk])
    key = re.search(r'name="once" value="([^"]+)"', client.get(address).content.decode()).group(1)
    body = {"once": key, **sent(mala, mala.first, "stays", starts_on="2027-01-01", ends_on="2030-12-31")}
    for _time in range(2):
        assert "En plats har fyllts." in client.post(address, body, follow=True).content.decode()
    assert Appointment.objects.filter(starts_on=SHIFT).count() == 1


# --- The spreadsheet -------------------------------------------------------------------------------


def file_of(mala, *rows):
    head = "Forum;Part;Roll;Plats;Sitter nu;Förnamn;Efternamn;Titel;E-post;Från;Till;Beslutat av"
    text = "\r\n".join([head, *rows]).encode("utf-8-sig")
    return {"file": SimpleUploadedFile("malå.csv", text)}


def sent_file(mala, client, *rows):
    client.force_login(mala.director)
    return client.post(reverse("forums:shift_file", args=["lan", mala.party.pk]), file_of(mala, *rows)).content.decode()


ROW = "Primärkommunala delegationen;Malå;ledamot;%s;;%s;;;2027-01-01;2030-12-31;KF"


def test_a_filled_in_file_is_laid_into_the_grid_and_nothing_is_saved(mala, client):
    page = sent_file(
        mala,
        client,
        ROW % (1, "Anna;Berg"),
        ROW % (2, "Nils;Ny"),
        "Skolnätverket;Malå;ledamot;1;;;;;;2027-01-01;2030-12-31;",
    )
    assert "Två rader har lästs ur filen." in page
    assert re.search(rf'name="plats-{mala.first.pk}-choice" value="stays"[^>]* checked', page)
    assert 'value="Nils"' in page
    assert (Appointment.objects.count(), Person.objects.count()) == (1, 1)


def test_a_seat_twice_in_the_file_is_refused_with_both_rows(mala, client):
    page = sent_file(mala, client, ROW % (2, "Nils;Ny"), ROW % (2, "Bo;Ek"))
    assert "Rad 3: " in page
    assert "Se rad 2." in page
    assert 'value="Nils"' not in page


def test_somebody_elses_seat_is_not_taken(mala, client):
    page = sent_file(mala, client, ROW.replace("Malå", "Norsjö") % (2, "Nils;Ny"))
    assert "Rad 2: " in page


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_the_file_to_fill_in_comes_back_as_nothing_to_do(mala, client, kind):
    client.force_login(mala.director)
    answer = client.get(reverse("forums:shift_template", args=["lan", mala.party.pk, kind]))
    table = read_table(answer.content, f"mall.{kind}")
    assert table.rows[0].cells[3:5] == ["1", "Anna Berg"]
    read = read_shift_file(mala.collaboration, mala.party, mala.seats(), table)
    assert (read.filled, read.faults) == ({}, [])


def test_every_row_leads_to_the_next_appointment_whose_page_says_for_whom(mala, client):
    client.force_login(mala.director)
    terms = client.get(reverse("forums:terms", args=["lan"]) + "?dagar=365").content.decode()
    address = reverse("forums:appoint", args=["lan", mala.first.pk])
    assert address in terms
    assert reverse("forums:shift", args=["lan", mala.party.pk]) in terms
    assert "Utse Malås ledamot i Primärkommunala delegationen" in client.get(address).content.decode()
    replace = client.get(reverse("forums:replace", args=["lan", mala.first.pk])).content.decode()
    assert "Ersätt Anna Berg, Malås ledamot i Primärkommunala delegationen" in replace
