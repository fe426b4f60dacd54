"""What the acts do: the row, the memory, the word and the file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from samhandling.core.models import Event, StoredFile
from samhandling.documents.enums import Direction, DocumentKind, Openness, Refusal
from samhandling.documents.models import Document, Share
from samhandling.documents.services.drafts import (
    change_document,
    discard_draft,
    draft_document,
    follow_document,
    replace_file,
    start_following,
)
from samhandling.documents.services.letting_out import publish_document, share_document, stamp
from samhandling.documents.services.ties import forget_person, merge_organisation
from samhandling.lib.errors import RuleBroken
from samhandling.notices.models import Notice
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.documents import (
    SHARED_AT,
    dispose,
    make_colleague,
    make_document,
    make_upload,
    mark,
    publish,
    share,
)
from tests.factories.organisations import give_party, give_role, make_collaboration, make_organisation, make_person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@pytest.fixture
def here():
    return make_collaboration(name="Samverkan i Norr")


@pytest.fixture
def owner(here):
    return make_organisation(display_name="Norrbyn", collaboration=here, takes_part=True)


@pytest.fixture
def other(here):
    return make_organisation(display_name="Söderbyn", collaboration=here, takes_part=True)


@pytest.fixture
def secretary(here, owner):
    """Answers for the owner."""
    return give_party(make_user(), here, owner)


@pytest.fixture
def colleague(here, owner):
    """Works for the owner and answers for nobody."""
    return give_role(make_colleague(here, owner), here, Role.READER)


def memory_of(document):
    return list(Event.objects.filter(object_type="documents.document", object_id=document.pk).order_by("pk"))


def verbs_of(document):
    return [event.verb for event in memory_of(document)]


# --- Drafts ----------------------------------------------------------------------------------------


def test_a_draft_is_drawn_up_in_the_name_of_ones_own_organisation(here, owner, colleague):
    document = draft_document(
        actor=colleague,
        collaboration=here,
        owner=owner,
        title="Yttrande om Anna Ek",
        dated_on=TODAY,
        upload=make_upload("Vi tycker"),
        kind=DocumentKind.LETTER,
        direction=Direction.OUTGOING,
        correspondent="Bo Berg",
    )

    document.refresh_from_db()
    assert (document.openness, document.owner, document.created_by) == (Openness.DRAFT, owner, colleague)
    assert document.file.content.read() == b"Vi tycker"
    [event] = memory_of(document)
    assert (event.verb, event.on_behalf_of, event.collaboration_id) == ("document.drafted", "Norrbyn", here.pk)
    assert event.after == {"kind": "letter"}


def test_a_draft_in_the_name_of_somebody_else_is_refused(here, other, secretary):
    with pytest.raises(RuleBroken) as refused:
        draft_document(
            actor=secretary, collaboration=here, owner=other, title="Yttrande", dated_on=TODAY, upload=make_upload()
        )

    assert refused.value.reason is Refusal.OWNER_NOT_YOURS
    assert (Document.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_change_is_remembered_without_its_free_text(here, owner, colleague):
    document = make_document(here, owner, title="Yttrande", kind=DocumentKind.OTHER)

    change_document(
        actor=colleague, document=document, title="Yttrande om Anna Ek", kind=DocumentKind.MEMO, correspondent="Bo Berg"
    )

    document.refresh_from_db()
    assert (document.title, document.kind, document.correspondent) == ("Yttrande om Anna Ek", "memo", "Bo Berg")
    [event] = memory_of(document)
    assert (event.before, event.after) == ({"kind": "other"}, {"kind": "memo"})


def test_what_others_have_had_stands_but_for_what_the_register_adds(here, owner, other, colleague):
    document = share(make_document(here, owner, title="Yttrande"), other)

    change_document(actor=colleague, document=document, registration_number="KS 2026:14", correspondent="Söderbyn")
    with pytest.raises(RuleBroken) as refused:
        change_document(actor=colleague, document=document, title="Något annat", registration_number="KS 2026:15")

    document.refresh_from_db()
    assert refused.value.reason is Refusal.FROZEN
    assert (document.title, document.registration_number) == ("Yttrande", "KS 2026:14")


def test_saving_without_a_change_leaves_no_trace(here, owner, colleague):
    document = make_document(here, owner, title="Yttrande")

    change_document(actor=colleague, document=document, title="Yttrande")

    assert verbs_of(document) == []


def test_a_drafts_file_is_replaced_and_the_old_one_forgotten(here, owner, colleague):
    document = make_document(here, owner)
    old = document.file

    replace_file(actor=colleague, document=document, upload=make_upload("Ny text"))

    document.refresh_from_db()
    assert document.file.content.read() == b"Ny text"
    assert not StoredFile.objects.filter(pk=old.pk).exists()
    assert verbs_of(document) == ["document.file_replaced"]


def test_a_shared_documents_file_stands(here, owner, other, colleague):
    document = share(make_document(here, owner), other)

    with pytest.raises(RuleBroken) as refused:
        replace_file(actor=colleague, document=document, upload=make_upload("Ny text"))

    document.refresh_from_db()
    assert refused.value.reason is Refusal.FILE_STANDS
    assert document.file.content.read() == b"Utkast till yttrande"


def test_a_draft_is_thrown_away_with_its_file(here, owner, colleague):
    document = make_document(here, owner)
    pk = document.pk

    discard_draft(actor=colleague, document=document)

    assert (Document.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert Event.objects.get(object_id=pk, object_type="documents.document").verb == "document.discarded"


def test_what_others_have_had_cannot_be_thrown_away(here, owner, other, colleague):
    document = share(make_document(here, owner), other)

    with pytest.raises(RuleBroken) as refused:
        discard_draft(actor=colleague, document=document)

    assert refused.value.reason is Refusal.OFFICIAL_STAYS
    assert Document.objects.count() == 1


def test_a_new_version_follows_the_old_which_stands(here, owner, other, colleague):
    old = share(make_document(here, owner, title="Yttrande"), other)

    new = follow_document(
        actor=colleague, document=old, title="Yttrande, rättat", dated_on=TODAY, upload=make_upload("Rättat")
    )

    old.refresh_from_db()
    assert (new.follows, new.openness, new.owner) == (old, Openness.DRAFT, owner)
    assert (old.title, old.openness, old.file.content.read()) == ("Yttrande", Openness.SHARED, b"Utkast till yttrande")
    assert verbs_of(old) == ["document.followed"]


def test_a_second_version_of_the_same_document_is_refused_and_leaves_nothing(here, owner, other, colleague):
    old = share(make_document(here, owner), other)
    follow_document(actor=colleague, document=old, title="Ett", dated_on=TODAY, upload=make_upload())

    with pytest.raises(RuleBroken) as refused, transaction.atomic():
        follow_document(actor=colleague, document=old, title="Två", dated_on=TODAY, upload=make_upload())

    assert refused.value.reason is Refusal.ALREADY_FOLLOWED
    assert set(Document.objects.values_list("title", flat=True)) == {old.title, "Ett"}


def test_once_a_version_is_thrown_away_another_may_be_made(here, owner, other, colleague):
    old = share(make_document(here, owner), other)
    discard_draft(
        actor=colleague,
        document=follow_document(actor=colleague, document=old, title="Ett", dated_on=TODAY, upload=make_upload()),
    )

    new = follow_document(actor=colleague, document=old, title="Två", dated_on=TODAY, upload=make_upload())

    assert new.follows == old


def test_a_document_does_not_follow_another_organisations(here, owner, other, colleague):
    theirs, ours = publish(make_document(here, other)), make_document(here, owner)

    with pytest.raises(PermissionDenied):
        start_following(actor=colleague, document=ours, old=theirs)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.READER])
def test_nobody_else_writes(here, owner, other, role):
    document, stranger = make_document(here, owner), give_role(give_party(make_user(), here, other), here, role)

    for act in (
        lambda: change_document(actor=stranger, document=document, title="Mitt"),
        lambda: replace_file(actor=stranger, document=document, upload=make_upload()),
        lambda: discard_draft(actor=stranger, document=document),
        lambda: share_document(actor=stranger, document=document, recipients=[other], is_confirmed=True, now=NOW),
        lambda: publish_document(actor=stranger, document=document, is_checked=True, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()

    assert (Document.objects.get().openness, Share.objects.count(), Event.objects.count()) == ("draft", 0, 0)


# --- Letting out -----------------------------------------------------------------------------------


def test_sharing_stamps_time_and_recipients_and_tells_those_who_answer(here, owner, other, secretary):
    third = make_organisation(display_name="Tredjebyn", collaboration=here, takes_part=True)
    document = make_document(here, owner, title="Hemlig rubrik")
    for language, email in (("sv", "sv@example.se"), ("en", "en@example.se")):
        give_party(make_user(email=email, language=language), here, other)
    give_party(make_user(email="borta@example.se", is_active=False), here, other)
    make_colleague(here, other)

    share_document(actor=secretary, document=document, recipients=[other, third], is_confirmed=True, now=NOW)

    document.refresh_from_db()
    assert document.openness == Openness.SHARED
    assert list(document.shares.values_list("recipient", "shared_at", "shared_by", "through").order_by("pk")) == [
        (other.pk, NOW, secretary.pk, ""),
        (third.pk, NOW, secretary.pk, ""),
    ]
    [event] = memory_of(document)
    assert (event.verb, event.after) == ("document.shared", {"recipients": ["Söderbyn", "Tredjebyn"]})
    told = {notice.user.email: notice for notice in Notice.objects.all()}
    assert {to: notice.text.partition(".")[0] for to, notice in told.items()} == {
        "sv@example.se": "Norrbyn har delat en handling med Söderbyn",
        "en@example.se": "Norrbyn has shared a document with Söderbyn",
    }
    assert {(notice.kind, notice.url) for notice in told.values()} == {
        ("request", f"/samverkan/{here.slug}/dokument/{document.pk}/")
    }
    assert not any("Hemlig rubrik" in notice.text for notice in told.values())


def test_sharing_again_reaches_only_those_who_have_not_got_it(here, owner, other, secretary):
    third = make_organisation(collaboration=here, takes_part=True)
    document = share(make_document(here, owner), other)
    reader = give_party(make_user(), here, other)

    share_document(actor=secretary, document=document, recipients=[other, third], is_confirmed=True, now=NOW)

    assert list(document.shares.values_list("recipient", "shared_at")) == [(other.pk, SHARED_AT), (third.pk, NOW)]
    assert not Notice.objects.filter(user=reader).exists()


@pytest.mark.parametrize(
    ("chosen", "is_confirmed", "refusal"),
    [
        ("other", False, Refusal.NOT_CONFIRMED),
        ("owner", True, Refusal.OWN_DOCUMENT),
        ("left", True, Refusal.NOT_TAKING_PART),
        ("elsewhere", True, Refusal.NOT_TAKING_PART),
    ],
)
def test_a_sharing_that_is_refused_leaves_the_draft_a_draft(
    here, owner, other, secretary, chosen, is_confirmed, refusal
):
    left = make_organisation(collaboration=here, takes_part=True)
    left.participations.update(left_on=TODAY - timedelta(days=1))
    elsewhere = make_organisation(collaboration=make_collaboration(), takes_part=True)
    document = make_document(here, owner)
    recipient = {"other": other, "owner": owner, "left": left, "elsewhere": elsewhere}[chosen]

    with pytest.raises(RuleBroken) as refused:
        share_document(actor=secretary, document=document, recipients=[recipient], is_confirmed=is_confirmed, now=NOW)

    document.refresh_from_db()
    assert refused.value.reason is refusal
    assert (document.openness, document.shares.count(), Notice.objects.count()) == ("draft", 0, 0)


def test_whoever_only_works_for_the_owner_lets_nothing_out(here, owner, other, colleague):
    document = make_document(here, owner)

    with pytest.raises(PermissionDenied):
        share_document(actor=colleague, document=document, recipients=[other], is_confirmed=True, now=NOW)
    with pytest.raises(PermissionDenied):
        publish_document(actor=colleague, document=document, is_checked=True, now=NOW)

    assert Document.objects.get().openness == Openness.DRAFT


def test_a_marked_document_may_be_shared_and_not_published(here, owner, other, secretary):
    document = make_document(here, owner)
    mark(document)

    share_document(actor=secretary, document=document, recipients=[other], is_confirmed=True, now=NOW)
    with pytest.raises(RuleBroken) as refused:
        publish_document(actor=secretary, document=document, is_checked=True, now=NOW)

    document.refresh_from_db()
    assert refused.value.reason is Refusal.MARKED_AS_SECRET
    assert (document.openness, document.published_at) == (Openness.SHARED, None)


def test_publishing_stamps_time_and_person(here, owner, secretary):
    document = make_document(here, owner)

    with pytest.raises(RuleBroken) as refused:
        publish_document(actor=secretary, document=document, is_checked=False, now=NOW)
    publish_document(actor=secretary, document=document, is_checked=True, now=NOW)

    document.refresh_from_db()
    assert refused.value.reason is Refusal.NOT_CHECKED
    assert (document.openness, document.published_at, document.published_by) == (Openness.PUBLIC, NOW, secretary)
    assert verbs_of(document) == ["document.published"]


def test_what_has_been_disposed_of_takes_no_act(here, owner, other, secretary):
    document = dispose(share(make_document(here, owner), other))
    third = make_organisation(collaboration=here, takes_part=True)

    for act in (
        lambda: change_document(actor=secretary, document=document, registration_number="1"),
        lambda: replace_file(actor=secretary, document=document, upload=make_upload()),
        lambda: discard_draft(actor=secretary, document=document),
        lambda: follow_document(actor=secretary, document=document, title="Ny", dated_on=TODAY, upload=make_upload()),
        lambda: share_document(actor=secretary, document=document, recipients=[third], is_confirmed=True, now=NOW),
        lambda: publish_document(actor=secretary, document=document, is_checked=True, now=NOW),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.reason is Refusal.DISPOSED


def test_an_upper_room_stamps_by_which_road_it_came(here, owner, other, secretary):
    document = make_document(here, owner)

    stamp(secretary, document, [other], NOW, "Regionalt forum")

    document.refresh_from_db()
    assert document.openness == Openness.SHARED
    assert list(document.shares.values_list("recipient", "through", "shared_at")) == [
        (other.pk, "Regionalt forum", NOW)
    ]
    assert memory_of(document)[0].after == {"recipients": ["Söderbyn"], "through": "Regionalt forum"}


# --- Rooms below -----------------------------------------------------------------------------------


def test_a_merged_organisations_documents_and_what_it_received_follow(here, owner, other):
    keeper = make_organisation(collaboration=here, takes_part=True)
    mine = make_document(here, owner)
    theirs = share(make_document(here, other), keeper, shared_at=NOW)
    share(theirs, owner)
    only = share(make_document(here, other), owner)

    merge_organisation(owner, keeper)

    mine.refresh_from_db()
    assert mine.owner == keeper
    assert list(theirs.shares.values_list("recipient", "shared_at")) == [(keeper.pk, SHARED_AT)]
    assert list(only.shares.values_list("recipient", flat=True)) == [keeper.pk]


def test_an_erased_persons_name_leaves_drafts_and_stays_in_the_register(here, owner, other, secretary):
    person = make_person(collaboration=here, given_name="Bo", family_name="Berg")
    draft = make_document(here, owner, title="Svar", correspondent="Bo Berg")
    official = share(make_document(here, owner, title="Svar", correspondent="Bo Berg"), other)

    forget_person(secretary, person)

    draft.refresh_from_db()
    official.refresh_from_db()
    assert (draft.correspondent, draft.search_key.strip()) == ("", "svar")
    assert official.correspondent == "Bo Berg"
