"""Appointing, replacing, ending early and correcting."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.core.models import Event
from samhandling.core.search import SearchWish
from samhandling.forums.enums import Refusal
from samhandling.forums.models import Appointment, PresidiumTerm
from samhandling.forums.selectors.search import search
from samhandling.forums.services.appointments import appoint, correct, end_early, replace
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_user
from tests.factories.forums import FIRST_DAY, LAST_DAY, make_appointment, make_forum, make_seat, make_secretary
from tests.factories.organisations import (
    give_party,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db


def test_an_appointment_is_made_and_remembered_without_a_name():
    seat = make_seat()
    person = make_person(collaboration=seat.forum.collaboration, family_name="Hemligsson")
    coordinator = make_coordinator(seat.forum.collaboration)

    made = appoint(
        actor=coordinator, seat=seat, person=person, starts_on=FIRST_DAY, ends_on=LAST_DAY, decided_by="Fullmäktige"
    )

    assert (made.seat, made.person, made.starts_on, made.ends_on, made.decided_by) == (
        seat,
        person,
        FIRST_DAY,
        LAST_DAY,
        "Fullmäktige",
    )
    assert [hit.text for hit in search(coordinator, SearchWish(("hemligsson",)))] == [str(person)]
    event = Event.objects.get()
    assert (event.verb, event.object_type, event.object_id, event.person_id, event.collaboration_id) == (
        "appointment.made",
        "forums.forum",
        seat.forum_id,
        person.pk,
        seat.forum.collaboration_id,
    )
    assert "Hemligsson" not in str([event.before, event.after, event.reason])


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "reason"),
    [
        (date(2024, 1, 2), date(2024, 1, 1), Refusal.END_BEFORE_START),
        (date(2022, 12, 31), LAST_DAY, Refusal.OUTSIDE_FORUM),
        (FIRST_DAY, date(2027, 1, 1), Refusal.OUTSIDE_FORUM),
        (date(2023, 1, 31), date(2023, 6, 30), Refusal.OUTSIDE_SEAT),
        (date(2023, 2, 1), date(2026, 7, 1), Refusal.OUTSIDE_SEAT),
    ],
)
def test_a_term_runs_forwards_and_within_the_life_of_forum_and_seat(starts_on, ends_on, reason):
    forum = make_forum(ends_on=LAST_DAY)
    seat = make_seat(forum, starts_on=date(2023, 2, 1), ends_on=date(2026, 6, 30))
    person = make_person(collaboration=forum.collaboration)

    with pytest.raises(RuleBroken) as broken:
        appoint(
            actor=make_coordinator(forum.collaboration), seat=seat, person=person, starts_on=starts_on, ends_on=ends_on
        )

    assert broken.value.reason is reason
    assert (Appointment.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_refused"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), False),
        (date(2023, 1, 1), date(2024, 1, 1), True),
        (date(2024, 6, 30), date(2026, 12, 31), True),
        (date(2024, 7, 1), date(2026, 12, 31), False),
        (date(2024, 2, 1), date(2024, 3, 1), True),
    ],
)
def test_one_seat_holds_one_person_on_each_day(starts_on, ends_on, is_refused):
    seat = make_seat()
    sitting = make_person(collaboration=seat.forum.collaboration, given_name="Ulla", family_name="Berg")
    make_appointment(seat, sitting, starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 30))
    coordinator = make_coordinator(seat.forum.collaboration)
    other = make_person(collaboration=seat.forum.collaboration)

    try:
        appoint(actor=coordinator, seat=seat, person=other, starts_on=starts_on, ends_on=ends_on)
        refused = None
    except RuleBroken as broken:
        refused = broken

    assert (refused is not None) == is_refused
    if refused:
        assert refused.reason is Refusal.SEAT_TAKEN
        assert refused.detail == "Ulla Berg, 1 januari 2024–30 juni 2024."


def test_nobody_sits_in_two_seats_of_a_forum_at_once():
    forum = make_forum(seats=2)
    first, second = forum.seats.all()
    person = make_person(collaboration=forum.collaboration)
    make_appointment(first, person)

    with pytest.raises(RuleBroken) as broken:
        appoint(
            actor=make_coordinator(forum.collaboration),
            seat=second,
            person=person,
            starts_on=LAST_DAY,
            ends_on=date(2027, 12, 31),
        )

    assert broken.value.reason is Refusal.SITS_ALREADY


def test_what_somebody_is_in_one_forum_is_nothing_to_another():
    """They may sit in both at once, and whoever leaves one goes on presiding over the other."""
    seat = make_seat()
    elsewhere = make_seat(make_forum(seat.forum.collaboration, name="Det andra"))
    person, coordinator = (
        make_person(collaboration=seat.forum.collaboration),
        make_coordinator(seat.forum.collaboration),
    )
    terms = {"person": person, "starts_on": FIRST_DAY, "ends_on": LAST_DAY}
    left, _kept = (appoint(actor=coordinator, seat=one, **terms) for one in (seat, elsewhere))
    offices = [PresidiumTerm.objects.create(forum=one.forum, office="chair", **terms) for one in (seat, elsewhere)]

    end_early(actor=coordinator, appointment=left, ends_on=date(2025, 6, 30))

    assert [PresidiumTerm.objects.get(pk=one.pk).ends_on for one in offices] == [date(2025, 6, 30), LAST_DAY]


def test_a_person_of_another_collaboration_is_not_appointed():
    seat = make_seat()

    with pytest.raises(RuleBroken) as broken:
        appoint(
            actor=make_coordinator(seat.forum.collaboration),
            seat=seat,
            person=make_person(),
            starts_on=FIRST_DAY,
            ends_on=LAST_DAY,
        )

    assert broken.value.reason is Refusal.PERSON_ELSEWHERE


def test_a_party_appoints_to_its_own_seat_and_is_remembered_as_the_one_behind_it():
    umea, vannas = make_municipality(), make_municipality("Vännäs", "2460")
    forum = make_forum(seats=2, organisations=[umea, vannas])
    own, other = forum.seats.all()
    director = give_party(make_user(), forum.collaboration, umea)
    person = make_person(collaboration=forum.collaboration)

    appoint(actor=director, seat=own, person=person, starts_on=FIRST_DAY, ends_on=LAST_DAY)
    with pytest.raises(PermissionDenied):
        appoint(actor=director, seat=other, person=person, starts_on=FIRST_DAY, ends_on=LAST_DAY)

    event = Event.objects.get()
    assert (event.on_behalf_of, event.on_behalf_of_id) == ("Umeå", umea.pk)


def test_a_secretary_appoints_in_their_own_forum_only():
    forum, elsewhere = make_forum(seats=1), make_forum(seats=1)
    secretary = make_secretary(forum)
    person = make_person(collaboration=forum.collaboration)

    appoint(actor=secretary, seat=forum.seats.get(), person=person, starts_on=FIRST_DAY, ends_on=LAST_DAY)
    with pytest.raises(PermissionDenied):
        appoint(
            actor=secretary,
            seat=elsewhere.seats.get(),
            person=make_person(collaboration=elsewhere.collaboration),
            starts_on=FIRST_DAY,
            ends_on=LAST_DAY,
        )


def test_replacing_ends_the_former_the_day_before():
    former = make_appointment()
    forum = former.seat.forum
    heir = make_person(collaboration=forum.collaboration)

    new = replace(
        actor=make_coordinator(forum.collaboration),
        seat=former.seat,
        person=heir,
        starts_on=date(2025, 3, 1),
        ends_on=LAST_DAY,
        decided_by="Kommunfullmäktige",
    )

    former.refresh_from_db()
    assert (former.ends_on, new.starts_on, new.decided_by) == (date(2025, 2, 28), date(2025, 3, 1), "Kommunfullmäktige")
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "appointment.replaced",
        "appointment.made",
    ]


@pytest.mark.parametrize(
    ("day", "reason"),
    [(FIRST_DAY, Refusal.REPLACED_ON_FIRST_DAY), (date(2027, 1, 1), Refusal.NOBODY_TO_REPLACE)],
)
def test_replacing_needs_somebody_who_has_sat_at_least_a_day(day, reason):
    former = make_appointment()
    collaboration = former.seat.forum.collaboration

    with pytest.raises(RuleBroken) as broken:
        replace(
            actor=make_coordinator(collaboration),
            seat=former.seat,
            person=make_person(collaboration=collaboration),
            starts_on=day,
            ends_on=date(2030, 12, 31),
        )

    assert broken.value.reason is reason


def test_when_the_new_one_is_refused_the_former_stays():
    former = make_appointment()
    collaboration = former.seat.forum.collaboration

    with pytest.raises(RuleBroken):
        replace(
            actor=make_coordinator(collaboration),
            seat=former.seat,
            person=make_person(),
            starts_on=date(2025, 3, 1),
            ends_on=LAST_DAY,
        )

    former.refresh_from_db()
    assert former.ends_on == LAST_DAY


def test_leaving_early_ends_the_office_in_the_presidium_too():
    appointment = make_appointment()
    forum = appointment.seat.forum
    running = PresidiumTerm.objects.create(
        forum=forum, person=appointment.person, office="chair", starts_on=FIRST_DAY, ends_on=LAST_DAY
    )
    PresidiumTerm.objects.create(
        forum=forum, person=appointment.person, office="vice_chair", starts_on=date(2026, 1, 1), ends_on=LAST_DAY
    )

    end_early(
        actor=make_coordinator(forum.collaboration),
        appointment=appointment,
        ends_on=date(2025, 6, 30),
        reason="Lämnade på egen begäran.",
    )

    appointment.refresh_from_db()
    assert (appointment.ends_on, appointment.left_early_because) == (date(2025, 6, 30), "Lämnade på egen begäran.")
    assert list(forum.presidium.values_list("pk", "ends_on")) == [(running.pk, date(2025, 6, 30))]
    assert "begäran" not in str(list(Event.objects.values_list("reason", "after", "before")))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2022, 12, 31), Refusal.END_BEFORE_START),
        (LAST_DAY, Refusal.NOT_EARLIER),
        (date(2027, 5, 1), Refusal.NOT_EARLIER),
    ],
)
def test_ending_early_is_earlier_than_the_stated_end(day, reason):
    appointment = make_appointment()

    with pytest.raises(RuleBroken) as broken:
        end_early(actor=make_coordinator(appointment.seat.forum.collaboration), appointment=appointment, ends_on=day)

    assert broken.value.reason is reason


def test_a_correction_obeys_the_same_rules():
    appointment = make_appointment(ends_on=date(2024, 12, 31))
    seat = appointment.seat
    make_appointment(seat, starts_on=date(2025, 1, 1))
    coordinator = make_coordinator(seat.forum.collaboration)

    corrected = correct(actor=coordinator, appointment=appointment, decided_by="KF", ends_on=date(2024, 11, 30))
    with pytest.raises(RuleBroken) as broken:
        correct(actor=coordinator, appointment=appointment, ends_on=date(2025, 1, 1))

    assert (corrected.decided_by, corrected.ends_on) == ("KF", date(2024, 11, 30))
    assert broken.value.reason is Refusal.SEAT_TAKEN


def three_terms_and_a_chair():
    """One person in one seat 2019–22, 2023–26 and 2027–30, who chairs 2025–28."""
    seat = make_seat(make_forum(starts_on=date(2019, 1, 1)))
    person = make_person(collaboration=seat.forum.collaboration)
    terms = [
        make_appointment(seat, person, starts_on=date(year, 1, 1), ends_on=date(year + 3, 12, 31))
        for year in (2019, 2023, 2027)
    ]
    chairs = {"starts_on": date(2025, 1, 1), "ends_on": date(2028, 12, 31)}
    PresidiumTerm.objects.create(forum=seat.forum, person=person, office="chair", **chairs)
    return make_coordinator(seat.forum.collaboration), terms


def chaired():
    return list(PresidiumTerm.objects.values_list("starts_on", "ends_on"))


@pytest.mark.parametrize(
    ("term", "correction"),
    [
        (0, {"decision_reference": "§ 14"}),
        (1, {"decided_by": "Kommunfullmäktige", "decided_on": date(2022, 11, 21)}),
        (2, {"decision_reference": "§ 15"}),
        (0, {"ends_on": date(2021, 12, 31)}),
        (2, {"ends_on": date(2029, 12, 31)}),
    ],
)
def test_a_correction_that_takes_no_day_from_the_chair_leaves_the_office_untouched(term, correction):
    coordinator, terms = three_terms_and_a_chair()

    correct(actor=coordinator, appointment=terms[term], **correction)

    assert chaired() == [(date(2025, 1, 1), date(2028, 12, 31))]
    assert list(Event.objects.values_list("verb", flat=True)) == ["appointment.corrected"]


@pytest.mark.parametrize(
    ("term", "correction", "left"),
    [
        (1, {"ends_on": date(2026, 6, 30)}, [(date(2025, 1, 1), date(2026, 6, 30))]),
        (1, {"starts_on": date(2025, 7, 1)}, [(date(2025, 7, 1), date(2028, 12, 31))]),
        (2, {"starts_on": date(2027, 2, 1)}, [(date(2025, 1, 1), date(2026, 12, 31))]),
        (1, {"ends_on": date(2024, 12, 31)}, [(date(2027, 1, 1), date(2028, 12, 31))]),
    ],
)
def test_a_correction_that_takes_days_from_the_chair_takes_only_those(term, correction, left):
    coordinator, terms = three_terms_and_a_chair()

    correct(actor=coordinator, appointment=terms[term], **correction)

    assert chaired() == left


@pytest.mark.parametrize("act", [end_early, replace])
def test_leaving_a_term_that_the_office_does_not_lie_in_leaves_the_office_untouched(act):
    coordinator, terms = three_terms_and_a_chair()
    if act is end_early:
        end_early(actor=coordinator, appointment=terms[0], ends_on=date(2021, 12, 31))
    else:
        other = make_person(collaboration=terms[0].seat.forum.collaboration)
        when = {"starts_on": date(2022, 1, 1), "ends_on": date(2022, 12, 31)}
        replace(actor=coordinator, seat=terms[0].seat, person=other, **when)

    assert chaired() == [(date(2025, 1, 1), date(2028, 12, 31))]


def test_correcting_the_decision_is_not_refused_for_days_that_stay_as_they_are():
    """Rows from before today's rules: outside the seat's life, and two in one seat at a time."""
    seat = make_seat(ends_on=date(2024, 12, 31))
    long = make_appointment(seat)
    make_appointment(seat, starts_on=date(2024, 1, 1))
    coordinator = make_coordinator(seat.forum.collaboration)

    correct(actor=coordinator, appointment=long, decision_reference="§ 14")
    correct(actor=coordinator, appointment=long, ends_on=date(2025, 6, 30))
    with pytest.raises(RuleBroken) as broken:
        correct(actor=coordinator, appointment=long, ends_on=date(2025, 7, 31))

    long.refresh_from_db()
    assert (long.decision_reference, long.ends_on) == ("§ 14", date(2025, 6, 30))
    assert broken.value.reason is Refusal.OUTSIDE_SEAT
