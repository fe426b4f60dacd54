"""People and their seats out of a file: read, previewed, carried out, taken back, and never half done."""

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samhandling.core.models import Event
from samhandling.core.search import SearchWish
from samhandling.core.tables import read_table
from samhandling.forums.domain.appointment_file import APPOINTMENT_COLUMNS, AppointmentRow, Names, read_row
from samhandling.forums.domain.appointment_file_seats import MOST_ROWS_OF_A_FORUM
from samhandling.forums.enums import AppointmentColumn, AppointmentFault, ImportRefusal, Office, SeatKind
from samhandling.forums.models import Appointment, PresidiumTerm
from samhandling.forums.selectors.appointment_file import show_appointment
from samhandling.forums.selectors.search import search
from samhandling.forums.services.appointment_file import APPOINTMENTS
from samhandling.lib.days import read_day
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.columns import guess_mapping
from samhandling.organisations.enums import ImportState, KeptBecause, Refusal, RowOutcome
from samhandling.organisations.models import ImportRun, Person
from samhandling.organisations.selectors.imports import fault_in_words, preview_import
from samhandling.organisations.services.imports import apply_import, start_import, undo_import
from samhandling.organisations.services.people_file import Kept
from tests.factories.accounts import make_user
from tests.factories.forums import make_appointment, make_forum, make_forum_type, make_seat
from tests.factories.organisations import (
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
    take_part,
)
from tests.processes import PROJECT, database_url

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HEADERS = "Forum;Part;Förnamn;Efternamn;E-post;Roll;Från;Till;Beslutat av;Beslutsdatum;§"


# --- Reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-01",
        "2027-01-01 00:00:00",
        "1/1 2027",
        "01/01 2027",
        "1 januari 2027",
        "1 Januari  2027",
        "1 jan 2027",
        "1 jan. 2027",
        "den 1 januari 2027",
    ],
)
def test_a_day_is_read_as_swedes_write_it(text):
    assert read_day(text) == date(2027, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-30",
        "31/4 2027",
        "1/13 2027",
        "01-02-03",
        "1/1-27",
        "20271301",
        "1/1/2027",
        "1 foo 2027",
        "2027",
        "0/1 2027",
    ],
)
def test_what_could_be_another_day_is_no_day(text):
    assert read_day(text) is None


NAMES = Names({"pkd": 1, "primärkommunala delegationen": 1}, {"umeå": 7}, ["PKD"], ["Umeå"])


def row(**cells):
    return read_row(2, {"forum": "PKD", "given_name": "Anna", "starts_on": "2027-01-01"} | cells, NAMES)


def test_a_row_is_read():
    read = row(
        forum="Primärkommunala delegationen",
        party="Umeå",
        role="Andre vice ordförande",
        seat_number="3",
        ends_on="31 december 2030",
        decided_by="Kommunfullmäktige",
        decided_on="21/11 2026",
        reference="§ 12",
    )
    assert read == AppointmentRow(
        number=2,
        forum=1,
        party=7,
        kind=SeatKind.ORDINARY,
        office=Office.VICE_CHAIR,
        office_number=2,
        seat_number=3,
        starts_on=date(2027, 1, 1),
        ends_on=date(2030, 12, 31),
        decided_by="Kommunfullmäktige",
        decided_on=date(2026, 11, 21),
        reference="§ 12",
    )


@pytest.mark.parametrize(
    ("cells", "seat"),
    [
        ({"role": "Ersättare 1"}, (SeatKind.DEPUTY, None, 1, 1)),
        ({"role": "ersättare\u00a012"}, (SeatKind.DEPUTY, None, 1, 12)),
        ({"role": "Ledamot nr 3"}, (SeatKind.ORDINARY, None, 1, 3)),
        ({"role": "ers.", "seat_number": "2"}, (SeatKind.DEPUTY, None, 1, 2)),
        ({"role": "ledamot", "office": "ordförande"}, (SeatKind.ORDINARY, Office.CHAIR, 1, None)),
        ({"role": "ledamot", "office": "vice ordförande 2"}, (SeatKind.ORDINARY, Office.VICE_CHAIR, 2, None)),
        ({"role": "2:e vice ordförande"}, (SeatKind.ORDINARY, Office.VICE_CHAIR, 2, None)),
        ({"role": "v. ordf."}, (SeatKind.ORDINARY, Office.VICE_CHAIR, 1, None)),
    ],
)
def test_a_role_with_its_number_and_an_office_beside_it_are_read(cells, seat):
    read = row(**cells)
    assert (read.kind, read.office, read.office_number, read.seat_number) == seat
    assert read.faults == ()


