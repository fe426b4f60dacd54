"""What rooms put in the slots of the frame: a place in the menu, something that waits, something found."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NavItem:
    """A room's place in a collaboration's menu. Slot `collaboration.nav`: (viewer, collaboration) -> list.

    The menu is for what the collaboration is about; what only serves its readers stands at the foot.
    """

    text: str
    url: str
    order: int
    at_foot: bool = False


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
