"""By its stamp a calendar program knows that its copy of an event is old: it rises with what the event says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from samhandling.accounts.models import User
from samhandling.agreements.enums import PartyRole
from samhandling.agreements.models import Duty, SpecialAgreement
from samhandling.core.audit import record
from samhandling.forums.enums import Office
from samhandling.forums.models import PresidiumTerm
from samhandling.opendata.models import CalendarFeed, EventStamp
from samhandling.opendata.selectors.feeds import file_of
from samhandling.opendata.services.feeds import close_feed, renew_feed, stamp_events
from samhandling.organisations.models import Collaboration
from tests.factories.accounts import make_user
from tests.factories.agreements import (
    make_agreement_in_force,
    make_duty,
    make_individual_agreement,
    make_party,
    make_review,
)
from tests.factories.finance import make_project
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.opendata import make_feed
from tests.factories.organisations import give_role, make_collaboration, make_municipality, make_person
from tests.processes import try_together

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER, MUCH_LATER = NOW + timedelta(days=3), NOW + timedelta(days=9)


@pytest.fixture
def county() -> Collaboration:
    return make_collaboration(slug="vasterbotten")


@pytest.fixture
def coordinator(county: Collaboration) -> User:
    return give_role(make_user(), county)


@pytest.fixture
def feed(county: Collaboration, coordinator: User) -> CalendarFeed:
    return make_feed(coordinator, county)


def stamps(feed: CalendarFeed, now: datetime) -> dict[str, tuple[int, datetime]]:
    """SEQUENCE and LAST-MODIFIED of each event, as a program reads them, but of the steps of a renewal."""
    calendar = Calendar.from_ical(file_of(feed, stamp_events(feed=feed, now=now)))
    entries = calendar.walk("VEVENT")
    assert [entry["dtstamp"].dt for entry in entries] == [entry["last-modified"].dt for entry in entries]
    return {
        str(entry["uid"]).partition("@")[0]: (int(entry["sequence"]), entry["last-modified"].dt)
        for entry in entries
        if "-renewal-" not in str(entry["uid"])
    }


def test_every_kind_of_event_counts_its_changes_and_keeps_its_moment_else(county: Collaboration, coordinator: User):
    umea, day = make_municipality("Umeå", "2480", collaboration=county), date(2098, 12, 31)
    person = make_person(collaboration=county, user=coordinator, family_name="Berg")
    agreement = make_agreement_in_force(county, parties=0, title="Avtalet", ends_on=day)
    individual = make_individual_agreement(make_party(agreement, umea, PartyRole.MUNICIPALITY))
    special = SpecialAgreement.objects.create(
        individual_agreement=individual, title="Bredband", ends_on=day, notice_months=6
    )
    review = make_review(agreement, due_on=day)
    duty = make_duty(agreement, what="Ta fram en plan", owner=umea, due_on=day)
    forum = make_forum(county, abbreviation="PKD")
    appointment = make_appointment(make_seat(forum), person, ends_on=day)
    term = PresidiumTerm.objects.create(
        forum=forum, person=person, office=Office.CHAIR, starts_on=date(2025, 1, 1), ends_on=day
    )
    make_party(agreement, role=PartyRole.REGION)
    project = make_project(agreement, coordinator, title="Vägen", owner=umea, ends_on=date(2027, 12, 31))
    feed = make_feed(coordinator, county)
    together = f"forum-{forum.pk}-ends-20981231"
    keys = {
        f"agreement-{agreement.pk}-ends": lambda: change(agreement, title="Nya avtalet"),
        f"review-{review.pk}": lambda: change(review, due_on=date(2098, 1, 1)),
        f"duty-{duty.pk}": lambda: change(duty, what="Ta fram två planer"),
        f"special-{special.pk}-ends": lambda: change(special, ends_on=date(2098, 11, 30)),
        f"special-{special.pk}-notice": lambda: change(special, notice_months=3),
        f"appointment-{appointment.pk}": lambda: change(forum, abbreviation="RPD"),
        f"presidium-{term.pk}": lambda: change(term, ends_on=date(2098, 6, 30)),
        together: lambda: change(person, family_name="Strand"),
        f"project-{project.pk}-ends": lambda: change(project, ends_on=date(2027, 6, 30)),
    }

    first = stamps(feed, NOW)
    assert first == dict.fromkeys(keys, (0, NOW))
    for row in (agreement, duty, forum, appointment, person):  # an act that moves nothing in the calendar
        record(None, "something.done", row, collaboration_id=county.pk)
    assert stamps(feed, LATER) == first

    now = MUCH_LATER
    before = first
    for key, act in keys.items():
        act()
        now += timedelta(hours=1)
        after = stamps(feed, now)
        assert (key, after[key]) == (key, (before[key][0] + 1, now))
        assert {other for other in after if after[other] != before[other]} <= {
            other for other in after if after[other] == (before[other][0] + 1, now)
        }
        before = after
    assert stamps(feed, now + timedelta(days=1)) == before
    # The agreement's name stands in the words of four; what was changed by itself moved nothing else.
    assert {key: sequence for key, (sequence, _at) in before.items()} == {
        f"agreement-{agreement.pk}-ends": 1,
        f"review-{review.pk}": 2,
        f"duty-{duty.pk}": 2,
        f"special-{special.pk}-ends": 1,
        f"special-{special.pk}-notice": 2,
        f"appointment-{appointment.pk}": 1,
        f"presidium-{term.pk}": 2,
        together: 2,
        f"project-{project.pk}-ends": 1,
    }


def change(row: object, **values: object) -> None:
    type(row).objects.filter(pk=row.pk).update(**values)


@pytest.fixture
def duty(county: Collaboration) -> Duty:
    agreement = make_agreement_in_force(county, parties=0, ends_on=date(2026, 12, 31))
    return make_duty(agreement, what="Ta fram en plan", due_on=date(2026, 6, 1))


def test_nothing_is_written_while_nothing_has_changed(feed: CalendarFeed, duty: Duty):
    stamp_events(feed=feed, now=NOW)
    before = list(EventStamp.objects.values())
    stamp_events(feed=feed, now=LATER)
    assert list(EventStamp.objects.values()) == before


@pytest.mark.django_db(transaction=True)
def test_of_many_fetches_at_once_all_tell_the_same(feed: CalendarFeed, duty: Duty):
    stamps(feed, NOW)
    change(duty, due_on=date(2026, 7, 1))
    moments = [(LATER + timedelta(minutes=number)).isoformat() for number in range(6)]

    outputs = set(try_together("tests.opendata.fetching", [[feed.pk, moment] for moment in moments]))

    assert len(outputs) == 1
    assert stamps(feed, MUCH_LATER)[f"duty-{duty.pk}"][0] == 1


def test_an_event_that_comes_back_counts_on(feed: CalendarFeed, duty: Duty):
    key = f"duty-{duty.pk}"
    assert stamps(feed, NOW)[key] == (0, NOW)
    change(duty, fulfilled_on=date(2026, 3, 2))
    assert key not in stamps(feed, LATER)
    change(duty, fulfilled_on=None, due_on=date(2026, 7, 1))
    assert stamps(feed, MUCH_LATER)[key] == (1, MUCH_LATER)


def test_a_new_address_counts_on_and_a_closed_one_keeps_nothing(feed: CalendarFeed, coordinator: User, duty: Duty):
    stamps(feed, NOW)
    change(duty, due_on=date(2026, 7, 1))
    stamped = stamps(feed, LATER)
    renewed, _secret = renew_feed(actor=coordinator, feed=feed, now=LATER)
    assert stamps(renewed, MUCH_LATER) == stamped
    close_feed(actor=coordinator, feed=renewed, now=MUCH_LATER)
    assert EventStamp.objects.count() == 0


def test_a_calendar_that_was_followed_before_never_counts_backwards(feed: CalendarFeed, duty: Duty):
    change(feed, counts_from=41)
    feed.refresh_from_db()
    assert stamps(feed, NOW)[f"duty-{duty.pk}"] == (41, NOW)
