"""Where municipalities lie."""

import csv
from datetime import date
from importlib.resources import files

import pytest
from django.contrib.auth.models import AnonymousUser

from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Organisation
from samhandling.organisations.selectors.boundaries import boundary_of, counties, county_outlines, municipality_map
from tests.factories.organisations import make_collaboration, make_municipality, make_organisation, take_part

TODAY = date(2026, 12, 1)

pytestmark = pytest.mark.django_db


def test_every_municipality_of_the_register_has_an_outline():
    text = files("samhandling.organisations").joinpath("facts", "municipalities.csv").read_text(encoding="utf-8")
    codes = [row["code"] for row in csv.DictReader(text.splitlines())]
    found = [boundary_of(Organisation(kind=Kind.MUNICIPALITY, scb_code=code)) for code in codes]
    assert len(found) == 290
    assert all(found)
    assert len(counties()) == 21


def test_who_is_no_municipality_lies_nowhere():
    assert boundary_of(Organisation(kind=Kind.REGION, scb_code="24")) is None
    assert boundary_of(Organisation(kind=Kind.MUNICIPALITY, scb_code=None)) is None
    assert boundary_of(Organisation(kind=Kind.MUNICIPALITY, scb_code="9999")) is None


def test_borders_between_counties_are_drawn_only_where_there_are_two():
    umea, lycksele, pitea = (Organisation(kind=Kind.MUNICIPALITY, scb_code=code) for code in ("2480", "2481", "2581"))
    assert county_outlines([umea, lycksele]) == []
    assert [one.code for one in county_outlines([umea, lycksele, pitea])] == ["24", "25"]


def test_the_map_of_a_collaboration_shows_who_takes_part():
    collaboration = make_collaboration(slug="norr", is_public=True)
    umea, pitea = make_municipality("Umeå", "2480"), make_municipality("Piteå", "2581")
    make_municipality("Lycksele", "2481")
    agency = make_organisation(collaboration=collaboration, display_name="Länsstyrelsen", kind=Kind.AGENCY)
    for organisation in (umea, pitea, agency):
        take_part(organisation, collaboration)

    found = municipality_map(AnonymousUser(), collaboration, on=TODAY)

    assert found is not None
    assert [(place.name, place.boundary is not None) for place in found.places] == [
        ("Länsstyrelsen", False),
        ("Piteå", True),
        ("Umeå", True),
    ]
    assert found.places[2].url == f"/samverkan/norr/organisationer/{umea.pk}/"
    assert [one.code for one in found.outlines] == ["24", "25"]


def test_there_is_no_map_without_municipalities():
    assert municipality_map(AnonymousUser(), make_collaboration(is_public=True), on=TODAY) is None
