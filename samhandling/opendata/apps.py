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


class OpenDataConfig(AppConfig):
    name = "samhandling.opendata"
    label = "opendata"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.opendata.selectors.checks import check_calendars
        from samhandling.opendata.selectors.feeds import calendar_doors
        from samhandling.opendata.services.feeds import forget_person, merge_organisation

        fill("collaboration.nav", nav)
        fill("frame.footer", footer)
        fill("account.doors", calendar_doors)
        fill("organisation.merge", merge_organisation)
        fill("person.erase", forget_person)
        fill("check", check_calendars)
        tell(
            {
                "calendar.made": gettext_lazy("Made the address of a calendar"),
                "calendar.closed": gettext_lazy("Closed the address of a calendar"),
            }
        )


def nav(viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    """One's calendars, for those with access: at the foot of every page here."""
    from samhandling.opendata.permissions import can_follow

    if not can_follow(viewer, collaboration.pk):
        return []
    return [NavItem(_("Calendars"), reverse("opendata:feeds", args=[collaboration.slug]), order=60, at_foot=True)]


def footer() -> list[tuple[str, str]]:
    return [(_("Open data"), reverse("opendata:overview"))]
