"""The frame around every page: where one is, the menu, one's own tools, the footer."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.navigation import NavItem
from samhandling.ui import theme

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class MenuItem:
    text: str
    url: str
    is_current: bool


class Frame:
    """Made from the request; the collaboration is whatever the middleware found in the address, or None."""

    def __init__(self, request: HttpRequest, collaboration: Any) -> None:
        self.request = request
        self.collaboration = collaboration

    @property
    def viewer(self) -> "Viewer | None":
        return getattr(self.request, "user", None)

    @property
    def is_logged_in(self) -> bool:
        return bool(self.viewer and self.viewer.is_authenticated)

    @property
    def needs_htmx(self) -> bool:
        """The open start page stays light; inside a collaboration pages exchange parts of themselves."""
        return self.is_logged_in or self.collaboration is not None

    @property
    def start_url(self) -> str:
        return address_of("portal:home" if self.is_logged_in else "portal:start") or "/"

    @property
    def start_text(self) -> str:
        return _("Home") if self.is_logged_in else _("Start")

    @cached_property
    def menu(self) -> list[MenuItem]:
        """The rooms of this collaboration, in their order; the one whose address begins like ours is current."""
        items = [item for item in self._nav_items if not item.at_foot]
        here = max((item.url for item in items if self.request.path.startswith(item.url)), key=len, default="")
        return [MenuItem(item.text, item.url, item.url == here) for item in items]

    @property
    def collaboration_url(self) -> str:
        """The first room of the menu is the collaboration's own front page."""
        return self.menu[0].url if self.menu else self.request.path

    @property
    def search_url(self) -> str:
        return address_of("portal:search")

    @property
    def log_in_url(self) -> str:
        return "" if self.is_logged_in else address_of("account_login")

    @property
    def log_out_url(self) -> str:
        return address_of("account_logout") if self.is_logged_in else ""

    @property
    def profile_url(self) -> str:
        return address_of("accounts:profile") if self.is_logged_in else ""

    @property
    def language_url(self) -> str:
        return address_of("accounts:language")

    @property
    def other_language(self) -> str:
        return "en" if get_language() == "sv" else "sv"

    @property
    def footer(self) -> list[MenuItem]:
        """What every page ends with: whom to ask, and what the law requires."""
        links = [
            (_("Contact"), self._in_collaboration("portal:contact")),
            (
                _("Accessibility"),
                self._in_collaboration("portal:collaboration_accessibility") or address_of("portal:accessibility"),
            ),
            (_("Personal data"), address_of("portal:privacy")),
        ]
        links += [(item.text, item.url) for item in self._nav_items if item.at_foot]
        links += [link for ask in slots.functions("frame.footer") for link in ask()]
        return [MenuItem(text, url, url == self.request.path) for text, url in links if url]

    @property
    def theme_url(self) -> str:
        """The style sheet with this collaboration's colours, or with the product's own."""
        if self.collaboration is None:
            version = theme.fingerprint(theme.DEFAULT_ACCENT, theme.DEFAULT_SUPPORT)
            return f"{address_of('ui:theme')}?v={version}"
        version = theme.fingerprint(self.collaboration.accent, self.collaboration.support)
        return f"{self._in_collaboration('ui:collaboration_theme')}?v={version}"

    def _in_collaboration(self, name: str) -> str:
        return address_of(name, collaboration=self.collaboration.slug) if self.collaboration else ""

    @cached_property
    def _nav_items(self) -> list[NavItem]:
        if self.collaboration is None:
            return []
        items_by_room = [ask(self.viewer, self.collaboration) for ask in slots.functions("collaboration.nav")]
        return sorted((item for items in items_by_room for item in items), key=lambda item: item.order)


def address_of(name: str, **kwargs: str) -> str:
    """The address of a page in a room above, or nothing when that room is not there."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
