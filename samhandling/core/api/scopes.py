"""What a token may be allowed: a pair of scopes for each room that has an interface.

A room declares its pair in its `slots.py`:

    "api.scopes": room_scopes("forums", _("Read forums …"), _("Change forums …")),
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils.functional import Promise

from samhandling.core import slots


@dataclass(frozen=True, slots=True)
class Scope:
    """`name` is what the token carries ("forums:write"), `label` what its owner reads when choosing."""

    name: str
    label: str | Promise


def room_scopes(room: str, read: str | Promise, write: str | Promise) -> Callable[[], list[Scope]]:
    """The filling for the slot `api.scopes`."""
    return partial(list, (Scope(f"{room}:read", read), Scope(f"{room}:write", write)))


def all_scopes() -> list[Scope]:
    """Every scope there is, in the order the rooms were loaded."""
    return [scope for scopes_of in slots.functions("api.scopes") for scope in scopes_of()]
