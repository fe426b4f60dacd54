"""What the agreement leaves open. For those who work with it."""

from typing import Annotated

from django.utils import timezone
from ninja import Query

from samhandling.agreements.api import router
from samhandling.agreements.api.lookups import ONE, workings_in
from samhandling.agreements.enums import Severity
from samhandling.agreements.selectors import all_gaps_of
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


@router.read(f"{ONE}/gaps", Listing[GapOut])
def gap_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[GapOut]:
    """What the agreement leaves open or contradicts, the serious first. For those who work with the agreement."""
    gaps = all_gaps_of(workings_in(request.user, slug, pk), timezone.localdate())
    return short_listing(request, gaps, paging, GapOut.of)
