"""What a leaver leaves behind, and what the rooms below are told before they act."""

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document

from samhandling.core.search import SearchWish
from samhandling.forums.domain.handover import Thing, tasks_of, what_remains
from samhandling.forums.enums import LeftBehind, Office, Refusal, StillToDo
from samhandling.forums.models import Appointment, ForumAccess, PresidiumTerm, Seat
from samhandling.forums.selectors.handover import handover_of
from samhandling.forums.selectors.search import search
from samhandling.forums.selectors.ties import extract_of_person, ties_of_organisation, ties_of_party, ties_of_person
from samhandling.forums.services.ties import forget_person, merge_organisation, merge_person
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_duty, make_party
from tests.factories.forums import make_appointment, make_forum, make_seat, make_secretary
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
)

LAST_DAY = date(2026, 11, 30)
LATER = date(2098, 12, 31)


@pytest.mark.parametrize(
    ("thing", "remains"),
    [
        (Thing(LeftBehind.SEAT, "PKD", until=date(2026, 12, 31)), StillToDo.END_AND_APPOINT),
        (Thing(LeftBehind.SEAT, "PKD", until=LAST_DAY), StillToDo.APPOINT_SUCCESSOR),
        (Thing(LeftBehind.SEAT, "PKD", until=LAST_DAY, successor_from=date(2026, 12, 1)), StillToDo.NOTHING),
        (Thing(LeftBehind.CHAIR, "PKD"), StillToDo.CHOOSE_CHAIR),
        (Thing(LeftBehind.LEADS, "KCN"), StillToDo.NAME_LEADER),
        (Thing(LeftBehind.ACCOUNT, "Samverkan"), StillToDo.CLOSE_ACCOUNT),
    ],
)
def test_each_thing_says_what_remains(thing, remains):
    assert what_remains(thing, LAST_DAY) is remains


def test_every_kind_of_thing_has_something_to_do():
    assert all(what_remains(Thing(kind, ""), LAST_DAY) for kind in LeftBehind)


def test_what_is_undone_stands_first():
    done = Thing(LeftBehind.SEAT, "A", successor_from=LAST_DAY)
    undone = Thing(LeftBehind.SEAT, "B", until=LAST_DAY)
    assert [task.thing.where for task in tasks_of([done, undone], LAST_DAY)] == ["B", "A"]


@pytest.fixture
def collaboration(db):
    return make_collaboration(slug="vasterbotten", name="Samverkan i Västerbotten", is_public=True)


@pytest.fixture
def leaver(collaboration):
    """Sits for Umeå, chairs, leads a network by title, is secretary, reader, answers for Umeå and owns a duty."""
    umea = make_municipality("Umeå", "2480")
    user = make_user()
    person = make_person(
        collaboration=collaboration,
        given_name="Anna",
        family_name="Berg",
        title="Kommundirektör",
        organisation=umea,
        user=user,
    )
    pkd = make_forum(collaboration)
    make_appointment(make_seat(pkd, organisation=umea), person)
    PresidiumTerm.objects.create(
        forum=pkd, person=person, office=Office.CHAIR, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31)
    )
    make_secretary(make_forum(collaboration, name="Kommunchefsnätverket", led_by="kommundirektör"), user)
    give_role(user, collaboration, Role.READER)
    give_party(user, collaboration, umea)
    make_duty(make_agreement(collaboration), what="Kalla till möte", owner_in_words="Kommundirektör")
    return person


def left_behind(person, collaboration, day=LAST_DAY):
    return [(task.thing.kind, task.thing.where, task.to_do) for task in handover_of(person, collaboration, day).tasks]


