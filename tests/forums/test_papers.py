"""What lies before a forum: documents, read there by the forum's own rule."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samhandling.core.enums import FileRefusal
from samhandling.core.models import Event, StoredFile
from samhandling.documents.enums import DocumentKind, Openness
from samhandling.documents.enums import Refusal as DocumentRefusal
from samhandling.documents.models import Document
from samhandling.documents.permissions import visible_to as documents_visible_to
from samhandling.forums.enums import AccessMode, Refusal
from samhandling.forums.models import Paper
from samhandling.forums.permissions import papers_visible_to
from samhandling.forums.selectors.papers import owners_for
from samhandling.forums.services.papers import add_paper, remove_paper, submit_document
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.documents import dispose, make_document, mark
from tests.factories.forums import make_appointment, make_forum, make_paper, make_seat, make_secretary
from tests.factories.organisations import (
    fresh,
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
    make_region,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class County:
    """A region and two municipalities with a seat each in a forum of the openness asked for."""

    def __init__(self, access=AccessMode.CLOSED):
        self.collaboration = make_collaboration(is_public=True)
        self.region = make_region(collaboration=self.collaboration)
        self.umea = make_municipality(collaboration=self.collaboration)
        self.vannas = make_municipality("Vännäs", "2460", collaboration=self.collaboration)
        self.forum = make_forum(self.collaboration, name="Delegationen", access=access)
        self.seats = {one: make_seat(self.forum, organisation=one) for one in (self.region, self.umea, self.vannas)}
        self.secretary = make_secretary(self.forum)

    def speaker(self, organisation):
        return give_party(make_user(), self.collaboration, organisation)

    def sitting(self, organisation, **terms):
        user = make_user()
        person = make_person(collaboration=self.collaboration, user=user)
        terms = {"ends_on": date(2099, 12, 31)} | terms
        make_appointment(self.seats[organisation], person, **terms)
        return user


def upload(name="pm.txt", content=b"En anteckning"):
    return SimpleUploadedFile(name, content)


def paper_in(forum, actor, **kw):
    given = {
        "title": "Hemligt PM",
        "kind": DocumentKind.NOTES,
        "dated_on": TODAY,
        "upload": upload(),
        "is_confirmed": True,
    }
    return add_paper(actor=actor, forum=forum, today=TODAY, now=NOW, **given | kw)


def read_by(user, document):
    return documents_visible_to(fresh(user), TODAY).filter(pk=document.pk).exists()


def refusal_of(act, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        act(**kwargs)
    return broken.value.reason


def test_a_secretarys_paper_is_the_regions_document_and_those_with_seats_have_got_it():
    county = County()

    document = paper_in(county.forum, county.secretary).document

    assert (document.owner, document.openness, document.is_read_elsewhere) == (county.region, Openness.SHARED, True)
    assert (document.kind, document.created_by, document.published_at) == (DocumentKind.NOTES, county.secretary, None)
    assert [(one.recipient, one.through, one.shared_at, one.shared_by) for one in document.shares.all()] == [
        (county.umea, "Delegationen", NOW, county.secretary),
        (county.vannas, "Delegationen", NOW, county.secretary),
    ]
    assert (document.file.size, document.file.sha256) == (13, hashlib.sha256(b"En anteckning").hexdigest())


def test_a_paper_of_an_open_forum_is_published():
    county = County(AccessMode.OPEN)

    document = paper_in(county.forum, county.secretary).document

    assert (document.openness, document.published_at, document.published_by) == (Openness.PUBLIC, NOW, county.secretary)
    assert (document.is_read_elsewhere, document.shares.count()) == (False, 2)
    assert list(documents_visible_to(make_user(), TODAY)) == [document]


def test_the_paper_is_the_document_of_ones_own_organisation_and_one_chooses_among_several():
    county = County()
    both = give_party(county.speaker(county.vannas), county.collaboration, county.umea)
    both = make_secretary(county.forum, both)

    assert set(owners_for(both, county.forum)) == {county.umea, county.vannas}
    assert paper_in(county.forum, both, owner=county.umea).document.owner == county.umea
    for owner in (None, county.region):
        given = {"title": "PM", "kind": "notes", "dated_on": TODAY, "upload": upload(), "is_confirmed": True}
        reason = refusal_of(add_paper, actor=both, forum=county.forum, owner=owner, now=NOW, today=TODAY, **given)
        assert reason is Refusal.KEEPER_ELSEWHERE
    assert Document.objects.count() == 1


def test_where_nobody_takes_part_there_is_nobody_to_own_a_paper():
    forum = make_forum()

    with pytest.raises(RuleBroken) as broken:
        paper_in(forum, make_secretary(forum))

    assert broken.value.reason is Refusal.NO_KEEPER
    assert (Paper.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_no_history_names_a_paper():
    county = County()

    paper = paper_in(county.forum, county.secretary)
    remove_paper(actor=county.secretary, paper=paper, today=TODAY)

    assert list(Event.objects.order_by("pk").values_list("verb", "object_type")) == [
        ("document.drafted", "documents.document"),
        ("document.shared", "documents.document"),
        ("paper.added", "forums.paper"),
        ("paper.removed", "forums.paper"),
    ]
    assert "Hemligt" not in str(list(Event.objects.values_list("before", "after", "reason")))


def test_a_paper_is_submitted_only_by_somebody_who_confirms_that_others_get_it():
    county = County()
    speaker = make_secretary(county.forum, county.speaker(county.umea))
    document = make_document(county.collaboration, county.umea)
    unsure = {"forum": county.forum, "is_confirmed": False, "now": NOW, "today": TODAY}
    drawn_up = {"title": "PM", "kind": DocumentKind.NOTES, "dated_on": TODAY, "upload": upload()}

    refused = [
        refusal_of(submit_document, actor=speaker, document=document, **unsure),
        refusal_of(add_paper, actor=county.secretary, **drawn_up, **unsure),
    ]

    assert refused == [Refusal.LAYING_NOT_CONFIRMED] * 2
    assert not Paper.objects.exists()


def test_of_two_who_take_the_same_paper_off_one_is_remembered():
    county = County()
    paper = paper_in(county.forum, county.secretary)
    the_others = Paper.objects.get(pk=paper.pk)

    for same in (paper, the_others):
        remove_paper(actor=county.secretary, paper=same, today=TODAY)

    assert Event.objects.filter(verb="paper.removed").count() == 1
    assert not Paper.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused():
    county = County()

    with pytest.raises(RuleBroken) as broken:
        paper_in(county.forum, county.secretary, upload=upload("avtal.docx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"))

    assert broken.value.reason is FileRefusal.NAME_DISAGREES
    assert (Paper.objects.count(), Document.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    assert Event.objects.count() == 0


def test_the_coordinator_adds_no_paper_to_a_closed_forum():
    closed, open_one = County(), County(AccessMode.OPEN)

    with pytest.raises(PermissionDenied):
        paper_in(closed.forum, make_coordinator(closed.collaboration))
    added = paper_in(open_one.forum, make_coordinator(open_one.collaboration))
    assert added.document.title == "Hemligt PM"


def test_a_document_of_ones_own_is_submitted_to_the_forum():
    county = County()
    speaker = make_secretary(county.forum, county.speaker(county.umea))
    document = make_document(county.collaboration, county.umea)

    paper = submit_document(
        actor=speaker, forum=county.forum, document=document, is_confirmed=True, now=NOW, today=TODAY
    )

    document.refresh_from_db()
    assert (paper.document, document.openness, document.is_read_elsewhere) == (document, Openness.SHARED, False)
    assert {one.recipient for one in document.shares.all()} == {county.region, county.vannas}
    same = {"actor": speaker, "forum": county.forum, "document": document, "is_confirmed": True}
    again = refusal_of(submit_document, **same, now=NOW, today=TODAY)
    assert again is Refusal.ALREADY_LAID


def test_nobody_submits_anothers_document_to_a_forum():
    county = County()
    document = make_document(county.collaboration, county.umea)

    for actor in (county.secretary, county.speaker(county.umea)):
        with pytest.raises(PermissionDenied):
            submit_document(actor=actor, forum=county.forum, document=document, is_confirmed=True, now=NOW, today=TODAY)
    assert (Paper.objects.count(), document.shares.count()) == (0, 0)


def test_what_is_marked_as_secret_never_lies_before_an_open_forum_and_what_is_gone_before_none():
    county = County(AccessMode.OPEN)
    speaker = make_secretary(county.forum, county.speaker(county.umea))
    secret, gone = (make_document(county.collaboration, county.umea) for _ in range(2))
    mark(secret)
    dispose(gone)
    act = {"actor": speaker, "forum": county.forum, "is_confirmed": True, "now": NOW, "today": TODAY}

    assert refusal_of(submit_document, document=secret, **act) is Refusal.MARKED_PAPER
    assert refusal_of(submit_document, document=gone, **act) is DocumentRefusal.DISPOSED


def test_who_sits_there_reads_the_document_and_their_organisation_does_not_by_that():
    county = County()
    document = paper_in(county.forum, county.secretary).document
    colleagues = [county.speaker(county.region), county.speaker(county.umea), make_coordinator(county.collaboration)]
    colleagues.append(give_role(make_user(), county.collaboration, Role.READER))

    assert read_by(county.sitting(county.umea), document)
    assert read_by(county.secretary, document)
    assert [read_by(user, document) for user in colleagues] == [False] * 4


def test_a_marked_paper_is_for_its_owner_and_for_those_who_sit_there_and_have_got_it():
    county = County()
    newcomer = make_municipality("Bjurholm", "2403", collaboration=county.collaboration)
    paper = paper_in(county.forum, make_secretary(county.forum))
    county.seats[newcomer] = make_seat(county.forum, organisation=newcomer)
    readers = {"umeå": county.sitting(county.umea), "bjurholm": county.sitting(newcomer), "secretary": county.secretary}
    readers["owner"] = make_secretary(county.forum, county.speaker(county.region))
    readers["author"] = paper.document.created_by

    def reading():
        return {name for name, user in readers.items() if papers_visible_to(fresh(user), TODAY).exists()}

    before = reading()
    marking = mark(paper.document)

    assert before == {"umeå", "bjurholm", "secretary", "owner", "author"}
    assert reading() == {"umeå", "owner", "author"}
    assert {name for name, user in readers.items() if read_by(user, paper.document)} == reading()
    marking.lifted_at = NOW
    marking.save()
    assert reading() == before


def test_a_paper_taken_off_the_list_stays_in_its_owners_register():
    county = County()
    paper = paper_in(county.forum, county.secretary)
    document, owner = paper.document, county.speaker(county.region)
    member = county.sitting(county.umea)
    assert (read_by(owner, document), read_by(member, document)) == (False, True)

    remove_paper(actor=county.secretary, paper=paper, today=TODAY)

    document.refresh_from_db()
    assert (document.openness, document.shares.count(), document.file.size) == (Openness.SHARED, 2, 13)
    assert document.file.content.storage.exists(document.file.content.name)
    assert (read_by(owner, document), read_by(member, document)) == (True, False)


def test_a_document_that_lies_before_another_forum_too_is_still_read_only_there():
    county = County()
    paper = paper_in(county.forum, county.secretary)
    Paper.objects.create(forum=make_forum(county.collaboration, access=AccessMode.CLOSED), document=paper.document)

    remove_paper(actor=county.secretary, paper=paper, today=TODAY)

    paper.document.refresh_from_db()
    assert paper.document.is_read_elsewhere is True


def test_the_page_says_who_gets_it_before_it_is_submitted(client):
    county = County(AccessMode.OPEN)
    client.force_login(county.secretary)
    address = reverse("forums:add_paper", args=[county.collaboration.slug, county.forum.pk])
    sent = {"title": "Rapport", "kind": "report", "dated_on": "2026-11-22"}

    page = client.get(address).content.decode()
    unconfirmed = client.post(address, sent | {"upload": upload()})
    confirmed = client.post(address, sent | {"upload": upload(), "is_confirmed": "on"})

    assert "publiceras genast" in page
    assert f"<p>{county.region}, {county.umea}, {county.vannas}</p>" in page
    assert (unconfirmed.status_code, confirmed.status_code) == (200, 302)
    assert [str(paper) for paper in county.forum.papers.all()] == ["Rapport"]


def test_a_paper_that_has_been_disposed_of_is_a_line_without_a_file(client):
    county = County(AccessMode.OPEN)
    paper = make_paper(county.forum, "Protokoll")
    dispose(paper.document)
    here = [county.collaboration.slug, county.forum.pk]

    page = client.get(reverse("forums:papers", args=here)).content.decode()

    assert "Protokoll" in page
    assert "gallrad" in page
    assert client.get(reverse("forums:paper", args=[*here, paper.pk])).status_code == 404
