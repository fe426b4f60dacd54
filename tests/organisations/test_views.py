"""What a person sees and what happens when they press the button."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from samhandling.organisations.enums import ImportState, Kind, Role, Sector
from samhandling.organisations.models import ImportRun, Organisation, Person
from samhandling.organisations.services.register import load_register
from samhandling.ui.parts.words import number
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def collaboration():
    return make_collaboration(name="Samverkan i Västerbotten", county_code="24")


@pytest.fixture
def coordinator(client, collaboration):
    user = make_coordinator(collaboration)
    client.force_login(user)
    return user


def address(collaboration, name: str, *more) -> str:
    return reverse(f"organisations:{name}", args=[collaboration.slug, *more])


def rows_of(response) -> list[str]:
    """The words of each row's head, in order."""
    heads = re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', response.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", head).split()) for head in heads]


# --- Organisations ---------------------------------------------------------------------------------


def test_the_list_is_in_swedish_order_and_found_by_swedish_letters(client, coordinator, collaboration):
    for name, code in (("Åsele", "2463"), ("Ödeshög", "0509"), ("Älvdalen", "2039"), ("Malå", "2418")):
        make_municipality(name, code, collaboration=collaboration)
    listed = address(collaboration, "list")
    assert rows_of(client.get(listed)) == ["Malå", "Åsele", "Älvdalen", "Ödeshög"]
    assert rows_of(client.get(listed, {"query": "ÅSE"})) == ["Åsele"]
    assert rows_of(client.get(listed, {"query": "ase"})) == []
    assert rows_of(client.get(listed, {"query": "2418"})) == ["Malå"]


def test_the_list_is_filtered_by_kind_sector_and_taking_part(client, coordinator, collaboration):
    make_municipality(collaboration=collaboration)
    make_municipality("Luleå", "2580")
    make_organisation(display_name="Norrfrakt", collaboration=collaboration, kind=Kind.COMPANY, sector=Sector.BUSINESS)
    listed = address(collaboration, "list")
    assert rows_of(client.get(listed)) == ["Norrfrakt", "Umeå"]
    assert rows_of(client.get(listed, {"kind": "municipality"})) == ["Umeå"]
    assert rows_of(client.get(listed, {"sector": "business"})) == ["Norrfrakt"]
    assert rows_of(client.get(listed, {"register": "all"})) == ["Luleå", "Norrfrakt", "Umeå"]
    assert client.get(listed, {"kind": "; drop table"}).status_code == 200


def test_the_whole_register_comes_in_pages(client, coordinator, collaboration):
    load_register()
    listed = address(collaboration, "list")
    page = client.get(listed, {"register": "all", "sida": "7"})
    assert (len(rows_of(page)), rows_of(page)[-1]) == (11, "Övertorneå")


def test_the_export_holds_what_the_filter_left_and_runs_no_formula(client, coordinator, collaboration):
    make_municipality(collaboration=collaboration, inhabitants=135273)
    make_organisation(display_name="=1+1", collaboration=collaboration)
    text = client.get(address(collaboration, "export_csv")).content.decode("utf-8-sig")
    assert text.splitlines()[1:] == [
        "'=1+1;'=1+1;annan;offentlig sektor;;;nej;",
        "Umeå;Umeå kommun;kommun;offentlig sektor;2480;;ja;135273",
    ]
    only = client.get(address(collaboration, "export_csv"), {"query": "umeå"}).content.decode("utf-8-sig")
    assert len(only.splitlines()) == 2
    assert client.get(address(collaboration, "export_xlsx")).headers["Content-Type"].endswith("sheet")


def test_a_figure_opens_to_its_day_and_source(client, coordinator, collaboration):
    umea = make_municipality(collaboration=collaboration, inhabitants=135273)
    page = client.get(address(collaboration, "detail", umea.pk)).content.decode()
    assert number(135273) in page
    assert "SCB, tabell TAB5557, hämtad 13 september 2026" in page
    assert "31 december 2025" in page


def test_a_county_is_the_sum_of_its_municipalities_and_says_so(client, coordinator, collaboration):
    load_register()
    region = Organisation.objects.get(scb_code="24")
    page = client.get(address(collaboration, "detail", region.pk)).content.decode()
    assert number(279024) in page
    assert "Summan av länets kommuner" in page


