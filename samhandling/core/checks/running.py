"""All checks in turn: core's own, then those that rooms put in the slot `check`."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from samhandling.core import slots
from samhandling.core.checks.damage import check_pages
from samhandling.core.checks.files import check_files
from samhandling.core.checks.mail import check_mail
from samhandling.core.checks.memory import check_event_targets, check_guards, check_sealing, check_seals
from samhandling.core.checks.names import check_names
from samhandling.core.checks.tables import check_foreign_keys, check_numbers, check_unproved
from samhandling.core.checks.values import check_values
from samhandling.core.findings import Finding

Check = Callable[[], Iterable[Finding]]
OWN: tuple[Check, ...] = (check_unproved, check_guards, check_seals, check_event_targets, check_numbers, check_names)
TIMED: tuple[Callable[[datetime], Iterable[Finding]], ...] = (check_files, check_mail, check_sealing)


def find_beneath() -> Iterator[Iterable[Finding]]:
    """What everything else stands on, step by step: where one finds something, the next cannot be asked."""
    yield check_pages()
    yield check_migrations()
    yield chain(check_foreign_keys(), check_values())


def find_all(*, now: datetime) -> Iterator[Finding]:
    """Every finding, as it is found, in rows that can be read and lead to each other."""
    for check in OWN:
        yield from check()
    for check_at in TIMED + tuple(slots.functions("check")):
        yield from check_at(now)


def check_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        where = f"{migration.app_label}.{migration.name}"
        yield Finding("core.migrations", where, "The database lacks this migration. Run `samhandling setup`.")
