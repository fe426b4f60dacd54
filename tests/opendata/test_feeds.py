"""Calendars by secret address: made, renewed, closed, and never open to anybody else."""

import logging
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from samhandling.accounts.models import User
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.opendata.domain.feeds import hash_of
from samhandling.opendata.enums import Refusal
from samhandling.opendata.models import CalendarFeed
from samhandling.opendata.services.feeds import close_feed, make_feed, merge_organisation, note_fetch, renew_feed
from samhandling.organisations.models import Collaboration, CollaborationAccess
from samhandling.organisations.permissions import forget_access
from samhandling.organisations.services.erasure import erase_person
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement_in_force, make_duty, make_review
from tests.factories.opendata import make_feed as feed_in
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HERE = "/samverkan/vasterbotten/kalender/"


@pytest.fixture
def county() -> Collaboration:
    return make_collaboration(slug="vasterbotten", name="Samverkan i Västerbotten", is_public=True)


@pytest.fixture
def reader(county: Collaboration) -> User:
    return give_role(make_user(), county, "reader")


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fetched(secret: str):
    return Client().get(f"/kalender/{secret}.ics")


def test_a_calendar_is_made_once_and_its_secret_is_not_kept(county: Collaboration, reader: User):
    feed, secret = make_feed(actor=reader, collaboration=county, organisation=None, now=NOW)

    assert len(secret) >= 43
    assert secret not in str(CalendarFeed.objects.values().get())
    assert feed.secret_hash == hash_of(secret)
    assert fetched(secret).status_code == 200
    with pytest.raises(RuleBroken) as broken:
        make_feed(actor=reader, collaboration=county, organisation=None, now=NOW)
    assert broken.value.reason is Refusal.ALREADY_OPEN
    assert Event.objects.get(verb="calendar.made").collaboration_id == county.pk
    assert secret not in str(list(Event.objects.values()))


def test_a_party_of_elsewhere_is_refused(county: Collaboration, reader: User):
    with pytest.raises(RuleBroken) as broken:
        make_feed(actor=reader, collaboration=county, organisation=make_municipality("Borås", "1490"), now=NOW)
    assert broken.value.reason is Refusal.NOT_A_PARTY


def test_a_new_address_closes_the_old_one(county: Collaboration, reader: User):
    feed, old = make_feed(actor=reader, collaboration=county, organisation=None, now=NOW)
    _renewed, new = renew_feed(actor=reader, feed=feed, now=NOW)

    assert (fetched(old).status_code, fetched(new).status_code) == (410, 200)
    with pytest.raises(RuleBroken):
        renew_feed(actor=reader, feed=feed, now=NOW)
    assert CalendarFeed.objects.count() == 2


