"""What is somebody's own in a collaboration: a section for each role they have, in one order. No role, no question."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhandling.agreements.selectors.duties_in_numbers import FollowUp, follow_up_of
from samhandling.core.calendar import CalendarEvent, CalendarWish, events_for
from samhandling.finance.selectors.desk import Desk, desk_of
from samhandling.forums.selectors.kept_forums import KeptForum, PaperLine, kept_forums, latest_papers
from samhandling.forums.selectors.own_places import OwnPlaces, own_places
from samhandling.forums.selectors.seats_of_parties import SeatsOfParty, seats_of_parties
from samhandling.notices.selectors.own import Unread, unread_of
from samhandling.organisations.enums import Kind, Role
from samhandling.organisations.models import Organisation
from samhandling.organisations.permissions import access_of, has_role, is_coordinator, kinds_of_parties, parties_of
from samhandling.portal.selectors.first_steps import FirstSteps, first_steps_of
from samhandling.portal.selectors.waiting import AllWaiting, waiting_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

PAPERS_SHOWN, DAYS_SHOWN = 5, 5


@dataclass(frozen=True, slots=True)
class OwnParty:
    """An organisation that one answers for, and how its seats stand."""

    organisation: Organisation
    seats: SeatsOfParty


@dataclass(frozen=True, slots=True)
class Own:
    """One's own part of the page. What a role does not give is empty, and its section is not there."""

    waiting: AllWaiting
    steps: FirstSteps
    places: OwnPlaces
    kept: list[KeptForum]
    papers: list[PaperLine]
    days: list[CalendarEvent]
    parties: list[OwnParty]
    desk: Desk | None
    follow_up: FollowUp | None
    has_year: bool
    unread: Unread

    @property
    def sentence(self) -> str:
        """The line under the heading: where one sits, and what waits."""
        parts = [self.places.sentence if self.places else ""]
        if self.waiting or not self.places:
            parts.append(self.waiting.sentence)
        return " ".join(part for part in parts if part)


def own_of(user: "User", collaboration: "Collaboration", *, today: date) -> Own:
    """What somebody with access meets first here."""
    places, kept = own_places(user, collaboration, today), kept_forums(user, collaboration, today)
    parties = own_parties(user, collaboration, today)
    waiting = waiting_for(user, today=today).in_collaboration(collaboration.pk)
    forums = list(dict.fromkeys([*places.forums, *(one.pk for one in kept)]))
    has_year = is_coordinator(user, collaboration.pk)
    evaluates = has_role(user, collaboration.pk, Role.EVALUATOR)
    return Own(
        waiting=waiting,
        steps=first_steps_of(user, collaboration, is_seated=bool(places), kept=[one.pk for one in kept]),
        places=places,
        kept=kept,
        papers=latest_papers(user, collaboration, forums, today, PAPERS_SHOWN) if forums else [],
        days=[] if has_year or not (forums or parties) else next_days(user, collaboration, today),
        parties=parties,
        desk=desk_of(user, collaboration) if has_role(user, collaboration.pk, Role.FINANCE) else None,
        follow_up=follow_up_of(user, collaboration, today) if evaluates else None,
        has_year=has_year,
        unread=unread_of(user),
    )


def is_at_home(viewer: "Viewer", collaboration: "Collaboration") -> bool:
    """Whether something here is this person's own."""
    return collaboration.pk in access_of(viewer).open_to


def next_days(user: "User", collaboration: "Collaboration", today: date) -> list[CalendarEvent]:
    """The next days that concern this person."""
    return events_for(user, CalendarWish(collaboration.pk, None, since=today))[:DAYS_SHOWN]


def own_parties(user: "Viewer", collaboration: "Collaboration", today: date) -> list[OwnParty]:
    """The organisations that one answers for here, by name. Two questions, and none for whoever answers for none."""
    mine = parties_of(user, collaboration.pk)
    if not mine:
        return []
    seats = seats_of_parties(user, collaboration, mine, today)
    return [OwnParty(one, seats[one.pk]) for one in own_organisations(user, collaboration)]


def own_organisations(viewer: "Viewer", collaboration: "Collaboration") -> list[Organisation]:
    """Those one answers for here, by name."""
    mine = parties_of(viewer, collaboration.pk)
    found = Organisation.objects.filter(pk__in=mine, merged_into=None) if mine else Organisation.objects.none()
    return list(found.order_by("sort_key", "pk"))


def name_of_ours(viewer: "Viewer", collaboration: "Collaboration") -> str:
    """What those who answer for an organisation here call its page in the menu, which asks nothing for it."""
    if len(parties_of(viewer, collaboration.pk)) > 1:
        return _("Our organisations")
    kinds = kinds_of_parties(viewer, collaboration.pk)
    if kinds == {Kind.MUNICIPALITY}:
        return _("Our municipality")
    return _("Our region") if kinds == {Kind.REGION} else _("Our organisation")
