"""axe on one page of every kind, as a citizen and as a coordinator meet it, with errors shown where there is a form."""

from collections import deque
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from samhandling.demo.selectors import player

pytestmark = pytest.mark.usefixtures("demo")

# Wide in daylight and narrow in the dark: two of the four, and each difference is met once.
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
    opened.evaluate(
        """selector => {
            const form = document.querySelector(selector).form;
            for (const field of form.elements) {
                if (field.type === "file" || !("value" in field) || field.type === "hidden") continue;
                if (field.tagName === "BUTTON" || field.type === "checkbox" || field.type === "radio") continue;
                field.value = "";
            }
            form.noValidate = true;
            form.requestSubmit();
        }""",
        FIELDS_TO_FILL,
    )
    opened.wait_for_load_state()
    return True


def test_a_citizen_meets_no_obstacle(page, axe):
    kinds = one_of_every_kind(Client(), ["/", "/samverkan/vasterbotten/"])
    obstacles = {}
    for address in kinds.values():
        for look in LOOKS:
            opened = page(address, **look)
            obstacles[address, look["width"]] = axe(opened), _too_wide(opened)
            opened.context.close()

    assert len(kinds) >= 20
    assert {where: found for where, found in obstacles.items() if found != ([], False)} == {}


def test_a_coordinator_meets_no_obstacle_and_can_read_every_error(page, axe):
    user = player("coordinator")
    client = Client()
    client.force_login(user)
    kinds = one_of_every_kind(
        client, ["/hem/", "/samverkan/vasterbotten/", "/samverkan/vasterbotten/overenskommelser/2/"]
    )
    obstacles = {}
    for address in kinds.values():
        for look in LOOKS:
            opened = page(address, user=user, **look)
            obstacles[address, look["width"]] = axe(opened), _too_wide(opened)
            if look["width"] == 320 and show_errors(opened):
                obstacles[address, "with errors"] = axe(opened), _too_wide(opened)
            opened.context.close()

    assert len(kinds) >= 60
    assert {where: found for where, found in obstacles.items() if found != ([], False)} == {}


def _too_wide(opened: Page) -> bool:
    return bool(opened.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
