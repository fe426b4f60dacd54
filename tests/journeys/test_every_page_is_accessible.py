"""axe on one page of every kind, as a citizen and as a coordinator meet it, with errors shown where there is a form."""

from collections import deque
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from zlib import crc32

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from samhandling.accounts.models import User
from samhandling.agreements.models import Agreement
from samhandling.demo.selectors import player

pytestmark = pytest.mark.usefixtures("demo")

# Wide in daylight or narrow in the dark, by the page's name: what lies on many pages is met by both. A page that a
# citizen and a coordinator both meet, they meet in each its own look.
WIDTHS = (1280, 768, 320)
LOOKS = ({"width": 1280, "scheme": "light"}, {"width": 320, "scheme": "dark"})
FIELDS_TO_FILL = (
    "main form[method=post] :is(input, select, textarea)[required], main form[method=post] input[type=file]"
)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


def one_of_every_kind(client: Client, starts: Iterable[str]) -> dict[str, str]:
    """Follow links breadth first, as a person finds pages: the first address of each name."""
    waiting, seen, kinds = deque(starts), set[str](), dict[str, str]()
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        if path in seen:
            continue
        seen.add(path)
        kind = _kind(path)
        if kind is None or kind in kinds:
            continue
        answer = client.get(address)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        kinds[kind] = address
        links = Links()
        links.feed(answer.text)
        waiting.extend(urljoin(path, link) for link in links.found if not urlsplit(link).netloc)
    return kinds


def _kind(path: str) -> str | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return None if match.view_name.endswith("_panel") else match.view_name


def show_errors(opened: Page) -> bool:
    """Send the form empty. False where the page has no form to fill in wrongly."""
    if not opened.locator(FIELDS_TO_FILL).count():
        return False
    with opened.expect_navigation():
        opened.evaluate(
            """selector => {
                const form = document.querySelector(selector).form;
                for (const field of form.elements) {
                    const kept = ["file", "hidden", "checkbox", "radio", "submit", "button"];
                    if ("value" in field && !kept.includes(field.type)) field.value = "";
                }
                form.noValidate = true;
                setTimeout(() => form.requestSubmit(), 0);
            }""",
            FIELDS_TO_FILL,
        )
    return True


def obstacles_in(page, axe, kinds: dict[str, str], number: int, user: User | None) -> dict[tuple[str, str], object]:
    """What axe finds, and whether something sticks out to the right, on the pages that are met in this look."""
    obstacles: dict[tuple[str, str], object] = {}
    look = LOOKS[number]
    opened = page("/", user=user, **look)
    for kind, address in kinds.items():
        if (crc32(kind.encode()) + bool(user)) % len(LOOKS) == number:
            obstacles[address, look["scheme"]] = _obstacles(opened, axe, address)
            if user and show_errors(opened):
                obstacles[address, "with errors"] = axe(opened), _too_wide_at(opened)
    return {where: found for where, found in obstacles.items() if found != ([], [])}


def _obstacles(opened: Page, axe, address: str) -> tuple[list[str], list[int]]:
    opened.goto(address)
    return axe(opened), _too_wide_at(opened)


def _too_wide_at(opened: Page) -> list[int]:
    """At which widths something sticks out: of a desk, a tablet or a telephone, whatever the look."""
    own, found = opened.viewport_size, []
    for width in WIDTHS:
        opened.set_viewport_size({"width": width, "height": 900})
        if _too_wide(opened):
            found.append(width)
    opened.set_viewport_size(own)
    return found


def _too_wide(opened: Page) -> bool:
    """Still, after a page that was made narrower has had two seconds to settle."""
    for _look in range(20):
        if not opened.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            return False
        opened.wait_for_timeout(100)
    return True


@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_a_citizen_meets_no_obstacle(page, axe, look):
    kinds = one_of_every_kind(Client(), ["/", "/samverkan/vasterbotten/"])

    assert len(kinds) >= 20
    assert obstacles_in(page, axe, kinds, look, user=None) == {}


@pytest.mark.parametrize("look", range(len(LOOKS)))
def test_a_coordinator_meets_no_obstacle_and_can_read_every_error(page, axe, look):
    user = player("coordinator")
    client = Client()
    client.force_login(user)
    draft = Agreement.objects.get(predecessor__isnull=False)
    starts = ["/hem/", "/samverkan/vasterbotten/", f"/samverkan/vasterbotten/overenskommelser/{draft.pk}/"]
    kinds = one_of_every_kind(client, starts)

    assert len(kinds) >= 60
    assert obstacles_in(page, axe, kinds, look, user=user) == {}
