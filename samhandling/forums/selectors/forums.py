"""Forums as the list and their own page show them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhandling.accounts.models import User
from samhandling.agreements.models import Agreement, Area
from samhandling.agreements.permissions import visible_to as agreements_visible_to
from samhandling.core.chosen_day import DAY_PARAMETER
from samhandling.core.history import HistoryLine, events_of, read
from samhandling.core.models import Event
from samhandling.forums.domain.standing import allowed_outcomes
from samhandling.forums.enums import Outcome, RuleKind, Standing
from samhandling.forums.models import CompositionRule, Forum, ForumAccess, ForumType, PresidiumTerm
from samhandling.forums.permissions import is_secretary, types_visible_to, visible_to
from samhandling.forums.selectors.composition import Composition, composition_of
from samhandling.forums.selectors.in_words import seats_in_words
from samhandling.forums.selectors.seat_lines import SeatLine, seat_lines
from samhandling.forums.selectors.seats import filled_at_first, filled_by_forum, lives_on
from samhandling.organisations.permissions import is_member
from samhandling.organisations.selectors.formerly import as_they_were

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

HISTORY_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Filled:
    """How many seats there are on the day, and in how many somebody sits."""

    seats: int = 0
    filled: int = 0

    @property
    def vacant(self) -> int:
        return self.seats - self.filled

    @property
    def sentence(self) -> str:
        return seats_in_words(self.filled, self.seats)


NO_SEATS = Filled()


@dataclass(frozen=True, slots=True)
class ForumFilter:
    level: str = ""
    access: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.level or self.access or self.text)


@dataclass(frozen=True, slots=True)
class ForumRow:
    """A forum in the list; `depth` tells how far below the topmost forum it lies."""

    forum: Forum
    depth: int
    members: Filled

    @property
    def is_undecided(self) -> bool:
        return bool(self.forum.number_is_undecided)  # type: ignore[attr-defined]  # annotated by forums_on


@dataclass(frozen=True, slots=True)
class ForumsOnDay:
    """The forums that run on the day, and those that will or did on other days."""

    running: list[ForumRow]
    coming: list[ForumRow]
    ended: list[Forum]

    @property
    def begins_on(self) -> date | None:
        return min((row.forum.starts_on for row in self.coming), default=None)


@dataclass(frozen=True, slots=True)
class ForumPage:
    """All that a forum's own page tells on a day: before its first, what it will be then; after its last, what it was.

    `shown_on` is the day that the seats are told of.
    """

    forum: Forum
    on: date
    shown_on: date
    state: str
    members: list[SeatLine]
    deputies: list[SeatLine]
    filled: Filled
    composition: Composition
    presidium: list[PresidiumTerm]
    secretaries: list[User]
    below: list[Forum]
    agreement: Agreement | None
    areas: list[Area]
    standing_in_words: str
    may: list[Outcome]
    may_not: list[Outcome]

    @property
    def vacant(self) -> list[SeatLine]:
        return [one for one in self.members if one.is_vacant]

    @property
    def query(self) -> str:
        """What a table of the members must be asked for, to tell of the same day as the page."""
        return "" if self.shown_on == self.on else urlencode({DAY_PARAMETER: self.shown_on.isoformat()})

    @property
    def is_coming(self) -> bool:
        return self.on < self.shown_on

    @property
    def is_over(self) -> bool:
        return self.shown_on < self.on


def forum_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Forum:
    """The forum, or 404 when this person may not know it exists or it belongs to another collaboration."""
    found = visible_to(viewer).filter(collaboration=collaboration)
    return get_object_or_404(found.select_related("type", "parent", "owner", "collaboration"), pk=pk)


def forums_in(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Forum]:
    return visible_to(viewer).filter(collaboration=collaboration)


def forums_on(
    viewer: "Viewer", collaboration: "Collaboration", on: date, wanted: ForumFilter | None = None
) -> ForumsOnDay:
    """The forums that run on the day: as a tree, or flat when only some are asked for. And those of other days.

    A coming forum is counted as it will be on its first day. Two queries, and a third where there are coming ones.
    """
    wanted = wanted or ForumFilter()
    undecided = CompositionRule.objects.filter(forum=OuterRef("pk"), kind=RuleKind.UNDECIDED)
    forums = (
        forums_in(viewer, collaboration).select_related("type", "owner").annotate(number_is_undecided=Exists(undecided))
    )
    everything = list(_narrowed(forums, wanted).order_by("type__position", "sort_key", "pk"))
    running = [forum for forum in everything if nearest_day_of(forum, on) == on]
    coming = [forum for forum in everything if on < forum.starts_on]
    members = filled_of(running, on)
    then = {forum: Filled(seats, filled) for forum, (filled, seats) in filled_at_first([one.pk for one in coming])}
    return ForumsOnDay(
        running=_rows(running, members, is_flat=bool(wanted)),
        coming=sorted(_rows(coming, then, is_flat=True), key=lambda row: row.forum.starts_on),
        ended=[forum for forum in everything if nearest_day_of(forum, on) < on],
    )


def forum_rows(
    viewer: "Viewer", collaboration: "Collaboration", on: date, wanted: ForumFilter | None = None
) -> list[ForumRow]:
    """The forums that run on the day, alone."""
    return forums_on(viewer, collaboration, on, wanted).running


def _rows(forums: list[Forum], members: dict[int, Filled], *, is_flat: bool) -> list[ForumRow]:
    placed = [(forum, 0) for forum in forums] if is_flat else _as_tree(forums)
    return [ForumRow(forum, depth, members.get(forum.pk, NO_SEATS)) for forum, depth in placed]


def _narrowed(forums: QuerySet[Forum], wanted: ForumFilter) -> QuerySet[Forum]:
    if wanted.level:
        forums = forums.filter(type__level=wanted.level)
    if wanted.access:
        forums = forums.filter(access=wanted.access)
    if wanted.text:
        forums = forums.filter(search_key__contains=wanted.text)
    return forums


def _as_tree(forums: list[Forum]) -> list[tuple[Forum, int]]:
    """Each forum followed by those that belong to it. One whose parent does not run that day stands on top."""
    there = {forum.pk for forum in forums}
    below: dict[int | None, list[Forum]] = defaultdict(list)
    for forum in forums:
        below[forum.parent_id if forum.parent_id in there else None].append(forum)

    def under(parent: int | None, depth: int) -> Iterable[tuple[Forum, int]]:
        for forum in below[parent]:
            yield forum, depth
            yield from under(forum.pk, depth + 1)

    return list(under(None, 0))


def filled_of(forums: Iterable[Forum], on: date) -> dict[int, Filled]:
    """One query for all the forums."""
    counted = filled_by_forum([forum.pk for forum in forums], on)
    return {forum: Filled(seats, filled) for forum, (filled, seats) in counted.items()}


def forum_page(viewer: "Viewer", forum: Forum, on: date) -> ForumPage:
    """The forum's own page. A fixed number of queries, however many seats there are."""
    shown_on = nearest_day_of(forum, on)
    seats = seat_lines(forum.pk, shown_on)
    members = sorted((one for one in seats if not one.is_deputy), key=lambda one: (one.party_order, one.number))
    filled = Filled(len(members), sum(not one.is_vacant for one in members))
    composition = composition_of(forum, seats, shown_on)
    may = outcomes_of(forum)
    return ForumPage(
        forum=forum,
        on=on,
        shown_on=shown_on,
        state=_state(forum, filled, composition, on),
        members=members,
        deputies=[one for one in seats if one.is_deputy],
        filled=filled,
        composition=composition,
        presidium=presidium_on(forum, shown_on),
        secretaries=secretaries_of(forum),
        below=list(forum.children.filter(lives_on(shown_on))),
        agreement=agreements_visible_to(viewer).filter(pk=forum.agreement_id).first() if forum.agreement_id else None,
        areas=list(forum.areas.all()),
        standing_in_words=Standing(forum.type.standing).explanation,
        may=may,
        may_not=[outcome for outcome in Outcome if outcome not in may],
    )


