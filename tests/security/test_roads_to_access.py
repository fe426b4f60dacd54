"""Nobody lets themselves in: every road to access, for oneself and for somebody else, and who is told of it.

The map of the roads is a table in docs/architecture/security.md.
"""

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samhandling.accounts.models import User
from samhandling.core.models import OutgoingMail
from samhandling.forums.enums import AccessMode
from samhandling.forums.models import Appointment, ForumAccess
from samhandling.forums.permissions import can_read_papers
from samhandling.forums.services.access import add_secretary
from samhandling.forums.services.appointment_file import APPOINTMENTS
from samhandling.forums.services.appointments import appoint, correct, replace
from samhandling.forums.services.presidium import choose
from samhandling.forums.services.seats import change_seat
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Refusal, Role, WhoCan
from samhandling.organisations.models import CollaborationAccess, OrganisationAccess, Person
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.services.access import give_party, give_role, invite
from samhandling.organisations.services.imports import apply_import, start_import, undo_import
from samhandling.organisations.services.inviting import invite_person
from samhandling.organisations.services.merging import merge_organisations, merge_people
from samhandling.organisations.services.people import change_person, correct_person, link_user
from samhandling.organisations.services.people_file import PEOPLE
from tests.factories import organisations as have
from tests.factories.accounts import by_token, make_user
from tests.factories.forums import make_appointment, make_forum, make_seat, make_secretary
from tests.factories.organisations import (
    fresh,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date.today()  # noqa: DTZ011  # whether a place opens anything is asked of the real day
FIRST, LAST = TODAY - timedelta(days=30), TODAY + timedelta(days=300)
SERVICES = Path(__file__).parents[2] / "samhandling"


class County:
    """A coordinator, another user, a municipality and a closed forum with a secretary and a free seat for it."""

    def __init__(self) -> None:
        self.collaboration = make_collaboration(slug="lan", name="Samverkan i länet", is_public=True)
        self.umea = make_municipality(collaboration=self.collaboration)
        self.forum = make_forum(self.collaboration, name="Rådet", access=AccessMode.CLOSED, starts_on=FIRST)
        self.seat = make_seat(self.forum, organisation=self.umea)
        self.coordinator = make_coordinator(self.collaboration, email="karin@lan.se", language="en")
        self.other = have.give_role(make_user(email="olle@lan.se"), self.collaboration, Role.READER)
        self.secretary = make_secretary(self.forum, make_user(email="sekreterare@lan.se", language="en"))
        self.speaker = have.give_party(make_user(email="ombud@umea.se"), self.collaboration, self.umea)

    def entry(self, user: User | None = None, **facts: Any) -> Person:
        return make_person(collaboration=self.collaboration, user=user, **facts)

    def held(self, user: User, **facts: Any) -> Appointment:
        return make_appointment(self.seat, self.entry(user), starts_on=FIRST, **{"ends_on": LAST, **facts})


@pytest.fixture
def county() -> County:
    return County()


def _import_employer(county: County, user: User) -> None:
    county.entry(user, given_name="Eva", family_name="Lind")
    text = "Förnamn;Efternamn;Organisation\r\nEva;Lind;Umeå\r\n"
    run = start_import(
        actor=county.coordinator,
        kind=PEOPLE,
        collaboration=county.collaboration,
        content=text.encode(),
        file_name="folk.csv",
    )
    apply_import(actor=county.coordinator, kind=PEOPLE, run=run, seen=preview_import(PEOPLE, run).mark, now=NOW)


def _undo_employer(county: County, user: User) -> None:
    """A colleague moved the person away from Umeå by a file; to take that back is to move them there."""
    county.entry(user, given_name="Eva", family_name="Lind", organisation=county.umea, email="eva@lan.se")
    make_organisation(collaboration=county.collaboration, display_name="Norrfrakt")
    colleague = make_coordinator(county.collaboration)
    text = "Förnamn;Efternamn;Organisation;E-post\r\nEva;Lind;Norrfrakt;eva@lan.se\r\n"
    run = start_import(
        actor=colleague, kind=PEOPLE, collaboration=county.collaboration, content=text.encode(), file_name="f.csv"
    )
    run = apply_import(actor=colleague, kind=PEOPLE, run=run, seen=preview_import(PEOPLE, run).mark, now=NOW)
    undo_import(actor=county.coordinator, kind=PEOPLE, run=run, now=NOW)


def _import_appointment(county: County, user: User) -> None:
    county.entry(user, given_name="Eva", family_name="Lind", organisation=county.umea)
    text = f"Forum;Part;Förnamn;Efternamn;Från;Till\r\nRådet;Umeå;Eva;Lind;{FIRST};{LAST}\r\n"
    run = start_import(
        actor=county.coordinator,
        kind=APPOINTMENTS,
        collaboration=county.collaboration,
        content=text.encode(),
        file_name="platser.csv",
    )
    apply_import(
        actor=county.coordinator, kind=APPOINTMENTS, run=run, seen=preview_import(APPOINTMENTS, run).mark, now=NOW
    )


def _replace(county: County, user: User) -> None:
    make_appointment(county.seat, starts_on=FIRST, ends_on=LAST)
    replace(actor=county.coordinator, seat=county.seat, person=county.entry(user), starts_on=TODAY, ends_on=LAST)


def _merge_organisations(county: County, user: User) -> None:
    own = make_organisation(collaboration=county.collaboration, takes_part=True)
    have.give_party(user, county.collaboration, own)
    merge_organisations(actor=county.coordinator, collaboration=county.collaboration, duplicate=own, keeper=county.umea)


def _merge_where_one_sits(county: County, user: User) -> None:
    own = make_organisation(collaboration=county.collaboration, takes_part=True)
    make_appointment(make_seat(county.forum, organisation=own), county.entry(user), starts_on=FIRST, ends_on=LAST)
    merge_organisations(actor=county.coordinator, collaboration=county.collaboration, duplicate=own, keeper=county.umea)


@dataclass(frozen=True)
class Road:
    """An act of the coordinator by which a user gets in, whom one is referred to, and who is told."""

    act: Callable[[County, User], object]
    who_can: WhoCan
    about: str = ""
    notified: tuple[str, ...] = ()


SPEAKER, SECRETARY = "ombud@umea.se", "sekreterare@lan.se"
ROADS = {
    "give a role": Road(
        lambda county, user: give_role(
            actor=county.coordinator, collaboration=county.collaboration, user=user, role=Role.FINANCE
        ),
        WhoCan.COORDINATOR,
    ),
    "give a party": Road(
        lambda county, user: give_party(
            actor=county.coordinator, collaboration=county.collaboration, user=user, organisation=county.umea
        ),
        WhoCan.COORDINATOR,
        notified=(SPEAKER,),
    ),
    "invite": Road(
        lambda county, user: invite(
            actor=county.coordinator,
            collaboration=county.collaboration,
            email=f" {user.email.upper()} ",
            name="X",
            language="sv",
            now=NOW,
            organisation=county.umea,
        ),
        WhoCan.COORDINATOR,
        notified=(SPEAKER,),
    ),
    "link a log-in": Road(
        lambda county, user: link_user(
            actor=county.coordinator, person=county.held(None).person, email=user.email.upper()
        ),
        WhoCan.LINK,
        notified=(SPEAKER, SECRETARY),
    ),
    "invite a person to their seats": Road(
        lambda county, user: invite_person(
            actor=county.coordinator, person=county.held(None).person, email=user.email.upper(), language="sv", now=NOW
        ),
        WhoCan.LINK,
        notified=(SPEAKER, SECRETARY),
    ),
    "change the employer": Road(
        lambda county, user: change_person(
            actor=county.coordinator, person=county.entry(user), organisation=county.umea, from_on=TODAY, today=TODAY
        ),
        WhoCan.COORDINATOR,
        notified=(SPEAKER,),
    ),
    "correct the employer": Road(
        lambda county, user: correct_person(
            actor=county.coordinator, person=county.entry(user), organisation=county.umea
        ),
        WhoCan.COORDINATOR,
        notified=(SPEAKER,),
    ),
    "import the employer": Road(_import_employer, WhoCan.IMPORT, "2.", notified=(SPEAKER,)),
    "undo an import": Road(_undo_employer, WhoCan.UNDO, notified=(SPEAKER,)),
    "merge people": Road(
        lambda county, user: merge_people(
            actor=county.coordinator, duplicate=county.entry(user), keeper=county.held(None).person
        ),
        WhoCan.MERGE,
        notified=(SPEAKER, SECRETARY),
    ),
    "merge into people": Road(
        lambda county, user: merge_people(
            actor=county.coordinator, duplicate=county.held(None).person, keeper=county.entry(user)
        ),
        WhoCan.MERGE,
        notified=(SPEAKER, SECRETARY),
    ),
    # Whoever answers for one of the two is told that others now answer for theirs too.
    "merge organisations": Road(_merge_organisations, WhoCan.MERGE, notified=("olle@lan.se", SPEAKER)),
    "merge organisations where one sits": Road(_merge_where_one_sits, WhoCan.MERGE, notified=(SPEAKER,)),
    "appoint": Road(
        lambda county, user: appoint(
            actor=county.coordinator, seat=county.seat, person=county.entry(user), starts_on=FIRST, ends_on=LAST
        ),
        WhoCan.SEAT,
        notified=(SPEAKER, SECRETARY),
    ),
    "replace": Road(_replace, WhoCan.SEAT, notified=(SPEAKER, SECRETARY)),
    "prolong an appointment": Road(
        lambda county, user: correct(
            actor=county.coordinator, appointment=county.held(user), ends_on=LAST + timedelta(days=1)
        ),
        WhoCan.SEAT,
        notified=(SPEAKER, SECRETARY),
    ),
    "import an appointment": Road(_import_appointment, WhoCan.IMPORT, "2.", notified=(SPEAKER, SECRETARY)),
    "change whom a seat is for": Road(
        lambda county, user: change_seat(
            actor=county.coordinator,
            seat=county.held(user).seat,
            organisation=make_municipality("Vännäs", "2460", collaboration=county.collaboration),
        ),
        WhoCan.SEAT,
        notified=(),
    ),
    "make secretary": Road(
        lambda county, user: add_secretary(actor=county.coordinator, forum=county.forum, user=user),
        WhoCan.COORDINATOR,
        notified=(SECRETARY,),
    ),
}


def opening_rows() -> dict[str, list[Any]]:
    """All rows that open something to somebody."""
    return {
        "roles": sorted(CollaborationAccess.objects.values_list("user", "role")),
        "parties": sorted(OrganisationAccess.objects.values_list("user", "organisation")),
        "secretaries": sorted(ForumAccess.objects.values_list("user", "forum")),
        "people": sorted(Person.objects.exclude(user=None).values_list("user", "organisation", "pk")),
        "places": sorted(
            Appointment.objects.exclude(person__user=None).values_list(
                "person__user", "seat__organisation", "starts_on", "ends_on"
            )
        ),
    }


def letters() -> list[str]:
    letters_sent = OutgoingMail.objects.exclude(subject__startswith="Du har fått").filter(body__contains="/atkomst/")
    return sorted(letters_sent.values_list("to", flat=True))


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_nobody_lets_themselves_in(county: County, road: Road):
    with pytest.raises(RuleBroken) as refused:
        road.act(county, county.coordinator)
    expected = (Refusal.NOT_YOURSELF, f"{road.who_can.label} {road.about}".strip())
    assert (refused.value.reason, refused.value.detail) == expected
    assert letters() == []


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_somebody_else_is_let_in_and_those_whom_it_concerns_are_told(county: County, road: Road):
    before = opening_rows()
    road.act(county, county.other)
    assert opening_rows() != before or road.act is _undo_employer
    assert letters() == sorted(road.notified)


# --- What still works ------------------------------------------------------------------------------


def test_with_a_second_persons_consent_a_coordinator_sits_in_a_closed_forum(county: County):
    """A small county has one coordinator: those of the organisation say who it is, the secretary gives the seat."""
    person = county.entry(organisation=county.umea)
    link_user(actor=county.speaker, person=person, email=county.coordinator.email)
    assert can_read_papers(fresh(county.coordinator), county.forum, TODAY) is False
    appoint(actor=county.secretary, seat=county.seat, person=person, starts_on=FIRST, ends_on=LAST)
    assert can_read_papers(fresh(county.coordinator), county.forum, TODAY) is True
    # Who sits there already may chair, whoever notes it: the office opens nothing.
    term = choose(
        actor=county.coordinator, forum=county.forum, person=person, office="chair", starts_on=FIRST, ends_on=LAST
    )
    assert term.person == person


def test_another_coordinator_lets_a_coordinator_in(county: County):
    colleague = make_coordinator(county.collaboration)
    add_secretary(actor=colleague, forum=county.forum, user=county.coordinator)
    assert can_read_papers(fresh(county.coordinator), county.forum, TODAY) is True


def test_who_answers_for_a_party_may_sit_for_it_but_not_say_whose_their_own_log_in_is(county: County):
    person = county.entry(organisation=county.umea)
    with pytest.raises(RuleBroken) as refused:
        link_user(actor=county.speaker, person=person, email=county.speaker.email)
    assert (refused.value.reason, refused.value.detail) == (Refusal.NOT_YOURSELF, str(WhoCan.LINK.label))
    link_user(actor=county.coordinator, person=person, email=county.speaker.email)
    made = appoint(actor=county.speaker, seat=county.seat, person=person, starts_on=FIRST, ends_on=LAST)
    assert made.person == person


def test_those_of_one_organisation_do_not_link_log_ins_to_people_of_another(county: County):
    elsewhere = county.entry(organisation=make_municipality("Vännäs", "2460", collaboration=county.collaboration))
    with pytest.raises(PermissionDenied):
        link_user(actor=county.speaker, person=elsewhere, email=county.other.email)


def test_a_coordinator_keeps_the_papers_of_a_forum_that_is_open_to_them_anyway(county: County):
    forum = make_forum(county.collaboration, access=AccessMode.TRANSPARENT)
    assert add_secretary(actor=county.coordinator, forum=forum, user=county.coordinator).user == county.coordinator


def test_facts_about_oneself_that_open_nothing_are_still_ones_own_to_put_right(county: County):
    mine = county.held(county.coordinator)
    today = {"from_on": TODAY, "today": TODAY}
    change_person(actor=county.coordinator, person=mine.person, title="Strateg", organisation=None, **today)
    shorter = correct(actor=county.coordinator, appointment=mine, ends_on=TODAY, decision_reference="§ 7")
    assert (mine.person.title, shorter.ends_on, shorter.decision_reference) == ("Strateg", TODAY, "§ 7")


# --- Other log-ins of one's own --------------------------------------------------------------------


@pytest.mark.parametrize("is_linked", [True, False], ids=["linked to the person", "only in the address book"])
def test_another_log_in_of_the_same_person_is_oneself(county: County, is_linked: bool):
    me = county.entry(county.coordinator if is_linked else None, email="Karin.Privat@Example.se")
    if not is_linked:
        make_contact_point(person=me, value="KARIN@lan.se")
    with pytest.raises(RuleBroken) as refused:
        invite(
            actor=county.coordinator,
            collaboration=county.collaboration,
            email="karin.privat@example.se",
            name="K",
            language="sv",
            now=NOW,
            organisation=county.umea,
        )
    assert refused.value.reason is Refusal.NOT_YOURSELF
    assert User.objects.filter(email="karin.privat@example.se").count() == 0


# --- Who is told -----------------------------------------------------------------------------------


def test_the_letter_is_in_the_readers_language_and_names_nobody(county: County):
    person = county.entry(county.other, given_name="Olle", family_name="Hemligsson")
    appoint(actor=county.coordinator, seat=county.seat, person=person, starts_on=FIRST, ends_on=LAST)
    swedish, english = OutgoingMail.objects.order_by("to")
    assert [(mail.to, mail.subject) for mail in (swedish, english)] == [
        ("ombud@umea.se", "Någon har fått åtkomst i Samverkan i länet"),
        ("sekreterare@lan.se", "Someone has been given access in Samverkan i länet"),
    ]
    url = f"{settings.SITE_URL}/samverkan/lan/atkomst/"
    assert swedish.body.splitlines() == [
        f"Hej {county.speaker.name}!",
        "",
        "I Samverkan i länet har någon fått åtkomst som rör:",
        "",
        "Umeå kommun",
        "",
        "Vem det är, vem som gav den och när ser du här:",
        url,
        "",
        "Om du inte väntade dig detta, fråga den som gav åtkomsten eller en samordnare.",
    ]
    assert english.body.splitlines() == [
        f"Hello {county.secretary.name},",
        "",
        "In Samverkan i länet, someone has been given access that concerns:",
        "",
        "Rådet",
        "",
        "See who it is, who granted it and when:",
        url,
        "",
        "If you did not expect this, ask the person who granted it, or a coordinator.",
    ]


def test_who_acts_who_gets_in_and_who_cannot_log_in_are_not_written_to(county: County):
    have.give_party(make_user(email="borta@umea.se", is_active=False), county.collaboration, county.umea)
    have.give_party(county.other, county.collaboration, county.umea)
    appoint(actor=county.secretary, seat=county.seat, person=county.entry(county.other), starts_on=FIRST, ends_on=LAST)
    assert letters() == ["ombud@umea.se"]


def test_a_person_without_a_log_in_gets_in_nowhere_so_nobody_is_written_to(county: County):
    appoint(actor=county.coordinator, seat=county.seat, person=county.entry(), starts_on=FIRST, ends_on=LAST)
    assert OutgoingMail.objects.count() == 0


# --- Form and API ----------------------------------------------------------------------------------


def asked(who_can: WhoCan) -> str:
    with translation.override("en"):
        return f"You cannot give yourself access. {who_can.label}"


def _days(**more: object) -> dict[str, object]:
    return {"starts_on": FIRST.isoformat(), "ends_on": LAST.isoformat(), **more}


def _taken(county: County) -> None:
    make_appointment(county.seat, starts_on=FIRST, ends_on=LAST)


def _later(held: Appointment) -> tuple[int, dict[str, object]]:
    return held.pk, _days(ends_on=(LAST + timedelta(days=1)).isoformat())


def _uploaded(county: County, user: User) -> tuple[int, dict[str, object]]:
    county.entry(user, given_name="Eva", family_name="Lind")
    text = "Förnamn;Efternamn;Organisation\r\nEva;Lind;Umeå\r\n"
    run = start_import(
        actor=county.coordinator,
        kind=PEOPLE,
        collaboration=county.collaboration,
        content=text.encode(),
        file_name="folk.csv",
    )
    return run.pk, {"seen": preview_import(PEOPLE, run).mark}


# Each tells the page, which row it is about, and what is sent.
FORMS: dict[str, tuple[str, Callable[[County, User], tuple[int | None, dict[str, object]]], WhoCan]] = {
    "invite": (
        "organisations:invite",
        lambda county, user: (
            None,
            {"email": user.email, "name": "X", "language": "sv", "organisation": county.umea.pk},
        ),
        WhoCan.COORDINATOR,
    ),
    "link": (
        "organisations:person_link",
        lambda county, user: (county.entry().pk, {"email": user.email}),
        WhoCan.LINK,
    ),
    "employer": (
        "organisations:person_edit",
        lambda county, user: (
            county.entry(user).pk,
            {
                "given_name": "A",
                "family_name": "B",
                "organisation": county.umea.pk,
                "how": "change",
                "from_on": TODAY.isoformat(),
            },
        ),
        WhoCan.COORDINATOR,
    ),
    "merge people": (
        "organisations:person_merge",
        lambda county, user: (county.entry(user).pk, {"keeper": county.held(None).person.pk}),
        WhoCan.MERGE,
    ),
    "import": ("organisations:import", _uploaded, WhoCan.IMPORT),
    "secretary": (
        "forums:secretaries",
        lambda county, user: (county.forum.pk, {"user": user.pk}),
        WhoCan.COORDINATOR,
    ),
    "appoint": (
        "forums:appoint",
        lambda county, user: (county.seat.pk, _days(person=county.entry(user).pk)),
        WhoCan.SEAT,
    ),
    "replace": (
        "forums:replace",
        lambda county, user: (
            _taken(county) or county.seat.pk,
            _days(person=county.entry(user).pk, starts_on=TODAY.isoformat()),
        ),
        WhoCan.SEAT,
    ),
    "prolong": (
        "forums:correct_appointment",
        lambda county, user: _later(county.held(user)),
        WhoCan.SEAT,
    ),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("is_oneself", [True, False], ids=["oneself", "somebody else"])
def test_the_form_says_why_not_and_whom_to_ask(client: Client, county: County, form: Any, is_oneself: bool):
    name, fill, who_can = form
    client.force_login(county.coordinator)
    row, fields = fill(county, county.coordinator if is_oneself else county.other)
    where = [county.collaboration.slug, *([] if row is None else [row])]
    answer = client.post(reverse(name, args=where), fields)
    if is_oneself:
        assert (answer.status_code, asked(who_can) in answer.content.decode()) == (200, True)
    else:
        assert answer.status_code == 302


# Each tells method, address and body.
CALLS: dict[str, tuple[Callable[[County, User], tuple[str, str, dict[str, object]]], int, WhoCan]] = {
    "employer": (
        lambda county, user: ("patch", f"people/{county.entry(user).pk}", {"organisation_id": county.umea.pk}),
        200,
        WhoCan.COORDINATOR,
    ),
    "appoint": (
        lambda county, user: (
            "post",
            f"seats/{county.seat.pk}/appointments",
            _days(person_id=county.entry(user).pk),
        ),
        201,
        WhoCan.SEAT,
    ),
    "replace": (
        lambda county, user: (
            "post",
            f"seats/{_taken(county) or county.seat.pk}/replace",
            _days(person_id=county.entry(user).pk, starts_on=TODAY.isoformat()),
        ),
        201,
        WhoCan.SEAT,
    ),
    "prolong": (
        lambda county, user: (
            "patch",
            f"appointments/{(held := county.held(user)).pk}",
            {"ends_on": (held.ends_on + timedelta(days=1)).isoformat()},
        ),
        200,
        WhoCan.SEAT,
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("is_oneself", [True, False], ids=["oneself", "somebody else"])
def test_the_api_says_why_not_and_whom_to_ask(client: Client, county: County, call: Any, is_oneself: bool):
    make, status, who_can = call
    token = by_token(county.coordinator, "organisations:write", "forums:write") | {"Accept-Language": "en"}
    method, path, body = make(county, county.coordinator if is_oneself else county.other)
    address = f"/api/v1/collaborations/lan/{path}"
    answer = getattr(client, method)(address, body, content_type="application/json", headers=token)
    if is_oneself:
        assert (answer.status_code, answer.json()["detail"]) == (409, asked(who_can))
    else:
        assert answer.status_code == status


# --- The map ---------------------------------------------------------------------------------------

# Who writes a row that opens something, and passes the gate. What only takes away, or moves within one's own, is not
# here; neither is the founding of a collaboration, in which there is nothing yet.
OPENING = re.compile(
    r"(CollaborationAccess|OrganisationAccess|ForumAccess|Appointment)\.objects\.(create|get_or_create|bulk_create)\("
    r"|\.user = (?!None)|\.people\.update\(organisation=|\.access\.update\(|Appointment\.objects\.filter\(person=\w+\)"
    r"\.update\(person="
)
WRITERS = {
    "forums/services/access.py": "add_secretary",
    "forums/services/appointments.py": "appoint",
    "forums/services/appointment_file.py": "_appoint",
    "forums/services/ties.py": "merge_person",
    "organisations/services/access.py": "give_role give_party",
    "organisations/services/collaborations.py": "_found",
    # The last but one takes away: it empties the row of somebody who was entered twice.
    "organisations/services/inviting.py": "invite_person",
    "organisations/services/merging.py": "merge_organisations merge_people empty_person _move_access",
    "organisations/services/people.py": "link_user",
}


def test_no_row_that_opens_something_is_written_off_the_map():
    found: dict[str, list[str]] = {}
    for path in sorted(SERVICES.glob("*/services/*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and OPENING.search(ast.unparse(node)):
                found.setdefault(path.relative_to(SERVICES).as_posix(), []).append(node.name)
    assert {path: " ".join(names) for path, names in found.items()} == WRITERS