def test_until_further_notice_leaves_the_end_to_the_term_of_office():
    read = row(ends_on="tills vidare")
    assert (read.ends_on, read.faults) == (None, ())


@pytest.mark.parametrize(
    ("cells", "fault", "detail"),
    [
        ({"forum": ""}, AppointmentFault.FORUM_MISSING, ""),
        ({"forum": "PDK"}, AppointmentFault.FORUM_MISSPELT, "PKD"),
        ({"forum": "Landstinget"}, AppointmentFault.FORUM_UNKNOWN, ""),
        ({"party": "Umea"}, AppointmentFault.PARTY_MISSPELT, "Umeå"),
        ({"party": "Stockholm"}, AppointmentFault.PARTY_UNKNOWN, ""),
        ({"role": "kassör"}, AppointmentFault.ROLE_UNKNOWN, ""),
        ({"office": "kassör"}, AppointmentFault.OFFICE_UNKNOWN, ""),
        ({"seat_number": "tre"}, AppointmentFault.NUMBER_WRONG, ""),
        ({"starts_on": ""}, AppointmentFault.START_MISSING, ""),
        ({"starts_on": "i vår"}, AppointmentFault.NOT_A_DAY, ""),
        ({"ends_on": "9999-12-31"}, AppointmentFault.NOT_A_DAY, ""),
        ({"ends_on": "2026-12-31"}, AppointmentFault.END_BEFORE_START, ""),
        ({"reference": "x" * 81}, AppointmentFault.TOO_LONG, ""),
        ({"ends_on": "#REF!"}, AppointmentFault.NO_VALUE, ""),
        ({"reference": "#=A1&B1"}, AppointmentFault.NO_VALUE, ""),
    ],
)
def test_what_is_wrong_with_a_row_is_told(cells, fault, detail):
    (problem,) = row(**cells).faults
    assert (problem.reason, problem.detail) == (fault, detail)


def test_of_very_many_wrong_names_only_the_first_are_looked_for():
    names = Names({"pkd": 1}, {}, ["PKD"])
    wrong = [read_row(2, {"forum": f"PDK{number}", "starts_on": "2027-01-01"}, names) for number in range(150)]
    assert {one.faults[0].column for one in wrong} == {AppointmentColumn.FORUM}
    assert len(names.looked_for) == 100


def test_everything_wrong_with_a_row_is_found_at_once():
    assert [problem.reason for problem in row(forum="", party="X", starts_on="i vår").faults] == [
        AppointmentFault.FORUM_MISSING,
        AppointmentFault.PARTY_UNKNOWN,
        AppointmentFault.NOT_A_DAY,
    ]


def test_the_headings_of_an_ordinary_list_are_understood():
    assert guess_mapping(HEADERS.split(";"), APPOINTMENT_COLUMNS) == {
        "forum": "Forum",
        "party": "Part",
        "role": "Roll",
        "starts_on": "Från",
        "ends_on": "Till",
        "decided_by": "Beslutat av",
        "decided_on": "Beslutsdatum",
        "reference": "§",
        "given_name": "Förnamn",
        "family_name": "Efternamn",
        "email": "E-post",
    }


# --- Carrying out ------------------------------------------------------------------------------------


@pytest.fixture
def forum(db):
    """Two seats for Umeå, one for Vindeln, and a substitute's seat for Umeå."""
    collaboration = make_collaboration(slug="vasterbotten")
    umea, vindeln = make_municipality("Umeå", "2480"), make_municipality("Vindeln", "2404")
    for party in (umea, vindeln):
        take_part(party, collaboration)
    forum = make_forum(collaboration, name="Primärkommunala delegationen", abbreviation="PKD")
    for party in (umea, umea, vindeln):
        make_seat(forum, organisation=party)
    make_seat(forum, kind=SeatKind.DEPUTY, organisation=umea)
    return forum


@pytest.fixture
def coordinator(forum):
    return make_coordinator(forum.collaboration)


