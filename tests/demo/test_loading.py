"""The demo loads on any day, and on each of them it looks alive."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction

from samhandling.agreements.models import Agreement
from samhandling.core.calendar import CalendarWish, events_for
from samhandling.demo.cast import PLAYERS
from samhandling.demo.enums import Part
from samhandling.demo.selectors import player
from samhandling.demo.services.loading import load_demo
from samhandling.demo.services.shift import is_under_way
from samhandling.demo.services.stage import MOVED
from samhandling.documents.models import Disposal, Document
from samhandling.finance.models import CostSplit, FeeList, IndexFigure
from samhandling.forums.domain.shift import is_shift_near, shift_day
from samhandling.forums.models import Appointment, LeftVacant, PartyShift, Seat
from samhandling.forums.selectors.shift import shift_of
from samhandling.notices.models import Notice
from samhandling.organisations.models import Collaboration, Person
from samhandling.portal.selectors.waiting import waiting_for

DAYS = (date(2026, 10, 25), date(2026, 11, 30), date(2027, 1, 15), date(2028, 2, 29), date(2031, 1, 1))


@pytest.mark.django_db
def test_the_demo_loads_and_looks_alive_on_any_day():
    call_command("setup", verbosity=0)
    for today in DAYS:
        with transaction.atomic():
            assert load_demo(today=today)
            assert not load_demo(today=today)
            agreements_are_in_their_last_year(today)
            people_sit_and_some_seats_are_vacant(today)
            who_logs_in_is_who_sits_there()
            things_wait(today)
            the_next_term_is_being_filled(today)
            documents_are_in_each_state()
            money_is_this_years(today)
            transaction.set_rollback(True)


def agreements_are_in_their_last_year(today):
    year, next_term = today.year, (date(today.year + 1, 1, 1), date(today.year + 4, 12, 31))
    title = "Samverkan för regional utveckling i Västerbotten"
    agreements = Agreement.objects.order_by("collaboration__slug", "starts_on")
    assert list(agreements.values_list("title", "status", "starts_on", "ends_on")) == [
        ("Överenskommelse om nätverksbaserade arbetssätt i Jämtland Härjedalen", "proposed", *next_term),
        ("Överenskommelse om regional samverkan i Värmland", "in_force", date(year - 7, 1, 1), date(year, 12, 31)),
        (title, "in_force", date(year - 3, 1, 1), date(year, 12, 31)),
        (f"{title} {year + 1}–{year + 4}", "draft", *next_term),
    ]
    assert Agreement.objects.get(status="draft").comments_due_on == today + timedelta(days=19)
    decided = Agreement.objects.get(status="proposed").parties.exclude(ratification=None)
    assert [party.ratification.decided_on <= today for party in decided] == [True] * 5
    is_marked = {MOVED in collaboration.introduction for collaboration in Collaboration.objects.all()}
    assert is_marked == {year != 2026}


def people_sit_and_some_seats_are_vacant(today):
    sitting = Appointment.objects.filter(starts_on__lte=today, ends_on__gte=today)
    vacant = Seat.objects.exclude(appointments__in=sitting)
    assert Counter(sitting.values_list("seat__forum__abbreviation", flat=True)) == {
        "PKD": 28, "PKD-AU": 13, "BSR": 7, "RUN": 8, "SRU": 13, "KCN": 14, "SKN": 13, "SON": 15, "VR": 15, "KDN": 16
    }  # fmt: skip
    assert Counter(vacant.values_list("forum__abbreviation", flat=True)) == {
        "PKD": 2, "PKD-AU": 1, "RUN": 1, "KCN": 1, "SKN": 2, "VR": 1, "ON": 16, "KDJ": 8, "HUB": 8
    }  # fmt: skip


def who_logs_in_is_who_sits_there():
    """Everybody with a log-in in Västerbotten stands in the register by the same name, and in nobody else's seat."""
    here = Person.objects.filter(collaboration__slug="vasterbotten").exclude(user=None)
    names = {person.user.name: str(person) for person in here.select_related("user")}
    assert all(name == called for name, called in names.items()), names
    assert set(names) >= {str(name) for name in PLAYERS.values()}
    sitting = Appointment.objects.filter(person__user__in=[player(Part.ELECTED), player(Part.DIRECTOR)])
    assert set(sitting.values_list("seat__forum__abbreviation", "seat__organisation__display_name")) == {
        ("PKD", "Norsjö"),
        ("PKD-AU", None),
        ("KCN", "Vindeln"),
    }


