"""What every test may lean on. The browser's fixtures lie in tests/browser.py."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PROJECT = Path(__file__).resolve().parents[1]

pytest_plugins = ["tests.browser"]


def pytest_configure(config: pytest.Config) -> None:
    """Fresh catalogues for the pages to speak with, and a password hash that costs no time."""
    if not hasattr(config, "workerinput"):  # once, not in every parallel process
        subprocess.run([sys.executable, PROJECT / "scripts/messages.py", "--compile"], check=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that opens a page needs a browser, whoever wrote it."""
    for item in items:
        if "page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, as people have it: each thread of the live server gets a connection of its own."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True, scope="session")
def files_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Stored files go to a folder of the tests' own, and never into the developer's."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
