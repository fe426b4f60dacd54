"""Take a picture of every kind of page of the demo: 320 and 1280 px, light and dark, into screens/.

The pages are found as a person finds them, by following links from the start page, first as a citizen and then
as each part of the demo. The first page of each kind is taken; the home page is taken for everybody.
Words after the command choose: `screens.py forums agreements:detail` takes only those.
`--front` (`make front`) takes instead the one picture that each README shows, into docs/pictures/.
"""

import base64
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Browser, BrowserContext, Error, sync_playwright

from scripts import chromium

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "screens"
WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
FRONT = PROJECT / "docs" / "pictures"
FRONT_PAGE = "/samverkan/jamtland-harjedalen/overenskommelser/"
HOME = "portal:home"
CITIZEN = "citizen"


class Links(HTMLParser):
    """The addresses that a page links to, and the parts that the demo offers to play."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.addresses.append(given["href"] or "")
        if tag in {"button", "input"} and given.get("name") == "part":
            self.parts.append(given.get("value") or "")


@contextmanager
def served_demo() -> Iterator[str]:
    """A demo of its own, in a temporary folder and on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"SAMHANDLING_VAR": folder}
        command = [sys.executable, "-m", "samhandling", "demo", "--port", str(port)]
        server = subprocess.Popen(command, cwd=PROJECT, env=environment)
        try:
            address = f"http://localhost:{port}"
            wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The demo did not start; the lines above tell why.")


def kinds_of_pages(context: BrowserContext, address: str) -> dict[str, str]:
    """The first page of each kind that this person reaches: url name to path."""
    found: dict[str, str] = {}
    waiting = deque(["/"])
    while waiting:
        path = waiting.popleft()
        name = kind_of(path)
        if name is None or name in found:
            continue
        answer = context.request.get(address + path)
        if answer.ok and is_page(answer):
            found[name] = path
            waiting.extend(links_of(answer, address))
    return found


def kind_of(path: str) -> str | None:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def is_page(answer: APIResponse) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html") and "<html" in answer.text()


def links_of(answer: APIResponse, address: str) -> list[str]:
    links = Links()
    links.feed(answer.text())
    absolute = [urljoin(answer.url, href) for href in links.addresses]
    return [link.removeprefix(address).split("#")[0] for link in absolute if link.startswith(f"{address}/")]


def play(context: BrowserContext, address: str, part: str) -> None:
    """Press the button of the demo that logs this person in."""
    page = context.new_page()
    page.goto(f"{address}/demo/")
    page.locator(f'[name="part"][value="{part}"]').first.click()
    page.wait_for_load_state()
    page.close()


def parts_of_the_demo(browser: Browser, address: str) -> list[str]:
    with browser.new_context() as context:
        links = Links()
        links.feed(context.request.get(f"{address}/demo/").text())
    return [part for part in links.parts if part != CITIZEN]


def take(context: BrowserContext, address: str, path: str, name: str) -> None:
    page = context.new_page()
    page.goto(address + path)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            file = FOLDER / f"{name.replace(':', '-')}-{width}-{scheme}.png"
            page.screenshot(path=file, full_page=True)
    page.close()


def take_all(browser: Browser, address: str, wanted: list[str]) -> None:
    taken: set[str] = set()
    for part in ["", *parts_of_the_demo(browser, address)]:
        with browser.new_context(locale="sv") as context:
            if part:
                play(context, address, part)
            for name, path in kinds_of_pages(context, address).items():
                chosen = not wanted or any(name.startswith(word) for word in wanted)
                if not chosen or (name in taken and name != HOME):
                    continue
                taken.add(name)
                take(context, address, path, f"{name}-{part}" if name == HOME else name)
                print(f"{part or CITIZEN:<14}{name:<36}{path}", flush=True)
    print(f"{len(taken)} kinds of pages are in {FOLDER.relative_to(PROJECT)}/")


def take_front(browser: Browser, address: str) -> None:
    """An agreement that waits for some of its parties, as everybody may see it: the map and the words beside it."""
    FRONT.mkdir(exist_ok=True)
    for language in ("sv", "en"):
        with browser.new_context(locale=language, viewport={"width": 1200, "height": 1180}) as context:
            page = context.new_page()
            page.emulate_media(color_scheme="light", reduced_motion="reduce")
            page.goto(address + FRONT_PAGE)
            if language == "en":
                page.get_by_role("button", name="In English").click()
                page.wait_for_load_state("networkidle")
            page.locator("main a.entry").first.click()
            page.wait_for_load_state("networkidle")
            # Playwright has no such format: a third of a PNG, and as sharp.
            asked = {"format": "webp", "quality": 70}
            answer = context.new_cdp_session(page).send("Page.captureScreenshot", asked)
            file = FRONT / f"agreement.{language}.webp"
            file.write_bytes(base64.b64decode(answer["data"]))
            print(f"{file.relative_to(PROJECT)}: {file.stat().st_size // 1000} kB", flush=True)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")
    django.setup()
    FOLDER.mkdir(exist_ok=True)
    try:
        with served_demo() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
            if sys.argv[1:] == ["--front"]:
                take_front(browser, address)
            else:
                take_all(browser, address, sys.argv[1:])
            browser.close()
    except Error as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