def upload(coordinator, forum, *rows: str, headers: str = HEADERS, encoding: str = "utf-8") -> ImportRun:
    return start_import(
        actor=coordinator,
        kind=APPOINTMENTS,
        collaboration=forum.collaboration,
        content="\n".join([headers, *rows]).encode(encoding),
        file_name="uppdrag.csv",
    )


def carry_out(coordinator, run, **more) -> ImportRun:
    return apply_import(
        actor=coordinator, kind=APPOINTMENTS, run=run, seen=preview_import(APPOINTMENTS, run).mark, now=NOW, **more
    )


def faults_of(run) -> list[list[AppointmentFault]]:
    return [[problem.reason for problem in plan.faults] for plan in preview_import(APPOINTMENTS, run).plans]


ANNA = "PKD;Umeå;Anna;Berg;anna.berg@umea.se;Ordförande;1/1 2023;31/12 2026;Kommunfullmäktige;2022-11-21;§ 12"
BO = "PKD;Umeå;Bo;Ek;;ledamot;2023-01-01;2026-12-31;;;"
CAJSA = "PKD;Umeå;Cajsa;Alm;;ersättare;2023-01-01;;;;"


def test_a_file_becomes_people_seats_and_a_chair(forum, coordinator):
    run = carry_out(coordinator, upload(coordinator, forum, ANNA, BO, CAJSA))
    made = Appointment.objects.filter(seat__forum=forum).select_related("person", "seat").order_by("pk")
    assert [
        (str(one.person), one.seat.kind, one.seat.number, one.starts_on, one.ends_on, one.decision_reference)
        for one in made
    ] == [
        ("Anna Berg", "ordinary", 1, date(2023, 1, 1), date(2026, 12, 31), "§ 12"),
        ("Bo Ek", "ordinary", 2, date(2023, 1, 1), date(2026, 12, 31), ""),
        ("Cajsa Alm", "deputy", 1, date(2023, 1, 1), date(2026, 12, 31), ""),
    ]
    chair = PresidiumTerm.objects.get(forum=forum)
    assert (str(chair.person), chair.office) == ("Anna Berg", Office.CHAIR)
    assert {person.organisation.display_name for person in Person.objects.all()} == {"Umeå"}
    assert [hit.text for hit in search(coordinator, SearchWish(("anna",)))] == ["Anna Berg"]
    assert run.state == ImportState.APPLIED
    assert Event.objects.filter(verb="appointment.made", object_id=forum.pk).count() == 3
    assert "Berg" not in str(list(Event.objects.values("before", "after", "reason")))


def test_latin_1_with_swedish_letters_is_read(forum, coordinator):
    run = upload(coordinator, forum, "PKD;Umeå;Åsa;Öberg;;;2023-01-01;;;;", encoding="latin-1")
    carry_out(coordinator, run)
    assert str(Appointment.objects.get().person) == "Åsa Öberg"


def test_somebody_who_is_here_is_found_by_e_mail(forum, coordinator):
    anna = make_person(
        collaboration=forum.collaboration, given_name="Anna", family_name="Berg", email="anna.berg@umea.se"
    )
    carry_out(coordinator, upload(coordinator, forum, ANNA))
    assert Appointment.objects.get().person == anna


def test_the_same_file_again_changes_nothing(forum, coordinator):
    carry_out(coordinator, upload(coordinator, forum, ANNA, BO))
    again = upload(coordinator, forum, ANNA, BO)
    assert preview_import(APPOINTMENTS, again).counts[RowOutcome.SAME] == 2
    with pytest.raises(RuleBroken) as refused:
        carry_out(coordinator, again)
    assert refused.value.reason is ImportRefusal.NOTHING_TO_DO


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("PKD;Vindeln;Dan;Ek;;ersättare;2023-01-01;;;;", AppointmentFault.PARTY_WITHOUT_SEAT),
        ("PKD;Umeå;Dan;Ek;;;2019-01-01;2022-12-31;;;", AppointmentFault.OUTSIDE_FORUM),
        ("PKD;Umeå;Anna;Berg;;;2024-01-01;;;;", AppointmentFault.TWICE),
        ("PKD;Umeå;Dan;Ek;;Ordförande;2024-01-01;;;;", AppointmentFault.OFFICE_TAKEN),
    ],
)
def test_a_row_that_cannot_be_done_says_why(forum, coordinator, line, fault):
    assert faults_of(upload(coordinator, forum, ANNA, line)) == [[], [fault]]


