"""A person changes name, title or employer: how they were is kept, told as of a day, moved, and erased."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Refusal
from samhandling.organisations.models import FormerFacts, Person
from samhandling.organisations.selectors.formerly import as_they_were
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.selectors.people import extract_of
from samhandling.organisations.services.imports import apply_import, start_import, undo_import
from samhandling.organisations.services.merging import merge_organisations, merge_people
from samhandling.organisations.services.people import change_person, correct_person, remove_former
from samhandling.organisations.services.people_file import PEOPLE
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()
AUTUMN = date(2025, 9, 1)


@pytest.fixture
def collaboration():
    return make_collaboration()


@pytest.fixture
def coordinator(collaboration):
    return make_coordinator(collaboration)


@pytest.fixture
def anna(collaboration):
    """Anna Ek, head of planning in Umeå, for as long as anybody has known."""
    return make_person(
        collaboration=collaboration, family_name="Ek", title="Planeringschef", organisation=make_municipality()
    )


def name_on(person: Person, *day: int) -> str:
    then = Person.objects.get(pk=person.pk)
    as_they_were([then], date(*day))
    return f"{then}, {then.title}, {then.organisation or 'ingen'}"


def marry(coordinator, anna, from_on=AUTUMN, **facts):
    facts = facts or {"family_name": "Berg"}
    return change_person(actor=coordinator, person=anna, from_on=from_on, today=TODAY, **facts)


def refusal(act):
    with pytest.raises(RuleBroken) as refused:
        act()
    return refused.value.reason, refused.value.detail


def test_a_change_holds_from_its_day_and_what_was_so_before_is_kept(coordinator, anna):
    marry(coordinator, anna)
    to_the_region = {"title": "Regiondirektör", "organisation": make_organisation(display_name="Regionen")}
    marry(coordinator, anna, date(2026, 3, 1), **to_the_region)

    assert [name_on(anna, *day) for day in [(2020, 1, 1), (2025, 8, 31), (2025, 9, 1), (2026, 2, 28)]] == [
        "Anna Ek, Planeringschef, Umeå",
        "Anna Ek, Planeringschef, Umeå",
        "Anna Berg, Planeringschef, Umeå",
        "Anna Berg, Planeringschef, Umeå",
    ]
    assert {name_on(anna, *day) for day in [(2026, 3, 1), (2026, 11, 22), (2099, 1, 1)]} == {
        "Anna Berg, Regiondirektör, Regionen"
    }


def test_what_is_no_name_title_or_employer_makes_no_story(coordinator, anna):
    marry(coordinator, anna, keep_until=date(2030, 1, 1), family_name="Ek")

    assert FormerFacts.objects.count() == 0


def test_a_correction_rewrites_as_far_back_as_the_same_was_said(coordinator, anna):
    marry(coordinator, anna, date(2024, 1, 1), title="Utvecklingschef")
    marry(coordinator, anna, family_name="Berg")
    correct_person(actor=coordinator, person=anna, given_name="Annika", title="Näringslivschef")

    assert [name_on(anna, year, 6, 1) for year in (2023, 2024, 2026)] == [
        "Annika Ek, Planeringschef, Umeå",
        "Annika Ek, Näringslivschef, Umeå",
        "Annika Berg, Näringslivschef, Umeå",
    ]


def test_a_change_is_written_when_it_has_come_and_after_the_one_before(coordinator, anna):
    marry(coordinator, anna)
    ahead = refusal(lambda: marry(coordinator, anna, date(2026, 11, 23), title="Direktör"))
    too_early = refusal(lambda: marry(coordinator, anna, date(2025, 8, 31), title="Direktör"))
    marry(coordinator, anna, AUTUMN, title="Direktör")

    assert ahead == (Refusal.CHANGED_AHEAD, "")
    assert too_early == (Refusal.CHANGED_LATER, "1 september 2025.")
    # Two changes from the same day are one.
    assert list(anna.former.values_list("until_on", "family_name", "title")) == [
        (date(2025, 8, 31), "Ek", "Planeringschef")
    ]
    assert name_on(anna, 2025, 9, 1) == "Anna Berg, Direktör, Umeå"


def test_former_details_that_were_never_so_are_removed(coordinator, anna):
    marry(coordinator, anna)
    with pytest.raises(PermissionDenied):
        remove_former(actor=make_user(), former=anna.former.get())
    remove_former(actor=coordinator, former=anna.former.get())

    assert name_on(anna, 2020, 1, 1) == "Anna Berg, Planeringschef, Umeå"


def test_somebody_told_as_of_a_day_is_not_saved(coordinator, anna):
    marry(coordinator, anna)
    as_they_were([anna], date(2020, 1, 1))

    with pytest.raises(TypeError, match="only for reading"):
        anna.save()


def test_the_extract_tells_how_somebody_has_been(coordinator, anna):
    marry(coordinator, anna)

    (chapter,) = (one for one in extract_of(anna) if one.title == "Tidigare namn och befattningar")
    assert [list(row.values()) for row in chapter.rows] == [["Anna", "Ek", "Planeringschef", "Umeå", "2025-08-31"]]


def test_a_merge_keeps_what_the_duplicate_tells_of_days_before_the_keepers_own(coordinator, collaboration, anna):
    twin = make_person(collaboration=collaboration, family_name="Eek", title="Sekreterare")
    marry(coordinator, twin, date(2010, 1, 1), title="Utredare")
    marry(coordinator, twin, date(2026, 1, 1), title="Chef")
    marry(coordinator, anna)

    merge_people(actor=coordinator, duplicate=twin, keeper=anna)

    assert [name_on(anna, year, 6, 1) for year in (2009, 2024, 2026)] == [
        "Anna Eek, Sekreterare, ingen",
        "Anna Ek, Planeringschef, Umeå",
        "Anna Berg, Planeringschef, Umeå",
    ]
    assert FormerFacts.objects.exclude(person=anna).count() == 0


def test_a_former_employer_that_is_merged_becomes_the_one_that_is_kept(coordinator, collaboration, anna):
    old, new = (make_organisation(collaboration=collaboration, display_name=name) for name in ("Gamla", "Nya"))
    correct_person(actor=coordinator, person=anna, organisation=old)
    marry(coordinator, anna, organisation=make_municipality())

    merge_organisations(actor=coordinator, collaboration=collaboration, duplicate=old, keeper=new)

    assert name_on(anna, 2020, 1, 1) == "Anna Ek, Planeringschef, Nya"


# --- Files -------------------------------------------------------------------------------------------


def carry_out(coordinator, collaboration, *rows):
    content = "\n".join(["Förnamn;Efternamn;Titel;E-post", *rows]).encode()
    run = start_import(
        actor=coordinator, kind=PEOPLE, collaboration=collaboration, content=content, file_name="folk.csv"
    )
    return apply_import(actor=coordinator, kind=PEOPLE, run=run, seen=preview_import(PEOPLE, run).mark, now=NOW)


def test_a_file_changes_from_its_day_and_undoing_it_leaves_no_story(coordinator, collaboration, anna):
    anna.contact_points.create(collaboration=collaboration, kind="email", value="anna@example.se")
    run = carry_out(coordinator, collaboration, "Anna;Ek;Direktör;anna@example.se")

    assert [name_on(anna, *day) for day in [(2026, 11, 21), (2026, 11, 22)]] == [
        "Anna Ek, Planeringschef, Umeå",
        "Anna Ek, Direktör, Umeå",
    ]
    assert undo_import(actor=coordinator, kind=PEOPLE, run=run, now=NOW) == []
    assert name_on(anna, 2026, 11, 22) == "Anna Ek, Planeringschef, Umeå"
    assert FormerFacts.objects.count() == 0


def test_a_file_that_fills_in_what_was_not_known_makes_no_story(coordinator, collaboration):
    bo = make_person(collaboration=collaboration, given_name="Bo", family_name="Alm")
    carry_out(coordinator, collaboration, "Bo;Alm;Kommunalråd;bo@example.se")

    assert name_on(bo, 2020, 1, 1) == "Bo Alm, Kommunalråd, ingen"


# --- Pages -------------------------------------------------------------------------------------------


def test_one_says_whether_it_is_a_change_or_a_correction(client, coordinator, collaboration, anna):
    client.force_login(coordinator)
    edit = reverse("organisations:person_edit", args=[collaboration.slug, anna.pk])
    fields = {"given_name": "Anna", "family_name": "Berg", "title": "Planeringschef", "organisation": ""}
    assert "Från och med vilken dag gäller ändringen?" in client.get(edit).content.decode()
    without_day = client.post(edit, {**fields, "how": "change", "from_on": ""}).content.decode()
    assert "Skriv från och med vilken dag ändringen gäller" in without_day
    client.post(edit, {**fields, "how": "change", "from_on": "2025-09-01"})
    client.post(edit, {**fields, "title": "Planchef", "how": "correction"})

    assert [name_on(anna, *day) for day in [(2025, 8, 31), (2025, 9, 1)]] == [
        "Anna Ek, Planchef, Umeå",
        "Anna Berg, Planchef, ingen",
    ]
    page = client.get(reverse("organisations:person", args=[collaboration.slug, anna.pk])).content.decode()
    assert " ".join(page.split()).count("Anna Ek, Planchef, Umeå") == 1
    remove = reverse("organisations:former_remove", args=[collaboration.slug, anna.pk, anna.former.get().pk])
    client.post(remove)
    assert anna.former.count() == 0