def nearest_day_of(forum: Forum, on: date) -> date:
    """The day itself while the forum runs, else its first or its last."""
    if on < forum.starts_on:
        return forum.starts_on
    return on if forum.ends_on is None else min(on, forum.ends_on)


def _state(forum: Forum, filled: Filled, composition: Composition, on: date) -> str:
    if on < forum.starts_on:
        coming = _("The forum starts on %(day)s.") % {"day": date_format(forum.starts_on, "j F Y")}
        return f"{coming} {seats_in_words(filled.filled, filled.seats)}" if filled.filled else coming
    if forum.ends_on is not None and forum.ends_on < on:
        return _("The forum ended on %(day)s.") % {"day": date_format(forum.ends_on, "j F Y")}
    if composition.lines and not composition.required.is_decided and not filled.seats:
        return _("The number of seats is not decided.")
    if forum.ends_on is None:
        return filled.sentence
    pilot = _("It runs until %(day)s.") % {"day": date_format(forum.ends_on, "j F Y")}
    return f"{filled.sentence} {pilot}"


def presidium_on(forum: Forum, on: date) -> list[PresidiumTerm]:
    """Who presides that day, as they were then."""
    found = list(forum.presidium.filter(lives_on(on)).select_related("person__organisation"))
    as_they_were((one.person for one in found), on)
    return found


def presidium_term_for(forum: Forum, pk: int) -> PresidiumTerm:
    return get_object_or_404(forum.presidium.select_related("person", "forum"), pk=pk)


def secretaries_of(forum: Forum) -> list[User]:
    return list(User.objects.filter(forum_access__forum=forum).order_by("name"))


def secretary_access(forum: Forum) -> QuerySet[ForumAccess]:
    return forum.secretaries.select_related("user").order_by("user__name")


def secretary_access_for(forum: Forum, pk: int) -> ForumAccess:
    return get_object_or_404(forum.secretaries.select_related("user", "forum"), pk=pk)


def users_of(collaboration: "Collaboration") -> QuerySet[User]:
    """Those who have access to the collaboration, and so may be made secretaries."""
    has_access = Q(collaboration_access__collaboration=collaboration) | Q(
        organisation_access__collaboration=collaboration
    )
    return User.objects.filter(has_access).distinct().order_by("name")


def types_in(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[ForumType]:
    return types_visible_to(viewer).filter(Q(collaboration=None) | Q(collaboration=collaboration))


def may_see_history(viewer: "Viewer", forum: Forum) -> bool:
    """What was done by whom is for those who work in the collaboration."""
    return is_member(viewer, forum.collaboration_id) or is_secretary(viewer, forum)


def events_of_forum(forum: Forum) -> QuerySet[Event]:
    """All that happened to the forum, newest first."""
    return events_of(forum)


def history_of_forum(forum: Forum) -> list[HistoryLine]:
    return read(events_of_forum(forum)[:HISTORY_LENGTH])


def outcomes_of(forum: Forum) -> list[Outcome]:
    """What may come out of the forum: what its standing allows, narrowed by its type."""
    return allowed_outcomes(Standing(forum.type.standing), decides=forum.type.decides, recommends=forum.type.recommends)
