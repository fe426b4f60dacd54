"""Duplicates become one, and a person who is erased leaves no trace."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models

from samhandling.core import slots
from samhandling.core.models import Event
from samhandling.core.outbox import queue_mail
from samhandling.lib.errors import Reason, RuleBroken
from samhandling.organisations.enums import ContactKind, ImportState, Refusal, Role
from samhandling.organisations.models import ImportRun, Organisation, OrganisationAccess, Participation, Person
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.selectors.merging import what_would_move
from samhandling.organisations.selectors.people import extract_of, names_of_people
from samhandling.organisations.services.access import invite
from samhandling.organisations.services.contacts import add_contact_point
from samhandling.organisations.services.erasure import erase_person, forget_old_imports
from samhandling.organisations.services.imports import apply_import, start_import, undo_import
from samhandling.organisations.services.merging import merge_organisations, merge_people
from samhandling.organisations.services.people import change_person, correct_person
from samhandling.organisations.services.people_file import PEOPLE
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
    take_part,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def collaboration():
    return make_collaboration()


@pytest.fixture
def coordinator(collaboration):
    return make_coordinator(collaboration)


@pytest.fixture
def fillings(monkeypatch):
    """Slots of the test's own, so that no other room speaks up."""
    found = {}
    monkeypatch.setattr(slots, "functions", lambda slot: found.get(slot, []))
    return found


def refusal(act) -> Reason:
    with pytest.raises(RuleBroken) as refused:
        act()
    return refused.value.reason


# --- Organisations ---------------------------------------------------------------------------------


def test_everything_moves_to_the_one_that_is_kept(coordinator, collaboration):
    keeper = make_municipality(collaboration=collaboration)
    duplicate = make_organisation(display_name="Umeå komun", collaboration=collaboration, takes_part=True)
    user = give_party(make_user(), collaboration, duplicate)
    give_party(user, collaboration, keeper)
    person = make_person(collaboration=collaboration, organisation=duplicate)
    child = make_organisation(collaboration=collaboration, parent=duplicate)
    for owner, value in ((keeper, "kommun@umea.se"), (duplicate, "kommun@umea.se"), (duplicate, "info@umea.se")):
        make_contact_point(organisation=owner, collaboration=collaboration, value=value)

    merge_organisations(actor=coordinator, collaboration=collaboration, duplicate=duplicate, keeper=keeper)

    for row in (duplicate, person, child):
        row.refresh_from_db()
    assert (duplicate.merged_into, person.organisation, child.parent) == (keeper, keeper, keeper)
    assert list(keeper.contact_points.values_list("value", flat=True)) == ["kommun@umea.se", "info@umea.se"]
    assert list(Participation.objects.values_list("organisation", flat=True)) == [keeper.pk]
    assert list(OrganisationAccess.objects.values_list("organisation", flat=True)) == [keeper.pk]
    assert what_would_move(duplicate) == []
    assert Event.objects.get(verb="organisation.merged").after == {"merged": "Umeå komun"}


@pytest.mark.parametrize(
    ("duplicates", "keepers", "together"),
    [
        ([(2023, 2024)], [(2026, None)], [(2023, 2024), (2026, None)]),
        ([(2023, 2024)], [(2024, 2026)], [(2023, 2026)]),
        ([(None, 2020), (2022, None)], [(2019, 2022)], [(None, None)]),
        ([(2023, None)], [], [(2023, None)]),
    ],
)
def test_every_day_that_either_took_part_the_keeper_did(coordinator, collaboration, duplicates, keepers, together):
    duplicate, keeper = make_organisation(collaboration=collaboration), make_municipality()
    for organisation, times in ((duplicate, duplicates), (keeper, keepers)):
        for first, last in times:
            joined_on = date(first, 1, 1) if first else None
            left_on = date(last, 12, 31) if last else None
            collaboration.participations.create(organisation=organisation, joined_on=joined_on, left_on=left_on)

    merge_organisations(actor=coordinator, collaboration=collaboration, duplicate=duplicate, keeper=keeper)

    times = [(one.joined_on and one.joined_on.year, one.left_on and one.left_on.year) for one in keeper_times(keeper)]
    assert (times, duplicate.participations.count()) == (together, 0)


