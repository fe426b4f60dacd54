"""The organisation chart on a day: forums, how many sit there, and what joins them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.enums import PartyRole
from samhandling.core.prepared import Prepared
from samhandling.forums.domain.chart import Relation, Side, Sign, draw
from samhandling.forums.domain.sides import Origin, sides_of
from samhandling.forums.enums import RuleKind, SeatKind
from samhandling.forums.models import CompositionRule, Forum, Seat
from samhandling.forums.permissions import visible_to
from samhandling.forums.selectors.seats import existing, filled_by_forum, is_filled, lives_on
from samhandling.lib.drawing.grid import Node, children_of
from samhandling.lib.drawing.shapes import Box, Drawing, Lane, Tie
from samhandling.organisations.enums import Kind
from samhandling.organisations.permissions import sees

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class Strength:
    """How many of the ordinary seats are filled. No seats at all: the number may be undecided."""

    filled: int
    seats: int
    is_undecided: bool

    @property
    def vacant(self) -> int:
        return self.seats - self.filled

    @property
    def share(self) -> float | None:
        return self.filled / self.seats if self.seats else None

    def __str__(self) -> str:
        if self.seats:
            return _("%(filled)s of %(seats)s seats") % {"filled": self.filled, "seats": self.seats}
        return _("Number not decided") if self.is_undecided else _("No seats yet")


@dataclass(frozen=True, slots=True)
class ChartForum:
    """One forum of the chart, in words."""

    forum: Forum
    strength: Strength
    notes: tuple[str, ...]
    children: tuple["ChartForum", ...] = ()

    @property
    def in_words(self) -> str:
        """All that the box shows, for those who hear it."""
        names = [self.forum.name, self.forum.abbreviation, str(self.strength), *self.notes]
        return ", ".join(name for name in names if name)


@dataclass(frozen=True, slots=True)
class SideOfChart:
    side: Side
    title: str
    forums: tuple[ChartForum, ...]


@dataclass(frozen=True, slots=True)
class DrawnForum:
    """A box with the forum that it stands for."""

    box: Box
    chart_forum: ChartForum
    side: Side


@dataclass(frozen=True, slots=True)
class Chart:
    """The same facts twice: as a drawing and as a nested list."""

    drawing: Drawing
    boxes: tuple[DrawnForum, ...]
    lanes: tuple[tuple[Lane, str], ...]
    sides: tuple[SideOfChart, ...]

    @property
    def is_wide(self) -> bool:
        """Too wide to be read when it is made to fit a page."""
        return self.drawing.width > 1400

    @property
    def has_lines(self) -> bool:
        return any(route.relation == Relation.BELONGS for route in self.drawing.routes)

    @property
    def has_choices(self) -> bool:
        return any(route.relation == Relation.FEEDS for route in self.drawing.routes)

    @property
    def has_undecided(self) -> bool:
        return any(drawn.chart_forum.strength.share is None for drawn in self.boxes)

    @property
    def seats(self) -> int:
        return sum(drawn.chart_forum.strength.seats for drawn in self.boxes)

    @property
    def vacant(self) -> int:
        return sum(drawn.chart_forum.strength.vacant for drawn in self.boxes)


def side_title(side: Side) -> str:
    titles = {
        Side.MUNICIPALITIES: _("The municipalities’ forums"),
        Side.JOINT: _("Joint forums"),
        Side.REGION: _("The region’s forums"),
        Side.OFFICERS: _("Networks of officers"),
    }
    return titles[side]


def chart_of(viewer: "Viewer", collaboration: "Collaboration", on: date) -> Chart:
    """The forums that exist on the day, drawn. Three queries, however many they are."""
    forums = list(
        visible_to(viewer)
        .filter(lives_on(on), collaboration=collaboration)
        .select_related("type", "owner", "parent")
        .order_by("-type__prepares", "type__position", "pk")
    )
    rules = rules_by_forum(forums)
    strengths = strengths_of(forums, rules, on)
    sides = sides_of({forum.pk: _origin(forum, rules[forum.pk]) for forum in forums})
    chart_forums = {
        forum.pk: ChartForum(forum, strengths[forum.pk], _notes(forum, rules[forum.pk])) for forum in forums
    }
    signs = [_sign(chart_forums[forum.pk], sides[forum.pk]) for forum in forums]
    children = children_of([sign.node for sign in signs])
    listed = _lister(chart_forums, children)
    drawing = draw(signs, _ties(forums, rules, sides))
    return Chart(
        drawing=drawing,
        boxes=tuple(DrawnForum(box, chart_forums[box.key], sides[box.key]) for box in drawing.boxes),
        lanes=tuple((lane, side_title(Side(lane.key))) for lane in drawing.lanes),
        sides=tuple(
            SideOfChart(side, side_title(side), tuple(listed(key) for key in children[None] if sides[key] is side))
            for side in Side
            if side in sides.values()
        ),
    )


def strength_in(viewer: "Viewer", collaboration: "Collaboration", on: date) -> tuple[int, Strength]:
    """How many forums the chart would show, and the strength of them all: without drawing it. Two queries."""
    if not sees(viewer, collaboration):
        return 0, Strength(0, 0, is_undecided=False)
    forums = _running_forums(collaboration=collaboration.pk, on=on)
    counted = _ordinary_seats(collaboration=collaboration.pk, on=on, kind=SeatKind.ORDINARY.value)
    seats, filled = counted[0] if counted else (0, 0)
    return len(forums), Strength(filled, seats, is_undecided=False)


_running_forums = Prepared(
    int,
    lambda collaboration, on: (
        Forum.objects.filter(lives_on(on), collaboration=collaboration).order_by().values_list("pk")
    ),
)
_ordinary_seats = Prepared(
    lambda seats, filled: (seats, filled),
    lambda collaboration, on, kind: (
        existing(Seat.objects.filter(forum__collaboration=collaboration, kind=kind), on)
        .order_by()
        .values("forum__collaboration")
        .annotate(all_seats=Count("pk"), filled=Count("pk", filter=is_filled(on)))
        .values_list("all_seats", "filled")
    ),
)


def forums_of_agreement(viewer: "Viewer", agreement: "Agreement", on: date) -> list[ChartForum]:
    """The forums that the agreement sets up and that exist on the day, each with its strength."""
    forums = list(
        visible_to(viewer)
        .filter(lives_on(on), agreement=agreement)
        .select_related("type", "parent")
        .order_by("type__position", "sort_key", "pk")
    )
    rules = rules_by_forum(forums)
    strengths = strengths_of(forums, rules, on)
    return [ChartForum(forum, strengths[forum.pk], _notes(forum, rules[forum.pk])) for forum in forums]


def strengths_of(forums: Sequence[Forum], rules: dict[int, list[CompositionRule]], on: date) -> dict[int, Strength]:
    """Filled and existing ordinary seats of each forum on the day. One query."""
    counted = filled_by_forum([forum.pk for forum in forums], on)
    return {
        forum.pk: Strength(
            *counted.get(forum.pk, (0, 0)),
            is_undecided=any(rule.kind == RuleKind.UNDECIDED for rule in rules[forum.pk]),
        )
        for forum in forums
    }


def rules_by_forum(forums: Sequence[Forum]) -> dict[int, list[CompositionRule]]:
    by_key = {forum.pk: forum for forum in forums}
    found: dict[int, list[CompositionRule]] = {key: [] for key in by_key}
    for rule in CompositionRule.objects.filter(forum__in=by_key).select_related("source_forum", "source_organisation"):
        rule.forum = by_key[rule.forum_id]  # it is at hand: asking for it again would be a query for each
        found[rule.forum_id].append(rule)
    return found


def _origin(forum: Forum, rules: list[CompositionRule]) -> Origin:
    return Origin(
        standing=forum.type.standing,
        level=forum.type.level,
        parent=forum.parent_id,
        is_owned_by_region=forum.owner is not None and forum.owner.kind == Kind.REGION,
        from_region=any(_draws_from(rule, PartyRole.REGION, Kind.REGION) for rule in rules),
        from_municipalities=any(_draws_from(rule, PartyRole.MUNICIPALITY, Kind.MUNICIPALITY) for rule in rules),
    )


def _draws_from(rule: CompositionRule, role: str, kind: str) -> bool:
    if rule.kind == RuleKind.PER_PARTY:
        return rule.party_role in {"", role}
    return rule.source_organisation is not None and rule.source_organisation.kind == kind


def short_name(forum: Forum) -> str:
    return forum.abbreviation or forum.name


def _notes(forum: Forum, rules: list[CompositionRule]) -> tuple[str, ...]:
    """What joins the forum to others, in the fewest words."""
    notes = []
    if forum.parent and forum.type.prepares:
        notes.append(_("Prepares for %(forum)s") % {"forum": short_name(forum.parent)})
    notes += [_chosen_from(rule.source_forum, rule.count or 0) for rule in rules if rule.source_forum]
    if forum.led_by:
        notes.append(_("Led by %(leader)s") % {"leader": forum.led_by})
    return tuple(notes)


def _chosen_from(source: Forum, count: int) -> str:
    return ngettext("%(count)s member from %(forum)s", "%(count)s members from %(forum)s", count) % {
        "count": count,
        "forum": short_name(source),
    }


def _sign(chart_forum: ChartForum, side: Side) -> Sign:
    forum = chart_forum.forum
    node = Node(forum.pk, side, forum.parent_id)
    return Sign(
        node, forum.abbreviation, forum.name, str(chart_forum.strength), chart_forum.notes, chart_forum.strength.share
    )


def _ties(forums: Sequence[Forum], rules: dict[int, list[CompositionRule]], sides: dict[int, Side]) -> list[Tie]:
    """Who feeds whom; and who belongs to a forum on another side, which no tree line shows."""
    fed = [
        Tie(rule.source_forum_id, forum.pk, Relation.FEEDS, str(rule.count or ""))
        for forum in forums
        for rule in rules[forum.pk]
        if rule.source_forum_id and rule.source_forum_id != forum.pk
    ]
    belonging = [
        Tie(forum.parent_id, forum.pk, Relation.BELONGS)
        for forum in forums
        if forum.parent_id in sides and sides[forum.parent_id] is not sides[forum.pk]
    ]
    return fed + belonging


def _lister(chart_forums: dict[int, ChartForum], children: dict[int | None, list[int]]) -> Callable[[int], ChartForum]:
    def listed(key: int) -> ChartForum:
        forum = chart_forums[key]
        return ChartForum(forum.forum, forum.strength, forum.notes, tuple(listed(child) for child in children[key]))

    return listed
