"""What people meet on the pages."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samhandling.forums.enums import AccessMode, MandateKind, MandateStatus, RuleKind
from samhandling.forums.models import Appointment, CompositionRule, Forum, Mandate
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.documents import make_stored_file
from tests.factories.forums import (
    make_appointment,
    make_forum,
    make_forum_type,
    make_paper,
    make_seat,
    make_secretary,
)
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db


# For somebody who is not logged in; the frame's own queries are among them.
LIST_QUERIES = 3
DETAIL_QUERIES = 11
SEAT_QUERIES = 5
PAPERS_QUERIES = 11
MANDATE_QUERIES = 10


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


def address(name, forum, **more):
    return reverse(f"forums:{name}", kwargs={"collaboration": forum.collaboration.slug, "pk": forum.pk, **more})


def of_seat(name, seat):
    return reverse(f"forums:{name}", kwargs={"collaboration": seat.forum.collaboration.slug, "pk": seat.pk})


def listing(collaboration):
    return reverse("forums:list", kwargs={"collaboration": collaboration.slug})


def text_of(response):
    return response.content.decode()


def secret_paper(forum):
    return make_paper(forum, "Hemligt PM", text="Det hemliga", file=make_stored_file("Det hemliga", "hemligt.txt"))


def test_a_citizen_sees_who_sits_where_and_no_tools(client, county):
    forum = make_forum(county, seats=2, organisations=[make_municipality()], access=AccessMode.CLOSED)
    person = make_appointment(forum.seats.first(), make_person(collaboration=county, family_name="Öberg")).person

    page = text_of(client.get(address("detail", forum), {"datum": "2025-06-30"}))

    assert str(person) in page
    assert "1 av 2 platser är fyllda. En är vakant." in page
    assert "Vakant sedan 1 januari 2023" in page
    for tool in ("Utse<", "Ersätt", "Ändra<", "Ändra sammansättningen", "Historik"):
        assert f">{tool}" not in page


def test_a_page_tells_about_the_day_that_was_asked(client, county):
    forum = make_forum(county, seats=1)
    person = make_appointment(forum.seats.get(), ends_on=date(2024, 12, 31)).person

    assert str(person) in text_of(client.get(address("detail", forum), {"datum": "2024-12-31"}))
    assert str(person) not in text_of(client.get(address("detail", forum), {"datum": "2025-01-01"}))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_page_takes_as_many_queries_for_one_forum_as_for_three(client, county, rows, queries_of):
    for number in range(rows):
        make_appointment(make_seat(make_forum(county, name=f"Forum {number}")))

    assert queries_of(client, listing(county)) == LIST_QUERIES


@pytest.mark.parametrize("rows", [1, 3])
def test_the_forums_page_takes_as_many_queries_for_one_seat_as_for_three(client, county, rows, queries_of):
    forum = make_forum(county, seats=rows, organisations=[make_municipality()])
    for seat in forum.seats.all():
        make_appointment(seat, ends_on=date(2099, 12, 31))

    assert queries_of(client, address("detail", forum)) == DETAIL_QUERIES


@pytest.mark.parametrize("rows", [1, 3])
def test_the_seats_page_takes_as_many_queries_for_one_appointment_as_for_three(client, county, rows, queries_of):
    seat = make_seat(make_forum(county))
    for number in range(rows):
        make_appointment(seat, starts_on=date(2023 + number, 1, 1), ends_on=date(2023 + number, 12, 31))

    assert queries_of(client, of_seat("seat", seat)) == SEAT_QUERIES


@pytest.mark.parametrize("rows", [1, 3])
def test_the_mandate_page_takes_as_many_queries_for_one_version_as_for_three(client, county, rows, queries_of):
    forum = make_forum(county)
    for version in range(1, rows + 1):
        Mandate.objects.create(
            forum=forum,
            kind=MandateKind.MISSION,
            version=version,
            status=MandateStatus.ADOPTED if version == rows else MandateStatus.REPLACED,
            adopted_on=date(2024, version, 1),
            text=f"Uppdraget, lydelse {version}",
        )

    assert queries_of(client, address("mandate", forum)) == MANDATE_QUERIES


@pytest.mark.parametrize("rows", [1, 3])
def test_the_papers_page_takes_as_many_queries_for_one_paper_as_for_three(client, county, rows, queries_of):
    forum = make_forum(county, access=AccessMode.OPEN)
    for number in range(rows):
        make_paper(forum, f"PM {number}")

    assert queries_of(client, address("papers", forum)) == PAPERS_QUERIES


def test_a_party_sees_the_tools_of_its_own_seats_only(client, county):
    umea, vannas = make_municipality(), make_municipality("Vännäs", "2460")
    forum = make_forum(county, seats=2, organisations=[umea, vannas])
    own, other = forum.seats.order_by("number")
    client.force_login(give_party(make_user(), county, umea))

    page = text_of(client.get(address("detail", forum)))

    assert of_seat("appoint", own) in page
    assert of_seat("appoint", other) not in page
    assert client.get(of_seat("appoint", own)).status_code == 200
    assert client.get(of_seat("appoint", other)).status_code == 403


def test_a_secretary_appoints_and_is_told_when_the_seat_is_taken(client, county):
    forum = make_forum(county, seats=1)
    seat = forum.seats.get()
    person, late = make_person(collaboration=county), make_person(collaboration=county)
    client.force_login(make_secretary(forum))
    given = {"starts_on": "2023-01-01", "ends_on": "2026-12-31", "decided_by": "Kommunfullmäktige"}

    done = client.post(of_seat("appoint", seat), given | {"person": person.pk})
    refused = client.post(of_seat("appoint", seat), given | {"person": late.pk})

    assert (done.status_code, done.url) == (302, address("detail", forum))
    assert Appointment.objects.get().person == person
    assert refused.status_code == 200
    assert f"Platsen är redan upptagen under den tiden: {person}, 1 januari 2023–31 december 2026." in text_of(refused)


def test_an_appointment_without_an_end_is_not_made(client, county):
    forum = make_forum(county, seats=1)
    seat = forum.seats.get()
    client.force_login(make_secretary(forum))

    answer = client.post(
        of_seat("appoint", seat), {"person": make_person(collaboration=county).pk, "starts_on": "2023-01-01"}
    )

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"ends_on"}
    assert Appointment.objects.count() == 0


def test_a_person_of_another_collaboration_cannot_be_chosen_by_a_forged_id(client, county):
    forum = make_forum(county, seats=1)
    client.force_login(make_secretary(forum))

    answer = client.post(
        of_seat("appoint", forum.seats.get()),
        {"person": make_person().pk, "starts_on": "2023-01-01", "ends_on": "2026-12-31"},
    )

    assert answer.context["form"].errors.keys() == {"person"}
    assert Appointment.objects.count() == 0


def test_a_coordinator_sets_up_a_forum_its_composition_and_its_seats(client, county):
    for code in ("2480", "2460"):
        make_municipality(f"Kommun {code}", code, collaboration=county)
    client.force_login(make_coordinator(county))
    base = {"collaboration": county.slug}

    client.post(
        reverse("forums:create", kwargs=base),
        {"type": make_forum_type().pk, "name": "PKD", "access": "transparent", "starts_on": "2023-01-01"},
    )
    forum = Forum.objects.get()
    saved = client.post(
        address("composition", forum),
        {
            "rule-TOTAL_FORMS": 2,
            "rule-INITIAL_FORMS": 0,
            "rule-0-kind": "per_party",
            "rule-0-count": 2,
            "rule-0-party_role": "municipality",
            "rule-1-kind": "",
        },
    )
    preview = text_of(client.get(address("create_seats", forum)))
    client.post(address("create_seats", forum), {"starts_on": "2023-01-01"})

    assert saved.url == address("create_seats", forum)
    assert "4 platser saknas enligt reglerna." in preview
    assert "2 ledamöter från varje kommun" in preview
    assert forum.seats.count() == 4


def test_an_impossible_composition_is_told_in_words_and_what_was_written_is_kept(client, county):
    forum = make_forum(county)
    client.force_login(make_coordinator(county))

    answer = client.post(
        address("composition", forum),
        {"rule-TOTAL_FORMS": 1, "rule-INITIAL_FORMS": 0, "rule-0-kind": "per_party", "rule-0-count": 7},
    )

    assert "någon sådan part finns inte" in text_of(answer)
    assert answer.context["rows"].forms[0]["count"].value() == "7"
    assert forum.composition.count() == 0


def test_a_closed_forums_papers_are_seen_by_those_who_sit_there_and_nobody_else(client, county):
    forum = make_forum(county, access=AccessMode.CLOSED)
    paper = secret_paper(forum)
    member = make_user()
    make_appointment(make_seat(forum), make_person(collaboration=county, user=member), ends_on=date(2099, 12, 31))
    file = address("paper", forum, paper=paper.pk)
    others = [None, make_coordinator(county), give_role(make_user(), county, Role.READER)]
    everywhere = [address("papers", forum), address("detail", forum), listing(county)]

    for user in others:
        client.logout()
        if user:
            client.force_login(user)
        for page in [*everywhere, *([address("history", forum)] if user else [])]:
            assert "Hemligt" not in text_of(client.get(page))
            assert "hemligt" not in text_of(client.get(page, {"datum": "2023-01-01"}))
        assert client.get(file).status_code == 404
        assert client.get(file, {"datum": "2023-01-01"}).status_code == 404

    client.force_login(member)
    assert "Hemligt PM" in text_of(client.get(address("papers", forum)))
    assert b"".join(client.get(file).streaming_content) == b"Det hemliga"
    assert client.get(address("add_paper", forum)).status_code == 403


def test_a_paper_is_not_reached_through_another_forum(client, county):
    closed, open_forum = make_forum(county, access=AccessMode.CLOSED), make_forum(county, access=AccessMode.OPEN)
    paper = secret_paper(closed)

    assert client.get(address("paper", open_forum, paper=paper.pk)).status_code == 404


def test_nobody_removes_a_paper_they_may_not_know_of(client, county):
    forum = make_forum(county, access=AccessMode.CLOSED)
    paper = secret_paper(forum)
    client.force_login(make_coordinator(county))

    assert client.post(address("remove_paper", forum, paper=paper.pk)).status_code == 404
    assert forum.papers.count() == 1


def test_ids_of_another_collaboration_lead_nowhere(client, county):
    theirs = make_forum(make_collaboration(), seats=1)
    seat = theirs.seats.get()
    appointment = make_appointment(seat)
    client.force_login(make_coordinator(county))
    pages = {
        "detail": theirs.pk,
        "edit": theirs.pk,
        "end": theirs.pk,
        "history": theirs.pk,
        "mandate": theirs.pk,
        "papers": theirs.pk,
        "composition": theirs.pk,
        "secretaries": theirs.pk,
        "seat": seat.pk,
        "appoint": seat.pk,
        "replace": seat.pk,
        "abolish_seat": seat.pk,
        "end_appointment": appointment.pk,
        "correct_appointment": appointment.pk,
    }

    for name, pk in pages.items():
        here = reverse(f"forums:{name}", kwargs={"collaboration": county.slug, "pk": pk})
        there = reverse(f"forums:{name}", kwargs={"collaboration": theirs.collaboration.slug, "pk": pk})
        assert client.get(here).status_code == 404, name
        assert client.get(there).status_code == 404, name


@pytest.mark.parametrize("name", ["edit", "end", "composition", "create_seats", "add_seat", "secretaries"])
def test_the_structure_is_the_coordinators(client, county, name):
    forum = make_forum(county)
    page = address(name, forum)

    assert client.get(page).status_code == 302
    client.force_login(make_secretary(forum))
    assert client.get(page).status_code == 403
    client.force_login(make_coordinator(county))
    assert client.get(page).status_code == 200


def test_the_mandate_goes_from_draft_to_adopted(client, county):
    forum = make_forum(county)
    client.force_login(make_secretary(forum))

    client.post(address("mandate_draft", forum), {"kind": "mission", "text": "Vi möts."})
    client.logout()
    hidden = text_of(client.get(address("mandate", forum)))
    assert client.get(address("mandate_version", forum, version=1)).status_code == 404
    client.force_login(make_secretary(forum))
    client.post(address("mandate_adopt", forum, version=1), {"adopted_on": "2023-02-01", "adopted_by": "Delegationen"})
    client.logout()

    assert "Vi möts." not in hidden
    shown = text_of(client.get(address("mandate", forum)))
    assert "Vi möts." in shown
    assert "Version 1, antagen den 1 februari 2023 av Delegationen." in shown


def test_the_history_is_told_in_sentences_to_those_who_work_there(client, county):
    forum = make_forum(county, seats=1)
    person = make_person(collaboration=county)
    coordinator = make_coordinator(county, name="Kerstin Samordnare")
    client.force_login(coordinator)
    client.post(
        of_seat("appoint", forum.seats.get()),
        {"person": person.pk, "starts_on": "2023-01-01", "ends_on": "2026-12-31"},
    )

    text = text_of(client.get(address("history", forum)))

    assert "Kerstin Samordnare" in text
    assert "Utsåg" in text
    client.force_login(make_coordinator(make_collaboration()))
    assert client.get(address("history", forum)).status_code == 403


def test_the_presidium_is_chosen_on_its_page(client, county):
    forum = make_forum(county, seats=1)
    person = make_appointment(forum.seats.get(), ends_on=date(2099, 12, 31)).person
    client.force_login(make_secretary(forum))

    client.post(
        address("presidium", forum),
        {"person": person.pk, "office": "chair", "number": 1, "starts_on": "2023-01-01", "ends_on": "2026-12-31"},
    )

    assert forum.presidium.get().person == person


def test_every_kind_of_finding_stands_on_the_forums_page(client, county):
    umea = make_municipality(collaboration=county)
    forum = make_forum(county, seats=1, organisations=[umea])
    CompositionRule.objects.create(forum=forum, kind=RuleKind.PER_PARTY, count=2)

    page = text_of(client.get(address("detail", forum)))

    assert "Umeå har 1 av 2 platser." in page
