"""The frame around every page: where one is, the menu, one's own tools, the footer."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.chosen_day import following
from samhandling.core.navigation import Creation, Group, NavItem
from samhandling.ui import theme

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

MOST_UNREAD = 99


@dataclass(frozen=True, slots=True)
class MenuItem:
    text: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """One of the five, with the rooms in it that this viewer may use. `short` breaks where a phone needs it."""

    text: str
    short: str
    icon: str
    is_current: bool
    items: list[MenuItem]
    is_home: bool = False

    @property
    def url(self) -> str:
        return self.items[0].url


class Frame:
    """Made from the request; the collaboration is whatever the middleware found in the address, or None.

    A template asks for most of it twice, first whether it is there, so what costs anything is found once.
    """

    def __init__(self, request: HttpRequest, collaboration: Any) -> None:
        self.request = request
        self.collaboration = collaboration

    @cached_property
    def viewer(self) -> "Viewer | None":
        return getattr(self.request, "user", None)

    @cached_property
    def is_logged_in(self) -> bool:
        return bool(self.viewer and self.viewer.is_authenticated)

    @property
    def needs_htmx(self) -> bool:
        """The open start page stays light; inside a collaboration pages exchange parts of themselves."""
        return self.is_logged_in or self.collaboration is not None

    @cached_property
    def start_url(self) -> str:
        return address_of("portal:home" if self.is_logged_in else "portal:start") or "/"

    @property
    def start_text(self) -> str:
        return _("Home") if self.is_logged_in else _("Start")

    @property
    def place(self) -> str:
        """The collaboration one is in, by its name."""
        return str(self.collaboration or "")

    @cached_property
    def groups(self) -> list[MenuGroup]:
        """The five groups in their order; one without rooms is not there."""
        filled = [(group, words, self._menu.get(group, [])) for group, words in _group_words().items()]
        return [
            MenuGroup(*words, any(item.is_current for item in items), items, is_home=group is Group.HOME)
            for group, words, items in filled
            if items
        ]

    @cached_property
    def rooms(self) -> list[MenuItem]:
        """The rooms of the group one is in, when there are several to choose among."""
        here = next((group.items for group in self.groups if group.is_current), [])
        return here if len(here) > 1 else []

    @property
    def register(self) -> list[MenuItem]:
        return self._menu.get(Group.REGISTER, [])

    @property
    def settings(self) -> list[MenuItem]:
        return self._menu.get(Group.SETTINGS, [])

    @cached_property
    def creations(self) -> list[Creation]:
        """What this viewer may make anew in this collaboration."""
        if self.collaboration is None or not self.is_logged_in:
            return []
        lists = [ask(self.viewer, self.collaboration) for ask in slots.functions("frame.create")]
        return sorted((creation for found in lists for creation in found), key=lambda creation: creation.order)

    @cached_property
    def unread(self) -> int:
        """How much this person has been told and not read. Nobody else is asked about."""
        return sum(ask(self.viewer) for ask in slots.functions("frame.unread")) if self.is_logged_in else 0

    @property
    def unread_shown(self) -> str:
        """As much as there is room for; `unread_words` says it whole."""
        return f"{MOST_UNREAD}+" if self.unread > MOST_UNREAD else str(self.unread)

    @property
    def unread_words(self) -> str:
        return ngettext("%(count)s unread notice", "%(count)s unread notices", self.unread) % {"count": self.unread}

    @cached_property
    def collaboration_url(self) -> str:
        """The first page of Home is the collaboration's own front page."""
        return self.groups[0].url if self.groups else self.request.path

    @cached_property
    def search_url(self) -> str:
        return self._in_collaboration("portal:search_in") or address_of("portal:search")

    @property
    def suggestions_url(self) -> str:
        suggestions = self._in_collaboration("portal:suggestions_in") or address_of("portal:suggestions")
        return following(self.request, suggestions)

    @cached_property
    def log_in_url(self) -> str:
        return "" if self.is_logged_in else address_of("account_login")

    @cached_property
    def log_out_url(self) -> str:
        return address_of("account_logout") if self.is_logged_in else ""

    @cached_property
    def profile_url(self) -> str:
        return address_of("accounts:profile") if self.is_logged_in else ""

    @cached_property
    def notices_url(self) -> str:
        return address_of("notices:list") if self.is_logged_in else ""

    @cached_property
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
        links += [(item.text, item.url) for item in self._menu.get(Group.FOOT, [])]
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

    @property
    def _path(self) -> str:
        """Where one is in the menu: with one collaboration, home is its front page."""
        is_home = self.collaboration is not None and self.request.path == self.start_url
        return self._in_collaboration("portal:collaboration") if is_home else self.request.path

    def _in_collaboration(self, name: str) -> str:
        return address_of(name, collaboration=self.collaboration.slug) if self.collaboration else ""

    @cached_property
    def _menu(self) -> dict[Group, list[MenuItem]]:
        """The one whose address begins like ours is current; of several, the longest."""
        items, path = self._nav_items, self._path
        here = max((item.url for item in items if path.startswith(item.url)), key=len, default="")
        menu: dict[Group, list[MenuItem]] = {}
        for item in items:
            entry = MenuItem(item.text, following(self.request, item.url), item.url == here)
            menu.setdefault(item.group, []).append(entry)
        return menu

    @property
    def _nav_items(self) -> list[NavItem]:
        if self.collaboration is None:
            return []
        items_by_room = [ask(self.viewer, self.collaboration) for ask in slots.functions("collaboration.nav")]
        return sorted((item for items in items_by_room for item in items), key=lambda item: item.order)


def _group_words() -> dict[Group, tuple[str, str, str]]:
    """What each group is called, what it is called where there is little room, and its icon."""
    agreement = pgettext("a group of the menu on a phone; a soft hyphen where it may break", "Agree\u00adment")
    return {
        Group.HOME: (_("Home"), _("Home"), "home"),
        Group.MATTERS: (_("Matters"), _("Matters"), "inbox"),
        Group.FORUMS: (_("Forums"), _("Forums"), "people"),
        Group.AGREEMENT: (_("Agreement"), agreement, "handshake"),
        Group.FOLLOW_UP: (_("Follow up"), _("Follow up"), "chart"),
    }


@lru_cache(maxsize=512)
def address_of(name: str, collaboration: str = "") -> str:
    """The address of a page in a room above, or nothing when that room is not there. The same on every page."""
    try:
        return reverse(name, kwargs={"collaboration": collaboration} if collaboration else None)
    except NoReverseMatch:
        return ""
