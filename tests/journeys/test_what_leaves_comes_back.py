"""What we export and can import is read with the meaning it had: people, members, vacant seats, population."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from samhandling.accounts.models import User
from samhandling.finance.forms.populations import PopulationFileForm
from samhandling.forums.enums import Office, SeatKind
from samhandling.forums.models import Appointment, Forum, PresidiumTerm
from samhandling.forums.services.appointment_file import APPOINTMENTS
from samhandling.organisations.enums import RowOutcome
from samhandling.organisations.models import Collaboration, Person, Population
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.services.imports import apply_import, start_import
from samhandling.organisations.services.people_file import PEOPLE
from samhandling.organisations.services.populations import add_from_file
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import (
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_person,
    take_part,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ON = "2026-06-01"
# Titles that a spreadsheet would run, and signs that stand in real ones.
TITLES = ("=1+1", "+1 i kommunen", "-", "@kansli", "Kommunalråd; ordförande", 'Kallad "Bo"', "'citat'", "")


@pytest.fixture
def county() -> Collaboration:
    return make_collaboration(slug="vasterbotten", is_public=True)


@pytest.fixture
def forum(county: Collaboration) -> Forum:
    """Umeå's chair, second vice chair and substitute, a member for nobody who works for Umeå, and two vacant seats."""
    umea = make_municipality("Umeå", "2480", collaboration=county)
    take_part(umea, county)
    forum = make_forum(county, name="Primärkommunala delegationen", abbreviation="PKD")
    for number, (kind, party, office) in enumerate(
        (
            (SeatKind.ORDINARY, umea, Office.CHAIR),
            (SeatKind.ORDINARY, umea, Office.VICE_CHAIR),
            (SeatKind.ORDINARY, None, None),
            (SeatKind.DEPUTY, umea, None),
        ),
        start=1,
    ):
        person = make_person(
            collaboration=county,
            given_name="Carl",
            family_name=f"von Otter{number}",
            organisation=umea,
            email=f"carl{number}@example.se",
            title=TITLES[number],
        )
        make_contact_point(person=person, kind="phone", value=f"+46 90-12 34 {number}")
        place = 1 if kind is SeatKind.DEPUTY else number
        seat = make_seat(forum, kind=kind, organisation=party, number=place)
        make_appointment(
            seat, person, decided_by="Fullmäktige", decided_on=date(2022, 11, 21), decision_reference="§ 1"
        )
        if office:
            term = {"starts_on": date(2023, 1, 1), "ends_on": date(2026, 12, 31)}
            PresidiumTerm.objects.create(
                forum=forum, person=person, office=office, number=2 if office is Office.VICE_CHAIR else 1, **term
            )
    make_seat(forum, organisation=umea)
    make_seat(forum, kind=SeatKind.DEPUTY, organisation=umea)
    return forum


def fetched(user: User, address: str, **asked: str) -> bytes:
    client = Client()
    client.force_login(user)
    answer = client.get(f"/samverkan/vasterbotten/{address}", asked)
    assert answer.status_code == 200
    return b"".join(answer) if answer.streaming else answer.content


def moved(content: bytes, kind: str) -> bytes:
    """The file as a secretary changes it for the next term of office."""
    if kind == "csv":
        return content.replace(b";2023-01-01;2026-12-31;", b";2027-01-01;2030-12-31;")
    book = load_workbook(io.BytesIO(content))
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, datetime) and cell.value.year in {2023, 2026}:
                cell.value = cell.value.replace(year=cell.value.year + 4)
    changed = io.BytesIO()
    book.save(changed)
    return changed.getvalue()


def sitting(forum: Forum, since: date) -> list[tuple[object, ...]]:
    columns = ("person", "seat", "decided_by", "decided_on", "decision_reference")
    return list(Appointment.objects.filter(seat__forum=forum, starts_on=since).order_by("seat").values_list(*columns))


