from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.core.slots import fill
from samhandling.demo.permissions import can_try_parts


class DemoConfig(AppConfig):
    name = "samhandling.demo"
    label = "demo"

    def ready(self) -> None:
        fill("start.invitations", way_in)
        fill("frame.footer", way_in)


def way_in() -> list[tuple[str, str]]:
    """The way to the page where one chooses whom to be, where there is such a page."""
    return [(_("Try it as somebody"), reverse("demo:parts"))] if can_try_parts() else []
