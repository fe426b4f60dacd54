"""What an archive says of itself: the last thing written into it, so that one cut short has none."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

FORMAT = 1
NAME = "manifest.json"
# One SQL text in, its rows out: the same questions are asked of a live database and of a copy in a file.
Query = Callable[[str], Sequence[tuple[Any, ...]]]


class BackupFailed(Exception):
    """A backup or a restoration that did not happen; nothing is half done, and the words say what to do."""


@dataclass(frozen=True, slots=True)
class Member:
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredName:
    """A file as its row describes it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    version: str
    taken_at: datetime
    database: str
    server: int  # PostgreSQL's main number; 0 for SQLite
    migrations: list[str]
    rows: dict[str, int]
    seal: str  # the newest; empty before the first
    members: dict[str, Member] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)  # what was wrong already, in the database and among the files

    def as_json(self) -> bytes:
        written = {"format": FORMAT, **asdict(self), "taken_at": self.taken_at.astimezone(UTC).isoformat()}
        return json.dumps(written, indent=1, ensure_ascii=False).encode()

    @staticmethod
    def from_json(content: bytes) -> "Manifest":
        try:
            fields = json.loads(content)
            if fields.pop("format") != FORMAT:
                raise BackupFailed("The archive is of a form that this version cannot read. Install a newer version.")
            members = {name: Member(**member) for name, member in fields.pop("members").items()}
            taken_at = datetime.fromisoformat(fields.pop("taken_at"))
            return Manifest(**fields, taken_at=taken_at, members=members)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BackupFailed("The archive's manifest cannot be read. Use another archive.") from error


def migrations_in(query: Query) -> list[str]:
    return sorted(f"{app}.{name}" for app, name in query("SELECT app, name FROM django_migrations"))


def rows_in(query: Query, tables: Sequence[str]) -> dict[str, int]:
    return {table: int(query(f'SELECT count(*) FROM "{table}"')[0][0]) for table in sorted(tables)}  # noqa: S608  # names from the database's own catalogue


def newest_seal_in(query: Query, tables: Sequence[str]) -> str:
    """Empty in a database of the time before seals, which may be backed up before it is migrated."""
    if "core_eventseal" not in tables:
        return ""
    found = query("SELECT digest FROM core_eventseal ORDER BY number DESC LIMIT 1")
    return str(found[0][0]) if found else ""


def files_in(query: Query) -> list[StoredName]:
    return [StoredName(*row) for row in query("SELECT content, size, sha256 FROM core_storedfile ORDER BY content")]
