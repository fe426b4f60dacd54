"""The coordinator sees which parties are done, reminds the others, and invites a forum."""

import pytest
from playwright.sync_api import Page, expect

from samhandling.accounts.models import Invitation
from samhandling.core.models import Event
from samhandling.demo.selectors import player
from samhandling.forums.models import PartyShift, Seat

pytestmark = pytest.mark.usefixtures("demo")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_the_coordinator_reminds_and_invites_a_forum(page, axe):
    coordinator = page("/samverkan/vasterbotten/forum/mandatskifte/", user=player("coordinator"))
    done = PartyShift.objects.exclude(done_at=None).count()
    expect(coordinator.get_by_text(f"{done} av 16 parter är klara.")).to_be_visible()
    assert axe(coordinator) == []

    before = Event.objects.filter(verb="shift.reminded").count()
    coordinator.get_by_role("button", name="Påminn alla").click()
    expect(coordinator.get_by_text("Är klar.", exact=True)).to_be_visible()
    press(coordinator, "Påminn")
    expect(coordinator.get_by_text("har påmints: ")).to_be_visible()
    assert Event.objects.filter(verb="shift.reminded").count() > before

    before = Invitation.objects.count()
    coordinator.get_by_role("button", name="Skolchefsnätverket").click()
    assert axe(coordinator) == []
    press(coordinator, "Bjud in att logga in")
    expect(coordinator.get_by_text("personer har bjudits in.")).to_be_visible()
    assert Invitation.objects.count() > before


def test_a_person_is_found_by_keyboard_and_chosen(page, axe):
    seat = Seat.objects.filter(forum__collaboration__slug="vasterbotten").earliest("pk")
    coordinator = page(f"/samverkan/vasterbotten/forum/platser/{seat.pk}/utse/", user=player("coordinator"))
    box = coordinator.get_by_label("Vem")
    box.press_sequentially("kommunalråd")
    expect(coordinator.get_by_role("option")).to_have_count(10)
    assert axe(coordinator) == []
    first = coordinator.get_by_role("option").first.locator("strong").inner_text()
    box.press("Escape")
    expect(coordinator.get_by_role("option").first).to_be_hidden()
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value(first)
    expect(coordinator.locator("input[name=person]")).not_to_have_value("")
