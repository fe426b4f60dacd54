"""What each of several processes does to let the same organisation take part."""

from collections.abc import Callable
from datetime import date

from samhandling.accounts.models import User
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import Collaboration, Organisation
from samhandling.organisations.services.collaborations import add_participant


def prepare(collaboration: int, organisation: int, user: int, first_year: int) -> Callable[[], str]:
    actor, where = User.objects.get(pk=user), Collaboration.objects.get(pk=collaboration)
    who = Organisation.objects.get(pk=organisation)

    def attempt() -> str:
        try:
            add_participant(actor=actor, collaboration=where, organisation=who, joined_on=date(first_year, 1, 1))
        except RuleBroken as broken:
            return broken.reason.value
        return "joined"

    return attempt
