"""Events are never changed and never deleted, and the database itself sees to it.

Whoever can reach the tables only through the application cannot rewrite what happened, not even through a
fault of ours. On SQLite a migration that alters the table of events makes it anew and loses the guards:
such a migration ends with `install_guards`.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ACTS = ("UPDATE", "DELETE")

_ON_SQLITE = """
CREATE TRIGGER IF NOT EXISTS core_event_refuses_{act} BEFORE {act} ON core_event
BEGIN SELECT RAISE(ABORT, 'core_event is append-only'); END
"""

_FUNCTION = """
CREATE OR REPLACE FUNCTION core_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'core_event is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

_ON_POSTGRESQL = """
CREATE OR REPLACE TRIGGER core_event_refuses_{act} BEFORE {act} ON core_event
FOR EACH STATEMENT EXECUTE FUNCTION core_event_refuse()
"""


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse to change or delete events. Installing twice changes nothing."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute(_FUNCTION)
        for act in _acts(connection):
            cursor.execute((_ON_SQLITE if is_sqlite else _ON_POSTGRESQL).format(act=act))


def lift_guards(connection: BaseDatabaseWrapper) -> None:
    """Let the table be emptied: for tests that clear the database between them, and for nothing else."""
    suffix = "" if connection.vendor == "sqlite" else " ON core_event"
    with connection.cursor() as cursor:
        for act in _acts(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS core_event_refuses_{act}{suffix}")


def are_guarded(connection: BaseDatabaseWrapper) -> bool:
    """True when the guards stand, as they must in every database with real people in it."""
    query = (
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'core\\_event\\_refuses%%' ESCAPE '\\'"
        if connection.vendor == "sqlite"
        else "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'core\\_event\\_refuses%%' AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return bool(cursor.fetchone()[0] == len(_acts(connection)))


def install(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For a migration: `RunPython(install, lift)`."""
    install_guards(editor.connection)


def lift(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    lift_guards(editor.connection)


def _acts(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    return _ACTS if connection.vendor == "sqlite" else (*_ACTS, "TRUNCATE")
