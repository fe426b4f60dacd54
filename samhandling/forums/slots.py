"""What this room puts in which slot."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samhandling.core.api.scopes import room_scopes
from samhandling.core.navigation import Creation, Group, NavItem
from samhandling.core.slots import Filling, Fragment
from samhandling.forums.domain.shift import is_shift_near
from samhandling.forums.permissions import can_follow_shift, can_set_up, documents_read_before_forums, guests_of
from samhandling.forums.selectors.agreement import chapters_of_agreement, gaps_of_agreement
from samhandling.forums.selectors.calendar import calendar_events
from samhandling.forums.selectors.checks import check_forums
from samhandling.forums.selectors.days import days_of_appointments
from samhandling.forums.selectors.granted_access import granted_in_forums
from samhandling.forums.selectors.notices import deadlines, tellings
from samhandling.forums.selectors.search import search
from samhandling.forums.selectors.ties import extract_of_person, ties_of_organisation, ties_of_party, ties_of_person
from samhandling.forums.selectors.waiting import waiting
from samhandling.forums.services.agreement_entered import move_forums
from samhandling.forums.services.agreement_file import check_file, file_section, set_up_forums
from samhandling.forums.services.places import notify_of_person, stakes_of
from samhandling.forums.services.ties import forget_person, merge_organisation, merge_person
from samhandling.forums.services.types import load_forum_types
from samhandling.forums.services.undoing import undo

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


def nav(viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    items = [NavItem(_("Forums"), reverse("forums:list", args=[collaboration.slug]), 10, Group.FORUMS)]
    if is_shift_near(timezone.localdate()) and can_follow_shift(viewer, collaboration.pk):
        address = reverse("forums:shift_overview", args=[collaboration.slug])
        items.append(NavItem(_("Term shift"), address, 40, Group.FORUMS))
    return items


def create(viewer: "Viewer", collaboration: "Collaboration") -> list[Creation]:
    if not can_set_up(viewer, collaboration.pk):
        return []
    return [Creation(_("Forum"), reverse("forums:create", args=[collaboration.slug]), 30)]


SLOTS: dict[str, Filling] = {
    "setup": load_forum_types,
    "check": check_forums,
    "api.scopes": room_scopes(
        "forums",
        gettext_lazy("Read forums, their members, and the papers the user may read"),
        gettext_lazy("Appoint to seats and presidiums, and add papers to forums"),
    ),
    "access.guests": guests_of,
    "access.granted": granted_in_forums,
    "access.person": notify_of_person,
    "access.stakes": stakes_of,
    "documents.readable": documents_read_before_forums,
    "collaboration.nav": nav,
    "collaboration.days": days_of_appointments,
    "notices": tellings,
    "notices.deadlines": deadlines,
    "frame.create": create,
    "home.waiting": waiting,
    "undo": undo,
    "search.sources": search,
    "calendar.events": calendar_events,
    "person.panels": Fragment("forums:person_panel", gettext_lazy("Seats in forums")),
    "person.ties": ties_of_person,
    "person.extract": extract_of_person,
    "person.erase": forget_person,
    "person.merge": merge_person,
    "organisation.panels": Fragment("forums:organisation_panel", gettext_lazy("Seats in forums")),
    "organisation.ties": ties_of_organisation,
    "organisation.merge": merge_organisation,
    "party.ties": ties_of_party,
    "agreement.panels": Fragment("forums:agreement_panel", gettext_lazy("Forums that the agreement sets up")),
    "agreement.gaps": gaps_of_agreement,
    "agreement.document": chapters_of_agreement,
    "agreement.entered": move_forums,
    "agreement.import.schema": file_section,
    "agreement.import.check": check_file,
    "agreement.import": set_up_forums,
}
