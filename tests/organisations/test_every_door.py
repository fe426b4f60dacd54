"""An address, a number or a day means the same whichever way it comes in: form, program, file, invitation, command."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from samhandling.accounts.models import User
from samhandling.organisations.models import Collaboration, ContactPoint, Organisation, Participation, Person
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.services.imports import start_import
from samhandling.organisations.services.people_file import PEOPLE
from tests.factories.accounts import by_token
from tests.factories.organisations import make_collaboration, make_coordinator, make_organisation, make_person

pytestmark = pytest.mark.django_db

PASTED = "mailto:Eva.M@example.se\u200b"
KEPT = "eva.m@example.se"
HERE = "/samverkan/vasterbotten"


@pytest.fixture
def county() -> Collaboration:
    return make_collaboration(slug="vasterbotten")


@pytest.fixture
def coordinator(county: Collaboration) -> User:
    return make_coordinator(county)


@pytest.fixture
def pages(coordinator: User) -> Client:
    client = Client()
    client.force_login(coordinator)
    return client


@pytest.fixture
def program(coordinator: User) -> dict[str, str]:
    return by_token(coordinator, "organisations:read", "organisations:write")


def sent(address: str, program: dict[str, str], body: dict[str, object]) -> None:
    address = f"/api/v1/collaborations/vasterbotten/{address}"
    answer = Client().post(address, body, content_type="application/json", headers=program)
    assert answer.status_code == 201, answer.content


@pytest.mark.parametrize(
    ("kind", "pasted", "kept"),
    [
        ("email", PASTED, KEPT),
        ("phone", "tel:090\u201112\u00a034 56\u200b", "090-12 34 56"),
        ("web", "<https://www.example.se/\u200b> ", "https://www.example.se/"),
    ],
)
def test_a_way_of_contact(county: Collaboration, pages: Client, program: dict[str, str], kind, pasted, kept):
    person = make_person(collaboration=county)
    values = {"kind": kind, "value": pasted}
    assert pages.post(f"{HERE}/personer/{person.pk}/kontaktvagar/ny/", values).status_code == 302
    sent(f"people/{person.pk}/contact-points", program, values)
    assert list(ContactPoint.objects.values_list("value", flat=True)) == [kept, kept]


def test_an_address_in_a_file_an_invitation_the_settings_and_a_command(
    county: Collaboration, coordinator: User, pages: Client
):
    run = start_import(
        actor=coordinator,
        kind=PEOPLE,
        collaboration=county,
        content=f"Namn;E-post\nEva M;{PASTED}\n".encode(),
        file_name="p.csv",
    )
    (plan,) = preview_import(PEOPLE, run).plans
    assert (plan.row.email, plan.faults) == (KEPT, ())

    asked = {"email": PASTED, "name": "Eva M", "role": "reader", "language": "sv"}
    assert pages.post(f"{HERE}/installningar/atkomst/bjud-in/", asked).status_code == 302
    assert User.objects.filter(email=KEPT).count() == 1

    call_command("create_collaboration", name="Annan", slug="annan", coordinator_email=PASTED)
    assert User.objects.filter(email=KEPT).count() == 1


def test_an_organisation_number(county: Collaboration, pages: Client, program: dict[str, str]):
    values = {"display_name": "Ett", "formal_name": "Ett", "kind": "company", "sector": "business"}
    for_page = values | {"organisation_number": "16212000\u20110142"}
    assert pages.post(f"{HERE}/organisationer/ny/", for_page).status_code == 302
    for_program = values | {"display_name": "Två", "organisation_number": "SE232100022201"}
    sent("organisations", program, for_program)
    numbers = (
        Organisation.objects.filter(collaboration=county).order_by("pk").values_list("organisation_number", flat=True)
    )
    assert list(numbers) == ["212000-0142", "232100-0222"]


def test_a_day(county: Collaboration, pages: Client, program: dict[str, str]):
    written = "2027\u201101\u201103"
    joining = {"organisation": make_organisation(collaboration=county).pk, "joined_on": written}
    assert pages.post(f"{HERE}/installningar/deltagare/", joining).status_code == 302
    sent("people", program, {"given_name": "Eva", "family_name": "M", "keep_until": written})
    kept = (Participation.objects.get().joined_on, Person.objects.get().keep_until)
    assert kept == (date(2027, 1, 3), date(2027, 1, 3))
