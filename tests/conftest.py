"""What every test may lean on. The browser's fixtures lie in tests/browser.py."""

import os
import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import CharField, Field, FileField
from django.utils import translation
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

from samhandling.core.append_only import install_guards, lift_guards
from samhandling.core.models import Event
from tests import migrated, sorting
from tests.wordless import wordless

# A busy machine is no fault of the code, so time decides nothing; a build server draws the same examples each time.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
hypothesis.settings.load_profile("house")

PROJECT = Path(__file__).resolve().parents[1]

pytest_plugins = ["tests.browser"]
BEGUN = pytest.StashKey[float]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--room", help="of what is asked of every room (tests/every_room), only what is asked of this one")


def pytest_configure(config: pytest.Config) -> None:
    """Fresh catalogues for the pages to speak with, and a password hash that costs no time."""
    keep_bytecode()
    if not hasattr(config, "workerinput"):  # once, not in every parallel process
        subprocess.run([sys.executable, PROJECT / "scripts/messages.py", "--compile"], check=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def keep_bytecode() -> None:
    """Where a machine writes none beside the sources, each process compiles everything anew, and tests start many."""
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(migrated.KEPT / "bytecode")
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        sorting.mark(item)
    if room := config.getoption("room"):
        _keep(config, items, lambda item: sorting.concerns(item, room))
    if connection.vendor == "postgresql":
        _keep(config, items, sorting.meets_postgresql)


def _keep(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> None:
    config.hook.pytest_deselected(items=[item for item in items if not wanted(item)])
    items[:] = [item for item in items if wanted(item)]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[BEGUN] = seconds_of_processor()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """What a test costs with all that it starts goes into the report: scripts/test.py adds it up by room."""
    if call.when == "teardown":
        item.user_properties.append(("processor", f"{seconds_of_processor() - item.stash[BEGUN]:.3f}"))


def seconds_of_processor() -> float:
    """Of this process and of those that it started and waited for."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """A test that commits leaves rows to clear away, among them events, which the database guards."""
    if not sorting.commits(item):
        return (yield)
    blocker = item.config.stash[blocking_manager_key]
    with blocker.unblock():
        lift_guards(connection)
    try:
        return (yield)
    finally:
        if nextitem is not None:  # after the last test the database is already gone
            with blocker.unblock():
                install_guards(connection)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Generator[None]:
    """Instead of pytest-django's, which migrates anew in every process."""
    with django_db_blocker.unblock(), migrated.copied(tmp_path_factory.mktemp("database")):
        yield


@pytest.fixture(autouse=True, scope="session")
def no_text_is_longer_than_its_column() -> Generator[None]:
    """SQLite keeps what is too long, and PostgreSQL refuses it or, when many rows are written at once, cuts it
    without a word. Here both refuse, whichever test writes it."""
    as_django_does = Field.get_db_prep_save

    def measured(field: Any, value: Any, connection: Any) -> Any:
        if isinstance(field, CharField | FileField) and isinstance(value, str) and field.max_length is not None:
            assert len(value) <= field.max_length, f"{field} is {len(value)} characters long."
        return as_django_does(field, value, connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Field, "get_db_prep_save", measured)
        yield


@pytest.fixture(autouse=True, scope="session")
def every_event_finds_its_words() -> Generator[None]:
    """Whatever a test makes a service remember, the history has a word for each field and each value of it."""
    as_django_does = Event.__init__

    def checked(event: Any, *args: Any, **values: Any) -> None:
        as_django_does(event, *args, **values)
        assert not (missing := wordless(event)), f"Say it in the history.py of its room: {missing}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Event, "__init__", checked)
        yield


@pytest.fixture(autouse=True)
def swedish_to_begin_with() -> None:
    """A page leaves the language of its reader behind in the thread, and the next test is none of that reader's."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True, scope="session")
def files_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Stored files go to a folder of the tests' own, and never into the developer's."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    settings.PAPERS_ROOT = tmp_path_factory.mktemp("papers")
