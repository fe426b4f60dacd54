"""The day somebody has chosen to see, `?datum=2027-01-01`, and how it follows from page to page.

A page that tells who sits where, or what holds, hears the day: its view is marked with `hears_day`. The kit's links
add the day to such a page's address and to no other, so that a form is never about another day than today.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.dateparse import parse_date

from samhandling.lib.periods import EARLIEST, LATEST, is_in_reach
from samhandling.lib.written import typed

DAY_PARAMETER = "datum"
View = TypeVar("View", bound=Callable[..., Any])


def hears_day(view: View) -> View:
    """Marks a view that shows the chosen day and not always today."""
    view.hears_day = True  # type: ignore[attr-defined]  # a mark on the function, kept by its decorators
    return view


def written_day(request: HttpRequest) -> date | None:
    """The day in the address, however far away; None when what stands there is no day."""
    return _written(request.GET)


def day_asked(request: HttpRequest) -> date | None:
    """The day in the address, when it is one that somebody can mean."""
    return day_in(request.GET)


def day_in(asked: QueryDict) -> date | None:
    """The same of what a list was asked, where an act on its rows carries that along."""
    day = _written(asked)
    return day if day and is_in_reach(day) else None


def _written(asked: QueryDict) -> date | None:
    try:
        return parse_date(typed(asked.get(DAY_PARAMETER, "").strip()))
    except ValueError:
        return None


def chosen_day(request: HttpRequest) -> date | None:
    """The day that is carried along; None when it is today, nobody has chosen, or the page is about another thing."""
    if DAY_PARAMETER not in request.GET or not _hears(request.path):
        return None
    if "chosen_day" not in request.__dict__:
        day = day_asked(request)
        request.__dict__["chosen_day"] = None if day == timezone.localdate() else day
    found: date | None = request.__dict__["chosen_day"]
    return found


def tells_of_a_day(request: HttpRequest) -> bool:
    """Whether the page that is being shown hears the day."""
    match = request.resolver_match
    return bool(match and getattr(match.func, "hears_day", False))


def following(request: HttpRequest, address: str) -> str:
    """The address with the chosen day in it, when its page hears it and the address names no day itself."""
    day = chosen_day(request)
    if day is None or not address.startswith(("/", "?")):
        return address
    place, hash_mark, part = address.partition("#")
    path, _question_mark, query = place.partition("?")
    if not _hears(path or request.path) or any(name == DAY_PARAMETER for name, _value in parse_qsl(query)):
        return address
    asked = "&".join(filter(None, [query, urlencode({DAY_PARAMETER: day.isoformat()})]))
    return f"{path}?{asked}{hash_mark}{part}"


def without_day(request: HttpRequest, *, but: Iterable[str] = ()) -> str:
    """The same page as it is today. What else was asked is kept, `but` for what only that day had."""
    asked = request.GET.copy()
    for name in (DAY_PARAMETER, *but):
        asked.pop(name, None)
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def on_day(request: HttpRequest, day: date) -> str:
    """The same page as of another day."""
    asked = request.GET.copy()
    asked[DAY_PARAMETER] = day.isoformat()
    return f"{request.path}?{asked.urlencode()}"


def within_reach(day: date) -> date:
    """The nearest day that can be shown."""
    return min(max(day, EARLIEST), LATEST)


@lru_cache(maxsize=8192)
def _hears(path: str) -> bool:
    try:
        return bool(getattr(resolve(path).func, "hears_day", False))
    except Resolver404:
        return False


@dataclass(frozen=True, slots=True)
class DaysAround:
    """What a room has on a day, and its nearest days before and after that have something.

    Slot `collaboration.days`: (viewer, collaboration, day) -> DaysAround.
    """

    has_something: bool
    before: date | None = None
    after: date | None = None


def nearest(found: Iterable[DaysAround]) -> DaysAround:
    """What the rooms say, put together."""
    rooms = list(found)
    return DaysAround(
        any(room.has_something for room in rooms),
        max((room.before for room in rooms if room.before), default=None),
        min((room.after for room in rooms if room.after), default=None),
    )