def test_more_rows_of_one_forum_than_can_be_compared_are_refused(forum, coordinator):
    days = (date(1950, 1, 1) + timedelta(days=number) for number in range(MOST_ROWS_OF_A_FORUM + 2))
    rows = [f"PKD;Umeå;Bo;Ek;;;{on};{on};;;" for on in days]
    faults = faults_of(upload(coordinator, forum, *rows))
    assert faults[-3:] == [[AppointmentFault.OUTSIDE_FORUM], *[[AppointmentFault.TOO_MANY_ROWS]] * 2]


def test_when_all_seats_are_taken_it_is_told_by_whom(forum, coordinator):
    run = upload(coordinator, forum, ANNA, BO, "PKD;Umeå;Dan;Ek;;;2024-01-01;2024-12-31;;;")
    (problem,) = preview_import(APPOINTMENTS, run).plans[2].faults
    assert problem.reason is AppointmentFault.NO_VACANT_SEAT
    assert fault_in_words(problem) == (
        "Forum (Primärkommunala delegationen): Alla sådana platser är upptagna under den tiden, av: Anna Berg, Bo Ek"
    )


def test_an_appointment_that_overlaps_one_from_before_is_refused(forum, coordinator):
    bo = make_person(collaboration=forum.collaboration, given_name="Bo", family_name="Ek")
    make_appointment(forum.seats.get(number=3), bo)
    assert faults_of(upload(coordinator, forum, BO)) == [[AppointmentFault.SITS_ALREADY]]


def test_a_forum_without_a_presidium_gets_no_chair(forum, coordinator):
    network = make_forum_type("officer_network", has_presidium=False)
    kcn = make_forum(forum.collaboration, type=network, name="Kommunchefsnätverket", abbreviation="KCN", seats=1)
    line = "KCN;;Dan;Ek;;Ordförande;2023-01-01;;;;"
    assert faults_of(upload(coordinator, kcn, line)) == [[AppointmentFault.NO_PRESIDIUM]]


def test_errors_stop_the_file_unless_their_rows_are_left_out(forum, coordinator):
    run = upload(coordinator, forum, ANNA, "PDK;Umeå;Dan;Ek;;;2023-01-01;;;;")
    with pytest.raises(RuleBroken) as refused:
        carry_out(coordinator, run)
    assert refused.value.reason is Refusal.ROWS_HAVE_ERRORS
    carry_out(coordinator, run, leave_out_errors=True)
    assert [str(person) for person in Person.objects.all()] == ["Anna Berg"]


def test_a_new_person_whose_first_row_fails_is_still_made_by_the_second(forum, coordinator):
    run = upload(coordinator, forum, "PDK;Umeå;Bo;Ek;;;2023-01-01;;;;", BO)
    carry_out(coordinator, run, leave_out_errors=True)
    assert str(Appointment.objects.get().person) == "Bo Ek"


def test_a_seat_taken_after_the_preview_stops_the_file(forum, coordinator):
    run = upload(coordinator, forum, ANNA)
    seen = preview_import(APPOINTMENTS, run).mark
    make_appointment(forum.seats.get(kind=SeatKind.ORDINARY, number=1))
    with pytest.raises(RuleBroken) as refused:
        apply_import(actor=coordinator, kind=APPOINTMENTS, run=run, seen=seen, now=NOW)
    assert refused.value.reason is Refusal.CHANGED_SINCE_PREVIEW
    assert Person.objects.filter(family_name="Berg").count() == 0


def test_nothing_is_carried_out_twice(forum, coordinator):
    run = carry_out(coordinator, upload(coordinator, forum, ANNA))
    with pytest.raises(RuleBroken) as refused:
        carry_out(coordinator, run)
    assert refused.value.reason is Refusal.ALREADY_APPLIED


