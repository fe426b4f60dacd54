"""A citizen finds who represents Malå in PKD when the next term begins, from the public page, in three clicks."""

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from samhandling.demo.services.shift import is_under_way
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.models import Appointment

pytestmark = [
    pytest.mark.usefixtures("demo"),
    pytest.mark.skipif(not is_under_way(localdate()), reason="Nobody is appointed for a term that is years away."),
]


@pytest.mark.parametrize("width", [320, 1280])
def test_who_represents_mala_at_the_new_year(page, axe, live_server, width):
    first = shift_day(localdate())
    day = f"1 januari {first.year}"
    malas_next = Appointment.objects.filter(
        seat__forum__abbreviation="PKD", seat__organisation__display_name="Malå", starts_on=first
    )
    new = [str(one.person) for one in malas_next.order_by("seat__number")]
    assert len(new) == 2
    clicks = 0
    shown = page("/samverkan/vasterbotten/", width=width, javascript=False)
    shown.get_by_label("Visa läget den").fill(first.isoformat())

    shown.get_by_role("button", name="Visa", exact=True).first.click()
    clicks += 1
    expect(shown.get_by_text(f"Du ser läget den {day}.")).to_be_visible()

    shown.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Forum", exact=True).first.click()
    clicks += 1
    shown.get_by_role("link", name="Primärkommunala delegationen", exact=True).click()
    clicks += 1

    expect(shown.get_by_text(f"Du ser läget den {day}.")).to_be_visible()
    malas = shown.get_by_role("row").filter(has=shown.get_by_role("link", name="Malå"))
    expect(malas.nth(0)).to_contain_text(new[0])
    expect(malas.nth(0)).to_contain_text(f"31 december {first.year + 3}")
    expect(malas.nth(1)).to_contain_text(new[1])
    norsjos = shown.get_by_role("row").filter(has=shown.get_by_role("link", name="Norsjö"))
    expect(norsjos.nth(0)).to_contain_text(f"Vakant från {day}")
    assert clicks == 3
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page(shown.url.removeprefix(live_server.url), width=width)) == []

    shown.get_by_role("link", name="Visa läget i dag").click()
    expect(malas.nth(0)).to_contain_text("Fatima Marklund")
    expect(malas.nth(0)).to_contain_text(f"Tillträder {day}: {new[0]}")