def things_wait(today):
    """In the last weeks of the term its endings and next year's fees wait as well, and around a new term its seats."""
    waiting = {part: len(waiting_for(user, today=today).items) for part in Part if (user := player(part))}
    counts = (11, 9, 0, 4, 1, 0) if today.month >= 10 else (9, 8, 0, 3, 0, 0)
    expected = Counter(dict(zip(Part, counts, strict=False)))
    if is_shift_near(today):  # when the new term has begun only the coordinator has seats left to ask for
        expected.update((Part.COORDINATOR, Part.DIRECTOR) if today < shift_day(today) else (Part.COORDINATOR,))
    assert waiting == dict(expected)  # the citizen has no log-in
    wish = CalendarWish(Collaboration.objects.get(slug="vasterbotten").pk, None, since=today)
    events = [one for one in events_for(player(Part.COORDINATOR), wish) if "-renewal-" not in one.key]
    # Each forum that has somebody for the next term gives its end a line.
    assert len(events) == (74 if is_under_way(today) else 70)


def the_next_term_is_being_filled(today):
    """Two parties are done, one is half way and one was reminded; where one can be somebody nothing has begun."""
    shift_on, county = shift_day(today), Collaboration.objects.get(slug="vasterbotten")
    if not is_under_way(today):
        assert not PartyShift.objects.exists()
        assert not Appointment.objects.filter(starts_on__gt=today).exists()
        return
    parties = {str(one.organisation): one for one in shift_of(county, shift_on)}
    assert (len(parties), {one.answer_by for one in parties.values()}) == (16, {today + timedelta(days=14)})
    begun = {name: (one.seats, one.filled, one.left_vacant) for name, one in parties.items() if one.left < one.seats}
    assert begun == {"Umeå": (5, 5, 0), "Malå": (5, 5, 0), "Dorotea": (5, 2, 1)}
    assert [name for name, one in parties.items() if one.is_done] == ["Malå", "Umeå"]
    assert [name for name, one in parties.items() if one.reminded_at] == ["Skellefteå"]
    assert LeftVacant.objects.get().reason != ""
    told = Notice.objects.filter(text__contains="mandatperioden", withdrawn_at=None).values_list("user", flat=True)
    assert [list(told).count(player(part).pk) for part in (Part.COORDINATOR, Part.DIRECTOR)] == [2, 1]
    malas = Appointment.objects.filter(
        seat__forum__abbreviation="PKD", seat__organisation__display_name="Malå", starts_on=shift_on
    )
    last = date(shift_on.year + 3, 12, 31)
    assert [(one.ends_on, one.person.is_example) for one in malas] == [(last, True)] * 2


def documents_are_in_each_state():
    assert Counter(Document.objects.values_list("openness", flat=True)) == {"draft": 2, "shared": 5, "public": 5}
    assert Disposal.objects.get().state == "proposed"


def money_is_this_years(today):
    year = today.year
    assert list(FeeList.objects.values_list("year", "state")) == [(year, "adopted")]
    assert list(IndexFigure.objects.order_by("year").values_list("year", flat=True)) == [year, year + 1]
    assert list(CostSplit.objects.order_by("year").values_list("year", "adopted_on")) == [
        (year, date(year - 1, 12, 9)),
        (year + 1, None),
    ]
