"""What each of several processes does to get the same seat: ready, wait for a line, try, say what came of it."""

import sys
from datetime import date

from samhandling.accounts.models import User
from samhandling.forums.models import Seat
from samhandling.forums.services.appointments import appoint
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import Person


def main(seat: int, person: int, user: int) -> None:
    actor, wanted, who = User.objects.get(pk=user), Seat.objects.get(pk=seat), Person.objects.get(pk=person)
    say("ready")
    sys.stdin.readline()
    try:
        appoint(actor=actor, seat=wanted, person=who, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
    except RuleBroken as broken:
        say(broken.reason.value)
    else:
        say("appointed")


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()
