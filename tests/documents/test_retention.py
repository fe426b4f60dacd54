"""Classes of keeping, and which documents are kept by them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samhandling.core.models import Event
from samhandling.documents.enums import Keeping, Openness, RetentionRefusal
from samhandling.documents.models import RetentionClass
from samhandling.documents.selectors.retention import (
    KeepingFilter,
    class_lines,
    documents_asked_for,
    documents_due,
    kept_lines,
)
from samhandling.documents.services.retention import change_class, create_class, decide_keeping, remove_class
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.documents import dispose, make_class, make_disposal, make_document, make_kept, mark
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
KEEPING_QUERIES = 18
PLAN = "Dokumenthanteringsplan, KS § 7/2024"


@pytest.fixture
def queries_of():
    """How many queries a page takes, after a first visit has warmed what lasts longer than a request."""

    def count(client, url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    return count


@pytest.fixture
def county():
    return make_collaboration(is_public=True)


@pytest.fixture
def umea(county):
    return make_municipality(collaboration=county)


@pytest.fixture
def keeper(county, umea):
    return give_party(make_user(), county, umea)


def refusal_of(act, **kwargs):
    with pytest.raises(RuleBroken) as broken:
        act(**kwargs)
    return broken.value.reason


def address(name, county, *more):
    return reverse(f"documents:{name}", args=[county.slug, *more])


def test_the_coordinator_writes_down_what_the_plan_says(county):
    coordinator = make_coordinator(county)

    made = create_class(actor=coordinator, collaboration=county, name=" Protokoll ", plan=PLAN, years=None)
    change_class(actor=coordinator, retention_class=made, name="Protokoll", plan=PLAN, years=10)
    change_class(actor=coordinator, retention_class=made, name="Protokoll", plan=PLAN, years=10)

    assert list(RetentionClass.objects.values_list("name", "years", "plan")) == [("Protokoll", 10, PLAN)]
    assert list(Event.objects.order_by("pk").values_list("verb", "before", "after")) == [
        ("retention.class_created", {}, {"name": "Protokoll", "years": None, "plan": PLAN}),
        ("retention.class_changed", {"years": None}, {"years": 10}),
    ]


def test_what_a_class_cannot_be(county):
    coordinator = make_coordinator(county)
    make_class(county, name="Protokoll")
    act = {"actor": coordinator, "collaboration": county, "plan": PLAN}

    assert refusal_of(create_class, name="Protokoll", years=1, **act) is RetentionRefusal.NAME_TAKEN
    assert refusal_of(create_class, name="Längst", years=151, **act) is RetentionRefusal.TOO_LONG
    assert RetentionClass.objects.count() == 1


def test_a_class_is_removed_while_nothing_is_or_was_kept_by_it(county, umea):
    coordinator = make_coordinator(county)
    unused, used, remembered = (make_class(county) for _ in range(3))
    make_document(county, umea, retention_class=used)
    gone = make_kept(county, umea, retention_class=remembered)
    make_disposal(gone)
    gone.retention_class = None
    gone.save()

    remove_class(actor=coordinator, retention_class=unused)

    for kept in (used, remembered):
        assert refusal_of(remove_class, actor=coordinator, retention_class=kept) is RetentionRefusal.CLASS_IN_USE
    assert set(RetentionClass.objects.all()) == {used, remembered}


@pytest.mark.parametrize("act", [change_class, remove_class])
def test_classes_are_the_coordinators(county, keeper, act):
    kept = make_class(county)
    facts = {"name": "Annat", "plan": PLAN} if act is change_class else {}

    for user in (keeper, give_role(make_user(), county, Role.READER), make_coordinator(make_collaboration())):
        with pytest.raises(PermissionDenied):
            act(actor=user, retention_class=kept, **facts)


def test_many_documents_get_a_class_at_once_and_only_what_changes_is_remembered(county, umea, keeper):
    kept, day = make_class(county), date(2026, 1, 1)
    documents = [make_document(county, umea) for _ in range(3)]
    documents.append(make_document(county, umea, retention_class=kept, retained_from=day))

    changed = decide_keeping(actor=keeper, documents=documents, retention_class=kept, retained_from=day)

    assert changed == 3
    assert {(one.retention_class, one.retained_from) for one in umea.documents.all()} == {(kept, day)}
    events = Event.objects.filter(verb="document.keeping_decided")
    assert [(event.object_id, event.after) for event in events.order_by("object_id")] == [
        (one.pk, {"retention_class": str(kept), "retained_from": "2026-01-01"}) for one in documents[:3]
    ]


def test_what_cannot_be_decided_about_keeping(county, umea, keeper):
    document, kept = make_document(county, umea), make_class(county)
    act = {"actor": keeper, "retained_from": TODAY}

    def reason(documents, retention_class):
        return refusal_of(decide_keeping, documents=documents, retention_class=retention_class, **act)

    assert reason([], kept) is RetentionRefusal.NOTHING_CHOSEN
    assert reason([document], None) is RetentionRefusal.START_WITHOUT_CLASS
    assert reason([document], make_class(make_collaboration())) is RetentionRefusal.CLASS_ELSEWHERE
    assert reason([document, dispose(make_document(county, umea))], kept) is RetentionRefusal.GONE
    document.refresh_from_db()
    assert (document.retention_class, document.retained_from) == (None, None)


def test_nobody_decides_for_another_organisation(county, keeper):
    theirs = make_document(county, make_municipality("Vännäs", "2460", collaboration=county))

    with pytest.raises(PermissionDenied):
        decide_keeping(actor=keeper, documents=[theirs], retention_class=make_class(county))


def test_a_class_that_was_removed_meanwhile_is_no_class_to_keep_by(county, umea, keeper):
    document, gone = make_document(county, umea, openness=Openness.SHARED), make_class(county)
    RetentionClass.objects.filter(pk=gone.pk).delete()

    reason = refusal_of(decide_keeping, actor=keeper, documents=[document], retention_class=gone)

    assert reason is RetentionRefusal.CLASS_REMOVED


def test_the_classes_do_not_count_what_others_keep(county, umea, keeper):
    kept, other = make_class(county), make_municipality("Vännäs", "2460", collaboration=county)
    for owner in (umea, other, other):
        make_document(county, owner, retention_class=kept)

    def counted(user):
        return [(line.documents, bool(line.why_not_remove)) for line in class_lines(user, county)]

    assert counted(keeper) == [(1, True)]
    assert counted(make_coordinator(county)) == [(0, True)]


def test_the_list_is_asked_by_time_class_and_day(county, umea, keeper):
    five = make_class(county, 5, name="Fem")
    due = make_kept(county, umea, retention_class=five)
    running = make_kept(county, umea, retention_class=five, retained_from=date(2024, 2, 29))
    not_started = make_kept(county, umea, retention_class=five, retained_from=None)
    for_ever = make_kept(county, umea, years=None)
    undecided = make_document(county, umea, openness=Openness.SHARED)
    make_document(county, umea)
    dispose(make_kept(county, umea))
    make_kept(county, make_municipality("Vännäs", "2460", collaboration=county))

    def found(**asked):
        return set(documents_asked_for(keeper, county, KeepingFilter(**asked), TODAY))

    assert found() == {due, running, not_started, for_ever, undecided}
    assert [found(keeping=keeping) for keeping in Keeping] == [{undecided}, {not_started}, {running}, {due}, {for_ever}]
    assert found(retention_class=five.pk) == {due, running, not_started}
    assert found(due_by=date(2029, 2, 28)) == {due}
    assert found(due_by=date(2029, 3, 1)) == {due, running}
    assert list(documents_due(keeper, county, TODAY)) == [due]


def test_a_closed_forums_paper_stands_in_the_list_without_its_title(county, umea, keeper):
    paper = make_kept(county, umea, title="Hemligt PM", is_read_elsewhere=True)
    own = make_kept(county, umea, title="Vår rapport")
    mark(own)

    lines = kept_lines(keeper, [paper, own], TODAY)

    assert [(line.title, line.is_readable) for line in lines] == [
        (f"Läses i ett slutet forum, handling {paper.pk}", False),
        ("Vår rapport", True),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_as_many_queries_however_many_documents(client, county, umea, keeper, rows, queries_of):
    for _ in range(rows):
        make_kept(county, umea)
    client.force_login(keeper)

    assert queries_of(client, address("keeping", county)) == KEEPING_QUERIES


def test_who_may_open_the_pages(client, county, keeper):
    kept = make_class(county)
    coordinator, stranger = make_coordinator(county), make_user()
    member = give_role(make_user(), county, Role.READER)
    pages = ("keeping", "classes", "class_new", "class_change")

    def opened(user):
        client.force_login(user)
        more = {"class_change": [kept.pk]}
        return [client.get(address(page, county, *more.get(page, []))).status_code for page in pages]

    assert opened(keeper) == [200, 200, 403, 403]
    assert opened(coordinator) == [403, 200, 200, 200]
    assert opened(member) == [403, 200, 403, 403]
    assert opened(stranger) == [404, 404, 404, 404]


def test_documents_ticked_in_the_list_are_decided_on_a_page_of_their_own(client, county, umea, keeper):
    first, second, third = (make_document(county, umea, openness=Openness.SHARED) for _ in range(3))
    kept = make_class(county)
    client.force_login(keeper)
    page = address("keeping_decide", county)

    shown = client.get(page, {"documents": [first.pk, second.pk]}).content.decode()
    sent = {"documents": [first.pk, second.pk], "retention_class": kept.pk, "retained_from": "2026-01-01"}
    answer = client.post(page, sent)

    assert (first.title in shown, second.title in shown, third.title in shown) == (True, True, False)
    assert answer.status_code == 302
    assert set(kept.documents.values_list("pk", "retained_from")) == {
        (one.pk, date(2026, 1, 1)) for one in (first, second)
    }
    assert client.get(page).headers["Location"] == address("keeping", county)


def test_the_list_as_a_table(client, county, umea, keeper):
    document = make_kept(county, umea, title="=Rapport", registration_number="KS 12/2020")
    client.force_login(keeper)

    answer = client.get(address("keeping_export", county, "csv"), {"keeping": "due"})

    row = answer.content.decode("utf-8-sig").splitlines()[1].split(";")
    assert row[:4] == ["'=Rapport", "KS 12/2020", "Umeå", "annan handling"]
    assert row[4:] == [
        "2026-03-02",
        document.retention_class.name,
        "Dokumenthanteringsplan 2020",
        "5",
        "2020-03-01",
        "2025-03-01",
        "tiden är ute",
    ]
    assert client.get(address("keeping_export", county, "pdf")).status_code == 404


def test_what_is_proposed_for_disposal_is_not_proposed_again(county, umea, keeper):
    proposed, due = make_kept(county, umea), make_kept(county, umea)
    make_disposal(proposed)

    assert list(documents_due(keeper, county, TODAY)) == [due]
    assert [line.is_proposed for line in kept_lines(keeper, [proposed, due], TODAY)] == [True, False]
