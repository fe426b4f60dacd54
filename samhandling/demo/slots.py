"""What this room puts in which slot."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.navigation import Invitation
from samhandling.core.slots import Filling
from samhandling.demo.enums import Part
from samhandling.demo.permissions import can_try_parts


def way_in() -> list[tuple[str, str]]:
    """The way to the page where one chooses whom to be, where there is such a page."""
    return [(_("Try it in a role"), reverse("demo:parts"))] if can_try_parts() else []


def parts_to_try() -> list[Invitation]:
    """Whom to be, at one click. A citizen is on the start page already."""
    if not can_try_parts():
        return []
    return [
        Invitation(str(part.label), str(part.first), reverse("demo:parts"), "part", part.value)
        for part in Part
        if part != Part.CITIZEN
    ]


SLOTS: dict[str, Filling] = {
    "start.invitations": parts_to_try,
    "frame.footer": way_in,
}