def test_a_twin_is_refused_with_a_link_to_it(client, coordinator, collaboration):
    twin = make_organisation(collaboration=collaboration, organisation_number="556036-0793")
    fields = {"display_name": "X", "formal_name": "X", "kind": "company", "sector": "business"}
    page = client.post(address(collaboration, "create"), {**fields, "organisation_number": "5560360793"})
    assert address(collaboration, "detail", twin.pk) in page.content.decode()
    assert Organisation.objects.count() == 1


def test_an_organisation_is_saved_and_shown(client, coordinator, collaboration):
    fields = {"display_name": "Norrfrakt", "formal_name": "Norrfrakt AB", "kind": "company", "sector": "business"}
    page = client.post(address(collaboration, "create"), fields, follow=True)
    assert "Organisationen är sparad." in page.content.decode()
    made = Organisation.objects.get()
    client.post(address(collaboration, "edit", made.pk), {**fields, "display_name": "Norrfrakten"})
    made.refresh_from_db()
    assert made.display_name == "Norrfrakten"


def test_the_address_of_a_duplicate_leads_to_the_one_that_is_kept(client, coordinator, collaboration):
    keeper = make_municipality(collaboration=collaboration)
    duplicate = make_organisation(display_name="Umeå komun", collaboration=collaboration, takes_part=True)
    page = client.get(address(collaboration, "merge", duplicate.pk)).content.decode()
    assert "Deltaganden: 1" in page
    client.post(address(collaboration, "merge", duplicate.pk), {"keeper": keeper.pk})
    answer = client.get(address(collaboration, "detail", duplicate.pk))
    assert answer.headers["Location"] == address(collaboration, "detail", keeper.pk)
    assert rows_of(client.get(address(collaboration, "list"))) == ["Umeå"]


# --- People ----------------------------------------------------------------------------------------


def test_people_are_listed_in_swedish_order_of_their_last_names(client, coordinator, collaboration):
    for given, family in (("Bo", "Öberg"), ("Eva", "Åström"), ("Al", "Ädel"), ("Ylva", "Zetterlund")):
        make_person(collaboration=collaboration, given_name=given, family_name=family)
    listed = address(collaboration, "people")
    assert rows_of(client.get(listed)) == ["Ylva Zetterlund", "Eva Åström", "Al Ädel", "Bo Öberg"]
    assert rows_of(client.get(listed, {"query": "bo ÖB"})) == ["Bo Öberg"]


def test_the_export_of_people_can_be_read_in_again(client, coordinator, collaboration):
    umea = make_municipality(collaboration=collaboration)
    make_person(
        collaboration=collaboration, given_name="Åsa", family_name="Öberg", organisation=umea, email="asa@umea.se"
    )
    text = client.get(address(collaboration, "people_csv")).content
    assert text.decode("utf-8-sig").splitlines() == [
        "Förnamn;Efternamn;Titel;Arbetar för;E-post;Telefon",
        "Åsa;Öberg;;Umeå;asa@umea.se;",
    ]
    client.post(address(collaboration, "imports"), {"file": SimpleUploadedFile("folk.csv", text)})
    page = client.get(address(collaboration, "import", ImportRun.objects.get().pk)).content.decode()
    assert "alla i filen finns redan här" in page


def test_a_person_is_erased_after_the_question(client, coordinator, collaboration):
    person = make_person(collaboration=collaboration, given_name="Åsa", family_name="Öberg")
    url = address(collaboration, "erase", person.pk)
    assert "Det här går förlorat" in client.get(url).content.decode()
    client.post(url, {})
    assert Person.objects.get().erased_at is None
    client.post(url, {"is_sure": "on"})
    assert (str(Person.objects.get()), client.get(address(collaboration, "person", person.pk)).status_code) == ("", 404)


def test_the_extract_is_a_page_a_table_and_data(client, coordinator, collaboration):
    person = make_person(collaboration=collaboration, given_name="Åsa", family_name="Öberg", email="asa@umea.se")
    assert "asa@umea.se" in client.get(address(collaboration, "extract", person.pk)).content.decode()
    data = client.get(address(collaboration, "extract_json", person.pk)).json()
    assert [part["title"] for part in data["parts"]] == ["Person", "Kontakt"]
    text = client.get(address(collaboration, "extract_csv", person.pk)).content.decode("utf-8-sig")
    assert "Kontakt;1;Adress eller nummer;asa@umea.se" in text.splitlines()