def test_undo_removes_what_came_and_keeps_what_was_changed_since(forum, coordinator):
    run = carry_out(coordinator, upload(coordinator, forum, ANNA, BO, CAJSA))
    changed = Appointment.objects.get(person__given_name="Bo")
    changed.ends_on = date(2025, 12, 31)
    changed.save()
    undone = undo_import(actor=coordinator, kind=APPOINTMENTS, run=run, now=NOW)
    assert undone == [Kept(changed.person_id, KeptBecause.IN_USE), changed.pk]
    assert [str(one.person) for one in Appointment.objects.all()] == ["Bo Ek"]
    assert [str(person) for person in Person.objects.all()] == ["Bo Ek"]
    assert PresidiumTerm.objects.count() == 0


def test_undo_keeps_a_seat_whose_holder_was_chosen_to_the_presidium_since(forum, coordinator):
    run = carry_out(coordinator, upload(coordinator, forum, BO))
    bo = Person.objects.get()
    PresidiumTerm.objects.create(
        forum=forum, person=bo, office=Office.CHAIR, starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31)
    )
    kept = undo_import(actor=coordinator, kind=APPOINTMENTS, run=run, now=NOW)
    assert kept == [Kept(bo.pk, KeptBecause.IN_USE), Appointment.objects.get().pk]
    assert Appointment.objects.get().person == bo


