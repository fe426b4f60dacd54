"""Who reads what: a grid of people and documents, in a collaboration that holds all of them at once."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from samhandling.accounts.models import User
from samhandling.core import slots
from samhandling.documents.models import Document
from samhandling.documents.permissions import can_draft, can_let_out, can_mark, can_register, can_write, visible_to
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration, Organisation
from tests.factories.accounts import make_user
from tests.factories.documents import dispose, make_colleague, make_document, mark, publish, share
from tests.factories.organisations import (
    fresh,
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_organisation,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@dataclass
class Town:
    """One published collaboration: an owner, a recipient and a third party, and a document of each sort."""

    collaboration: Collaboration
    owner: Organisation
    recipient: Organisation
    documents: dict[str, Document]

    def read_by(self, viewer: User | AnonymousUser) -> set[str]:
        """The same whether one asks for all there is or for what lies here, and nothing of it elsewhere."""
        everywhere, here, elsewhere = (
            set(visible_to(viewer, TODAY, within).values_list("pk", flat=True))
            for within in (None, self.collaboration.pk, make_collaboration().pk)
        )
        assert (here, elsewhere) == (everywhere, set())
        return {name for name, document in self.documents.items() if document.pk in everywhere}

    def for_whom(self, may, viewer: User | AnonymousUser) -> set[str]:
        return {name for name, document in self.documents.items() if may(viewer, document)}


@pytest.fixture
def town() -> Town:
    here = make_collaboration(is_public=True)
    owner, recipient = (make_organisation(collaboration=here, takes_part=True) for _ in range(2))
    documents = {
        "draft": make_document(here, owner),
        "shared": share(make_document(here, owner), recipient),
        "published": publish(make_document(here, owner)),
        "secret draft": make_document(here, owner),
        "secret shared": share(make_document(here, owner), recipient),
        "secret published": publish(share(make_document(here, owner), recipient)),
        "disposed": dispose(publish(share(make_document(here, owner), recipient))),
        "through a forum": share(make_document(here, owner), recipient, through="Ett forum"),
        "of a closed forum": share(
            make_document(here, owner, is_read_elsewhere=True), recipient, through="Ett slutet forum"
        ),
    }
    for name, document in documents.items():
        if name.startswith("secret"):
            mark(document)
    return Town(here, owner, recipient, documents)


OWN = {
    "draft",
    "shared",
    "published",
    "secret draft",
    "secret shared",
    "secret published",
    "disposed",
    "through a forum",
}


def test_the_owners_people_read_all_that_is_theirs(town):
    answering = give_party(make_user(), town.collaboration, town.owner)
    colleague = give_role(make_colleague(town.collaboration, town.owner), town.collaboration, Role.READER)

    assert town.read_by(answering) == OWN
    assert town.read_by(colleague) == OWN


def test_a_recipients_people_read_what_was_shared_straight_with_them(town):
    answering = give_party(make_user(), town.collaboration, town.recipient)
    colleague = give_role(make_colleague(town.collaboration, town.recipient), town.collaboration, Role.READER)

    assert town.read_by(answering) == {"shared", "published", "secret shared", "secret published"}
    assert town.read_by(colleague) == {"shared", "published", "secret shared", "secret published"}


@pytest.mark.parametrize(
    "role", [Role.COORDINATOR, Role.FINANCE, Role.EVALUATOR, Role.READER], ids=lambda role: role.value
)
def test_a_role_in_the_collaboration_opens_nothing_of_others(town, role):
    assert town.read_by(give_role(make_user(), town.collaboration, role)) == {"published"}


def test_visitors_and_strangers_read_what_is_published(town):
    third = make_organisation(collaboration=town.collaboration, takes_part=True)
    elsewhere = make_coordinator(make_collaboration())

    assert town.read_by(AnonymousUser()) == {"published"}
    assert town.read_by(elsewhere) == {"published"}
    assert town.read_by(give_party(make_user(), town.collaboration, third)) == {"published"}


def test_nothing_is_seen_of_a_collaboration_that_is_not_published(town):
    town.collaboration.is_public = False
    town.collaboration.save()

    assert town.read_by(AnonymousUser()) == set()
    assert town.read_by(make_coordinator(make_collaboration())) == set()
    assert town.read_by(make_coordinator(town.collaboration)) == {"published"}


def test_an_entry_in_the_register_opens_nothing_without_access(town):
    """Somebody whose access was taken back, and whose entry still says where they worked."""
    assert town.read_by(make_colleague(town.collaboration, town.owner)) == {"published"}


def test_answering_for_the_same_organisation_elsewhere_opens_nothing_here(town):
    elsewhere = make_collaboration()
    user = give_party(make_user(), elsewhere, town.owner)
    make_colleague(elsewhere, town.owner)

    assert town.read_by(user) == {"published"}


def test_somebody_who_may_no_longer_log_in_reads_as_a_visitor(town):
    user = give_party(make_user(is_active=False), town.collaboration, town.owner)

    assert town.read_by(user) == {"published"}


def test_a_lifted_marking_hides_nothing(town):
    town.documents["secret published"].markings.update(lifted_at="2026-05-01T12:00:00Z")

    assert town.read_by(AnonymousUser()) == {"published", "secret published"}


def test_an_upper_room_adds_roads_but_never_to_what_has_been_disposed_of(town, monkeypatch):
    reader = make_user()
    wanted = [town.documents["of a closed forum"].pk, town.documents["disposed"].pk]

    def road(viewer, today, within):
        is_asked_about = within in {None, town.collaboration.pk}
        return Q(pk__in=wanted) if viewer == reader and today == TODAY and is_asked_about else Q(pk__in=[])

    monkeypatch.setitem(slots._slots, "documents.readable", [road])

    assert town.read_by(reader) == {"published", "of a closed forum"}
    assert town.read_by(make_user()) == {"published"}


def test_the_owners_people_write_and_those_who_answer_for_it_let_out(town):
    answering = give_party(make_user(), town.collaboration, town.owner)
    colleague = give_role(make_colleague(town.collaboration, town.owner), town.collaboration, Role.READER)
    receiving = give_party(make_user(), town.collaboration, town.recipient)
    others = [receiving, make_coordinator(town.collaboration), AnonymousUser()]

    assert town.for_whom(can_write, answering) == OWN
    assert town.for_whom(can_let_out, answering) == OWN
    assert town.for_whom(can_write, colleague) == OWN
    assert town.for_whom(can_let_out, colleague) == set()
    assert [(town.for_whom(can_write, one), town.for_whom(can_let_out, one)) for one in others] == [
        (set(), set()),
        (set(), set()),
        (set(), set()),
    ]


def test_who_begins_documents_and_who_reads_the_register(town):
    here = town.collaboration.pk
    answering = give_party(make_user(), town.collaboration, town.owner)
    colleague = give_role(make_colleague(town.collaboration, town.owner), town.collaboration, Role.READER)
    coordinator = make_coordinator(town.collaboration)

    assert [can_draft(one, here) for one in (answering, colleague, coordinator, AnonymousUser())] == [
        True,
        True,
        False,
        False,
    ]
    assert [can_register(one, here) for one in (answering, colleague, coordinator, AnonymousUser())] == [
        True,
        False,
        False,
        False,
    ]
    assert can_register(answering, here, town.owner.pk)
    assert not can_register(answering, here, town.recipient.pk)


def test_access_that_was_taken_back_is_gone_at_the_next_request(town):
    user = give_party(make_user(), town.collaboration, town.owner)
    assert town.read_by(user) == OWN

    town.collaboration.organisation_access.filter(user=user).delete()

    assert town.read_by(fresh(user)) == {"published"}


def test_a_document_is_marked_by_its_owners_people_and_by_whoever_drew_it_up(town):
    document = town.documents["shared"]
    organisations = (town.recipient, town.owner, town.recipient)
    reader, owners, author = (give_party(make_user(), town.collaboration, one) for one in organisations)
    document.created_by = author
    people = (AnonymousUser(), reader, owners, author)
    assert [can_mark(viewer, document) for viewer in people] == [False, False, True, True]


def test_whoever_works_in_two_collaborations_reads_in_both(town):
    user = give_party(make_user(), town.collaboration, town.owner)
    elsewhere = make_collaboration(is_public=True)
    other = make_organisation(collaboration=elsewhere, takes_part=True)
    give_party(user, elsewhere, other)
    theirs = make_document(elsewhere, other)
    read = set(visible_to(fresh(user), TODAY))
    assert {town.documents["draft"], theirs} <= read
