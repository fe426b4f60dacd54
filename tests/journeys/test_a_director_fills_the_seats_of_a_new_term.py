"""After the election a municipal director appoints to all the municipality's seats in one grid, on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samhandling.core.models import OutgoingMail
from samhandling.demo.selectors import player
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.models import Appointment, PartyShift

pytestmark = pytest.mark.usefixtures("demo")


def test_a_director_appoints_for_a_whole_new_term_one_person_being_new(page, axe):
    """Five seats, thirteen taps beside what is typed: two to the grid, one a seat, who it is, Save, and done."""
    shift_on = shift_day(timezone.localdate())
    director = page("/samverkan/vasterbotten/forum/vakanser/", width=320, user=player("director"))
    director.get_by_role("link", name="Mandatskifte för Vindeln").click()
    rows = director.locator(".shift-row")
    expect(rows).to_have_count(5)
    assert axe(director) == []
    assert director.evaluate("document.documentElement.scrollWidth") == 320

    for number in (0, 2):
        rows.nth(number).get_by_label("Sitter kvar").check()
    other = rows.nth(3)
    other.get_by_label("Någon annan").check()
    other.get_by_role("combobox").press_sequentially("gab öb")
    other.get_by_role("option", name="Gabriel Öberg").click()
    other.get_by_label("Bjud in att logga in").uncheck()
    rows.nth(4).get_by_label("Lämnas vakant").check()
    new = rows.nth(1)
    new.get_by_label("Ny person").check()
    new.get_by_label("Förnamn").fill("Torun")
    new.get_by_label("E-post").fill("torun@vindeln.example.se")
    director.get_by_role("button", name="Spara", exact=True).click()

    # Two things are missing: nothing is saved, and all that was typed is there.
    expect(director.get_by_text("Inget har sparats än")).to_be_visible()
    assert axe(director) == []
    expect(new.get_by_label("Förnamn")).to_have_value("Torun")
    expect(other.get_by_role("combobox")).to_have_value("Gabriel Öberg")
    new.get_by_label("Efternamn").fill("Rönnqvist")
    rows.nth(4).get_by_label("Varför lämnas den vakant?").fill("Ny chef tillträder i mars")
    director.get_by_role("button", name="Spara", exact=True).click()

    expect(director.get_by_text("Fyra platser har fyllts.")).to_be_visible()
    made = Appointment.objects.filter(seat__organisation__display_name="Vindeln", starts_on=shift_on)
    assert set(made.values_list("ends_on", flat=True)) == {shift_on.replace(year=shift_on.year + 4) - timedelta(days=1)}
    assert made.filter(person__family_name="Öberg").count() == 1
    invited = made.get(person__family_name="Rönnqvist").person.user
    assert (invited.email, invited.is_active) == ("torun@vindeln.example.se", False)
    assert OutgoingMail.objects.filter(to="torun@vindeln.example.se").count() == 1

    director.get_by_role("button", name="Vi är klara").click()
    expect(director.get_by_text("Parten är klar", exact=True)).to_be_visible()
    done = PartyShift.objects.get(starts_on=shift_on, organisation__display_name="Vindeln")
    assert done.done_by == player("director")