def test_whoever_is_overdue_waits_for_the_coordinator(client, coordinator, collaboration):
    make_person(collaboration=collaboration, given_name="Åsa", family_name="Öberg", keep_until="2020-01-01")
    assert rows_of(client.get(address(collaboration, "retention"))) == ["Åsa Öberg"]
    home = client.get(reverse("portal:home")).content.decode()
    assert "Besluta om 1 person som inte ska sparas längre" in home


def test_an_organisation_that_left_is_let_in_again_and_both_times_are_told(client, coordinator, collaboration):
    umea = make_municipality()
    left = {"joined_on": date(2023, 1, 1), "left_on": date(2024, 12, 31)}
    collaboration.participations.create(organisation=umea, **left)
    url = address(collaboration, "participants")
    again = f"?organisation={umea.pk}"
    assert f'href="{again}#ta-med"' in client.get(url).content.decode()
    page = client.get(f"{url}{again}").content.decode()
    assert f'<input type="hidden" name="organisation" value="{umea.pk}">' in page
    client.post(url, {"organisation": umea.pk, "joined_on": "2026-01-01"})
    assert "#ta-med" not in client.get(url).content.decode()
    page = " ".join(client.get(address(collaboration, "detail", umea.pk)).content.decode().split())
    assert "Deltar i" in page
    assert page.index("1 januari 2023–31 december 2024") < page.index("1 januari 2026–tills vidare")


# --- Settings and access ---------------------------------------------------------------------------


def test_settings_are_saved_and_the_collaboration_is_published(client, coordinator, collaboration):
    url = address(collaboration, "settings")
    fields = {
        "name": "Nytt namn",
        "introduction": "Vi samverkar.",
        "contact_email": "samverkan@example.se",
        "accent": "#1F5D50",
        "support": "#B4552D",
    }
    weak = client.post(url, {**fields, "accent": "#FFFF00"}).content.decode()
    assert "Alla kan inte läsa färgerna:" in weak
    client.post(url, fields)
    client.post(address(collaboration, "publish"))
    collaboration.refresh_from_db()
    assert (collaboration.name, collaboration.is_public) == ("Nytt namn", True)


def test_another_collaboration_begins_unseen_by_others(client, coordinator, collaboration):
    fields = {"name": "Samverkan i Värmland", "slug": "Varmland", "county_code": ""}
    page = client.post(address(collaboration, "found"), fields, follow=True)
    assert "Samverkan har startat." in page.content.decode()
    client.force_login(make_user())
    assert client.get("/samverkan/varmland/organisationer/").status_code == 404


def test_a_county_joins_with_one_button(client, coordinator, collaboration):
    load_register()
    page = client.post(address(collaboration, "participants_of_county"), follow=True)
    assert (len(rows_of(page)), "16 organisationer i länet deltar nu." in page.content.decode()) == (16, True)


def test_the_last_coordinator_is_told_why_the_button_is_grey(client, coordinator, collaboration):
    page = client.get(address(collaboration, "access")).content.decode()
    assert "Den sista samordnaren kan inte lämna rollen." in page
    own = collaboration.access.get()
    answer = client.post(address(collaboration, "role_take", own.pk), follow=True)
    assert "Den sista samordnaren kan inte lämna rollen." in answer.content.decode()
    assert collaboration.access.count() == 1


def test_somebody_is_invited_with_a_role(client, coordinator, collaboration):
    fields = {"email": "ny@example.se", "name": "Nina Ny", "role": "reader", "organisation": "", "language": "sv"}
    page = client.post(address(collaboration, "invite"), fields, follow=True)
    assert rows_of(page)[0].startswith("Användare")
    assert "Nina Ny ny@example.se" in rows_of(page)
    nothing = client.post(address(collaboration, "invite"), {**fields, "role": ""}).content.decode()
    assert "Välj en roll, en part eller båda." in nothing


# --- Files of people -------------------------------------------------------------------------------


def upload(client, collaboration, text: str, encoding: str = "utf-8"):
    file = SimpleUploadedFile("folk.csv", text.encode(encoding))
    return client.post(address(collaboration, "imports"), {"file": file}, follow=True)


