"""The organisation chart of a day as facts: who belongs to whom, and how many sit there."""

from typing import TYPE_CHECKING, Self

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, Out, Slug
from samhandling.forums.api import router
from samhandling.forums.api.found import day
from samhandling.forums.domain.chart import Side
from samhandling.forums.selectors.chart import chart_of
from samhandling.organisations.selectors import collaboration_for

if TYPE_CHECKING:
    from samhandling.forums.selectors.chart import Chart, ChartForum, SideOfChart


class ChartedForum(Out):
    """A forum of the chart, with what joins it to others and the forums below it."""

    id: int
    name: str
    abbreviation: str
    seats: int
    filled: int
    is_undecided: bool
    notes: list[str]
    children: list["ChartedForum"]

    @classmethod
    def of(cls, told: "ChartForum") -> Self:
        return cls(
            id=told.forum.pk,
            name=told.forum.name,
            abbreviation=told.forum.abbreviation,
            seats=told.strength.seats,
            filled=told.strength.filled,
            is_undecided=told.strength.is_undecided,
            notes=list(told.notes),
            children=[ChartedForum.of(child) for child in told.children],
        )


class ChartedSide(Out):
    """Whose forums they are."""

    side: Side
    title: str
    forums: list[ChartedForum]

    @classmethod
    def of(cls, side: "SideOfChart") -> Self:
        return cls(side=side.side, title=side.title, forums=[ChartedForum.of(forum) for forum in side.forums])


class ChartOut(Out):
    """The forums of a day, side by side."""

    seats: int
    vacant: int
    sides: list[ChartedSide]

    @classmethod
    def of(cls, chart: "Chart") -> Self:
        return cls(seats=chart.seats, vacant=chart.vacant, sides=[ChartedSide.of(side) for side in chart.sides])


@router.read("/collaborations/{slug}/forum-chart", ChartOut)
def forum_chart(request: ApiRequest, slug: Slug, on: AsOf = None) -> ChartOut:
    """The organisation chart of a day."""
    return ChartOut.of(chart_of(request.user, collaboration_for(request.user, slug), day(on)))
