"""Events and their seals are never changed and never deleted, and the database itself sees to it.

Whoever can reach the tables only through the application cannot rewrite what happened, not even through a
fault of ours. On SQLite a migration that alters one of the tables makes it anew and loses the guards:
such a migration ends with `install_guards`.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("core_event", "core_eventseal")
_ACTS = ("UPDATE", "DELETE")

_ON_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_refuses_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_FUNCTION = """
CREATE OR REPLACE FUNCTION core_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

_ON_POSTGRESQL = """
CREATE OR REPLACE TRIGGER {table}_refuses_{act} BEFORE {act} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION core_event_refuse()
"""


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse to change or delete. Installing twice changes nothing; a table to come is passed by."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if not is_sqlite:
            cursor.execute(_FUNCTION)
        for table in (table for table in TABLES if table in there):
            for act in _acts(connection):
                cursor.execute((_ON_SQLITE if is_sqlite else _ON_POSTGRESQL).format(table=table, act=act))


def lift_guards(connection: BaseDatabaseWrapper) -> None:
    """Let the tables be emptied: for tests that clear the database between them, and for nothing else."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in (table for table in TABLES if table in there):
            suffix = "" if connection.vendor == "sqlite" else f" ON {table}"
            for act in _acts(connection):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_refuses_{act}{suffix}")


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """The guards that do not stand, as they must in every database with real people in it."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        standing = {str(name).lower() for (name,) in cursor.fetchall()}
    wanted = [f"{table}_refuses_{act}".lower() for table in TABLES for act in _acts(connection)]
    return [name for name in wanted if name not in standing]


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For a migration: `RunPython(install, lift)`."""
    install_guards(editor.connection)


def lift(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    lift_guards(editor.connection)


def _acts(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    return _ACTS if connection.vendor == "sqlite" else (*_ACTS, "TRUNCATE")
