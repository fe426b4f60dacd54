"""Whom forums tell: those who sit there and keep them, the parties of seats, and the person it is about."""

from datetime import UTC, date, datetime, timedelta

import pytest

from samhandling.core.audit import event_of, record_many
from samhandling.forums.domain.composition import Rule
from samhandling.forums.enums import RuleKind
from samhandling.forums.selectors.notices import deadlines
from samhandling.forums.services.appointments import appoint
from samhandling.forums.services.composition import create_seats, set_composition
from samhandling.forums.services.mandates import adopt_mandate
from samhandling.forums.services.papers import remove_paper, submit_document
from samhandling.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.documents import make_document, mark
from tests.factories.forums import make_appointment, make_forum, make_seat, make_secretary
from tests.factories.organisations import (
    give_party,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
FROM, TO = TODAY - timedelta(days=400), TODAY + timedelta(days=400)


@pytest.fixture
def here():
    return make_collaboration()


@pytest.fixture
def coordinator(here):
    return make_coordinator(here)


def sitting(forum, organisation=None, employer=None):
    """The log-in of somebody who sits in the forum."""
    person = make_person(collaboration=forum.collaboration, user=make_user(), organisation=employer)
    make_appointment(make_seat(forum, organisation=organisation, starts_on=FROM), person, starts_on=FROM, ends_on=TO)
    return person.user


def told(**narrowed):
    return {(notice.user, notice.text) for notice in Notice.objects.filter(**narrowed)}


def test_who_is_appointed_is_told(here, coordinator):
    user = make_user()
    seat = make_seat(make_forum(here, name="PKD"), starts_on=FROM)
    person = make_person(collaboration=here, user=user)
    appoint(actor=coordinator, seat=seat, person=person, starts_on=TODAY, ends_on=TO)
    assert told() == {(user, "Du har fått ett uppdrag i PKD.")}


def test_the_parties_of_new_seats_are_asked_to_appoint(here, coordinator):
    forum, party = make_forum(here, name="PKD", starts_on=FROM), make_municipality("Malå", collaboration=here)
    speaker = give_party(make_user(), here, party)
    set_composition(
        actor=coordinator, forum=forum, rules=[Rule(1, RuleKind.FROM_ORGANISATION, 1, source_organisation=party.pk)]
    )
    create_seats(actor=coordinator, forum=forum, starts_on=TODAY)
    assert told(kind="request") == {(speaker, "Utse dem som ska sitta i PKD för Malå.")}


def test_a_paper_is_told_to_those_who_sit_there_and_keep_the_forum_and_taken_back(here):
    forum, owner = make_forum(here, name="PKD", access="closed"), make_municipality("Malå", collaboration=here)
    member, other = sitting(forum, owner), make_secretary(forum)
    secretary = give_party(make_secretary(forum), here, owner)
    sitting(make_forum(here))
    document = make_document(here, owner, title="Hemlig rubrik")
    paper = submit_document(actor=secretary, forum=forum, document=document, is_confirmed=True, now=NOW, today=TODAY)
    text = "En ny handling har lagts fram för PKD."
    assert told() == {(member, text), (other, text)}
    remove_paper(actor=secretary, paper=paper, today=TODAY)
    assert Notice.objects.filter(withdrawn_at=None).count() == 0


def test_a_paper_marked_as_secret_is_told_to_those_alone_who_may_know_of_it(here):
    forum, owner = make_forum(here, name="PKD", access="closed"), make_municipality("Malå", collaboration=here)
    member = sitting(forum, owner)
    sitting(forum)  # for nobody: has got it through no organisation
    make_secretary(forum)
    secretary = give_party(make_secretary(forum), here, owner)
    document = mark(make_document(here, owner)).document
    submit_document(actor=secretary, forum=forum, document=document, is_confirmed=True, now=NOW, today=TODAY)
    assert {user for user, _text in told()} == {member}


def test_an_adopted_mandate_is_told_in_the_forum(here, coordinator):
    forum = make_forum(here, name="PKD")
    member = sitting(forum)
    mandate = forum.mandates.create(kind="mission", version=1, text="Uppdrag")
    adopt_mandate(actor=coordinator, mandate=mandate, adopted_on=FROM, adopted_by="PKD", today=TODAY)
    assert told() == {(member, "Uppdragsbeskrivningen för PKD har antagits.")}


def test_ending_appointments_are_told_once_for_each_party_and_day(here):
    forum, party = make_forum(here), make_municipality("Malå", collaboration=here)
    for _number in range(3):
        seat = make_seat(forum, organisation=party, starts_on=FROM)
        make_appointment(seat, starts_on=FROM, ends_on=date(2026, 12, 31))
    followed = make_seat(forum, organisation=make_municipality("Åsele", collaboration=here), starts_on=FROM)
    make_appointment(followed, starts_on=FROM, ends_on=date(2026, 12, 31))
    make_appointment(followed, starts_on=date(2027, 1, 1), ends_on=TO)
    assert [(one.parties, one.source.split(":")[-2:]) for one in deadlines(TODAY)] == [
        ([party.pk], ["2026-12-31", "30"])
    ]
    assert list(deadlines(date(2026, 9, 1))) == []


def test_a_term_s_appointments_are_told_without_a_query_for_each(here, coordinator, django_assert_max_num_queries):
    forum = make_forum(here)
    people = [make_person(collaboration=here, user=make_user()) for _number in range(30)]
    events = [event_of(coordinator, "appointment.made", forum, person_id=person.pk) for person in people]
    with django_assert_max_num_queries(12):
        record_many(events)
    assert Notice.objects.count() == 30
