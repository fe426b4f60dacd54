"""Who may see and do what: roles by acts, among rows that could leak."""

from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from samhandling.accounts.models import User
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Party
from samhandling.agreements.permissions import (
    can_create,
    can_edit,
    can_fulfil,
    can_keep_annex,
    can_ratify,
    can_see_workings,
    visible_to,
)
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_duty
from tests.factories.organisations import give_party, give_role, make_collaboration

pytestmark = pytest.mark.django_db

ROLES = ["coordinator", "finance", "evaluator", "reader", "own party", "other party", "elsewhere", "citizen"]


@dataclass
class World:
    """One agreement of each state here, the same elsewhere; and the parties of the one in force."""

    here: dict[Status, Agreement]
    own: Party
    people: dict[str, User | AnonymousUser]

    @property
    def agreement(self) -> Agreement:
        return self.here[Status.IN_FORCE]


@pytest.fixture
def world() -> World:
    collaboration, other = make_collaboration(is_public=True), make_collaboration()
    here = {status: make_agreement(collaboration, status=status) for status in Status}
    for status in Status:
        make_agreement(other, status=status)
    own, another = here[Status.IN_FORCE].parties.filter(role="municipality")
    people: dict[str, User | AnonymousUser] = {
        role: give_role(make_user(), collaboration, Role(role)) for role in ("coordinator", "finance", "evaluator")
    }
    people["reader"] = give_role(make_user(), collaboration, Role.READER)
    people["own party"] = give_party(make_user(), collaboration, own.organisation)
    people["other party"] = give_party(make_user(), collaboration, another.organisation)
    # The coordinator next door, who even answers for the same municipality there.
    people["elsewhere"] = give_party(give_role(make_user(), other), other, own.organisation)
    people["citizen"] = AnonymousUser()
    return World(here, own, people)


def allowed(world, may):
    return [role for role in ROLES if may(world.people[role])]


MEMBERS = ["coordinator", "finance", "evaluator", "reader", "own party", "other party"]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.DRAFT, MEMBERS),
        (Status.PROPOSED, ROLES),
        (Status.IN_FORCE, ROLES),
        (Status.ENDED, ROLES),
        (Status.WITHDRAWN, MEMBERS),
    ],
)
def test_who_sees_an_agreement_of_a_published_collaboration(world, status, expected):
    pk = world.here[status].pk
    assert allowed(world, lambda viewer: visible_to(viewer).filter(pk=pk).exists()) == expected


def test_nobody_but_members_sees_agreements_of_an_unpublished_collaboration(world):
    other = Agreement.objects.exclude(pk__in=[agreement.pk for agreement in world.here.values()])
    seen = {role: visible_to(world.people[role]).filter(pk__in=other).count() for role in ROLES}
    assert seen == {role: 5 if role == "elsewhere" else 0 for role in ROLES}


@pytest.mark.parametrize(
    ("may", "expected"),
    [
        (lambda viewer, world: can_create(viewer, world.agreement.collaboration_id), ["coordinator"]),
        (lambda viewer, world: can_edit(viewer, world.agreement), ["coordinator"]),
        (lambda viewer, world: can_see_workings(viewer, world.agreement), MEMBERS),
        (lambda viewer, world: can_ratify(viewer, world.own), ["coordinator", "own party"]),
        (lambda viewer, world: can_keep_annex(viewer, world.own), ["coordinator", "own party"]),
    ],
    ids=["create", "edit", "see workings", "ratify", "keep annex"],
)
def test_who_may_do_what(world, may, expected):
    assert allowed(world, lambda viewer: may(viewer, world)) == expected


def test_a_duty_is_fulfilled_by_its_owner_or_the_coordinator(world):
    duty = make_duty(world.agreement, owner=world.own.organisation)
    nobodys = make_duty(world.agreement)
    assert allowed(world, lambda viewer: can_fulfil(viewer, duty)) == ["coordinator", "own party"]
    assert allowed(world, lambda viewer: can_fulfil(viewer, nobodys)) == ["coordinator"]


def test_somebody_who_may_no_longer_log_in_sees_what_a_citizen_sees(world):
    former = world.people["coordinator"]
    former.is_active = False
    assert not visible_to(former).filter(status=Status.DRAFT).exists()
    assert not can_edit(former, world.agreement)
