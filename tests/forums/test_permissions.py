"""Role × act, with rows of another collaboration and of a closed forum always there to leak."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from samhandling.forums.enums import AccessMode
from samhandling.forums.permissions import (
    appointments_visible_to,
    can_add_papers,
    can_appoint,
    can_manage,
    can_read_papers,
    can_run,
    can_set_up,
    papers_visible_to,
    seats_visible_to,
    visible_to,
)
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of, is_member, people_visible_to
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_agreement_in_force
from tests.factories.forums import make_appointment, make_forum, make_paper, make_seat, make_secretary
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 22)
PEOPLE = (
    "stranger",
    "other_coordinator",
    "coordinator",
    "reader",
    "party",
    "secretary",
    "member",
    "former_member",
    "inactive_member",
)


class County:
    """A published collaboration with one forum of each openness, people of every kind, and a neighbour."""

    def __init__(self, *, is_public=True):
        self.collaboration = make_collaboration(is_public=is_public)
        self.umea = make_municipality(collaboration=self.collaboration)
        self.vannas = make_municipality("Vännäs", "2460", collaboration=self.collaboration)
        self.forums = {mode: make_forum(self.collaboration, name=mode, access=mode) for mode in AccessMode}
        self.neighbour = make_forum(make_collaboration(), access=AccessMode.OPEN)
        for forum in (*self.forums.values(), self.neighbour):
            make_paper(forum, f"PM {forum.name}")
        self.closed = self.forums[AccessMode.CLOSED]
        self.own_seat = make_seat(self.closed, organisation=self.umea)
        self.their_seat = make_seat(self.closed, organisation=self.vannas)
        self.users = {
            "stranger": AnonymousUser(),
            "other_coordinator": make_coordinator(self.neighbour.collaboration),
            "coordinator": make_coordinator(self.collaboration),
            "reader": give_role(make_user(), self.collaboration, Role.READER),
            "party": give_party(make_user(), self.collaboration, self.umea),
            "secretary": make_secretary(self.closed),
            "member": self.sitting(make_user(), ends_on=date(2099, 12, 31)),
            "former_member": self.sitting(make_user(), ends_on=date(2026, 3, 21)),
            "inactive_member": self.sitting(make_user(is_active=False)),
        }

    def sitting(self, user, **kw):
        person = make_person(collaboration=self.collaboration, user=user)
        make_appointment(make_seat(self.closed), person, **kw)
        return user


@pytest.fixture
def county():
    return County()


def who(county, allowed):
    return {name for name in PEOPLE if allowed(county.users[name])}


def test_members_of_a_published_collaboration_are_public_and_nobody_elses(county):
    for name in PEOPLE:
        user = county.users[name]
        seen = set(visible_to(user).values_list("pk", flat=True))
        ours = {forum.pk for forum in county.forums.values()}
        assert seen == (ours | {county.neighbour.pk} if name == "other_coordinator" else ours), name
        assert seats_visible_to(user).count() == 5, name
        assert appointments_visible_to(user).count() == 3, name


@pytest.mark.parametrize(
    ("mode", "readers"),
    [
        (AccessMode.OPEN, set(PEOPLE)),
        (AccessMode.TRANSPARENT, {"coordinator", "reader", "party", "secretary", "member"}),
        (AccessMode.CLOSED, {"secretary", "member"}),
    ],
)
def test_papers_follow_the_openness_and_the_coordinator_is_no_exception(county, mode, readers):
    forum = county.forums[mode]

    assert who(county, lambda user: can_read_papers(user, forum, TODAY)) == readers
    assert who(county, lambda user: papers_visible_to(user, TODAY).filter(forum=forum).exists()) == readers


def test_nobody_reads_the_neighbours_papers(county):
    readers = who(county, lambda user: can_read_papers(user, county.neighbour, TODAY))

    assert readers == {"other_coordinator"}


def test_access_by_appointment_begins_and_ends_with_it(county):
    former = county.users["former_member"]

    assert can_read_papers(former, county.closed, date(2026, 3, 21)) is True
    assert can_read_papers(former, county.closed, date(2026, 3, 22)) is False
    assert can_read_papers(former, county.closed, date(2022, 12, 31)) is False


def test_an_unpublished_collaboration_is_for_those_who_have_access_to_it_or_to_something_inside():
    county = County(is_public=False)

    def sees(user):
        return visible_to(user).filter(collaboration=county.collaboration).exists()

    def reads_open(user):
        return can_read_papers(user, county.forums[AccessMode.OPEN], TODAY)

    inside = {"coordinator", "reader", "party", "secretary", "member"}
    assert who(county, sees) == inside
    assert who(county, reads_open) == inside


def test_who_sits_or_keeps_the_papers_is_a_guest_in_the_collaboration_and_no_member():
    county = County(is_public=False)
    guests = {name: access_of(user).guests for name, user in county.users.items()}
    here = {county.collaboration.pk}
    assert {name for name, found in guests.items() if found} == {"secretary", "member"}
    assert (guests["secretary"], guests["member"]) == (here, here)
    assert who(county, lambda user: is_member(user, county.collaboration.pk)) == {"coordinator", "reader", "party"}
    assert who(county, lambda user: people_visible_to(user).exists()) == {"coordinator", "reader", "party"}


def test_a_guest_sees_of_agreements_what_the_public_would_and_no_draft(client):
    county = County(is_public=False)
    draft = make_agreement(county.collaboration, title="Utkast")
    running = make_agreement_in_force(county.collaboration, title="Gällande")
    client.force_login(county.users["member"])
    statuses = {
        page: client.get(reverse(f"agreements:{page}", args=[county.collaboration.slug, agreement.pk])).status_code
        for page, agreement in (("detail", running), ("gaps", running))
    }
    assert statuses == {"detail": 200, "gaps": 404}
    assert client.get(reverse("agreements:detail", args=[county.collaboration.slug, draft.pk])).status_code == 404
    assert client.get(reverse("organisations:people", args=[county.collaboration.slug])).status_code == 404
    assert client.get(reverse("portal:home")).context["collaboration"] == county.collaboration


def test_a_guests_access_ends_with_the_seat(client):
    county = County(is_public=False)
    client.force_login(county.users["former_member"])
    assert client.get(reverse("forums:list", args=[county.collaboration.slug])).status_code == 404


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (lambda user, county: can_set_up(user, county.collaboration.pk), {"coordinator"}),
        (lambda user, county: can_manage(user, county.closed), {"coordinator"}),
        (lambda user, county: can_run(user, county.closed), {"coordinator", "secretary"}),
        (lambda user, county: can_run(user, county.forums[AccessMode.OPEN]), {"coordinator"}),
        (lambda user, county: can_appoint(user, county.own_seat), {"coordinator", "secretary", "party"}),
        (lambda user, county: can_appoint(user, county.their_seat), {"coordinator", "secretary"}),
        (lambda user, county: can_add_papers(user, county.closed, TODAY), {"secretary"}),
        (lambda user, county: can_add_papers(user, county.forums[AccessMode.OPEN], TODAY), {"coordinator"}),
        (lambda user, county: can_add_papers(user, county.forums[AccessMode.TRANSPARENT], TODAY), {"coordinator"}),
        (lambda user, county: can_manage(user, county.neighbour), {"other_coordinator"}),
    ],
)
def test_who_may_do_what(county, act, allowed):
    assert who(county, lambda user: act(user, county)) == allowed
