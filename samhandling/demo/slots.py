"""What this room puts in which slot."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.slots import Filling
from samhandling.demo.permissions import can_try_parts


def way_in() -> list[tuple[str, str]]:
    """The way to the page where one chooses whom to be, where there is such a page."""
    return [(_("Try it in a role"), reverse("demo:parts"))] if can_try_parts() else []


SLOTS: dict[str, Filling] = {
    "start.invitations": way_in,
    "frame.footer": way_in,
}
