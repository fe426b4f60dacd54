"""The pages of the chart, of places and of hand-over, as a browser shows them."""

from datetime import date

import pytest
from django.urls import reverse

from samhandling.forums.enums import Level, RuleKind, Standing
from samhandling.forums.models import CompositionRule
from tests.factories.forums import make_appointment, make_forum, make_forum_type, make_seat
from tests.factories.organisations import make_collaboration, make_coordinator, make_municipality, make_person


@pytest.fixture
def forum(transactional_db):
    """A delegation with a committee below, a consultation chosen from it, and a network of officers."""
    umea = make_municipality("Umeå", "2480")
    collaboration = make_collaboration(slug="vasterbotten", name="Samverkan i Västerbotten", is_public=True)
    forum = make_forum(collaboration, abbreviation="PKD")
    anna = make_person(collaboration=collaboration, organisation=umea)
    make_appointment(make_seat(forum, organisation=umea), anna, ends_on=date(2099, 12, 31))
    make_seat(forum, organisation=umea)
    make_forum(collaboration, name="Arbetsutskottet", abbreviation="AU", parent=forum)
    consultation = make_forum_type("consultation", standing=Standing.CONSULTATION)
    joint = make_forum(collaboration, name="Samråd för samverkan", abbreviation="SRU", type=consultation)
    CompositionRule.objects.create(forum=joint, kind=RuleKind.FROM_FORUM, count=1, source_forum=forum)
    network = make_forum_type("network", standing=Standing.OFFICERS, level=Level.OFFICERS)
    make_forum(collaboration, name="Kommunchefsnätverket", abbreviation="KCN", type=network, seats=1)
    return forum


def addresses(forum):
    person = forum.seats.get(number=1).appointments.get().person_id
    party = forum.seats.get(number=1).organisation_id
    at = {"collaboration": "vasterbotten"}
    return [
        reverse("forums:chart", kwargs=at),
        f"{reverse('forums:chart', kwargs=at)}?visa=lista",
        reverse("forums:terms", kwargs=at),
        reverse("forums:person", kwargs=at | {"pk": person}),
        reverse("forums:party", kwargs=at | {"pk": party}),
        reverse("forums:handover", kwargs=at | {"pk": person}),
        reverse("forums:imports", kwargs=at),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_everybody_can_use_the_pages(page, axe, forum, scheme, width):
    coordinator = make_coordinator(forum.collaboration)
    for address in addresses(forum):
        opened = page(address, width=width, scheme=scheme, user=coordinator)
        assert axe(opened) == [], address
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_boxes_are_reached_by_keyboard_and_lead_to_the_forum(page, forum):
    opened = page(reverse("forums:chart", args=["vasterbotten"]))
    box = opened.get_by_role("link", name="Primärkommunala delegationen, PKD, 1 av 2 platser")
    box.focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"**{reverse('forums:detail', args=['vasterbotten', forum.pk])}")
    assert opened.get_by_role("heading", level=1).inner_text() == "Primärkommunala delegationen"


def test_a_phone_shows_the_list_and_a_screen_the_drawing(page, forum):
    address = reverse("forums:chart", args=["vasterbotten"])
    phone, screen = page(address, width=320, javascript=False), page(address, javascript=False)
    assert [shown.locator(".forum-chart").is_visible() for shown in (phone, screen)] == [False, True]
    assert [shown.locator(".chart-list").first.is_visible() for shown in (phone, screen)] == [True, False]
