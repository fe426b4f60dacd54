"""A real browser: `page("/adress/", width=320, scheme="dark", javascript=False, user=user)` opens a page.

A page that throws, or asks for something that the content security policy forbids, fails its test.
`axe(page)` tells what hinders people with disabilities, by WCAG 2.2 AA and good practice.
"""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from scripts import chromium

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

    from samhandling.accounts.models import User

PageFactory = Callable[..., Page]
AxeRunner = Callable[[Page], list[str]]

AXE_RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium.find()
    if program is None:
        pytest.fail(chromium.ADVICE)
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, live_server: "LiveServer") -> Iterator[PageFactory]:
    """Each call opens a page in a context of its own: another person, another device."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    def open_page(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Literal["light", "dark"] = "light",
        javascript: bool = True,
        user: "User | None" = None,
        language: str = "sv",
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale=language,
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": _session(user), "url": live_server.url}]
            )
        opened = context.new_page()
        opened.on("pageerror", lambda error: faults.append(str(error)))
        opened.on("console", note_console)
        opened.goto(path)
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _session(user: "User") -> str:
    """Log in by the back door; the log-in page has tests of its own."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def axe() -> AxeRunner:
    """What axe finds wrong in a page: rule, words and the places, one line each."""

    def run(page: Page) -> list[str]:
        page.wait_for_load_state()
        found = Axe().run(page, options=AXE_RULES).response["violations"]
        return [f"{rule['id']}: {rule['help']} {node['target']}" for rule in found for node in rule["nodes"]]

    return run