def keeper_times(keeper):
    return sorted(keeper.participations.all(), key=lambda one: one.joined_on or date.min)


def test_what_would_move_is_told_before(collaboration):
    duplicate = make_organisation(collaboration=collaboration, takes_part=True)
    make_person(collaboration=collaboration, organisation=duplicate)
    make_person(collaboration=collaboration, organisation=duplicate)
    assert sorted(row.count for row in what_would_move(duplicate)) == [1, 2]


def test_the_national_register_is_kept_and_never_merged_away(coordinator, collaboration):
    arguments = {"actor": coordinator, "collaboration": collaboration}
    umea, own = make_municipality(), make_organisation(collaboration=collaboration)
    assert refusal(lambda: merge_organisations(**arguments, duplicate=umea, keeper=own)) is Refusal.MERGE_NATIONAL
    assert refusal(lambda: merge_organisations(**arguments, duplicate=own, keeper=own)) is Refusal.MERGE_SELF


def test_nothing_is_merged_across_collaborations(coordinator, collaboration):
    foreign = make_organisation(collaboration=make_collaboration())
    own = make_organisation(collaboration=collaboration)
    for duplicate, keeper in ((foreign, own), (own, foreign)):
        with pytest.raises(PermissionDenied):
            merge_organisations(actor=coordinator, collaboration=collaboration, duplicate=duplicate, keeper=keeper)


def test_a_room_that_cannot_move_its_rows_stops_the_merge_whole(coordinator, collaboration, fillings):
    keeper = make_organisation(collaboration=collaboration)
    duplicate = make_organisation(collaboration=collaboration, takes_part=True)
    # Whoever moves the participation back leaves something behind.
    fillings["organisation.merge"] = [lambda old, _new: take_part(old, collaboration)]
    arguments = {"actor": coordinator, "collaboration": collaboration, "duplicate": duplicate, "keeper": keeper}
    assert refusal(lambda: merge_organisations(**arguments)) is Refusal.MERGE_LEAVES_BEHIND
    assert list(Participation.objects.values_list("organisation", flat=True)) == [duplicate.pk]


def test_a_child_that_is_kept_does_not_lie_below_itself(coordinator, collaboration):
    duplicate = make_organisation(collaboration=collaboration)
    keeper = make_organisation(collaboration=collaboration, parent=duplicate)
    merge_organisations(actor=coordinator, collaboration=collaboration, duplicate=duplicate, keeper=keeper)
    assert Organisation.objects.get(pk=keeper.pk).parent is None


# --- People ----------------------------------------------------------------------------------------


def test_two_entries_become_one_person_and_the_other_keeps_no_name(coordinator, collaboration):
    keeper = make_person(collaboration=collaboration, given_name="Åsa", family_name="Öberg")
    duplicate = make_person(collaboration=collaboration, given_name="Asa", family_name="Oberg", email="asa@umea.se")
    user = duplicate.user = make_user()
    duplicate.save()
    merge_people(actor=coordinator, duplicate=duplicate, keeper=keeper)
    for row in (duplicate, keeper):
        row.refresh_from_db()
    assert (duplicate.merged_into, str(duplicate), duplicate.search_key, duplicate.user) == (keeper, "", "", None)
    assert (keeper.user, keeper.contact_points.get().value) == (user, "asa@umea.se")
    assert names_of_people([duplicate.pk]) == {duplicate.pk: "Åsa Öberg"}


def test_two_log_ins_do_not_become_one(coordinator, collaboration):
    keeper = make_person(collaboration=collaboration, user=make_user())
    duplicate = make_person(collaboration=collaboration, user=make_user())
    arguments = {"actor": coordinator, "duplicate": duplicate, "keeper": keeper}
    assert refusal(lambda: merge_people(**arguments)) is Refusal.MERGE_TWO_USERS


def test_upper_rooms_move_what_is_theirs(coordinator, collaboration, fillings):
    moved = []
    fillings["person.merge"] = [lambda old, new: moved.append((old.pk, new.pk))]
    keeper, duplicate = make_person(collaboration=collaboration), make_person(collaboration=collaboration)
    merge_people(actor=coordinator, duplicate=duplicate, keeper=keeper)
    assert moved == [(duplicate.pk, keeper.pk)]


# --- Erasing ---------------------------------------------------------------------------------------


