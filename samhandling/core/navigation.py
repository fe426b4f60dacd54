"""What rooms put in the slots of the frame: a place in the menu, something that waits, something found."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto


class Group(Enum):
    """Where in the frame a page has its place: five groups of rooms, and what stands beside them.

    The register and the settings lie behind the collaboration's name; the foot is for what only serves its readers.
    """

    HOME = auto()
    MATTERS = auto()
    FORUMS = auto()
    AGREEMENT = auto()
    FOLLOW_UP = auto()
    REGISTER = auto()
    SETTINGS = auto()
    FOOT = auto()


@dataclass(frozen=True, slots=True)
class NavItem:
    """A room's place in a collaboration's menu. Slot `collaboration.nav`: (viewer, collaboration) -> list.

    A room gives only what this viewer may use. The order is within the group.
    """

    text: str
    url: str
    order: int
    group: Group


@dataclass(frozen=True, slots=True)
class Creation:
    """Something new that the viewer may make. Slot `frame.create`: (viewer, collaboration) -> list.

    `text` is the thing alone, such as "Forum": it stands under the word Create.
    """

    text: str
    url: str
    order: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for this person. Slot `home.waiting`: (viewer, today) -> list.

    `text` is a whole sentence that begins with the verb. `due_on` None means: no day, but undone.
    """

    text: str
    url: str
    collaboration_id: int
    due_on: date | None = None
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. Slot `search.sources`: (viewer, `SearchWish`) -> list, best first, at most `MOST_HITS`."""

    text: str
    detail: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Door:
    """A page of another kind that belongs to one's own account. Slot `account.doors`: (user) -> list.

    `state` says in a few words how it stands, such as "Two tokens, one expires on 3 May".
    """

    text: str
    url: str
    state: str = ""
