"""Who chairs, what the forum is for, and what it keeps."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.forums.enums import AccessMode, MandateKind, MandateStatus, Office, Refusal
from samhandling.forums.models import Mandate
from samhandling.forums.selectors.mandates import mandate_version, mandates_of
from samhandling.forums.services.mandates import adopt_mandate, discard_draft, draft_mandate, write_mandate
from samhandling.forums.services.presidium import choose, end_office
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_user
from tests.factories.forums import (
    FIRST_DAY,
    LAST_DAY,
    make_appointment,
    make_forum,
    make_forum_type,
    make_seat,
    make_secretary,
)
from tests.factories.organisations import make_coordinator, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def refusal_of(act, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        act(**kwargs)
    return broken.value.reason


def chair(forum, person, **kw):
    given = {"office": Office.CHAIR, "starts_on": FIRST_DAY, "ends_on": LAST_DAY} | kw
    return {"actor": make_coordinator(forum.collaboration), "forum": forum, "person": person} | given


def test_the_chair_is_chosen_among_those_who_sit_there_all_that_time():
    appointment = make_appointment(ends_on=date(2024, 12, 31))
    forum, person = appointment.seat.forum, appointment.person
    stranger = make_person(collaboration=forum.collaboration)

    assert refusal_of(choose, **chair(forum, stranger)) is Refusal.DOES_NOT_SIT_THERE
    assert refusal_of(choose, **chair(forum, person)) is Refusal.DOES_NOT_SIT_THERE
    assert choose(**chair(forum, person, ends_on=date(2024, 12, 31))).person == person


def test_two_terms_in_a_row_are_as_good_as_one():
    first = make_appointment(ends_on=date(2024, 12, 31))
    make_appointment(first.seat, first.person, starts_on=date(2025, 1, 1))

    assert choose(**chair(first.seat.forum, first.person)).ends_on == LAST_DAY


def test_a_substitute_does_not_chair():
    deputy = make_appointment(make_seat(kind="deputy"))

    assert refusal_of(choose, **chair(deputy.seat.forum, deputy.person)) is Refusal.DOES_NOT_SIT_THERE


def test_one_chair_at_a_time_and_one_office_each():
    forum = make_forum(seats=2)
    first, second = (make_appointment(seat).person for seat in forum.seats.all())
    choose(**chair(forum, first))

    with pytest.raises(RuleBroken) as broken:
        choose(**chair(forum, second, starts_on=date(2026, 1, 1)))
    assert (broken.value.reason, broken.value.detail) == (
        Refusal.OFFICE_TAKEN,
        f"{first}, 1 januari 2023–31 december 2026.",
    )
    assert refusal_of(choose, **chair(forum, first, office=Office.VICE_CHAIR)) is Refusal.HAS_OFFICE
    assert choose(**chair(forum, second, office=Office.VICE_CHAIR, number=2)).number == 2


def test_some_types_of_forum_have_no_presidium():
    forum = make_forum(type=make_forum_type("network", has_presidium=False), seats=1)
    person = make_appointment(forum.seats.get()).person

    assert refusal_of(choose, **chair(forum, person)) is Refusal.NO_PRESIDIUM


def test_an_office_ends_early():
    appointment = make_appointment()
    forum = appointment.seat.forum
    term = choose(**chair(forum, appointment.person))
    coordinator = make_coordinator(forum.collaboration)

    assert refusal_of(end_office, actor=coordinator, term=term, ends_on=LAST_DAY) is Refusal.NOT_EARLIER
    assert refusal_of(end_office, actor=coordinator, term=term, ends_on=date(2022, 1, 1)) is Refusal.ENDS_BEFORE_OFFICE
    assert end_office(actor=coordinator, term=term, ends_on=date(2025, 1, 1)).ends_on == date(2025, 1, 1)


def test_an_adopted_text_replaces_the_former_and_is_never_changed():
    forum = make_forum()
    secretary = make_secretary(forum)
    first = draft_mandate(actor=secretary, forum=forum, kind=MandateKind.MISSION, text="Vi möts här")
    adopt_mandate(actor=secretary, mandate=first, adopted_on=date(2023, 2, 1), adopted_by="PKD", today=TODAY)
    second = draft_mandate(actor=secretary, forum=forum, kind=MandateKind.MISSION, text="Vi möts ofta här")
    adopt_mandate(actor=secretary, mandate=second, adopted_on=date(2024, 2, 1), adopted_by="PKD", today=TODAY)

    assert list(Mandate.objects.order_by("version").values_list("version", "status", "text")) == [
        (1, MandateStatus.REPLACED, "Vi möts här"),
        (2, MandateStatus.ADOPTED, "Vi möts ofta här"),
    ]
    for mandate in (first, second):
        reason = refusal_of(write_mandate, actor=secretary, mandate=mandate, kind=MandateKind.MISSION, text="Nytt")
        assert reason is Refusal.MANDATE_FIXED
        assert refusal_of(discard_draft, actor=secretary, mandate=mandate) is Refusal.MANDATE_FIXED
    assert mandates_of(secretary, forum, date(2023, 12, 31)).in_force == first
    assert mandates_of(secretary, forum, date(2024, 2, 1)).in_force == second
    assert mandates_of(secretary, forum, date(2023, 1, 31)).in_force is None
    assert mandate_version(secretary, forum, 2).changes == [("same", "Vi möts "), ("added", "ofta "), ("same", "här")]


@pytest.mark.parametrize(
    ("text", "adopted_on", "reason"),
    [
        ("Text", date(2026, 11, 23), Refusal.ADOPTED_AHEAD),
        ("Text", date(2023, 1, 31), Refusal.ADOPTED_TOO_EARLY),
        ("  ", date(2024, 2, 1), Refusal.TEXT_MISSING),
    ],
)
def test_what_cannot_be_adopted(text, adopted_on, reason):
    forum = make_forum()
    secretary = make_secretary(forum)
    first = draft_mandate(actor=secretary, forum=forum, kind=MandateKind.MISSION, text="Vi möts här")
    adopt_mandate(actor=secretary, mandate=first, adopted_on=date(2023, 2, 1), adopted_by="PKD", today=TODAY)
    draft = draft_mandate(actor=secretary, forum=forum, kind=MandateKind.MISSION, text=text)

    refused = refusal_of(
        adopt_mandate, actor=secretary, mandate=draft, adopted_on=adopted_on, adopted_by="PKD", today=TODAY
    )

    assert refused is reason
    first.refresh_from_db()
    assert first.status == MandateStatus.ADOPTED


def test_one_draft_at_a_time_seen_by_those_who_write_it():
    forum = make_forum(access=AccessMode.OPEN)
    secretary, reader = make_secretary(forum), make_user()
    draft = draft_mandate(actor=secretary, forum=forum, kind=MandateKind.RULES, text="Utkast")

    again = refusal_of(draft_mandate, actor=secretary, forum=forum, kind=MandateKind.RULES, text="Annat")

    assert again is Refusal.DRAFT_EXISTS
    assert mandates_of(secretary, forum, TODAY).draft == draft
    assert (mandates_of(reader, forum, TODAY).draft, mandates_of(reader, forum, TODAY).versions) == (None, [])
    with pytest.raises(PermissionDenied):
        write_mandate(actor=reader, mandate=draft, kind=MandateKind.RULES, text="Fusk")
    discard_draft(actor=secretary, mandate=draft)
    assert Mandate.objects.count() == 0
