"""The index table, and the population figures that costs are shared by."""

from datetime import date, datetime
from typing import Annotated

from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, Day, Flag, In, Line, MaybeLine, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging, listing
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing
from samhandling.finance.api import router
from samhandling.finance.api.lookups import Year, accounts_of
from samhandling.finance.selectors.fees import index_figure_for, index_table
from samhandling.finance.services.index import correct_index, note_index
from samhandling.organisations.selectors import collaboration_for
from samhandling.organisations.selectors.populations import populations_in

FIGURES = "/collaborations/{slug}/index-figures"
# Thousandths of a percent: 3.4 % is 3400. How large it may be is for the room to say.
Percent = Annotated[int, Field(strict=True, ge=-1_000_000, le=1_000_000), WHOLE]


class IndexFigureOut(Out):
    """A year's forecast of cost growth. `percent` is thousandths of a percent; a replaced figure is kept."""

    id: int
    year: int
    percent: int
    source: str
    published_on: date
    note: str
    is_example: bool
    replaced_at: datetime | None


class IndexCorrection(In):
    """What the figure was corrected to, and by whom it was published."""

    percent: Percent
    source: Annotated[Line, Field(max_length=200)]
    published_on: Day
    note: Annotated[MaybeLine, Field(max_length=300)] = ""


class IndexNote(IndexCorrection):
    """A year that has no figure yet."""

    year: Year
    is_example: Flag = False


class CountedOut(Out):
    """One municipality; `inhabitants` is null where there is no figure of that date."""

    organisation: Named
    inhabitants: int | None


class PopulationTableOut(Out):
    """One table on one reference date. The county is the sum of its stored municipalities."""

    reference_on: date
    table: str
    source: str
    fetched_on: date
    inhabitants: int
    municipalities: list[CountedOut]


@router.read(FIGURES, Listing[IndexFigureOut])
def index_figure_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[IndexFigureOut]:
    """Every figure ever noted, the newest year first and in each year the one in use before those it replaced."""
    figures = index_table(request.user, collaboration_for(request.user, slug))
    return listing(request, figures, paging, IndexFigureOut.of, order=("-year", "-pk"))


@router.read(f"{FIGURES}/{{int:pk}}", IndexFigureOut)
def index_figure_detail(request: ApiRequest, slug: Slug, pk: Pk) -> IndexFigureOut:
    """One figure."""
    return IndexFigureOut.of(index_figure_for(request.user, collaboration_for(request.user, slug), pk))


@router.write("POST", FIGURES, IndexFigureOut, status=201, location="index-figures/{id}")
def index_figure_note(request: ApiUserRequest, slug: Slug, body: IndexNote) -> IndexFigureOut:
    """Note a year's index."""
    collaboration = accounts_of(request.user, slug)
    return IndexFigureOut.of(note_index(actor=request.user, collaboration=collaboration, **body.all()))


@router.write("POST", f"{FIGURES}/{{int:pk}}/correct", IndexFigureOut, status=201, location="index-figures/{id}")
def index_figure_correct(request: ApiUserRequest, slug: Slug, pk: Pk, body: IndexCorrection) -> IndexFigureOut:
    """Put a new figure in the place of this one, which is kept."""
    figure = index_figure_for(request.user, accounts_of(request.user, slug), pk)
    corrected = correct_index(actor=request.user, figure=figure, now=timezone.now(), **body.all())
    return IndexFigureOut.of(corrected)


@router.read("/collaborations/{slug}/populations", Listing[PopulationTableOut])
def population_list(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[PopulationTableOut]:
    """The newest population figures of the municipalities that take part: those of each date and table apart."""
    counts = populations_in(collaboration_for(request.user, slug))

    def table(place: int) -> PopulationTableOut:
        rows = [{"organisation": row.organisation, "inhabitants": row.cells[place].inhabitants} for row in counts.rows]
        inhabitants = counts.sums[place].inhabitants or 0
        return PopulationTableOut.of(counts.columns[place], inhabitants=inhabitants, municipalities=rows)

    return short_listing(request, range(len(counts.columns)), paging, table)
