"""Where a test runs, read out of what it uses: nobody keeps a list of tests.

A mark is set on what opens a browser, starts processes or walks through everything; `make quick` leaves those out.
PostgreSQL is met by what may turn out otherwise there: questions, rules, locks, migrations, and many at a time.
"""

import inspect
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

TESTS = Path(__file__).parent
CLIENT, WORLD = "django.test.client.Client", "tests.journeys.world.make_world"
# Whole pages and stories, which ask what the tests of their rooms have asked, and what asks all of it on purpose.
OF_PAGES, OF_THE_DATABASE = {"journeys", "api", "every_room"}, {"operations", "upgrade"}
# Short walks that ask the same of each room: `make quick` takes them along, of its one room.
OF_EVERY_ROOM = "every_room"
NAMED_FOR_PAGES = ("test_api", "test_pages", "test_views")
NAMED_FOR_THE_DATABASE = ("test_permissions", "test_queries", "test_selectors", "test_services")


def mark(item: pytest.Item) -> None:
    used = used_by(item)
    if "browser" in fixtures_of(item):
        item.add_marker("browser")
    if {"subprocess", "multiprocessing", "fork"} & used:
        item.add_marker("processes")
    if WORLD in used and _folder(item) != OF_EVERY_ROOM:
        item.add_marker("walk")


def concerns(item: pytest.Item, room: str) -> bool:
    """All but what is asked of another room, which stands in the test's parameter."""
    called_with = getattr(item, "callspec", None)
    return _folder(item) != OF_EVERY_ROOM or called_with is None or called_with.params.get("room", room) == room


def asks_a_database(item: pytest.Item) -> bool:
    return bool({"db", "transactional_db", "live_server"} & fixtures_of(item) or item.get_closest_marker("django_db"))


def commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & fixtures_of(item)
    return bool(asked or (marker and marker.kwargs.get("transaction")))


def meets_postgresql(item: pytest.Item) -> bool:
    folder, name = _folder(item), item.path.name
    if not asks_a_database(item) or "browser" in fixtures_of(item):
        return False
    if item.get_closest_marker("both_databases") or folder in OF_THE_DATABASE:
        return True
    if folder in OF_PAGES:
        return False
    if commits(item) or name.startswith(NAMED_FOR_THE_DATABASE):
        return True
    opens_pages = "client" in fixtures_of(item) or CLIENT in used_by(item) or name.startswith(NAMED_FOR_PAGES)
    return not opens_pages


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).parts[0]


def fixtures_of(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def used_by(item: pytest.Item) -> set[str]:
    """What the test and its fixtures speak of, and what the tests' own functions speak of that they call."""
    if not isinstance(item, pytest.Function):
        return set()
    known = item._fixtureinfo.name2fixturedefs
    fixtures = [made for name in item.fixturenames for made in known.get(name, ()) if made.scope != "session"]
    waiting: list[object] = [item.obj, *(made.func for made in fixtures)]
    found: set[str] = set()
    while waiting:
        for name, thing in _spoken_of(waiting.pop()):
            if name not in found:
                found.add(name)
                if name.startswith("tests."):
                    waiting.append(thing)
    return found


def _spoken_of(thing: object) -> Iterator[tuple[str, object]]:
    if inspect.isclass(thing):
        for part in vars(thing).values():
            yield from _spoken_of(part)
        return
    function = inspect.unwrap(thing) if callable(thing) else thing
    around = getattr(function, "__globals__", {})
    for word in _words(getattr(function, "__code__", None)):
        there = around.get(word)
        yield word, there
        if inspect.isclass(there) or inspect.isfunction(there):
            yield f"{there.__module__}.{there.__qualname__}", there


def _words(code: CodeType | None) -> Iterator[str]:
    """The names of whatever is not its own, also in the functions inside it."""
    if code is not None:
        yield from code.co_names
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                yield from _words(constant)
