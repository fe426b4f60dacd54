"""One seat given at once by many, and any number of acts in any order."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samhandling.core.models import Event
from samhandling.forums.models import Appointment, PresidiumTerm
from samhandling.forums.services.appointments import appoint, correct, end_early, replace
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period
from samhandling.organisations.models import Person
from tests.factories.accounts import make_user
from tests.factories.forums import FIRST_DAY, make_appointment, make_forum, make_seat
from tests.factories.organisations import (
    give_party,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)
from tests.processes import try_together

PROCESSES = 8


@pytest.mark.django_db(transaction=True)
def test_of_eight_processes_appointing_to_one_seat_exactly_one_succeeds():
    seat = make_seat()
    coordinator = make_coordinator(seat.forum.collaboration)
    people = [make_person(collaboration=seat.forum.collaboration) for _ in range(PROCESSES)]

    outcomes = Counter(
        try_together("tests.forums.appointing", [[seat.pk, person.pk, coordinator.pk] for person in people])
    )

    assert outcomes == {"appointed": 1, "seat_taken": PROCESSES - 1}
    assert (Appointment.objects.count(), Event.objects.filter(verb="appointment.made").count()) == (1, 1)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_who_fill_a_seat_in_two_grids_the_second_is_told_who_was_first_and_leaves_nothing_behind():
    collaboration = make_collaboration()
    party = make_municipality("Malå", "2418", collaboration=collaboration)
    seat = make_seat(make_forum(collaboration), organisation=party)
    names = ["Anna", "Bo"]
    users = [give_party(make_user(name=f"Direktör {name}"), collaboration, party) for name in names]

    told = try_together(
        "tests.forums.shifting", [[seat.pk, user.pk, name] for user, name in zip(users, names, strict=True)]
    )

    (made,) = Appointment.objects.select_related("person")
    assert sorted(one.partition(":")[0] for one in told) == ["filled_meanwhile", "saved"]
    (refused,) = [one for one in told if one != "saved"]
    assert f"{made.person}, " in refused
    assert f"Direktör {made.person.given_name}" in refused
    assert [person.pk for person in Person.objects.all()] == [made.person_id]


LIFE = Period(FIRST_DAY, date(2024, 12, 31))
days = st.integers(-30, 760).map(lambda number: FIRST_DAY + timedelta(days=number))
acts = st.tuples(
    st.sampled_from(["appoint", "replace", "end", "correct"]), st.integers(0, 2), st.integers(0, 2), days, days
)


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(acts, max_size=10))
def test_no_two_appointments_overlap_whatever_is_done_in_whatever_order(sequence):
    with transaction.atomic():
        forum = make_forum(ends_on=LIFE.last)
        seats = [make_seat(forum, ends_on=LIFE.last) for _ in range(3)]
        people = [make_person(collaboration=forum.collaboration) for _ in range(3)]
        coordinator = make_coordinator(forum.collaboration)
        for act, seat, person, starts_on, ends_on in sequence:
            attempt(act, coordinator, seats[seat], people[person], starts_on, ends_on)
        made = list(Appointment.objects.filter(seat__forum=forum))
        transaction.set_rollback(True)

    for one in made:
        assert one.starts_on in LIFE
        assert one.ends_on in LIFE
    pairs = [(one, other) for one in made for other in made if one.pk < other.pk]
    for one, other in pairs:
        if one.seat_id == other.seat_id or one.person_id == other.person_id:
            assert not Period(one.starts_on, one.ends_on).overlaps(Period(other.starts_on, other.ends_on))


terms = st.lists(st.integers(0, 730), unique=True, min_size=2, max_size=8).map(sorted)
words = st.sampled_from([{"decided_by": "KF"}, {"decision_reference": "§ 9"}, {"decided_on": date(2022, 12, 1)}])


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(terms, st.data(), words)
def test_correcting_what_is_no_day_changes_nothing_else_whatever_the_terms_are(edges, data, correction):
    """Terms from one edge to the next, adjoining or apart, and an office that may even lie outside them."""
    with transaction.atomic():
        seat = make_seat(make_forum())
        person = make_person(collaboration=seat.forum.collaboration)
        last_day = [edge - 1 for edge in edges[1:-1]] + [edges[-1]]
        spans = [span for span in zip(edges[:-1], last_day, strict=True) if data.draw(st.booleans())] or [(0, 730)]
        sits = [make_appointment(seat, person, starts_on=on(first), ends_on=on(last)) for first, last in spans]
        begins, ends = sorted(data.draw(st.tuples(st.integers(0, 730), st.integers(0, 730))))
        PresidiumTerm.objects.create(
            forum=seat.forum, person=person, office="chair", starts_on=on(begins), ends_on=on(ends)
        )
        before = everything()
        chosen = data.draw(st.sampled_from(sits))
        correct(actor=make_coordinator(seat.forum.collaboration), appointment=chosen, **correction)
        after = everything()
        verbs = list(Event.objects.values_list("verb", flat=True))
        transaction.set_rollback(True)

    for row in before["sits"]:
        if row["id"] == chosen.pk:
            row.update(correction)
    assert after == before
    assert verbs == ["appointment.corrected"]


def on(number):
    return FIRST_DAY + timedelta(days=number)


def everything():
    return {
        "sits": list(Appointment.objects.order_by("pk").values()),
        "offices": list(PresidiumTerm.objects.order_by("pk").values()),
    }


def attempt(act, coordinator, seat, person, starts_on, ends_on):
    """Do it, or be refused: a refusal must leave everything as it was."""
    there = Appointment.objects.filter(seat=seat).order_by("pk").first()
    before = list(Appointment.objects.order_by("pk").values())
    try:
        if act == "appoint":
            appoint(actor=coordinator, seat=seat, person=person, starts_on=starts_on, ends_on=ends_on)
        elif act == "replace":
            replace(actor=coordinator, seat=seat, person=person, starts_on=starts_on, ends_on=ends_on)
        elif there and act == "end":
            end_early(actor=coordinator, appointment=there, ends_on=ends_on)
        elif there:
            correct(actor=coordinator, appointment=there, starts_on=starts_on, ends_on=ends_on)
    except RuleBroken:
        assert list(Appointment.objects.order_by("pk").values()) == before