def presiding(forum: Forum, since: date) -> list[tuple[object, ...]]:
    terms = PresidiumTerm.objects.filter(forum=forum, starts_on=since).order_by("pk")
    return list(terms.values_list("person", "office", "number"))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_of_members_moved_to_the_next_term_appoints_the_same_to_the_same_seats(
    county: Collaboration, forum: Forum, kind: str, language: str
):
    coordinator = make_coordinator(county, language=language)
    content = fetched(coordinator, f"forum/{forum.pk}/ledamoter.{kind}", datum=ON)
    run = start_import(
        actor=coordinator,
        kind=APPOINTMENTS,
        collaboration=county,
        content=moved(content, kind),
        file_name=f"ledamoter.{kind}",
    )
    preview = preview_import(APPOINTMENTS, run)
    assert [plan.faults for plan in preview.plans if plan.faults] == []
    assert preview.counts == dict.fromkeys(RowOutcome, 0) | {RowOutcome.NEW: 4, RowOutcome.SKIPPED: 2}
    assert {plan.person.outcome for plan in preview.plans} == {RowOutcome.SAME, RowOutcome.SKIPPED}
    page = fetched(coordinator, f"forum/import/{run.pk}/").decode()
    words = {
        "sv": "2 rader gäller vakanta platser och hoppas över.",
        "en": "2 rows describe vacant seats and are left out.",
    }
    assert words[language] in page

    apply_import(actor=coordinator, kind=APPOINTMENTS, run=run, seen=preview.mark, now=NOW)

    assert sitting(forum, date(2027, 1, 1)) == sitting(forum, date(2023, 1, 1))
    assert len(sitting(forum, date(2027, 1, 1))) == 4
    assert presiding(forum, date(2027, 1, 1)) == presiding(forum, date(2023, 1, 1))
    assert Person.objects.count() == 4


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_of_vacant_seats_appoints_nobody_until_it_is_filled_in(
    county: Collaboration, forum: Forum, kind: str, language: str
):
    coordinator = make_coordinator(county, language=language)
    content = fetched(coordinator, f"forum/import/mall.{kind}", datum=ON)
    run = start_import(
        actor=coordinator, kind=APPOINTMENTS, collaboration=county, content=content, file_name=f"mall.{kind}"
    )
    assert [plan.outcome for plan in preview_import(APPOINTMENTS, run).plans] == [RowOutcome.SKIPPED] * 2


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_of_people_changes_nobody(county: Collaboration, kind: str, language: str):
    umea = make_municipality("Umeå", "2480", collaboration=county)
    take_part(umea, county)
    for number, title in enumerate(TITLES):
        person = make_person(
            collaboration=county,
            given_name="Hilma",
            family_name=f"af Klint{number}",
            title=title,
            organisation=umea if number else None,
            email=f"hilma{number}@example.se",
        )
        make_contact_point(person=person, kind="phone", value=f"+46 90-12 34 {number}")
    coordinator = make_coordinator(county, language=language)

    content = fetched(coordinator, f"personer/export.{kind}")
    run = start_import(
        actor=coordinator, kind=PEOPLE, collaboration=county, content=content, file_name=f"personer.{kind}"
    )

    plans = preview_import(PEOPLE, run).plans
    assert [(plan.outcome, plan.faults) for plan in plans] == [(RowOutcome.SAME, ())] * len(TITLES)
    titles = {plan.row.title for plan in plans}
    assert titles == set(TITLES) - {"-"}  # a dash alone says nothing, and wipes nothing


def test_open_data_of_population_is_read_with_the_figures_of_the_day_asked_for(county: Collaboration):
    umea = make_municipality("Umeå", "2480", collaboration=county)
    take_part(umea, county)
    for day, inhabitants in ((date(2024, 12, 31), 133_091), (date(2025, 12, 31), 135_273)):
        fields = {"table": "TAB5557", "source": "SCB", "fetched_on": date(2026, 3, 1)}
        Population.objects.create(organisation=umea, inhabitants=inhabitants, reference_on=day, **fields)
    coordinator = make_coordinator(county)
    content = fetched(coordinator, "export/folkmangd.csv")

    form = population_form(content)
    assert form.is_valid(), form.errors
    assert form.figures().inhabitants == {"2480": 135_273}
    assert add_from_file(actor=coordinator, collaboration=county, figures=form.figures(), fetched_on=date(2026, 9, 1))
    assert population_form(content, reference_on="2023-12-31").errors == {
        "file": ["Filen har inga uppgifter från det datumet och den tabellen. Välj andra."]
    }


def population_form(content: bytes, **more: str) -> PopulationFileForm:
    fields = {"reference_on": "2025-12-31", "table": "TAB5557", "source": "SCB"} | more
    return PopulationFileForm(fields, {"file": SimpleUploadedFile("folkmangd.csv", content)})


def test_a_population_is_read_as_people_have_it(county: Collaboration):
    form = population_form("kommunkod;folkmängd\n2480 Umeå;135\u202f273\n180;995\u00a0574\n".encode())
    assert form.is_valid(), form.errors
    assert form.figures().inhabitants == {"2480": 135_273, "0180": 995_574}
