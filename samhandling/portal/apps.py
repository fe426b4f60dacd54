from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhandling.core.navigation import NavItem
from samhandling.core.slots import fill

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


class PortalConfig(AppConfig):
    name = "samhandling.portal"
    label = "portal"

    def ready(self) -> None:
        from samhandling.core.history import tell

        fill("collaboration.nav", nav)
        tell({"statement.written": gettext_lazy("Wrote the accessibility statement")})


def nav(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    return [NavItem(_("Overview"), reverse("portal:collaboration", args=[collaboration.slug]), order=0)]
