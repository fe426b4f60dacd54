"""The chosen day follows to the pages that hear it, and to no others."""

import inspect
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from samhandling.core.chosen_day import DaysAround, chosen_day, following, nearest, without_day

DAY = "2027-01-01"
FORUM = "/samverkan/vasterbotten/forum/"


def asked(path: str) -> Any:
    return RequestFactory().get(path)


@pytest.mark.parametrize(
    ("address", "followed"),
    [
        (FORUM, f"{FORUM}?datum={DAY}"),
        (f"{FORUM}?niva=politik", f"{FORUM}?niva=politik&datum={DAY}"),
        (f"{FORUM}#coming", f"{FORUM}?datum={DAY}#coming"),
        ("?visa=lista", f"?visa=lista&datum={DAY}"),
        (f"{FORUM}?datum=2026-12-31", f"{FORUM}?datum=2026-12-31"),
        (f"{FORUM}nytt/", f"{FORUM}nytt/"),
        (f"{FORUM}platser/1/utse/", f"{FORUM}platser/1/utse/"),
        ("/hem/", "/hem/"),
        ("/finns/inte/", "/finns/inte/"),
        ("https://example.se/forum/", "https://example.se/forum/"),
        ("#main", "#main"),
        ("", ""),
    ],
)
def test_an_address_takes_the_day_along_where_it_is_heard(address, followed):
    assert following(asked(f"{FORUM}?datum={DAY}"), address) == followed


@pytest.mark.parametrize("said", ["", "i morgon", "2026-02-30", "0001-01-01", "9999-12-31", "today"])
def test_nothing_goes_along_when_no_day_is_chosen_or_it_is_today(said):
    day = f"{timezone.localdate():%Y-%m-%d}" if said == "today" else said
    request = asked(f"{FORUM}?datum={day}" if said else FORUM)
    assert (chosen_day(request), following(request, FORUM)) == (None, FORUM)


def test_the_way_back_keeps_all_else_that_was_asked():
    request = asked(f"{FORUM}?datum={DAY}&text=pkd&sida=3")
    assert without_day(request, but=["sida"]) == f"{FORUM}?text=pkd"
    assert without_day(asked(f"{FORUM}?datum={DAY}")) == FORUM


def test_the_nearest_days_are_those_of_any_room():
    rooms = [
        DaysAround(has_something=False, before=date(2026, 12, 31), after=date(2031, 1, 1)),
        DaysAround(has_something=False, before=date(2025, 6, 30)),
    ]
    assert nearest(rooms) == DaysAround(has_something=False, before=date(2026, 12, 31), after=date(2031, 1, 1))
    assert nearest([]) == DaysAround(has_something=False)


# They read the day without carrying it: a file that one is about to fill in, and the kit's own page.
BY_THEMSELVES = {"import_template", "style"}


def test_a_page_that_asks_for_the_day_is_one_that_hears_it():
    asking = {view.__name__: view for view in _views() if "as_of(request)" in inspect.getsource(inspect.unwrap(view))}
    deaf = {name for name, view in asking.items() if not hasattr(view, "hears_day")}
    assert deaf == BY_THEMSELVES
    assert len(asking) > 20


def _views(patterns: Iterable[Any] | None = None) -> Iterable[Any]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(one, URLPattern):
            yield from _views(one.url_patterns)
        elif inspect.isfunction(one.callback) and one.callback.__module__.startswith("samhandling"):
            yield one.callback
