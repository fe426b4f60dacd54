"""One person's first page."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samhandling.core import slots
from samhandling.core.navigation import Waiting
from samhandling.organisations.permissions import access_of, collaborations_visible_to
from samhandling.portal.domain import waiting_order

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on one person's first page."""

    collaborations: "list[Collaboration]"
    waiting: list[Waiting]


def home_of(user: "User", *, today: date) -> Home:
    mine = collaborations_of(user)
    return Home(collaborations=list(mine), waiting=waiting_for(user, today=today))


def collaborations_of(user: "User") -> "QuerySet[Collaboration]":
    return collaborations_visible_to(user).filter(pk__in=access_of(user).open_to)


def waiting_for(user: "Viewer", *, today: date) -> list[Waiting]:
    """What every room says waits for this user: the urgent first, then by day."""
    found = [item for ask in slots.functions("home.waiting") for item in ask(user, today)]
    return sorted(found, key=lambda item: waiting_order(item.due_on, is_urgent=item.is_urgent))
