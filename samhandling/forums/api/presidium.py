"""Who chairs the forum."""

from typing import Annotated

from ninja import Query
from pydantic import Field

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import WHOLE, AsOf, Day, In, Pk, RowId, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import chosen
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.answers import PresidiumTermOut
from samhandling.forums.api.lookups import ONE, day, forum_in, run_in
from samhandling.forums.enums import Office
from samhandling.forums.selectors.candidates import members_of_forum
from samhandling.forums.selectors.forums import presidium_on, presidium_term_for
from samhandling.forums.services.presidium import choose, end_office

TERM = f"{ONE}/presidium/{{int:term}}"


class PresidiumChoose(In):
    """A member, and no longer than the member sits there. `number` is 1 for the first vice chair."""

    person_id: RowId
    office: Office
    number: Annotated[int, Field(strict=True, ge=1, le=9), WHOLE] = 1
    starts_on: Day
    ends_on: Day


class PresidiumEnd(In):
    """The office's last day."""

    ends_on: Day


@router.read(f"{ONE}/presidium", Listing[PresidiumTermOut])
def presidium_list(
    request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None
) -> Listing[PresidiumTermOut]:
    """Who chairs the forum on a day."""
    terms = presidium_on(forum_in(request.user, slug, pk), day(on))
    return short_listing(request, terms, paging, PresidiumTermOut.of)


@router.read(TERM, PresidiumTermOut)
def presidium_detail(request: ApiRequest, slug: Slug, pk: Pk, term: Pk) -> PresidiumTermOut:
    """One office, from when to when."""
    return PresidiumTermOut.of(presidium_term_for(forum_in(request.user, slug, pk), term))


@router.write("POST", f"{ONE}/presidium", PresidiumTermOut, status=201, location="forums/{forum_id}/presidium/{id}")
def presidium_choose(request: ApiUserRequest, slug: Slug, pk: Pk, body: PresidiumChoose) -> PresidiumTermOut:
    """Choose a member to the presidium."""
    forum = run_in(request.user, slug, pk)
    person = chosen("person_id", body.person_id, members_of_forum(forum, body.starts_on))
    terms = {name: value for name, value in body.all().items() if name != "person_id"}
    return PresidiumTermOut.of(choose(actor=request.user, forum=forum, person=person, **terms))


@router.write("POST", f"{TERM}/end", PresidiumTermOut)
def presidium_end(request: ApiUserRequest, slug: Slug, pk: Pk, term: Pk, body: PresidiumEnd) -> PresidiumTermOut:
    """Let a member go on sitting in the forum without chairing it."""
    office = presidium_term_for(run_in(request.user, slug, pk), term)
    return PresidiumTermOut.of(end_office(actor=request.user, term=office, ends_on=body.ends_on))
