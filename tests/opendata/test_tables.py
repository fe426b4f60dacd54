"""Tables and the pages about them."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from samhandling.agreements.enums import PartyRole, Status
from samhandling.core.audit import record
from samhandling.core.models import Event
from samhandling.opendata.enums import DutyColumn, PartyColumn, PopulationColumn
from samhandling.opendata.selectors.datasets import last_changes
from samhandling.organisations.models import Collaboration
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_area, make_clause, make_duty, make_party, ratify
from tests.factories.forums import make_forum
from tests.factories.organisations import give_role, make_collaboration, make_municipality

pytestmark = pytest.mark.django_db

HERE = "/samverkan/vasterbotten"


@pytest.fixture
def county() -> Collaboration:
    return make_collaboration(slug="vasterbotten", name="Samverkan i Västerbotten", is_public=True)


def table(name: str, client: Client | None = None) -> list[list[str]]:
    answer = (client or Client()).get(f"{HERE}/export/{name}.csv")
    text = answer.content.decode()
    assert (answer.status_code, text[0]) == (200, "\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


def test_parties_with_what_they_have_decided(county: Collaboration):
    agreement = make_agreement(county, parties=0, title="Överenskommelse", status=Status.IN_FORCE)
    ratify(make_party(agreement, make_municipality("Umeå", "2480"), PartyRole.MUNICIPALITY), note="Hemlig anteckning")
    make_party(agreement, make_municipality("Åsele", "2463"), PartyRole.MUNICIPALITY)

    headers, umea, asele = table("parter")

    assert headers == PartyColumn.values
    assert umea[1:5] == ["Överenskommelse", "in_force", "2023-01-01", "2026-12-31"]
    assert umea[6:] == ["Umeå", "2480", "", "municipality", "ratified", "kommunfullmäktige", "2022-11-21", "§ 45", ""]
    assert asele[6:] == ["Åsele", "2463", "", "municipality", "", "", "", "", ""]


def test_duties_with_who_and_when_and_no_formula_runs(county: Collaboration):
    agreement = make_agreement(county, title="Överenskommelse", status=Status.IN_FORCE)
    clause, area = make_clause(agreement, number="3.2"), make_area(agreement, name="Kompetens")
    owner = make_municipality("Umeå", "2480")
    make_duty(agreement, what="=HYPERLINK(1)", clause=clause, area=area, owner=owner, due_on=date(2025, 6, 30))

    headers, duty = table("ataganden")

    assert headers == DutyColumn.values
    assert duty[1::2][:4] == ["Överenskommelse", "3.2", "'=HYPERLINK(1)", "Umeå"]
    assert (duty[4], duty[9]) == ("Kompetens", "2025-06-30")


def test_a_draft_is_nobodys_open_data(county: Collaboration):
    draft = make_agreement(county, title="Utkastet")
    make_duty(draft, what="Hemligt")
    client = Client()
    client.force_login(give_role(make_user(), county))

    assert [len(table(name, reader)) for name in ("parter", "ataganden") for reader in (Client(), client)] == [1] * 4


def test_population_with_its_source(county: Collaboration):
    make_municipality("Umeå", "2480", inhabitants=134_000, collaboration=county)
    make_municipality("Borås", "1490", inhabitants=114_000)
    headers, umea = table("folkmangd")
    assert headers == PopulationColumn.values
    assert umea[1:] == ["Umeå", "2480", "2025-12-31", "134000", "TAB5557", "SCB", "2026-09-13"]


@pytest.mark.parametrize("page", ["oppna-data/", "oppna-data/kolumner/", "export/parter.csv", "export/popolo.json"])
def test_what_is_unpublished_is_given_to_nobody_else(page: str):
    make_collaboration(slug="hemlig")
    client = Client()
    client.force_login(give_role(make_user(), make_collaboration()))
    assert [reader.get(f"/samverkan/hemlig/{page}").status_code for reader in (Client(), client)] == [404, 404]


def test_the_page_tells_what_there_is_and_machines_find_it(county: Collaboration):
    page = Client().get(f"{HERE}/oppna-data/").content.decode()

    assert '<link rel="alternate" type="application/ld+json" href="http://localhost:8000' in page
    for address in (
        f"{HERE}/export/popolo.json",
        f"{HERE}/forum/ledamoter.csv",
        f"{HERE}/export/parter.csv",
        f"{HERE}/organisationer/export.csv",
        f"{HERE}/oppna-data/kolumner/",
        "http://creativecommons.org/publicdomain/zero/1.0/",
    ):
        assert f'href="{address}"' in page
        if address.startswith("/"):
            assert Client().get(address).status_code == 200


def test_the_page_of_what_is_unpublished_says_so_and_announces_nothing(county: Collaboration):
    county.is_public = False
    county.save()
    client = Client()
    client.force_login(give_role(make_user(), county, "reader"))
    page = client.get(f"{HERE}/oppna-data/").content.decode()
    assert "inte publicerad" in page
    assert 'rel="alternate"' not in page


def test_every_column_is_described(county: Collaboration):
    page = Client().get(f"{HERE}/oppna-data/kolumner/").content.decode()
    for column in (*PartyColumn, *DutyColumn, *PopulationColumn):
        assert f"<code>{column.value}</code>" in page
        assert str(column.label) in page


def test_all_that_is_published_is_found_from_every_page(county: Collaboration):
    make_collaboration(name="Hemlighetsmyren")
    assert 'href="/oppna-data/"' in Client().get("/").content.decode()
    page = Client().get("/oppna-data/").content.decode()
    assert f'href="{HERE}/oppna-data/"' in page
    assert "Hemlighetsmyren" not in page
    # The roles that the data names are explained where their addresses lead.
    assert 'id="roll-chair"' in page


def test_only_what_is_public_moves_the_day_of_change(county: Collaboration):
    forum = make_forum(county)
    draft = make_agreement(county)
    running = make_agreement(county, status=Status.IN_FORCE)
    assert last_changes([county]) == {}

    record(None, "paper.added", forum)
    record(None, "clause.changed", draft)
    assert last_changes([county]) == {}

    record(None, "duty.added", running)
    today = Event.objects.latest("pk").at
    assert last_changes([county, make_collaboration()]) == {county.pk: timezone.localtime(today).date()}


def test_the_collaborations_first_page_announces_its_data_once_it_is_public(county: Collaboration):
    link = f'<link rel="alternate" type="application/ld+json" href="{HERE}/export/popolo.json"'
    assert link in Client().get(f"{HERE}/").content.decode()
    county.is_public = False
    county.save()
    client = Client()
    client.force_login(give_role(make_user(), county))
    assert link not in client.get(f"{HERE}/").content.decode()


def test_the_pages_cost_no_more_with_three_collaborations(county: Collaboration, django_assert_num_queries):
    with django_assert_num_queries(2):
        Client().get("/oppna-data/")
    for number in range(2):
        make_collaboration(name=f"Samverkan {number}", is_public=True)
    with django_assert_num_queries(2):
        Client().get("/oppna-data/")


@pytest.mark.parametrize("table_of", ["parter", "ataganden", "folkmangd"])
def test_a_table_costs_no_more_with_three_rows(county: Collaboration, django_assert_num_queries, table_of: str):
    agreement = make_agreement(county, parties=0, status=Status.IN_FORCE)

    def grow(number: int) -> None:
        town = make_municipality(f"Kommun {number}", f"240{number}", inhabitants=number, collaboration=county)
        ratify(make_party(agreement, town))
        make_duty(agreement, owner=town, clause=make_clause(agreement), area=make_area(agreement))

    grow(1)
    with django_assert_num_queries(2):
        table(table_of)
    grow(2)
    grow(3)
    with django_assert_num_queries(2):
        assert len(table(table_of)) == 4
