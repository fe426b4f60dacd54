"""The whole demo in one transaction: all of it or nothing."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import translation

from samhandling.accounts.models import User
from samhandling.demo.cast import PLAYERS, TITLES
from samhandling.demo.enums import Part
from samhandling.demo.selectors import address_of, is_loaded, party_called, region_of
from samhandling.demo.services import documents, matters, money, neighbours, shift, vasterbotten
from samhandling.demo.services.stage import Stage
from samhandling.forums.selectors.seats import seats_on
from samhandling.forums.services.access import add_secretary
from samhandling.organisations.enums import Role
from samhandling.organisations.services.access import give_party, give_role
from samhandling.organisations.services.people import link_user

if TYPE_CHECKING:
    from samhandling.organisations.models import Person

DIRECTOR_ANSWERS_FOR = "Vindeln"


@transaction.atomic
def load_demo(*, today: date) -> bool:
    """Load the three counties. Returns False, and changes nothing, when they are there already."""
    if is_loaded():
        return False
    with translation.override("sv"):
        players = {part: _user(part, str(name)) for part, name in PLAYERS.items()}
        stage = vasterbotten.play(players[Part.COORDINATOR], today=today)
        _give_parts(stage, players)
        matters.play(stage)
        vasterbotten.renew(stage)
        shift.play(stage)
        money.play(stage, players[Part.FINANCE])
        documents.play(stage, director=players[Part.DIRECTOR], secretary=players[Part.SECRETARY])
        varmland = neighbours.play_varmland(_user("varmland", "Lena Åkerlund"), today=today)
        matters.play_varmland(varmland)
        documents.play_small(varmland)
        documents.play_small(neighbours.play_jamtland(_user("jamtland", "Per Norberg"), today=today))
    return True


def _user(part: str, name: str) -> User:
    """A user without a usable password: the demo's own page is the only way in."""
    return User.objects.create_user(address_of(part), name=name)


def _give_parts(stage: Stage, players: dict[Part, User]) -> None:
    actor, collaboration = stage.coordinator, stage.collaboration
    give_role(actor=actor, collaboration=collaboration, user=players[Part.EVALUATOR], role=Role.EVALUATOR)
    give_role(actor=actor, collaboration=collaboration, user=players[Part.FINANCE], role=Role.FINANCE)
    for part in (Part.ELECTED, Part.SECRETARY):
        give_role(actor=actor, collaboration=collaboration, user=players[part], role=Role.READER)
    give_party(
        actor=actor,
        collaboration=collaboration,
        user=players[Part.DIRECTOR],
        organisation=party_called(stage.agreement, DIRECTOR_ANSWERS_FOR).organisation,
    )
    link_user(actor=actor, person=_holder(stage, "KCN", DIRECTOR_ANSWERS_FOR), email=players[Part.DIRECTOR].email)
    link_user(actor=actor, person=_holder(stage, "PKD", "Norsjö"), email=players[Part.ELECTED].email)
    _employ(stage, players)
    add_secretary(actor=actor, forum=stage.forum("PKD"), user=players[Part.SECRETARY])
    add_secretary(actor=actor, forum=stage.forum("PKD-AU"), user=players[Part.SECRETARY])


def _employ(stage: Stage, players: dict[Part, User]) -> None:
    """Those who sit nowhere stand in the register too. Nobody says of their own log-in whose it is."""
    region = region_of(stage.agreement)
    chief = stage.speaker(str(region))
    for part, title in TITLES.items():
        employer = None if part == Part.EVALUATOR else region
        person = stage.person(employer, title, PLAYERS[part])
        actor = chief if part == Part.COORDINATOR else stage.coordinator
        link_user(actor=actor, person=person, email=players[part].email)


def _holder(stage: Stage, abbreviation: str, party: str) -> "Person":
    """Who sits there for the party today."""
    return next(
        row.appointment.person
        for row in seats_on(stage.forum(abbreviation), stage.today)
        if row.appointment and str(row.seat.organisation) == party
    )
