"""What is vacant, and what ends."""

from typing import Annotated

from ninja import Query
from pydantic import Field

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import Named
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.answers import AppointmentOut, SeatOnDayOut
from samhandling.forums.api.lookups import day
from samhandling.forums.selectors.terms import DEFAULT_SPAN, TermQuery, terms_of
from samhandling.organisations.selectors import collaboration_for

OfForum = Annotated[Pk | None, Field(description="Only seats in this forum.")]
OfParty = Annotated[Pk | None, Field(description="Only seats on behalf of this organisation.")]
Within = Annotated[int, Field(ge=1, le=3660, description="Ends within so many days.")]


class EndingOut(Out):
    """An appointment that ends, and whether a successor is appointed."""

    forum: Annotated[Named, From("appointment.seat.forum")]
    organisation: Annotated[Named | None, From("appointment.seat.organisation")]
    appointment: AppointmentOut
    has_successor: bool


@router.read("/collaborations/{slug}/vacancies", Listing[SeatOnDayOut])
def vacancy_list(
    request: ApiRequest,
    slug: Slug,
    paging: Query[Paging],
    on: AsOf = None,
    forum: OfForum = None,
    *,
    party: OfParty = None,
) -> Listing[SeatOnDayOut]:
    """The seats that nobody sits in on a day."""
    query = TermQuery(day(on), forum=forum, party=party)
    terms = terms_of(request.user, collaboration_for(request.user, slug), query)
    return short_listing(request, terms.vacant, paging, SeatOnDayOut.of)


@router.read("/collaborations/{slug}/ending-appointments", Listing[EndingOut])
def ending_list(
    request: ApiRequest,
    slug: Slug,
    paging: Query[Paging],
    on: AsOf = None,
    days: Within = DEFAULT_SPAN,
    *,
    forum: OfForum = None,
    party: OfParty = None,
) -> Listing[EndingOut]:
    """The appointments that end within some days of a day, the first to end first."""
    query = TermQuery(day(on), days, forum, party)
    terms = terms_of(request.user, collaboration_for(request.user, slug), query)
    return short_listing(request, terms.ending, paging, EndingOut.of)
