"""The forum's terms of reference or rules of procedure, in versions."""

from datetime import date
from operator import itemgetter
from typing import Annotated, Literal

from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import AsOf, From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.lookups import ONE, day, forum_in
from samhandling.forums.enums import MandateKind, MandateStatus
from samhandling.forums.selectors.mandates import mandate_version, mandates_of


class MandateOut(Out):
    """A version. An adopted one is never changed."""

    forum_id: int
    version: int
    kind: MandateKind
    status: MandateStatus
    text: str
    adopted_on: date | None
    adopted_by: str


class ChangedWords(Out):
    """Some words of a text, and whether they were there before and are there now.

    `unlike` has no words: what follows it differs too much to be told word by word, and stands whole.
    """

    kind: Annotated[Literal["same", "added", "removed", "unlike"], From(itemgetter(0))]
    text: Annotated[str, From(itemgetter(1))]


class MandateVersion(MandateOut, within="mandate"):
    """A version, held word by word against the one adopted before it."""

    difference: Annotated[list[ChangedWords], From("changes")]


class MandatesOut(Listing[MandateOut]):
    """All versions that the reader may see, and which of them holds on the day."""

    in_force: int | None


@router.read(f"{ONE}/mandates", MandatesOut)
def mandate_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None) -> MandatesOut:
    """Terms of reference or rules of procedure, the newest version first. A draft is for those who write it."""
    mandates = mandates_of(request.user, forum_in(request.user, slug, pk), day(on))
    page = short_listing(request, mandates.versions, paging, MandateOut.of)
    return MandatesOut(
        items=page.items, next=page.next, in_force=mandates.in_force.version if mandates.in_force else None
    )


@router.read(f"{ONE}/mandates/{{int:version}}", MandateVersion)
def mandate_detail(request: ApiRequest, slug: Slug, pk: Pk, version: Pk) -> MandateVersion:
    """One version, and how it differs from the one before."""
    return MandateVersion.of(mandate_version(request.user, forum_in(request.user, slug, pk), version))
