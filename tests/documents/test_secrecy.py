"""The marking of secrecy: a reminder by law, chapter and section, with who and when."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from samhandling.core.models import Event
from samhandling.documents.domain.secrecy import LAW, openness_when_marked, why_not_mark
from samhandling.documents.enums import Openness, SecrecyRefusal
from samhandling.documents.permissions import visible_to
from samhandling.documents.services.letting_out import publish_document
from samhandling.documents.services.secrecy import lift_marking, mark_as_secret
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_user
from tests.factories.documents import dispose, make_colleague, make_document, mark, publish, share
from tests.factories.organisations import fresh, give_party, make_collaboration, make_coordinator, make_municipality

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SECTION = {"law": LAW, "chapter": "21", "section": "1"}


class County:
    """A public county where Umeå owns a document and Vännäs may get it."""

    def __init__(self):
        self.collaboration = make_collaboration(is_public=True)
        self.umea = make_municipality(collaboration=self.collaboration)
        self.vannas = make_municipality("Vännäs", "2460", collaboration=self.collaboration)
        self.owner = give_party(make_user(name="Ada Ek"), self.collaboration, self.umea)
        self.recipient = give_party(make_user(), self.collaboration, self.vannas)
        self.coordinator = make_coordinator(self.collaboration)

    def document(self, **fields):
        return make_document(self.collaboration, self.umea, title="Känslig utredning", **fields)

    def readers(self, document):
        users = {
            "owner": self.owner,
            "recipient": self.recipient,
            "coordinator": self.coordinator,
            "stranger": make_user(),
        }
        return {name for name, user in users.items() if visible_to(fresh(user), TODAY).filter(pk=document.pk).exists()}


@pytest.fixture
def county(db):
    return County()


def mark_it(actor, document, **more):
    return mark_as_secret(actor=actor, document=document, now=NOW, **SECTION | more)


def refusal_of(act, *args, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        act(*args, **kwargs)
    return broken.value.reason


def address(name, document):
    return reverse(f"documents:{name}", args=[document.collaboration.slug, document.pk])


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"openness": Openness.DRAFT}, None),
        ({"openness": Openness.PUBLIC}, SecrecyRefusal.NOT_WARNED),
        ({"openness": Openness.PUBLIC, "knows_it_has_been_public": True}, None),
        ({"is_marked": True}, SecrecyRefusal.ALREADY_MARKED),
        ({"is_disposed": True}, SecrecyRefusal.GONE),
    ],
)
def test_what_may_be_marked(facts, reason):
    given = {"openness": Openness.SHARED, "is_marked": False, "is_disposed": False, "knows_it_has_been_public": False}
    assert why_not_mark(**given | facts) is reason


def test_a_marking_takes_only_what_is_published_a_step_back():
    assert [openness_when_marked(openness) for openness in Openness] == ["draft", "shared", "shared"]


def test_a_marking_says_by_which_section_who_and_when_and_so_does_lifting_it(county):
    document = county.document()

    marking = mark_it(county.owner, document)
    lift_marking(actor=county.owner, document=document, now=NOW)

    marking.refresh_from_db()
    assert (str(marking), marking.marked_by, marking.marked_at) == (f"{LAW} 21:1", county.owner, NOW)
    assert (marking.lifted_by, marking.lifted_at) == (county.owner, NOW)
    assert list(Event.objects.order_by("pk").values_list("verb", "actor", "before", "after")) == [
        ("document.marked", county.owner.pk, {}, SECTION),
        ("document.marking_lifted", county.owner.pk, SECTION, {}),
    ]


def test_one_marking_at_a_time_and_the_database_says_so_too(county):
    document = county.document()
    mark_it(county.owner, document)

    assert refusal_of(mark_it, county.owner, document) is SecrecyRefusal.ALREADY_MARKED
    with pytest.raises(IntegrityError), transaction.atomic():
        mark(document)
    lift_marking(actor=county.owner, document=document, now=NOW)
    assert refusal_of(lift_marking, actor=county.owner, document=document, now=NOW) is SecrecyRefusal.NOT_MARKED
    mark_it(county.owner, document, section="3")
    assert document.markings.count() == 2


def test_what_is_gone_is_not_marked(county):
    assert refusal_of(mark_it, county.owner, dispose(county.document())) is SecrecyRefusal.GONE


def test_the_owners_people_mark_and_others_do_not(county):
    document = share(county.document(), county.vannas)
    colleague = make_colleague(county.collaboration, county.umea)

    for user in (county.recipient, county.coordinator, make_user(), colleague):
        with pytest.raises(PermissionDenied):
            mark_it(user, document)
    assert document.markings.count() == 0
    assert mark_it(county.owner, document).marked_by == county.owner


def test_who_drew_a_document_up_may_mark_it(county):
    secretary = make_user()

    assert mark_it(secretary, county.document(created_by=secretary)).marked_by == secretary


def test_what_is_published_leaves_the_public_at_once_and_does_not_come_back_by_itself(county):
    document = publish(share(county.document(), county.vannas))
    everybody = {"owner", "recipient", "coordinator", "stranger"}
    assert county.readers(document) == everybody

    assert refusal_of(mark_it, county.owner, document) is SecrecyRefusal.NOT_WARNED
    mark_it(county.owner, document, knows_it_has_been_public=True)

    document.refresh_from_db()
    assert (document.openness, document.published_at is None) == (Openness.SHARED, False)
    assert county.readers(document) == {"owner", "recipient"}
    lift_marking(actor=county.owner, document=document, now=NOW)
    assert county.readers(document) == {"owner", "recipient"}
    publish_document(actor=county.owner, document=document, is_checked=True, now=NOW)
    assert county.readers(document) == everybody


def test_a_marked_document_is_never_public_even_if_its_row_says_so(county):
    document = publish(county.document())
    mark(document)

    assert county.readers(document) == {"owner"}


def test_no_page_tells_the_title_to_those_who_may_not_read_it(county):
    document = publish(county.document())
    mark_it(county.owner, document, knows_it_has_been_public=True)
    slug = document.collaboration.slug
    pages = [
        reverse("documents:list", args=[slug]),
        f"{reverse('portal:search')}?q=utredning&var=alla",
        address("detail", document),
        reverse("documents:organisation_panel", args=[slug, document.owner_id]),
    ]

    def pages_with_title(user):
        client = Client()
        client.force_login(user)
        return [page for page in pages if "Känslig utredning" in client.get(page).content.decode()]

    assert pages_with_title(county.coordinator) == pages_with_title(county.recipient) == []
    assert len(pages_with_title(county.owner)) == 4


def test_the_page_warns_and_tells_that_a_marking_is_only_a_reminder(client, county):
    document = publish(county.document())
    client.force_login(county.owner)

    form = client.get(address("mark", document)).content.decode()
    client.post(address("mark", document), SECTION)
    unmarked = document.markings.count()
    client.post(address("mark", document), SECTION | {"knows_it_has_been_public": "on"})
    page = client.get(address("detail", document)).content.decode()

    assert "Handlingen har varit publicerad" in form
    assert "en påminnelse och inget beslut" in form
    assert (unmarked, document.markings.count()) == (0, 1)
    assert "Något i handlingen kan vara hemligt" in page or "hemlig" in page
    assert "Markerad av Ada Ek." in page
    assert client.get(address("mark", document)).content.decode().count("<form") < form.count("<form")
    client.post(address("lift_marking", document))
    assert document.markings.filter(lifted_at=None).count() == 0


def test_who_may_open_the_page_of_marking(client, county):
    document = share(county.document(), county.vannas)

    for user, status in ((county.owner, 200), (county.recipient, 403), (county.coordinator, 404), (make_user(), 404)):
        client.force_login(user)
        assert client.get(address("mark", document)).status_code == status
        assert client.post(address("lift_marking", document)).status_code == (302 if status == 200 else status)