def test_all_that_hangs_on_the_leaver_is_told(leaver, collaboration):
    assert left_behind(leaver, collaboration) == [
        (LeftBehind.SEAT, "Primärkommunala delegationen, ledamot 1", StillToDo.END_AND_APPOINT),
        (LeftBehind.CHAIR, "Primärkommunala delegationen", StillToDo.CHOOSE_CHAIR),
        (LeftBehind.LEADS, "Kommunchefsnätverket", StillToDo.NAME_LEADER),
        (LeftBehind.SECRETARY, "Kommunchefsnätverket", StillToDo.NAME_SECRETARY),
        (LeftBehind.ANSWERS_FOR, "Umeå", StillToDo.MOVE_ACCESS),
        (LeftBehind.ROLE, "läsare", StillToDo.MOVE_ACCESS),
        (LeftBehind.ACCOUNT, "Samverkan i Västerbotten", StillToDo.CLOSE_ACCOUNT),
        (LeftBehind.DUTY, "Kalla till möte", StillToDo.NAME_OWNER),
    ]


def test_a_seat_with_a_successor_is_done(leaver, collaboration):
    seat = leaver.appointments.get().seat
    make_appointment(seat, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    assert left_behind(leaver, collaboration)[-1] == (
        LeftBehind.SEAT,
        "Primärkommunala delegationen, ledamot 1",
        StillToDo.NOTHING,
    )


def test_what_ended_before_the_last_day_is_not_left_behind(leaver, collaboration):
    kinds = [kind for kind, _where, _to_do in left_behind(leaver, collaboration, date(2027, 1, 1))]
    assert LeftBehind.SEAT not in kinds
    assert LeftBehind.CHAIR not in kinds


def test_another_collaborations_things_are_not_told(leaver):
    assert left_behind(leaver, make_collaboration())[:-1] == []


# --- Pages -------------------------------------------------------------------------------------------


def address(person, name="handover"):
    return reverse(f"forums:{name}", kwargs={"collaboration": "vasterbotten", "pk": person.pk})


def test_the_sheet_is_for_the_coordinator_the_party_and_the_leaver(client, leaver, collaboration):
    umea = leaver.organisation
    allowed = [
        make_coordinator(collaboration),
        give_party(make_user(), collaboration, umea),
        leaver.user,
    ]
    for user in allowed:
        client.force_login(user)
        assert client.get(address(leaver)).status_code == 200


def test_others_do_not_get_the_sheet(client, leaver, collaboration):
    assert client.get(address(leaver)).status_code == 302
    other = give_party(make_user(), collaboration, make_municipality("Vindeln", "2404"))
    for user in (give_role(make_user(), collaboration, Role.READER), other, make_user()):
        client.force_login(user)
        assert client.get(address(leaver)).status_code == 403
        assert client.get(address(leaver, "handover_file")).status_code == 403


def test_the_sheet_comes_as_a_word_document(client, leaver, collaboration):
    client.force_login(make_coordinator(collaboration))
    answer = client.get(address(leaver, "handover_file"), {"datum": "2026-11-30"})
    document = Document(io.BytesIO(answer.getvalue()))
    assert document.core_properties.title == "Överlämning: Anna Berg"
    assert document.paragraphs[1].text == (
        "Samverkan i Västerbotten. Sista dag 30 november 2026. Åtta saker återstår att göra."
    )
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells] == [
        "plats",
        "Primärkommunala delegationen, ledamot 1",
        "Umeå",
        "31 december 2026",
        "Avsluta uppdraget den sista dagen och utse en efterträdare.",
    ]
    assert 'filename="overlamning-anna-berg-2026-11-30.docx"' in answer["Content-Disposition"]


def test_the_sheet_costs_the_same_for_one_seat_and_for_three(client, leaver, collaboration, django_assert_num_queries):
    client.force_login(make_coordinator(collaboration))
    with django_assert_num_queries(QUERIES):
        client.get(address(leaver))
    for name in "AB":
        make_appointment(make_seat(make_forum(collaboration, name=name)), leaver)
    with django_assert_num_queries(QUERIES):
        client.get(address(leaver))


QUERIES = 16


