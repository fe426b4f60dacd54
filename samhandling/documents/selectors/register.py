"""The register of an organisation's documents: what it has drawn up, and what it has received from others here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from samhandling.documents.enums import Direction
from samhandling.documents.models import Document, SecrecyMarking, Share
from samhandling.documents.permissions import kept_by, visible_to
from samhandling.documents.selectors.listing import DocumentFilter, narrowed
from samhandling.organisations.models import Organisation
from samhandling.organisations.permissions import parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line: what the law wants in a register (OSL 5:2), and how the document stands."""

    document: Document
    organisation: Organisation
    registration_number: str
    day: date
    direction: str
    correspondent: str
    title: str
    is_readable: bool
    shared_at: datetime | None
    shared_with: str


def registers_of(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Organisation]:
    """The organisations whose registers this person keeps here."""
    return Organisation.objects.filter(pk__in=parties_of(viewer, collaboration.pk))


def register_lines(
    viewer: "Viewer",
    collaboration: "Collaboration",
    today: date,
    wanted: DocumentFilter,
    organisation: int | None = None,
) -> list[RegisterLine]:
    """The lines as somebody asked for them, the latest first. What is marked as secret stands without its title."""
    mine = parties_of(viewer, collaboration.pk)
    if organisation is not None:
        mine = mine & {organisation}
    asked = narrowed(viewer, collaboration, Document.objects.filter(collaboration=collaboration), wanted)
    readable = set(visible_to(viewer, today, collaboration.pk).values_list("pk", flat=True))
    own = kept_by(viewer).filter(owner__in=mine, pk__in=asked.values("pk"))
    received = (
        Share.objects.filter(recipient__in=mine, document__in=asked)
        .exclude(document__owner__in=mine)
        .select_related("recipient")
        .prefetch_related(Prefetch("document", queryset=_with_related(Document.objects.all())))
    )
    lines = [
        *(_drawn_up(document, readable) for document in _with_related(own)),
        *(_received(share, readable) for share in received),
    ]
    return sorted(
        _without_found_by_hidden_title(lines, wanted), key=lambda line: (line.day, line.document.pk), reverse=True
    )


def _with_related(documents: QuerySet[Document]) -> QuerySet[Document]:
    standing = SecrecyMarking.objects.filter(lifted_at=None)
    return documents.select_related("owner", "retention_class").prefetch_related(
        Prefetch("markings", queryset=standing, to_attr="standing"),
        Prefetch("shares", queryset=Share.objects.select_related("recipient")),
    )


def _drawn_up(document: Document, readable: set[int]) -> RegisterLine:
    shares = list(document.shares.all())
    return RegisterLine(
        document=document,
        organisation=document.owner,
        registration_number=document.registration_number,
        day=document.dated_on,
        direction=str(document.get_direction_display()),
        # A name may be what is secret, so it is left out with the title (OSL 5:2).
        correspondent="" if document.standing else document.correspondent,  # type: ignore[attr-defined]  # prefetched
        title=_title(document, readable),
        is_readable=document.pk in readable,
        shared_at=shares[0].shared_at if shares else None,
        shared_with=_names(share.recipient for share in shares),
    )


def _received(share: Share, readable: set[int]) -> RegisterLine:
    """What another organisation has shared: received at the moment it could be read (HFD 99-11)."""
    drawn_up = _drawn_up(share.document, readable)
    return replace(
        drawn_up,
        organisation=share.recipient,
        registration_number="",
        day=localdate(share.shared_at),
        direction=str(Direction.INCOMING.label),
        correspondent=str(share.document.owner),
        shared_at=share.shared_at,
        shared_with=str(share.recipient),
    )


def _title(document: Document, readable: set[int]) -> str:
    marking: SecrecyMarking | None = next(iter(document.standing), None)  # type: ignore[attr-defined]  # prefetched above
    if marking is not None:
        return _("Marked as secret: %(law)s %(chapter)s:%(section)s") % {
            "law": marking.law,
            "chapter": marking.chapter,
            "section": marking.section,
        }
    if document.pk not in readable:
        return _("Read in a closed forum")
    return document.title


def _names(organisations: Iterable[Organisation]) -> str:
    return ", ".join(dict.fromkeys(str(one) for one in organisations))


def _without_found_by_hidden_title(lines: list[RegisterLine], wanted: DocumentFilter) -> list[RegisterLine]:
    """A search must not reveal, by what it finds, words of a title that the line does not show."""
    if not wanted.query:
        return lines
    return [line for line in lines if line.title == line.document.title]
