"""Whether an agreement holds on a day: not yet, then, or no longer."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from samhandling.agreements.enums import Status


class Phase(Enum):
    """A draft, one that lies before the councils and a withdrawn one hold on no day."""

    UNSETTLED = auto()
    COMING = auto()
    HOLDS = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Life:
    """The days of an agreement: those it names, and the one it took effect."""

    status: Status
    starts_on: date
    ends_on: date
    entered_on: date | None = None
    proposed_on: date | None = None

    @property
    def first_day(self) -> date:
        return self.entered_on or self.starts_on


def phase_on(life: Life, on: date, today: date) -> Phase:
    """It holds from the day it took effect, which may be later than the first day it names, to its last day.

    What has been closed is over today, whatever its days say.
    """
    if life.status not in {Status.IN_FORCE, Status.ENDED}:
        return Phase.UNSETTLED
    if on < life.first_day:
        return Phase.COMING
    is_closed = life.status is Status.ENDED and on >= today
    return Phase.OVER if is_closed or on > life.ends_on else Phase.HOLDS


def lies_before_councils(life: Life, on: date, today: date) -> bool:
    """It had been sent for ratification by the day, and had not taken effect."""
    if life.status not in {Status.PROPOSED, Status.IN_FORCE, Status.ENDED} or life.proposed_on is None:
        return False
    return life.proposed_on <= on and phase_on(life, on, today) in {Phase.UNSETTLED, Phase.COMING}


def is_followed_up(life: Life, on: date, today: date) -> bool:
    """What holds on the day is followed up. So is, from today on, what is still on its way there.

    An agreement that has had its last day without being closed is followed up until it is.
    """
    phase = phase_on(life, on, today)
    if phase is Phase.UNSETTLED:
        return life.status is not Status.WITHDRAWN and today <= on and (on == today or on <= life.ends_on)
    return phase is Phase.HOLDS or (on == today and life.status is Status.IN_FORCE)
