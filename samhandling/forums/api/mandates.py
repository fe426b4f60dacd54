"""The forum's terms of reference or rules of procedure, in versions."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from django.utils import timezone
from ninja import Query
from pydantic import Field

from samhandling.core.api.caller import ApiRequest, ApiUserRequest
from samhandling.core.api.fields import AsOf, Day, In, Line, Out, Pk, Prose, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.rows import left_out
from samhandling.core.api.shortlists import short_listing
from samhandling.forums.api import router
from samhandling.forums.api.found import ONE, day, forum_in, run_in
from samhandling.forums.enums import MandateKind, MandateStatus
from samhandling.forums.selectors.mandates import mandate_for, mandate_version, mandates_of
from samhandling.forums.services.mandates import adopt_mandate, discard_draft, draft_mandate, write_mandate

if TYPE_CHECKING:
    from samhandling.forums.models import Mandate
    from samhandling.forums.selectors.mandates import MandateVersion as Compared

MANDATE = f"{ONE}/mandates/{{int:version}}"
MandateText = Annotated[Prose, Field(max_length=60_000)]


class MandateOut(Out):
    """A version. An adopted one is never changed."""

    forum_id: int
    version: int
    kind: MandateKind
    status: MandateStatus
    text: str
    adopted_on: date | None
    adopted_by: str

    @classmethod
    def of(cls, mandate: "Mandate") -> Self:
        return cls(
            forum_id=mandate.forum_id,
            version=mandate.version,
            kind=MandateKind(mandate.kind),
            status=MandateStatus(mandate.status),
            text=mandate.text,
            adopted_on=mandate.adopted_on,
            adopted_by=mandate.adopted_by,
        )


class ChangedWords(Out):
    """Some words of a text, and whether they were there before and are there now."""

    kind: Literal["same", "added", "removed"]
    text: str


class MandateVersion(MandateOut):
    """A version, held word by word against the one adopted before it."""

    difference: list[ChangedWords]


class MandatesOut(Listing[MandateOut]):
    """All versions that the reader may see, and which of them holds on the day."""

    in_force: int | None


class MandateDraft(In):
    """The whole text, with an empty line between paragraphs."""

    kind: MandateKind
    text: MandateText


class MandateWrite(In):
    """What is left out stays as it is."""

    kind: MandateKind = left_out()
    text: MandateText = left_out()


class MandateAdopt(In):
    """When and by which body."""

    adopted_on: Day
    adopted_by: Annotated[Line, Field(max_length=150)]


@router.read(f"{ONE}/mandates", MandatesOut)
def mandate_list(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging], on: AsOf = None) -> MandatesOut:
    """Terms of reference or rules of procedure, the newest version first. A draft is for those who write it."""
    mandates = mandates_of(request.user, forum_in(request.user, slug, pk), day(on))
    page = short_listing(request, mandates.versions, paging, MandateOut.of)
    return MandatesOut(
        items=page.items, next=page.next, in_force=mandates.in_force.version if mandates.in_force else None
    )


@router.read(MANDATE, MandateVersion)
def mandate_detail(request: ApiRequest, slug: Slug, pk: Pk, version: Pk) -> MandateVersion:
    """One version, and how it differs from the one before."""
    return _compared(mandate_version(request.user, forum_in(request.user, slug, pk), version))


@router.write("POST", f"{ONE}/mandates", MandateVersion, status=201, location="forums/{forum_id}/mandates/{version}")
def mandate_draft(request: ApiUserRequest, slug: Slug, pk: Pk, body: MandateDraft) -> MandateVersion:
    """Begin a new version. There is one draft at a time."""
    forum = run_in(request.user, slug, pk)
    mandate = draft_mandate(actor=request.user, forum=forum, kind=body.kind, text=body.text)
    return _compared(mandate_version(request.user, forum, mandate.version))


@router.write("PATCH", MANDATE, MandateOut, current=mandate_detail)
def mandate_write(request: ApiUserRequest, slug: Slug, pk: Pk, version: Pk, body: MandateWrite) -> MandateOut:
    """Change the draft."""
    mandate = mandate_for(request.user, run_in(request.user, slug, pk), version)
    words = {"kind": mandate.kind, "text": mandate.text} | body.given()
    return MandateOut.of(write_mandate(actor=request.user, mandate=mandate, **words))


@router.write("POST", f"{MANDATE}/adopt", MandateOut)
def mandate_adopt(request: ApiUserRequest, slug: Slug, pk: Pk, version: Pk, body: MandateAdopt) -> MandateOut:
    """Register that the draft was adopted. The former version is kept as it was."""
    mandate = mandate_for(request.user, run_in(request.user, slug, pk), version)
    return MandateOut.of(adopt_mandate(actor=request.user, mandate=mandate, today=timezone.localdate(), **body.all()))


@router.write("DELETE", MANDATE, None, status=204, current=mandate_detail)
def mandate_discard(request: ApiUserRequest, slug: Slug, pk: Pk, version: Pk) -> None:
    """Throw the draft away."""
    discard_draft(actor=request.user, mandate=mandate_for(request.user, run_in(request.user, slug, pk), version))


def _compared(shown: "Compared") -> MandateVersion:
    told = MandateOut.of(shown.mandate).model_dump()
    return MandateVersion(**told, difference=[ChangedWords(kind=kind, text=text) for kind, text in shown.changes])