def every_text() -> list[str]:
    """All that stands in a text column, a JSON column or an address column of any table."""
    return [
        f"{model._meta.label}.{field.name}: {value}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and isinstance(field, models.CharField | models.TextField | models.JSONField)
        for value in model._base_manager.values_list(field.name, flat=True)
    ]


def test_an_erased_person_leaves_no_name_address_or_number_in_any_table(coordinator, collaboration):
    file = "Förnamn;Efternamn;E-post;Telefon\r\nÅsgerd;Örnsköld;asgerd@umea.se;070-9988776\r\n"
    run = start_import(
        actor=coordinator, kind=PEOPLE, collaboration=collaboration, content=file.encode(), file_name="folk.csv"
    )
    apply_import(actor=coordinator, kind=PEOPLE, run=run, seen=preview_import(PEOPLE, run).mark, now=NOW)
    start_import(
        actor=coordinator, kind=PEOPLE, collaboration=collaboration, content=file.encode(), file_name="igen.csv"
    )
    person = Person.objects.get()
    user = invite(
        actor=coordinator,
        collaboration=collaboration,
        email="asgerd@umea.se",
        name="Åsgerd Örnsköld",
        language="sv",
        now=NOW,
        role=Role.READER,
    )
    person.user = user
    person.save()
    twin = make_person(collaboration=collaboration, given_name="Åsgerd", family_name="Örnsköld")
    merge_people(actor=coordinator, duplicate=twin, keeper=person)
    queue_mail(to="asgerd@umea.se", subject="Kallelse", body="Hej Åsgerd", now=NOW)
    since = {"from_on": date(2026, 1, 1), "today": NOW.date()}
    change_person(actor=coordinator, person=person, **since, family_name="Tallmoxe", title="Xyzzychef")
    former = "Namn\r\nÅsgerd Örnsköld\r\n".encode()
    start_import(actor=coordinator, kind=PEOPLE, collaboration=collaboration, content=former, file_name="forr.csv")

    erase_person(actor=coordinator, person=person, now=NOW)

    words = ("åsgerd", "örnsköld", "asgerd", "9988776", "{sgerd", "}rnsk}ld", "tallmoxe", "xyzzy")
    assert [text for text in every_text() if any(word in text.lower() for word in words)] == []
    person.refresh_from_db()
    assert (person.erased_at, names_of_people([person.pk])) == (NOW, {})
    assert Event.objects.filter(verb="person.erased").get().person_id == person.pk


def test_erasing_waits_for_what_still_hangs_on_the_person(coordinator, collaboration, fillings):
    person = make_person(collaboration=collaboration, email="asa@umea.se")
    arguments = {"actor": coordinator, "person": person, "now": NOW}
    fillings["person.ties"] = [lambda _person: ["Åsa sitter i PKD till 31 december 2026."]]
    assert refusal(lambda: erase_person(**arguments)) is Refusal.PERSON_TIED
    fillings.clear()
    collaboration.contact_email = "Asa@umea.se"
    collaboration.save()
    person.refresh_from_db()
    assert refusal(lambda: erase_person(**arguments)) is Refusal.PERSON_TIED
    assert Person.objects.get().family_name == person.family_name


def test_the_only_coordinator_cannot_be_erased(coordinator, collaboration):
    person = make_person(collaboration=collaboration, user=coordinator)
    assert refusal(lambda: erase_person(actor=coordinator, person=person, now=NOW)) is Refusal.PERSON_TIED


