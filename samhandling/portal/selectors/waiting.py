"""What waits for somebody, from all rooms: the late first, then what is near, then the rest."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core import slots
from samhandling.core.navigation import Waiting
from samhandling.portal.domain import how_near, waiting_order
from samhandling.portal.enums import How

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """Those that are equally near."""

    near: How
    items: list[Waiting]

    @property
    def title(self) -> str:
        return str(self.near.label)


@dataclass(frozen=True, slots=True)
class AllWaiting:
    """All that waits, by day."""

    items: list[Waiting]
    today: date

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def groups(self) -> list[WaitingGroup]:
        """Late, this week, later; those that hold something."""
        groups = [WaitingGroup(near, [item for item in self.items if self._near(item) is near]) for near in How]
        return [group for group in groups if group.items]

    @property
    def late(self) -> int:
        return sum(self._near(item) is How.LATE for item in self.items)

    @property
    def sentence(self) -> str:
        """ "Twelve things wait for you. Two of them are late."."""
        if not self.items:
            return _("You have no tasks right now.")
        count = len(self.items)
        sentence = ngettext("You have one task.", "You have %(number)s tasks.", count) % {"number": count}
        if not self.late:
            return sentence
        if self.late == count:
            all_late = ngettext("It is late.", "All of them are late.", count)
            return f"{sentence} {all_late}"
        late = ngettext("One of them is late.", "%(number)s of them are late.", self.late) % {"number": self.late}
        return f"{sentence} {late}"

    def in_collaboration(self, collaboration_id: int) -> "AllWaiting":
        return AllWaiting([item for item in self.items if item.collaboration_id == collaboration_id], self.today)

    def _near(self, item: Waiting) -> How:
        return how_near(item.due_on, self.today)


def waiting_for(viewer: "Viewer", *, today: date) -> AllWaiting:
    """What every room says waits for this user: the urgent first, then by day."""
    found = [item for ask in slots.functions("home.waiting") for item in ask(viewer, today)]
    ordered = sorted(found, key=lambda item: waiting_order(item.due_on, is_urgent=item.is_urgent))
    return AllWaiting(ordered, today)
