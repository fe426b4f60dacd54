"""What the agreement leaves open, and what of that is set aside. For those who work with it."""

from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, workings_in
from samhandling.agreements.enums import Severity
from samhandling.agreements.selectors.gap_list import gaps_apart
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.shortlists import short_listing


class GapOut(Out):
    """One thing that the agreement leaves open or contradicts: what it is, and what to do about it."""

    code: str
    severity: Severity
    title: Annotated[str, From(lambda gap: str(gap.title))]
    explanation: Annotated[str, From(lambda gap: str(gap.explanation))]
    about: str
    clause_number: str


class GapSetAsideOut(Out):
    """A gap that is known and left as it is: by whom, when and why. It opens again when what it concerns changes."""

    gap: Annotated[GapOut, From(lambda pair: GapOut.of(pair[0]))]
    reason: Annotated[str, From(lambda pair: pair[1].reason)]
    set_aside_on: Annotated[date, From(lambda pair: pair[1].set_aside_on)]
    set_aside_by: Annotated[str, From(lambda pair: str(pair[1].set_aside_by))]


@router.read(f"{ONE}/gaps", Listing[GapOut])
def gap_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[GapOut]:
    """What the agreement leaves open or contradicts, the serious first, without what is set aside.

    For those who work with the agreement.
    """
    apart = gaps_apart(workings_in(request.user, slug, pk), timezone.localdate())
    return short_listing(request, apart.open, paging, GapOut.of)


@router.read(f"{ONE}/gaps-set-aside", Listing[GapSetAsideOut])
def gap_aside_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[GapSetAsideOut]:
    """The gaps that are set aside, with the reason. For those who work with the agreement."""
    apart = gaps_apart(workings_in(request.user, slug, pk), timezone.localdate())
    return short_listing(request, apart.aside, paging, GapSetAsideOut.of)
