"""What somebody who leaves leaves behind, and what remains to be done about each thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samhandling.forums.enums import LeftBehind, StillToDo

# Each kind of thing, and what its forum or party must do once the person has gone.
_TO_DO = {
    LeftBehind.SEAT: StillToDo.APPOINT_SUCCESSOR,
    LeftBehind.CHAIR: StillToDo.CHOOSE_CHAIR,
    LeftBehind.VICE_CHAIR: StillToDo.CHOOSE_VICE_CHAIR,
    LeftBehind.LEADS: StillToDo.NAME_LEADER,
    LeftBehind.SECRETARY: StillToDo.NAME_SECRETARY,
    LeftBehind.ANSWERS_FOR: StillToDo.MOVE_ACCESS,
    LeftBehind.ROLE: StillToDo.MOVE_ACCESS,
    LeftBehind.ACCOUNT: StillToDo.CLOSE_ACCOUNT,
    LeftBehind.CONTACT: StillToDo.NAME_CONTACT,
    LeftBehind.DUTY: StillToDo.NAME_OWNER,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that hangs on the person. `until` is the day it ends anyway, `successor_from` when another begins."""

    kind: LeftBehind
    where: str
    on_behalf_of: str = ""
    until: date | None = None
    successor_from: date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    thing: Thing
    to_do: StillToDo

    @property
    def is_done(self) -> bool:
        return self.to_do is StillToDo.NOTHING


def what_remains(thing: Thing, last_day: date) -> StillToDo:
    """A seat is first ended on the last day, then filled; once a successor is appointed nothing remains."""
    if thing.successor_from is not None:
        return StillToDo.NOTHING
    if thing.kind is LeftBehind.SEAT and thing.until is not None and thing.until > last_day:
        return StillToDo.END_AND_APPOINT
    return _TO_DO[thing.kind]


def tasks_of(things: Iterable[Thing], last_day: date) -> list[Task]:
    """What is undone first, otherwise in the order given."""
    tasks = [Task(thing, what_remains(thing, last_day)) for thing in things]
    return sorted(tasks, key=lambda task: task.is_done)
