"""A citizen finds who represents Malå in PKD on 1 January 2027, from the county's public page, in three clicks."""

from datetime import date

import pytest
from playwright.sync_api import expect

from samhandling.forums.models import Seat
from samhandling.organisations.models import Person
from tests.factories.forums import make_appointment

NEW_YEAR, LAST_DAY = date(2027, 1, 1), date(2030, 12, 31)


@pytest.fixture
def successor(demo) -> Person:
    """Malå has appointed somebody new to its first seat, and nobody yet to its second."""
    seat = Seat.objects.filter(forum__abbreviation="PKD", organisation__display_name="Malå").order_by("number")[0]
    person = Person.objects.create(
        collaboration=seat.forum.collaboration,
        organisation=seat.organisation,
        given_name="Ellen",
        family_name="Sjaunja",
        has_public_role=True,
    )
    make_appointment(seat, person, starts_on=NEW_YEAR, ends_on=LAST_DAY)
    return person


@pytest.mark.parametrize("width", [320, 1280])
def test_who_represents_mala_at_the_new_year(page, axe, live_server, successor, width):
    clicks = 0
    shown = page("/samverkan/vasterbotten/", width=width, javascript=False)
    shown.get_by_label("Visa läget den").fill("2027-01-01")

    shown.get_by_role("button", name="Visa", exact=True).first.click()
    clicks += 1
    expect(shown.get_by_text("Du ser läget den 1 januari 2027.")).to_be_visible()

    shown.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Forum", exact=True).first.click()
    clicks += 1
    shown.get_by_role("link", name="Primärkommunala delegationen", exact=True).click()
    clicks += 1

    expect(shown.get_by_text("Du ser läget den 1 januari 2027.")).to_be_visible()
    malas = shown.get_by_role("row").filter(has=shown.get_by_role("link", name="Malå"))
    expect(malas.nth(0)).to_contain_text("Ellen Sjaunja")
    expect(malas.nth(0)).to_contain_text("31 december 2030")
    expect(malas.nth(1)).to_contain_text("Vakant från 1 januari 2027")
    assert clicks == 3
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page(shown.url.removeprefix(live_server.url), width=width)) == []

    shown.get_by_role("link", name="Visa läget i dag").click()
    expect(malas.nth(0)).to_contain_text("Fatima Marklund")
    expect(malas.nth(0)).to_contain_text("Tillträder 1 januari 2027: Ellen Sjaunja")
