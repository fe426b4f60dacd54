"""Somebody else saved the same a moment before: what the database refuses then is a refusal in words.

A service looks before it inserts, and says what is in the way. Another transaction may be committed between the two;
then a unique constraint is what stops it. A model says in `TAKEN` what that means, by the name of the constraint
or of the unique field; what it does not name is put in general words.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from psycopg.errors import ForeignKeyViolation, UniqueViolation

from samhandling.core.enums import ChangeRefusal
from samhandling.lib.errors import Reason, RuleBroken

_SAYS_TWICE = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}


class Taken(RuleBroken, IntegrityError):
    """Shown like every broken rule; and whoever relies on the constraint, as `get_or_create` does, catches it."""


class TakenMiddleware:
    """While a request is answered, every constraint that says "twice" says it in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with connection.execute_wrapper(duplicates_in_words):
            return self.get_response(request)


def duplicates_in_words(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    try:
        return execute(sql, params, many, context)
    except IntegrityError as error:
        place = _place_of(error.__cause__)
        if place is None:
            raise
        reason = _reason_for(*place)
        detail = "" if reason is ChangeRefusal.SAME_SAVED else _("Someone has just saved it. Reload the page.")
        raise Taken(reason, detail) from error


def is_gone(error: BaseException | None) -> bool:
    """The row that this should belong to was removed a moment before. That shows first when all is to be committed."""
    cause = error.__cause__ if isinstance(error, IntegrityError) else None
    code = getattr(cause, "sqlite_errorcode", None)
    return isinstance(cause, ForeignKeyViolation) or code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY


def unique_rules(model: type[models.Model]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What there may be only one of, beside the key of the row: the name of the rule, and its fields."""
    options = model._meta  # Django's documented door
    for field in options.local_concrete_fields:
        if field.unique and not field.primary_key:
            yield field.name, (field.name,)
    for fields in options.unique_together:
        yield "_and_".join(fields), tuple(fields)
    for constraint in options.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield constraint.name, tuple(constraint.fields)


def _place_of(cause: BaseException | None) -> tuple[str, set[str]] | None:
    """The table and the columns that hold the same already; None when it is another rule that was broken."""
    if isinstance(cause, UniqueViolation):
        columns = re.search(r"\((.*?)\)=\(", cause.diag.message_detail or "")  # Key (user_id, "primary")=(1, t) …
        return cause.diag.table_name or "", set(re.findall(r"\w+", columns[1] if columns else ""))
    if getattr(cause, "sqlite_errorcode", None) in _SAYS_TWICE:
        places = re.findall(r"(\w+)\.(\w+)", str(cause))  # UNIQUE constraint failed: table.column, table.column
        return places[0][0] if places else "", {column for _table, column in places}
    return None


def _reason_for(table: str, columns: set[str]) -> Reason:
    for model in apps.get_models():
        options = model._meta  # Django's documented door
        if options.db_table == table:
            meant = {field.name for field in options.local_concrete_fields if field.column in columns}
            for name, fields in unique_rules(model):
                if set(fields) == meant:
                    reason: Reason = getattr(model, "TAKEN", {}).get(name, ChangeRefusal.SAME_SAVED)
                    return reason
    return ChangeRefusal.SAME_SAVED