def test_undo_looks_only_at_offices_that_would_lose_days(forum, coordinator):
    """Somebody who chaired in a term before the file, and two of whose three terms came with it."""
    anna = make_person(collaboration=forum.collaboration, given_name="Anna", family_name="Berg")
    seat = forum.seats.get(kind=SeatKind.ORDINARY, number=1)
    make_appointment(seat, anna, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
    before = PresidiumTerm.objects.create(
        forum=forum, person=anna, office=Office.CHAIR, starts_on=date(2024, 1, 1), ends_on=date(2026, 12, 31)
    )
    lines = [f"PKD;Umeå;Anna;Berg;;Ordförande;{year}-01-01;{year + 3}-12-31;;;" for year in (2027, 2031)]
    run = carry_out(coordinator, upload(coordinator, forum, *lines))
    touched = Appointment.objects.get(starts_on=date(2031, 1, 1))
    Appointment.objects.filter(pk=touched.pk).update(decision_reference="§ 3")

    assert undo_import(actor=coordinator, kind=APPOINTMENTS, run=run, now=NOW) == [touched.pk]
    assert list(anna.appointments.order_by("starts_on").values_list("starts_on", flat=True)) == [
        date(2023, 1, 1),
        date(2031, 1, 1),
    ]
    assert list(PresidiumTerm.objects.order_by("starts_on").values_list("starts_on", flat=True)) == [
        before.starts_on,
        date(2031, 1, 1),
    ]


def test_only_the_coordinator_may_import(forum, coordinator):
    run = upload(coordinator, forum, ANNA)
    with pytest.raises(PermissionDenied):
        carry_out(make_user(), run)
    with pytest.raises(PermissionDenied):
        carry_out(make_coordinator(make_collaboration()), run)


def test_a_row_of_a_vacant_seat_is_told_of_and_blamed_for_nothing(forum, coordinator):
    (plan,) = preview_import(APPOINTMENTS, upload(coordinator, forum, "PKD;Umeå;;;;;;;;;")).plans
    shown = show_appointment(plan)
    assert (shown.outcome, shown.problems, bool(shown.note)) == (RowOutcome.SKIPPED, [], True)


# --- Together and torn -------------------------------------------------------------------------------


HALFWAY = """
import django
django.setup()
from tests.forums.importing_process import main
main({run}, {user})
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_halfway_leaves_nothing_and_the_file_can_be_carried_out_after():
    forum = make_forum(seats=2, abbreviation="PKD")
    coordinator = make_coordinator(forum.collaboration)
    run = upload(coordinator, forum, "PKD;;Anna;Berg;;;2023-01-01;;;;", "PKD;;Bo;Ek;;;2023-01-01;;;;")
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HALFWAY.format(run=run.pk, user=coordinator.pk),
        ],
        cwd=PROJECT,
        env=os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "samhandling.config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "halfway\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    run.refresh_from_db()
    assert (Appointment.objects.count(), Person.objects.count(), run.state) == (0, 0, ImportState.PREVIEWED)
    assert Event.objects.filter(verb="appointment.made").count() == 0
    carry_out(coordinator, run)
    assert Appointment.objects.count() == 2


# --- Pages -------------------------------------------------------------------------------------------


def to(name, forum, **more):
    return reverse(f"forums:{name}", kwargs={"collaboration": forum.collaboration.slug, **more})


def a_file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("uppdrag.csv", text.encode(), content_type="text/csv")


def test_a_coordinator_uploads_looks_and_carries_out(client, forum, coordinator):
    client.force_login(coordinator)
    answer = client.post(to("imports", forum), {"file": a_file(f"{HEADERS}\n{ANNA}\nPDK;;Bo;Ek;;;2023-01-01;;;;")})
    run = ImportRun.objects.get()
    assert answer.url == to("import", forum, pk=run.pk)
    page = client.get(answer.url).content.decode()
    assert "1 skulle utses. 1 rad har fel. Inget har ändrats ännu." in page
    assert "Forum (PDK): Det finns inget forum med det namnet. Menar du: PKD" in page
    mark = preview_import(APPOINTMENTS, run).mark
    client.post(answer.url, {"seen": mark, "leave_out_errors": "on"})
    assert Appointment.objects.count() == 1
    client.post(to("import_undo", forum, pk=run.pk))
    assert Appointment.objects.count() == 0


def test_the_page_tells_what_stands_above_the_headings_and_is_not_read(client, forum, coordinator):
    client.force_login(coordinator)
    answer = client.post(
        to("imports", forum), {"file": a_file(f"sep=;\nUppdrag 2023\n\n{HEADERS}\n{ANNA}")}, follow=True
    )
    page = answer.content.decode()
    assert "Det här står ovanför rubrikerna och läses inte: ”Uppdrag 2023”." in page
    assert "1 skulle utses." in page


def test_a_file_with_other_headings_is_asked_about(client, forum, coordinator):
    client.force_login(coordinator)
    answer = client.post(to("imports", forum), {"file": a_file("Grupp;Vem\nPKD;Anna Berg")})
    run = ImportRun.objects.get()
    assert answer.url == to("import_columns", forum, pk=run.pk)
    page = client.post(answer.url, {"forum": "Grupp"})
    assert page.status_code == 200
    assert page.context["form"].errors


def test_a_pdf_that_is_called_csv_is_refused_with_words(client, forum, coordinator):
    client.force_login(coordinator)
    page = client.post(to("imports", forum), {"file": SimpleUploadedFile("uppdrag.csv", b"%PDF-1.7 \x00\x01")})
    assert page.status_code == 200
    assert ImportRun.objects.count() == 0
    assert page.context["form"].errors["file"]


def test_another_collaborations_file_is_not_found(client, forum, coordinator):
    other = make_forum(make_collaboration(slug="jamtland"), seats=1)
    run = upload(make_coordinator(other.collaboration), other, ANNA)
    client.force_login(coordinator)
    for name in ("import", "import_columns"):
        assert client.get(to(name, forum, pk=run.pk)).status_code == 404
        assert client.get(to(name, other, pk=run.pk)).status_code == 404
    assert client.post(to("import_undo", forum, pk=run.pk)).status_code == 404


def test_the_template_has_a_row_for_each_vacant_seat_and_can_be_read_back(client, forum, coordinator):
    make_appointment(forum.seats.get(kind=SeatKind.ORDINARY, number=1))
    client.force_login(coordinator)
    answer = client.get(to("import_template", forum, kind="csv"), {"datum": "2026-11-22"})
    table = read_table(answer.content, "mall.csv")
    assert [row.cells[:4] for row in table.rows] == [
        ["PKD", "Umeå", "ledamot", "2"],
        ["PKD", "Vindeln", "ledamot", "3"],
        ["PKD", "Umeå", "ersättare", "1"],
    ]
    mapping = guess_mapping(table.headers, APPOINTMENT_COLUMNS)
    assert set(mapping.values()) == set(table.headers)
    assert client.get(to("import_template", forum, kind="xlsx")).status_code == 200


def test_looking_at_a_file_costs_the_same_for_one_row_and_for_three(
    client, forum, coordinator, django_assert_num_queries
):
    client.force_login(coordinator)
    one, three = upload(coordinator, forum, ANNA), upload(coordinator, forum, ANNA, BO, CAJSA)
    for run in (one, three):
        with django_assert_num_queries(QUERIES):
            client.get(to("import", forum, pk=run.pk))


QUERIES = 18