# --- What the rooms below are told -------------------------------------------------------------------


def test_running_appointments_and_being_secretary_stop_an_erasure(leaver):
    Appointment.objects.update(ends_on=LATER)
    assert ties_of_person(leaver) == [
        "Sitter i Primärkommunala delegationen till och med 31 december 2098. Avsluta uppdraget först.",
        "Är sekreterare i Kommunchefsnätverket. Ange en annan sekreterare först.",
    ]


def test_somebody_who_has_left_can_be_erased(leaver):
    Appointment.objects.update(ends_on=date(2024, 1, 1))
    ForumAccess.objects.all().delete()
    assert ties_of_person(leaver) == []


def test_the_register_extract_tells_appointments_and_offices(leaver):
    (appointments, (row,)), (offices, (office,)) = extract_of_person(leaver)
    assert (appointments, row["Forum"], row["Från"]) == (
        "Uppdrag",
        "Primärkommunala delegationen",
        "1 januari 2023",
    )
    assert (offices, office["Forum"]) == ("Presidieuppdrag", "Primärkommunala delegationen")


def test_somebody_without_seats_has_nothing_in_the_extract(collaboration):
    assert extract_of_person(make_person(collaboration=collaboration)) == []


def test_erasing_takes_away_free_text_and_access_but_keeps_the_seats(leaver, collaboration):
    Appointment.objects.update(left_early_because="Anna flyttar")
    forget_person(make_coordinator(collaboration), leaver)
    assert Appointment.objects.get().left_early_because == ""
    assert ForumAccess.objects.count() == 0


def test_merging_people_moves_their_appointments(leaver, collaboration):
    keeper = make_person(collaboration=collaboration, given_name="Ylva", family_name="Nyström")
    merge_person(leaver, keeper)
    assert Appointment.objects.get().person == keeper
    assert PresidiumTerm.objects.get().person == keeper
    assert [hit.text for hit in search(make_coordinator(collaboration), SearchWish(("nyström",)))] == ["Ylva Nyström"]


def test_people_who_sit_in_the_same_forum_at_once_cannot_be_merged(leaver, collaboration):
    keeper = make_person(collaboration=collaboration)
    make_appointment(make_seat(leaver.appointments.get().seat.forum), keeper)
    with pytest.raises(RuleBroken) as refused:
        merge_person(leaver, keeper)
    assert refused.value.reason is Refusal.BOTH_SIT_THERE
    assert leaver.appointments.count() == 1


def test_merging_organisations_moves_seats_and_forums(collaboration):
    duplicate = make_organisation(collaboration=collaboration)
    keeper = make_municipality("Umeå", "2480")
    make_seat(make_forum(collaboration, owner=duplicate), organisation=duplicate)
    merge_organisation(duplicate, keeper)
    assert Seat.objects.get().organisation == keeper
    assert Seat.objects.get().forum.owner == keeper


def test_a_party_with_seats_cannot_be_removed(collaboration):
    agreement = make_agreement(collaboration, parties=0)
    party = make_party(agreement, make_municipality("Umeå", "2480"))
    forum = make_forum(collaboration, agreement=agreement, seats=2, organisations=[party.organisation])
    make_seat(make_forum(collaboration, name="Fritt"), organisation=party.organisation)
    assert ties_of_party(party) == ["Har 2 platser i Primärkommunala delegationen."]
    Seat.objects.filter(forum=forum).update(ends_on=date(2024, 1, 1))
    assert ties_of_party(party) == []


def test_an_organisation_with_seats_or_forums_cannot_leave(collaboration):
    umea = make_municipality("Umeå", "2480")
    make_seat(make_forum(collaboration, owner=umea), organisation=umea)
    assert ties_of_organisation(umea, collaboration) == [
        "Har en plats i Primärkommunala delegationen.",
        "Äger Primärkommunala delegationen.",
    ]
    assert ties_of_organisation(umea, make_collaboration()) == []
