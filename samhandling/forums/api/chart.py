"""The organisation chart of a day as facts: who belongs to whom, and how many sit there."""

from typing import Annotated

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, From, Out, Slug
from samhandling.forums.api import router
from samhandling.forums.api.lookups import day
from samhandling.forums.domain.chart import Side
from samhandling.forums.selectors.chart import chart_of
from samhandling.organisations.selectors import collaboration_for


class ChartedForum(Out, within="forum"):
    """A forum of the chart, with what joins it to others and the forums below it."""

    id: int
    name: str
    abbreviation: str
    seats: Annotated[int, From("strength.seats")]
    filled: Annotated[int, From("strength.filled")]
    is_undecided: Annotated[bool, From("strength.is_undecided")]
    notes: list[str]
    children: list["ChartedForum"]


class ChartedSide(Out):
    """Whose forums they are."""

    side: Side
    title: str
    forums: list[ChartedForum]


class ChartOut(Out):
    """The forums of a day, side by side."""

    seats: int
    vacant: int
    sides: list[ChartedSide]


@router.read("/collaborations/{slug}/forum-chart", ChartOut)
def forum_chart(request: ApiRequest, slug: Slug, on: AsOf = None) -> ChartOut:
    """The organisation chart of a day."""
    return ChartOut.of(chart_of(request.user, collaboration_for(request.user, slug), day(on)))
