"""The first page of somebody who works in several collaborations, or in none."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samhandling.organisations.permissions import access_of, collaborations_visible_to
from samhandling.portal.selectors.waiting import AllWaiting, waiting_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class OwnCollaboration:
    """One of somebody's collaborations, and what waits for them there."""

    collaboration: "Collaboration"
    waiting: AllWaiting


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on one person's first page."""

    collaborations: list[OwnCollaboration]
    waiting: AllWaiting


def home_of(user: "User", mine: "list[Collaboration]", *, today: date) -> Home:
    waiting = waiting_for(user, today=today)
    return Home([OwnCollaboration(one, waiting.in_collaboration(one.pk)) for one in mine], waiting)


def collaborations_of(user: "User") -> "QuerySet[Collaboration]":
    return collaborations_visible_to(user).filter(pk__in=access_of(user).open_to)
