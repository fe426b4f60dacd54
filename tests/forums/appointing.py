"""What each of several processes does to get the same seat."""

from collections.abc import Callable
from datetime import date

from samhandling.accounts.models import User
from samhandling.forums.models import Seat
from samhandling.forums.services.appointments import appoint
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import Person


def prepare(seat: int, person: int, user: int) -> Callable[[], str]:
    actor, wanted, who = User.objects.get(pk=user), Seat.objects.get(pk=seat), Person.objects.get(pk=person)

    def attempt() -> str:
        try:
            appoint(actor=actor, seat=wanted, person=who, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
        except RuleBroken as broken:
            return broken.reason.value
        return "appointed"

    return attempt
