"""How each verb about notices is provoked, and what its event tells."""

from samhandling.notices.services import wishes
from tests.deeds.deed import Deed
from tests.journeys.overtaken import Scene


def oneself(scene: Scene) -> object:
    return scene.actor


DEEDS: dict[str, Deed] = {
    "notice_wish.changed": Deed(
        lambda s, row: wishes.change_wish(actor=row, news="weekly"),
        oneself,
        was={"news": "daily"},
        now={"news": "weekly"},
        is_here=False,
    ),
}