def test_the_page_tells_which_sheet_is_read_and_that_hidden_rows_are_among_them(client, coordinator, collaboration):
    book = Workbook()
    people = book.create_sheet("Ledamöter")
    for row in (["Förnamn", "Efternamn"], ["Åsa", "Öberg"], ["Bo", "Ek"]):
        people.append(row)
    people.row_dimensions[2].hidden = True
    book.active = 1
    content = io.BytesIO()
    book.save(content)
    file = SimpleUploadedFile("folk.xlsx", content.getvalue())
    page = client.post(address(collaboration, "imports"), {"file": file}, follow=True).content.decode()
    assert "Bladet ”Ledamöter” läses. I filen finns också: ”Sheet”." in page
    assert "1 rad som är dold i bladet läses också." in page
    assert "Ny (2)" in page


def test_a_file_goes_from_upload_to_undo(client, coordinator, collaboration):
    page = upload(client, collaboration, "Förnamn;Efternamn\r\nÅsa;Öberg\r\nBo;\r\n", "latin-1").content.decode()
    assert ("Ny (1)" in page, "Fel (1)" in page) == (True, True)
    assert "Efternamn: Namnet saknas. Skriv både förnamn och efternamn." in page
    run = ImportRun.objects.get()
    url = address(collaboration, "import", run.pk)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    refused = client.post(url, {"seen": seen[1]}).content.decode()
    assert "Några rader har fel." in refused
    client.post(url, {"seen": seen[1], "leave_out_errors": "on"})
    assert [str(person) for person in Person.objects.all()] == ["Åsa Öberg"]
    client.post(address(collaboration, "import_undo", run.pk))
    run.refresh_from_db()
    assert (Person.objects.count(), run.state) == (0, ImportState.UNDONE)


def test_columns_that_cannot_be_guessed_are_asked_for(client, coordinator, collaboration):
    page = upload(client, collaboration, "Vem;Sko\r\nÅsa Öberg;42\r\n")
    run = ImportRun.objects.get()
    assert page.request["PATH_INFO"] == address(collaboration, "import_columns", run.pk)
    asked = client.post(address(collaboration, "import_columns", run.pk), {"title": "Sko"}).content.decode()
    assert "Filen måste säga vad personerna heter. Välj kolumner för: förnamn, efternamn" in asked
    client.post(address(collaboration, "import_columns", run.pk), {"full_name": "Vem"})
    run.refresh_from_db()
    assert run.mapping == {"full_name": "Vem"}


@pytest.mark.parametrize("content", ["", "bara en rad", "a;a\r\n1;2\r\n", 'Namn\r\n"öppet'])
def test_a_file_that_cannot_be_read_says_why(client, coordinator, collaboration, content):
    page = upload(client, collaboration, content)
    assert (page.status_code, ImportRun.objects.count()) == (200, 0)
    assert "error-summary" in page.content.decode()


# --- The number of questions to the database does not grow with the rows -----------------------------


def fill_with(collaboration, count: int) -> None:
    for which in range(count):
        organisation = make_organisation(collaboration=collaboration, takes_part=True)
        person = make_person(collaboration=collaboration, organisation=organisation, keep_until="2020-01-01")
        make_contact_point(person=person, keep_until="2020-01-01")
        user = give_role(make_user(), collaboration, Role.READER)
        Person.objects.filter(pk=person.pk).update(user=user)
        ImportRun.objects.create(collaboration=collaboration, kind="people", file_name=f"{which}.csv", started_by=user)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("list", 9),
        ("export_csv", 7),
        ("people", 10),
        ("people_csv", 8),
        ("participants", 12),
        ("access", 13),
        ("retention", 9),
        ("imports", 9),
    ],
)
def test_lists_ask_the_database_equally_often(
    client, coordinator, collaboration, django_assert_num_queries, name, queries, rows
):
    fill_with(collaboration, rows)
    url = address(collaboration, name)
    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_an_organisations_page_asks_equally_often_for_one_person_and_for_three(
    client, coordinator, collaboration, django_assert_num_queries, rows
):
    organisation = make_organisation(collaboration=collaboration, takes_part=True)
    for _which in range(rows):
        make_person(collaboration=collaboration, organisation=organisation)
        make_contact_point(organisation=organisation, collaboration=collaboration)
        make_organisation(collaboration=collaboration, parent=organisation)
    url = address(collaboration, "detail", organisation.pk)
    with django_assert_num_queries(16):
        assert client.get(url).status_code == 200