def test_no_kept_paper_names_somebody_who_is_erased(
    coordinator, collaboration, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.PAPERS_ROOT = tmp_path / "papers"
    settings.PAPERS_ROOT.mkdir()
    (settings.PAPERS_ROOT / "ett").write_text("Åsgerd Örnsköld")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(actor=coordinator, person=make_person(collaboration=collaboration), now=NOW)
    assert not settings.PAPERS_ROOT.exists()


def test_a_person_is_erased_once(coordinator, collaboration):
    person = erase_person(actor=coordinator, person=make_person(collaboration=collaboration), now=NOW)
    assert refusal(lambda: erase_person(actor=coordinator, person=person, now=NOW)) is Refusal.ALREADY_ERASED


def test_whoever_still_holds_an_old_copy_gives_nobody_erased_a_name_or_an_address(coordinator, collaboration):
    person = make_person(collaboration=collaboration)
    old = Person.objects.get(pk=person.pk)
    erase_person(actor=coordinator, person=person, now=NOW)
    arguments = {"actor": coordinator, "person": old, "family_name": "Öberg"}
    today = {"from_on": NOW.date(), "today": NOW.date()}
    assert refusal(lambda: change_person(**arguments, **today)) is Refusal.ALREADY_ERASED
    assert refusal(lambda: correct_person(**arguments)) is Refusal.ALREADY_ERASED
    reach = {"collaboration": collaboration, "owner": old, "kind": ContactKind.PHONE, "value": "070-1234567"}
    assert refusal(lambda: add_contact_point(actor=coordinator, **reach)) is Refusal.ALREADY_ERASED
    person.refresh_from_db()
    assert (person.family_name, person.contact_points.count()) == ("", 0)


def test_a_log_in_that_is_needed_elsewhere_stays_there(coordinator, collaboration):
    elsewhere = make_collaboration()
    user = give_role(give_role(make_user(name="Bo Ek"), collaboration, Role.READER), elsewhere, Role.READER)
    person = make_person(collaboration=collaboration, user=user)
    erase_person(actor=coordinator, person=person, now=NOW)
    user.refresh_from_db()
    assert (user.name, user.is_active) == ("Bo Ek", True)
    assert list(user.collaboration_access.values_list("collaboration", flat=True)) == [elsewhere.pk]


def test_upper_rooms_erase_what_is_theirs(coordinator, collaboration, fillings):
    erased = []
    fillings["person.erase"] = [lambda actor, person: erased.append((actor.pk, person.pk))]
    person = erase_person(actor=coordinator, person=make_person(collaboration=collaboration), now=NOW)
    assert erased == [(coordinator.pk, person.pk)]


def test_an_import_of_somebody_erased_cannot_be_taken_back(coordinator, collaboration):
    content = "Namn\r\nÅsa Öberg\r\n".encode()
    run = start_import(
        actor=coordinator, kind=PEOPLE, collaboration=collaboration, content=content, file_name="folk.csv"
    )
    apply_import(actor=coordinator, kind=PEOPLE, run=run, seen=preview_import(PEOPLE, run).mark, now=NOW)
    erase_person(actor=coordinator, person=Person.objects.get(), now=NOW)
    assert refusal(lambda: undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW)) is Refusal.ROWS_CLEARED


@pytest.mark.parametrize(
    ("state", "days", "kept"),
    [
        (ImportState.PREVIEWED, 6, [2]),
        (ImportState.PREVIEWED, 8, []),
        (ImportState.APPLIED, 89, [2]),
        (ImportState.APPLIED, 91, [0]),
    ],
)
def test_uploads_are_forgotten_when_their_time_is_out(coordinator, collaboration, state, days, kept):
    run = ImportRun.objects.create(
        collaboration=collaboration,
        kind="people",
        state=state,
        file_name="folk.csv",
        rows=[[2, ["Åsa"]], [3, ["Bo"]]],
        started_by=coordinator,
        applied_at=NOW - timedelta(days=days) if state == ImportState.APPLIED else None,
    )
    ImportRun.objects.filter(pk=run.pk).update(started_at=NOW - timedelta(days=days))
    forget_old_imports(NOW)
    assert [len(run.rows) for run in ImportRun.objects.all()] == kept


# --- Register extract ------------------------------------------------------------------------------


def test_the_extract_holds_everything_from_this_room_and_those_above(collaboration, fillings):
    fillings["person.extract"] = [lambda _person: [("Uppdrag", [{"Forum": "PKD"}]), ("Tomt", [])]]
    person = make_person(
        collaboration=collaboration,
        given_name="Åsa",
        family_name="Öberg",
        organisation=make_municipality(),
        keep_until=date(2027, 1, 1),
    )
    make_contact_point(person=person, kind=ContactKind.PHONE, value="090-123456", is_public=True)
    rows = [[*row.values()] for chapter in extract_of(person) for row in chapter.rows]
    assert rows == [
        ["Åsa", "Öberg", "", "Umeå", "", "2027-01-01", "nej"],
        ["telefon", "090-123456", "ja", ""],
        ["PKD"],
    ]
