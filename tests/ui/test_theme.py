"""Two colours become a style sheet in which everything can be read."""

import re

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from samhandling.ui import theme
from tests.factories.organisations import make_collaboration

HEX = st.from_regex(r"\A#[0-9a-f]{6}\Z")
TEXTS = ("text-subtle", "text-default")
LINES = ("border-default", "border-strong")


@pytest.mark.parametrize("is_dark", [False, True])
@given(code=HEX)
@settings(max_examples=40, deadline=None)
def test_whatever_the_colour_texts_and_lines_can_be_told_from_every_surface(code, is_dark):
    steps = theme.scale(code, is_dark=is_dark)
    greys = theme.scale(theme.PAPER, is_dark=is_dark)
    assert len(steps) == 16
    for surface in theme.SURFACES:
        for ground in (steps[surface], greys[surface]):
            for text in TEXTS:
                assert theme.contrast(steps[text], ground) >= 4.5
            for line in LINES:
                assert theme.contrast(steps[line], ground) >= 3
        for text in TEXTS:
            assert theme.contrast(greys[text], steps[surface]) >= 4.5
    for filled in ("base-default", "base-hover", "base-active"):
        assert theme.contrast(steps["base-contrast-default"], steps[filled]) >= 4.5
    assert theme.contrast(steps["base-contrast-subtle"], steps["base-default"]) >= 4.5
    assert theme.contrast(steps["base-default"], greys["background-default"]) >= 3


@given(accent=HEX, support=HEX)
@settings(max_examples=40, deadline=None)
def test_any_two_colours_serve_or_the_reason_is_stated(accent, support):
    problems = theme.problems(accent, support)
    assert all(problem.endswith(".") for problem in problems)
    if not problems:
        assert theme.stylesheet(accent, support).count("--ds-color-accent-") == 32


def test_the_colours_we_begin_with_have_no_problems():
    assert theme.problems(theme.DEFAULT_ACCENT, theme.DEFAULT_SUPPORT) == []


@pytest.mark.parametrize(
    ("accent", "support", "count", "word"),
    [
        ("#FFFF00", "#1F5D50", 1, "#"),
        ("#1F5D50", "#1F5D51", 1, "."),
        ("green", "#1F5D50", 1, "#1F5D50"),
        ("#12345", "red;}", 2, "#1F5D50"),
    ],
)
def test_a_problem_says_what_to_do(accent, support, count, word):
    problems = theme.problems(accent, support)
    assert len(problems) == count
    assert word in problems[0]


def test_the_sheet_holds_all_families_by_day_and_by_night():
    sheet = theme.stylesheet("#7A1F4B", "#1F5F7A")
    families = set(re.findall(r"--ds-color-([a-z0-9]+)-background-default", sheet))
    assert families == {"accent", "brand1", "neutral", "info", "success", "warning", "danger"}
    assert sheet.startswith(":root{--ds-color-accent-background-default:#")
    assert sheet.count("@media screen and (prefers-color-scheme:dark)") == 1


def test_the_address_changes_when_the_colours_do():
    assert theme.fingerprint("#7A1F4B", "#1F5F7A") != theme.fingerprint("#7A1F4C", "#1F5F7A")


@pytest.mark.django_db
def test_a_collaboration_is_dressed_in_its_own_colours(client):
    make_collaboration(slug="lan", is_public=True, accent="#7A1F4B", support="#1F5F7A")
    address = reverse("ui:collaboration_theme", kwargs={"collaboration": "lan"})
    answer = client.get(address)
    assert answer["Content-Type"] == "text/css"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content.decode() == theme.stylesheet("#7A1F4B", "#1F5F7A")
    page = client.get(reverse("portal:collaboration", kwargs={"collaboration": "lan"})).content.decode()
    assert f"{address}?v={theme.fingerprint('#7A1F4B', '#1F5F7A')}" in page


@pytest.mark.django_db
def test_the_colours_of_a_hidden_collaboration_are_hidden(client):
    make_collaboration(slug="hemlig", is_public=False)
    assert client.get(reverse("ui:collaboration_theme", kwargs={"collaboration": "hemlig"})).status_code == 404
