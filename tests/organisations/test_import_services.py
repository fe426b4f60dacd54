"""Files of people: uploaded, carried out whole or not at all, taken back."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.core.enums import TableRefusal
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import ContactKind, ImportState, KeptBecause, Refusal, Role, RowOutcome
from samhandling.organisations.models import ContactPoint, ImportRun, Person
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.services.imports import apply_import, choose_columns, start_import, undo_import
from samhandling.organisations.services.people_file import PEOPLE
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILE = "Förnamn;Efternamn;Titel;Kommun;E-post;Telefon\r\nÅsa;Öberg;Kommunalråd;Umeå kommun;asa@umea.se;090-161000\r\n"


@pytest.fixture
def collaboration():
    found = make_collaboration()
    make_municipality(collaboration=found)
    return found


@pytest.fixture
def coordinator(collaboration):
    return make_coordinator(collaboration)


def upload(actor, collaboration, text: str = FILE, encoding: str = "utf-8", name: str = "folk.csv") -> ImportRun:
    return start_import(
        actor=actor, kind=PEOPLE, collaboration=collaboration, content=text.encode(encoding), file_name=name
    )


def carry_out(actor, run: ImportRun, **arguments) -> ImportRun:
    return apply_import(actor=actor, kind=PEOPLE, run=run, seen=preview_import(PEOPLE, run).mark, now=NOW, **arguments)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
def test_a_file_from_any_office_is_read(coordinator, collaboration, encoding):
    carry_out(coordinator, upload(coordinator, collaboration, encoding=encoding))
    person = Person.objects.get()
    assert (person.given_name, person.family_name, person.title) == ("Åsa", "Öberg", "Kommunalråd")
    assert str(person.organisation) == "Umeå"
    assert list(person.contact_points.values_list("kind", "value", "is_public")) == [
        (ContactKind.EMAIL, "asa@umea.se", False),
        (ContactKind.PHONE, "090-161000", False),
    ]
    assert (person.sort_key, person.search_key) == ("}berg {sa", "åsa öberg kommunalråd")


def test_the_upload_alone_changes_nobody(coordinator, collaboration):
    run = upload(coordinator, collaboration)
    assert (run.state, Person.objects.count()) == (ImportState.PREVIEWED, 0)
    assert preview_import(PEOPLE, run).counts[RowOutcome.NEW] == 1


def test_every_person_has_an_event_without_a_name(coordinator, collaboration):
    carry_out(coordinator, upload(coordinator, collaboration))
    event = Event.objects.get(verb="person.imported")
    assert (event.person_id, event.before, event.after) == (Person.objects.get().pk, {}, {})
    counted = {"new": 1, "changed": 0, "same": 0, "skipped": 0, "error": 0}
    assert Event.objects.get(verb="import.applied").after == counted


def test_only_the_coordinator_imports(collaboration):
    reader = give_role(make_user(), collaboration, Role.READER)
    with pytest.raises(PermissionDenied):
        upload(reader, collaboration)


def test_a_coordinator_elsewhere_cannot_carry_it_out(coordinator, collaboration):
    run = upload(coordinator, collaboration)
    stranger = make_coordinator(make_collaboration())
    with pytest.raises(PermissionDenied):
        carry_out(stranger, run)
    assert Person.objects.count() == 0


def test_rows_with_errors_stop_everything_unless_left_out(coordinator, collaboration):
    run = upload(coordinator, collaboration, f"{FILE}Bo;;;;;\r\n")
    with pytest.raises(RuleBroken) as refused:
        carry_out(coordinator, run)
    assert (refused.value.reason, Person.objects.count()) == (Refusal.ROWS_HAVE_ERRORS, 0)
    carry_out(coordinator, run, leave_out_errors=True)
    assert Person.objects.count() == 1


def test_the_line_of_an_error_is_the_line_in_the_file(coordinator, collaboration):
    run = upload(coordinator, collaboration, f"{FILE}\r\nBo;;;;;\r\n")
    assert [plan.number for plan in preview_import(PEOPLE, run).plans] == [2, 4]


def test_nothing_is_carried_out_that_was_not_looked_at(coordinator, collaboration):
    run = upload(coordinator, collaboration)
    seen = preview_import(PEOPLE, run).mark
    make_person(collaboration=collaboration, given_name="Åsa", family_name="Öberg")
    with pytest.raises(RuleBroken) as refused:
        apply_import(actor=coordinator, kind=PEOPLE, run=run, seen=seen, now=NOW)
    assert refused.value.reason is Refusal.CHANGED_SINCE_PREVIEW


def test_an_import_is_carried_out_once(coordinator, collaboration):
    run = carry_out(coordinator, upload(coordinator, collaboration))
    with pytest.raises(RuleBroken) as refused:
        carry_out(coordinator, run)
    assert (refused.value.reason, Person.objects.count()) == (Refusal.ALREADY_APPLIED, 1)


def test_a_file_without_names_is_refused_with_what_is_missing(coordinator, collaboration):
    run = upload(coordinator, collaboration, "Hatt;Sko\r\nröd;42\r\n")
    assert run.mapping == {}
    with pytest.raises(RuleBroken) as refused:
        carry_out(coordinator, run)
    assert refused.value.reason is Refusal.COLUMNS_MISSING


def test_columns_are_chosen_by_hand_and_remembered(coordinator, collaboration):
    text = "Vem;Hatt\r\nÅsa Öberg;röd\r\n"
    run = upload(coordinator, collaboration, text)
    choose_columns(
        actor=coordinator, kind=PEOPLE, run=run, mapping={"full_name": "Vem", "title": "Hatt", "email": "not there"}
    )
    assert run.mapping == {"full_name": "Vem", "title": "Hatt"}
    assert upload(coordinator, collaboration, text).mapping == {"full_name": "Vem", "title": "Hatt"}


def test_one_column_cannot_say_two_things(coordinator, collaboration):
    run = upload(coordinator, collaboration)
    with pytest.raises(RuleBroken) as refused:
        choose_columns(actor=coordinator, kind=PEOPLE, run=run, mapping={"full_name": "Titel", "title": "Titel"})
    assert (refused.value.reason, refused.value.detail) == (Refusal.COLUMN_TWICE, "Titel")


def test_a_file_that_is_no_table_is_refused(coordinator, collaboration):
    with pytest.raises(RuleBroken) as refused:
        start_import(
            actor=coordinator,
            kind=PEOPLE,
            collaboration=collaboration,
            content=b"%PDF-1.7 not a table",
            file_name="folk.csv",
        )
    assert refused.value.reason is TableRefusal.NOT_A_TABLE
    assert ImportRun.objects.count() == 0


def test_a_known_person_is_changed_and_can_be_set_back(coordinator, collaboration):
    person = make_person(
        collaboration=collaboration, given_name="Åsa", family_name="Öberg", title="Ledamot", email="asa@old.se"
    )
    run = carry_out(coordinator, upload(coordinator, collaboration))
    person.refresh_from_db()
    assert (person.title, str(person.organisation)) == ("Kommunalråd", "Umeå")
    assert list(person.contact_points.values_list("value", flat=True)) == ["asa@umea.se", "090-161000"]

    assert undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW) == []
    person.refresh_from_db()
    assert (person.title, person.organisation) == ("Ledamot", None)
    assert list(person.contact_points.values_list("value", flat=True)) == ["asa@old.se"]


def test_undo_removes_whom_the_import_created_and_forgets_the_rows(coordinator, collaboration):
    run = carry_out(coordinator, upload(coordinator, collaboration))
    assert undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW) == []
    run.refresh_from_db()
    assert (run.state, run.rows, run.traces) == (ImportState.UNDONE, [], {})
    assert (Person.objects.count(), ContactPoint.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        ({"title": "Landshövding"}, KeptBecause.CHANGED_SINCE),
        ({"keep_until": date(2027, 1, 1)}, KeptBecause.CHANGED_SINCE),
        ({"erased_at": NOW}, KeptBecause.GONE),
    ],
)
def test_whoever_changed_since_is_left_as_they_are_with_the_reason(coordinator, collaboration, later, reason):
    run = carry_out(coordinator, upload(coordinator, collaboration))
    person = Person.objects.get()
    Person.objects.filter(pk=person.pk).update(**later)
    kept = undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW)
    assert [(one.person_id, one.reason) for one in kept] == [(person.pk, reason)]


def test_a_person_who_may_log_in_is_not_removed_by_undo(coordinator, collaboration):
    run = carry_out(coordinator, upload(coordinator, collaboration))
    Person.objects.update(user=make_user())
    assert [one.reason for one in undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW)] == [KeptBecause.IN_USE]


def test_a_new_contact_point_is_a_change_since(coordinator, collaboration):
    run = carry_out(coordinator, upload(coordinator, collaboration))
    make_contact_point(person=Person.objects.get(), kind=ContactKind.ADDRESS, value="Storgatan 1")
    assert [one.reason for one in undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW)] == [
        KeptBecause.CHANGED_SINCE
    ]


def test_an_import_is_taken_back_once(coordinator, collaboration):
    run = carry_out(coordinator, upload(coordinator, collaboration))
    undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW)
    with pytest.raises(RuleBroken) as refused:
        undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW)
    assert refused.value.reason is Refusal.NOT_APPLIED


def test_people_of_another_collaboration_are_never_meant(coordinator, collaboration):
    elsewhere = make_person(given_name="Åsa", family_name="Öberg", email="asa@umea.se")
    carry_out(coordinator, upload(coordinator, collaboration))
    elsewhere.refresh_from_db()
    assert (elsewhere.title, Person.objects.filter(collaboration=collaboration).count()) == ("", 1)


@pytest.mark.parametrize("people", [2, 6])
def test_many_are_changed_and_set_back_with_as_many_queries_as_few(
    coordinator, collaboration, people, django_assert_num_queries
):
    """Also somebody who may log in: their row is written anew and stays the same row."""
    names = "abcdef"[:people]
    for name in names:
        person = make_person(collaboration=collaboration, given_name=name, family_name="Ek", title="Ledamot")
        make_contact_point(person=person, kind=ContactKind.EMAIL, value=f"{name}@gammal.se")
    linked = Person.objects.get(given_name="a")
    linked.user = make_user()
    linked.save()
    rows = "".join(f"{name};Ek;Ordförande;{name}@ny.se\r\n" for name in names)
    run = upload(coordinator, collaboration, "Förnamn;Efternamn;Titel;E-post\r\n" + rows)
    seen = preview_import(PEOPLE, run).mark
    with django_assert_num_queries(APPLY_QUERIES):
        apply_import(actor=coordinator, kind=PEOPLE, run=run, seen=seen, now=NOW)
    values = Person.objects.order_by("given_name").values_list("title", "search_key", "contact_points__value", "user")
    assert list(values) == [
        ("Ordförande", f"{name} ek ordförande", f"{name}@ny.se", linked.user_id if name == "a" else None)
        for name in names
    ]
    assert Event.objects.filter(verb="person.changed_by_import").count() == people
    run.refresh_from_db()
    with django_assert_num_queries(UNDO_QUERIES):
        assert undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW) == []
    assert set(Person.objects.values_list("title", flat=True)) == {"Ledamot"}
    assert set(ContactPoint.objects.values_list("value", flat=True)) == {f"{name}@gammal.se" for name in names}


APPLY_QUERIES = 19
UNDO_QUERIES = 17
