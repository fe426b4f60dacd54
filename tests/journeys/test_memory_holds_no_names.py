"""What is remembered for good, and what is logged, names nobody: persons are numbers there."""

import logging
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from samhandling.accounts.models import User
from samhandling.core.models import Event
from samhandling.forums.enums import Office
from samhandling.forums.services.access import add_secretary, remove_secretary
from samhandling.forums.services.appointments import appoint, end_early, replace
from samhandling.forums.services.presidium import choose
from samhandling.organisations.enums import ContactKind, Role
from samhandling.organisations.models import Collaboration, FormerFacts
from samhandling.organisations.services.access import give_role, invite, take_role
from samhandling.organisations.services.contacts import (
    add_contact_point,
    change_contact_point,
    remove_contact_point,
)
from samhandling.organisations.services.erasure import erase_person
from samhandling.organisations.services.merging import merge_people
from samhandling.organisations.services.people import (
    change_person,
    correct_person,
    create_person,
    link_user,
    remove_former,
    unlink_user,
)
from tests.factories.forums import make_forum, make_seat
from tests.factories.organisations import make_collaboration, make_coordinator

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TERM = {"starts_on": date(2023, 1, 1), "ends_on": date(2026, 10, 31)}
# Nothing else in the world is called so.
MARKS = ("Knutsmasso", "Vretmyra", "xyzzy", "1740605")


@pytest.fixture
def collaboration() -> Collaboration:
    return make_collaboration(name="Samverkan", slug="samverkan")


@pytest.fixture
def coordinator(collaboration: Collaboration) -> User:
    return make_coordinator(collaboration, name="Knutsmasso Vretmyra", email="samordnare@xyzzy.example.se")


def test_no_event_holds_a_name_an_address_or_a_number(collaboration: Collaboration, coordinator: User):
    live_through_everything(collaboration, coordinator)

    texts = [
        (event.verb, mark)
        for event in Event.objects.all()
        for mark in MARKS
        if mark.casefold() in f"{event.before} {event.after} {event.reason} {event.on_behalf_of}".casefold()
    ]

    assert texts == []
    assert sorted(set(Event.objects.values_list("verb", flat=True))) == [
        "access.reader_given",
        "access.reader_taken",
        "appointment.ended_early",
        "appointment.made",
        "appointment.replaced",
        "contact.added",
        "contact.changed",
        "contact.removed",
        "person.changed",
        "person.corrected",
        "person.created",
        "person.erased",
        "person.former_removed",
        "person.linked",
        "person.merged",
        "person.unlinked",
        "presidium.chosen",
        "presidium.ended",
        "secretary.removed",
        "secretary.user_added",
        "user.invited",
    ]


def live_through_everything(collaboration: Collaboration, coordinator: User) -> None:
    """A person comes, is appointed, chairs, leaves, is found to be entered twice, and is erased."""
    here = {"actor": coordinator, "collaboration": collaboration}
    names = {"given_name": "Knutsmasso", "family_name": "Vretmyra", "title": "xyzzy"}
    person, twin = create_person(**here, **names), create_person(**here, **names)
    point = add_contact_point(**here, owner=person, kind=ContactKind.EMAIL, value="a@xyzzy.example.se")
    change_contact_point(actor=coordinator, point=point, value="070-1740605")
    married = {"family_name": "Vretmyra Xyzzy", "title": "xyzzy 2"}
    change_person(actor=coordinator, person=person, from_on=date(2025, 1, 1), today=NOW.date(), **married)
    correct_person(actor=coordinator, person=person, given_name="Knutsmasso Xyzzy")
    change_person(actor=coordinator, person=twin, from_on=date(2024, 1, 1), today=NOW.date(), title="xyzzy 3")
    invited = {"email": "b@xyzzy.example.se", "name": "Vretmyra", "language": "sv", "now": NOW}
    user = invite(**here, **invited)
    user.is_active = True  # as if they had answered
    user.save()
    access = give_role(**here, user=user, role=Role.READER)
    forum = make_forum(collaboration)
    secretary = add_secretary(actor=coordinator, forum=forum, user=user)
    link_user(actor=coordinator, person=person, email="b@xyzzy.example.se")
    first = appoint(actor=coordinator, seat=make_seat(forum), person=twin, **TERM)
    replace(actor=coordinator, seat=first.seat, person=person, starts_on=date(2024, 1, 1), ends_on=TERM["ends_on"])
    choose(
        actor=coordinator,
        forum=forum,
        person=person,
        office=Office.CHAIR,
        starts_on=date(2024, 1, 1),
        ends_on=TERM["ends_on"],
    )
    last = person.appointments.get()
    end_early(actor=coordinator, appointment=last, ends_on=date(2026, 1, 31), reason="Vretmyra flyttade till xyzzy")
    remove_secretary(actor=coordinator, access=secretary)
    unlink_user(actor=coordinator, person=person)
    take_role(actor=coordinator, access=access)
    remove_contact_point(actor=coordinator, point=point)
    merge_people(actor=coordinator, duplicate=twin, keeper=person)
    first_of_all, *_later = person.former.order_by("until_on")
    remove_former(actor=coordinator, former=first_of_all)
    erase_person(actor=coordinator, person=person, now=NOW)
    assert FormerFacts.objects.count() == 0


def test_no_log_line_holds_what_somebody_wrote_or_searched_for(
    collaboration: Collaboration, coordinator: User, caplog: pytest.LogCaptureFixture
):
    client = Client()
    client.force_login(coordinator)
    slug = {"collaboration": collaboration.slug}
    with caplog.at_level(logging.DEBUG, logger="samhandling"):
        client.get(reverse("portal:search"), {"q": "Knutsmasso"})
        client.post(
            reverse("organisations:person_create", kwargs=slug),
            {"given_name": "Knutsmasso", "family_name": "Vretmyra", "title": "xyzzy"},
        )
        client.get(f"/samverkan/{collaboration.slug}/Knutsmasso/")
        client.post(reverse("account_login"), {"login": "c@xyzzy.example.se", "password": "xyzzy"})

    lines = [str(record.__dict__) for record in caplog.records if record.name.startswith("samhandling")]
    assert len(lines) == 4
    assert [(line, mark) for line in lines for mark in MARKS if mark.casefold() in line.casefold()] == []