def test_a_closed_calendar_says_so_plainly_and_for_good(county: Collaboration, reader: User):
    feed = feed_in(reader, county)
    close_feed(actor=reader, feed=feed, now=NOW)

    answer = fetched("hemlig")
    assert (answer.status_code, answer.headers["Content-Type"]) == (410, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith("Kalendern är stängd.")
    with pytest.raises(RuleBroken) as broken:
        close_feed(actor=reader, feed=feed, now=NOW)
    assert broken.value.reason is Refusal.ALREADY_CLOSED


@pytest.mark.parametrize("secret", ["nonsens", "å%00' OR 1=1", "9" * 5000, "..%2f..%2fetc%2fpasswd"])
def test_an_address_that_was_never_given_out_is_not_found(secret: str):
    answer = Client().get(reverse("opendata:calendar", args=["x"]).replace("x.ics", f"{secret}.ics"))
    assert answer.status_code == 404


def test_no_more_than_reading_is_done_through_the_address(county: Collaboration, reader: User):
    feed_in(reader, county)
    assert Client().post("/kalender/hemlig.ics").status_code == 405
    assert Client().head("/kalender/hemlig.ics").status_code == 200


@pytest.mark.parametrize("loss", ["access", "log_in"])
def test_the_calendar_ends_with_its_users_access(county: Collaboration, reader: User, loss: str):
    """Also where the collaboration is public: the address was given to somebody with access."""
    feed_in(reader, county)
    assert fetched("hemlig").status_code == 200
    if loss == "access":
        CollaborationAccess.objects.filter(user=reader).delete()
    else:
        User.objects.filter(pk=reader.pk).update(is_active=False)

    answer = fetched("hemlig")
    assert answer.status_code == 410
    assert "BEGIN" not in answer.content.decode()


def test_it_shows_what_its_user_may_see_at_that_moment(county: Collaboration):
    umea = make_municipality("Umeå", "2480", collaboration=county)
    agreement = make_agreement_in_force(county, parties=0, ends_on=date(2099, 12, 31))
    agreement.parties.create(organisation=umea, role="municipality")
    make_duty(agreement, what="Umeås åtagande", owner=umea, due_on=date(2098, 1, 1))
    make_duty(agreement, what="Någon annans", owner=make_organisation(collaboration=county), due_on=date(2098, 1, 2))
    make_review(agreement, due_on=date(2097, 1, 1))
    user = give_party(make_user(), county, umea)
    feed_in(user, county)

    before = fetched("hemlig").content.decode()
    give_role(user, county)
    after = fetched("hemlig").content.decode()

    assert ("Umeås åtagande" in before, "Någon annans" in before) == (True, False)
    assert ("Umeås åtagande" in after, "Någon annans" in after) == (True, True)
    assert len(Calendar.from_ical(before).walk("VEVENT")) == 6


def test_it_is_kept_by_no_cache_and_told_to_no_other_site(county: Collaboration, reader: User):
    feed_in(reader, county)
    for answer in (fetched("hemlig"), fetched("fel")):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_no_line_of_the_log_holds_the_secret(county: Collaboration, reader: User, caplog):
    feed = feed_in(reader, county, secret="mycketHemlig")
    with caplog.at_level(logging.DEBUG):
        fetched("mycketHemlig")
        close_feed(actor=reader, feed=feed, now=NOW)
        fetched("mycketHemlig")
    handler_filters = [filter_ for handler in logging.getLogger().handlers for filter_ in handler.filters]
    for record in caplog.records:
        for filter_ in handler_filters:
            filter_.filter(record)
    lines = [record.getMessage() + str(record.__dict__.get("route", "")) for record in caplog.records]
    assert [line for line in lines if "kalender/" in line]
    assert [line for line in lines if "mycketHemlig" in line] == []


def test_it_is_noted_at_most_once_an_hour_that_a_program_asked(county: Collaboration, reader: User):
    feed = feed_in(reader, county)
    for minutes in (0, 59, 60):
        note_fetch(feed=feed, now=NOW + timedelta(minutes=minutes))
        feed.refresh_from_db()
        assert feed.fetched_at == NOW + timedelta(minutes=60 if minutes == 60 else 0)


def test_the_page_shows_the_address_once_and_lets_one_close_it(county: Collaboration, reader: User):
    client = logged_in(reader)
    make_municipality("Umeå", "2480", collaboration=county)

    made = client.post(HERE, {"organisation": ""})
    address = re.search(r"http://localhost:8000(/kalender/[\w-]{43}\.ics)", made.content.decode())
    assert address
    assert "no-store" in made.headers["Cache-Control"]
    assert Client().get(address[1]).status_code == 200
    assert address[1] not in client.get(HERE).content.decode()
    again = client.post(HERE, {"organisation": ""})
    assert "<code>http" not in again.content.decode()

    feed = CalendarFeed.objects.get()
    renewed = client.post(f"{HERE}{feed.pk}/ny-adress/").content.decode()
    assert "<code>http://localhost:8000/kalender/" in renewed
    assert Client().get(address[1]).status_code == 410
    newest = CalendarFeed.objects.get(closed_at=None)
    assert client.post(f"{HERE}{newest.pk}/stang/").headers["Location"] == HERE
    assert not CalendarFeed.objects.filter(closed_at=None).exists()
    # Pressed once more in another window: told, not broken.
    assert client.post(f"{HERE}{newest.pk}/stang/", follow=True).status_code == 200
    assert client.post(f"{HERE}{newest.pk}/ny-adress/", follow=True).status_code == 200


@pytest.mark.parametrize("sent", ["999999999999999999999", "-1", "å\x00", "1 OR 1=1"])
def test_a_party_that_cannot_be_is_refused_in_words(county: Collaboration, reader: User, sent: str):
    answer = logged_in(reader).post(HERE, {"organisation": sent})
    assert answer.status_code == 200
    assert not CalendarFeed.objects.exists()


def test_nobody_sees_or_touches_anothers_calendar(county: Collaboration, reader: User):
    feed = feed_in(reader, county)
    coordinator = logged_in(give_role(make_user(), county))
    assert str(reader) not in coordinator.get(HERE).content.decode()
    for act in ("ny-adress", "stang"):
        assert coordinator.post(f"{HERE}{feed.pk}/{act}/").status_code == 404
    feed.refresh_from_db()
    assert feed.closed_at is None


def test_the_page_is_for_those_with_access(county: Collaboration):
    """The collaboration is open to all; its calendars are for its own."""
    stranger = logged_in(give_role(make_user(), make_collaboration()))
    assert (stranger.get(HERE).status_code, stranger.post(HERE, {}).status_code) == (404, 404)
    assert Client().get(HERE).headers["Location"].startswith("/konto/inloggning/")


def test_a_foreign_collaborations_calendar_is_not_found_here(county: Collaboration, reader: User):
    other = give_role(reader, make_collaboration(), "reader")
    elsewhere = feed_in(other, CollaborationAccess.objects.exclude(collaboration=county).get().collaboration)
    assert logged_in(reader).post(f"{HERE}{elsewhere.pk}/stang/").status_code == 404


def test_the_database_itself_holds_one_open_calendar_of_each_kind(county: Collaboration, reader: User):
    umea = make_municipality("Umeå", "2480")
    feed_in(reader, county, secret="a")
    feed_in(reader, county, umea, secret="b")
    feed_in(reader, county, secret="c", closed_at=NOW)
    for organisation in (None, umea):
        with pytest.raises(IntegrityError), transaction.atomic():
            feed_in(reader, county, organisation, secret=f"d{organisation}")


def test_calendars_follow_an_organisation_that_is_merged(county: Collaboration, reader: User):
    old, new = (make_organisation(collaboration=county) for _number in range(2))
    other = give_role(make_user(), county, "reader")
    feed_in(reader, county, old, secret="a")
    feed_in(reader, county, new, secret="b")
    feed_in(other, county, old, secret="c")

    merge_organisation(old, new)

    assert sorted(CalendarFeed.objects.values_list("user", "organisation")) == [(reader.pk, new.pk), (other.pk, new.pk)]


def test_three_calendars_cost_no_more_questions_than_one(county: Collaboration, django_assert_num_queries):
    umea = make_municipality("Umeå", "2480", collaboration=county)
    agreement = make_agreement_in_force(county, parties=0, ends_on=date(2099, 12, 31))
    agreement.parties.create(organisation=umea, role="municipality")
    coordinator = give_role(make_user(), county)
    feed_in(coordinator, county, umea, fetched_at=datetime.now(UTC))
    make_duty(agreement, owner=umea, due_on=date(2098, 1, 1))
    forget_access(coordinator)
    with django_assert_num_queries(30):  # each event is new, and gets its stamp
        fetched("hemlig")
    with django_assert_num_queries(15):
        fetched("hemlig")
    for _number in range(2):
        make_duty(agreement, owner=umea, due_on=date(2098, 1, 1))
        make_review(agreement, due_on=date(2098, 1, 1))
    with django_assert_num_queries(30):
        fetched("hemlig")
    with django_assert_num_queries(15):
        fetched("hemlig")


def test_the_list_costs_no_more_with_three_calendars(county: Collaboration, reader: User, django_assert_num_queries):
    client = logged_in(reader)
    feed_in(reader, county)
    with django_assert_num_queries(11):
        client.get(HERE)
    for number in range(2):
        party = make_municipality(f"Kommun {number}", f"240{number}", collaboration=county)
        feed_in(reader, county, party, secret=f"hemlig{number}")
    with django_assert_num_queries(11):
        client.get(HERE)


def test_the_way_to_the_calendars_is_at_the_foot_and_on_the_account_for_those_with_access(
    client: Client, county: Collaboration, reader: User
):
    here = f'<a href="{HERE}">'
    assert here not in client.get("/samverkan/vasterbotten/").content.decode()
    client.force_login(reader)
    page = client.get("/samverkan/vasterbotten/").content.decode()
    assert here not in page.partition("<main")[0]
    assert here in page.partition("<footer")[2]
    assert f"{here}Kalendrar för Samverkan i Västerbotten</a>" in client.get("/konto/").content.decode()


def test_calendars_of_somebody_erased_go_except_where_they_are_still_needed():
    here, there, left = (make_collaboration() for _thrice in "123")
    user = give_role(give_role(make_user(), here, "reader"), there, "reader")
    for number, collaboration in enumerate((here, there, left)):
        feed_in(user, collaboration, secret=str(number))
    person = make_person(collaboration=here, user=user)
    erase_person(actor=make_coordinator(here), person=person, now=NOW)
    assert [feed.collaboration for feed in CalendarFeed.objects.all()] == [there]
