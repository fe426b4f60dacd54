"""Västerbotten's next term: every party has been asked for its seats; two are done, one is half way, one was reminded.

The others have not begun. So it is from a year before the term until it begins; at other times nothing is under way.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from samhandling.demo.selectors import party_called
from samhandling.demo.services.stage import Stage
from samhandling.forums.domain.shift import Wish, is_shift_near, shift_day
from samhandling.forums.enums import NextHolder
from samhandling.forums.selectors.shift import ShiftSeat, seats_of_shift, shift_of
from samhandling.forums.services.shift import save_shift
from samhandling.forums.services.shift_answer import ask_parties, remind_parties, say_done

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Organisation

DELEGATION = "PKD"
# Who sits for a municipality: what they are called at work.
TITLES = {DELEGATION: "Kommunalråd", "KCN": "Kommundirektör", "SKN": "Skolchef", "SON": "Socialchef"}
WHY_VACANT = "Ny chef tillsätts i vår"


def is_under_way(today: date) -> bool:
    return is_shift_near(today) and today < shift_day(today)


def play(stage: Stage) -> None:
    if not is_under_way(stage.today):
        return
    shift_on = shift_day(stage.today)
    ask_parties(
        actor=stage.coordinator,
        collaboration=stage.collaboration,
        organisations=[one.organisation for one in shift_of(stage.collaboration, shift_on)],
        shift_on=shift_on,
        answer_by=min(stage.today + timedelta(days=14), shift_on - timedelta(days=1)),
    )
    _finish(stage, "Umeå", days_ago=6)
    _finish(stage, "Malå", days_ago=2)
    _begin(stage, "Dorotea")
    remind_parties(
        actor=stage.coordinator,
        collaboration=stage.collaboration,
        organisations=[party_called(stage.agreement, "Skellefteå").organisation],
        shift_on=shift_on,
        # Not today: one can remind it again.
        now=stage.now - timedelta(days=3),
    )


def _finish(stage: Stage, name: str, *, days_ago: int) -> None:
    """New people in the delegation; whoever sits elsewhere stays, and empty seats are filled."""
    actor, party = stage.speaker(name), party_called(stage.agreement, name).organisation
    seats = _seats(stage, actor, party)
    _elect(stage, actor, party, seats)
    officials = [_wish(stage, party, seat) for seat in seats if not _is_delegation(seat)]
    _save(stage, actor, party, officials, decided_by="Kommunens delegationsbeslut")
    say_done(
        actor=actor,
        collaboration=stage.collaboration,
        organisation=party,
        shift_on=shift_day(stage.today),
        now=stage.now - timedelta(days=days_ago),
    )


def _begin(stage: Stage, name: str) -> None:
    """The delegation's seats are filled, one of the officials' stays vacant, and the rest is undecided."""
    actor, party = stage.speaker(name), party_called(stage.agreement, name).organisation
    seats = _seats(stage, actor, party)
    _elect(stage, actor, party, seats)
    last = seats[-1]
    vacant = Wish(last.pk, last.mark, NextHolder.VACANT, last.proposed, reason=WHY_VACANT)
    _save(stage, actor, party, [vacant])


def _elect(stage: Stage, actor: "User", party: "Organisation", seats: Sequence[ShiftSeat]) -> None:
    elected = [_wish(stage, party, seat) for seat in seats if _is_delegation(seat)]
    _save(stage, actor, party, elected, decided_by=f"Kommunfullmäktige i {party}")


def _seats(stage: Stage, actor: "User", party: "Organisation") -> list[ShiftSeat]:
    return seats_of_shift(actor, stage.collaboration, party, shift_day(stage.today), stage.today)


def _is_delegation(seat: ShiftSeat) -> bool:
    return seat.seat.forum.abbreviation == DELEGATION


def _wish(stage: Stage, party: "Organisation", seat: ShiftSeat) -> Wish:
    if seat.before and not _is_delegation(seat):
        return Wish(seat.pk, seat.mark, NextHolder.STAYS, seat.proposed)
    person = stage.person(party, TITLES[seat.seat.forum.abbreviation])
    return Wish(seat.pk, seat.mark, NextHolder.OTHER, seat.proposed, person=person.pk)


def _save(stage: Stage, actor: "User", party: "Organisation", wishes: Sequence[Wish], *, decided_by: str = "") -> None:
    save_shift(
        actor=actor,
        collaboration=stage.collaboration,
        organisation=party,
        shift_on=shift_day(stage.today),
        wishes=wishes,
        decision={"decided_by": decided_by, "decided_on": stage.today - timedelta(days=7)},
        language="sv",
        now=stage.now,
    )
