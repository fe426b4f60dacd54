"""What scripts/assets.py fetched, and what our own sheets do with it."""

import gzip
import re
from pathlib import Path

import pytest

from samhandling.ui.icons import ICONS

STATIC = Path(__file__).resolve().parents[2] / "samhandling" / "ui" / "static"
ROOT = STATIC.parents[2]
NORWEGIAN = re.compile(r'(--dsc-[a-z-]+):\s*"([^"]*\w[^"]*)"')


def read(*parts: str) -> str:
    return STATIC.joinpath(*parts).read_text(encoding="utf-8")


def test_the_lock_file_names_no_registry():
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "registry" not in lock


def test_every_icon_we_name_is_in_the_sprite_and_nothing_else():
    assert sorted(
        re.findall(r'<symbol id="([\w-]+)" viewBox="0 0 24 24"><path ', read("vendor", "icons.svg"))
    ) == sorted(ICONS)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_norwegian_words_of_the_design_system_remain(language):
    theirs = NORWEGIAN.findall(read("vendor", "designsystemet.css"))
    assert theirs, "the parts we take used to hold Norwegian words"
    ours = read("ui", "base.css")
    rules = " ".join(re.findall(rf":lang\({language}\) \{{([^}}]*)\}}", ours))
    replaced = dict(NORWEGIAN.findall(rules))
    for name, words in theirs:
        assert replaced.get(name, words) != words, f"{name} still says {words!r} in {language}"


def test_the_licences_of_what_we_serve_lie_beside_it():
    assert "Copyright" in read("vendor", "designsystemet.LICENSE.txt")
    assert "SIL OPEN FONT LICENSE" in read("vendor", "inter.LICENSE.txt").upper()


def test_our_sheets_use_no_colour_that_a_theme_cannot_change():
    for name in ("base.css", "frame.css", "parts.css", "print.css"):
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b", read("ui", name)), name


def test_all_that_a_first_visit_fetches_is_light():
    packed = [
        len(gzip.compress(STATIC.joinpath(path).read_bytes()))
        for path in (
            "vendor/designsystemet.css",
            "vendor/icons.svg",
            "vendor/inter.woff2",
            "ui/base.css",
            "ui/frame.css",
            "ui/parts.css",
            "ui/print.css",
            "ui/ui.js",
            "ui/icon.svg",
        )
    ]
    assert sum(packed) < 88_000  # which leaves twelve for the page itself and its colours
