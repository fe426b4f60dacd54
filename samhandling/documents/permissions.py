"""Who may read a document and do what with it.

A draft is its own organisation's. Sharing opens it to the people of each recipient, publishing to everybody who may
see the collaboration. A coordinator reads nothing by being one. What is marked as secret never reaches further than
the owner and those it was shared with; what has been disposed of is a line in the owner's register.

Upper rooms add roads by the slot `documents.readable`: function(viewer, today, within) -> Q over documents. A road
says by itself what a marking means there; what has been disposed of no road leads to.
"""

from collections.abc import Collection, Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from samhandling.core import slots
from samhandling.documents.enums import Openness
from samhandling.documents.models import Disposal, Document, SecrecyMarking, Share
from samhandling.organisations.permissions import (
    Access,
    access_of,
    answers_for,
    is_coordinator,
    parties_as_values,
    parties_of,
    rows_of_parties,
    shown,
)

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

NOTHING = Q(pk__in=[])
_KEPT = "_own_organisations"
_KEPT_DOCUMENTS = "_readable_documents"


def marked(document: str = "pk") -> Exists:
    """Whether a standing marking says that something may be secret: it counts until it is lifted.

    `document` leads from the asking row to the document. Upper rooms say by themselves what a marking means there.
    """
    return Exists(SecrecyMarking.objects.filter(document=OuterRef(document), lifted_at=None))


def received(document: str, organisations: Collection[int]) -> Exists:
    """Whether one of the organisations has got the document, by whatever road."""
    return Exists(Share.objects.filter(document=OuterRef(document), recipient__in=organisations))


def visible_to(viewer: "Viewer", today: date, within: int | None = None) -> QuerySet[Document]:
    """Every document this person may know of. `today` is the real day: nobody gets in by asking about another.

    With `within`, those of one collaboration: its own papers are looked through then, and not the whole nation's.

    It takes longer to put together than to answer, and a list asks it twice: kept on the user, who lives as long as
    a request, for as long as their access is the same.
    """
    access, asked = access_of(viewer), (today, within)
    kept: tuple[Access, tuple[date, int | None], QuerySet[Document]] | None = getattr(viewer, _KEPT_DOCUMENTS, None)
    if kept is None or kept[0] is not access or kept[1] != asked:
        kept = (access, asked, _readable(viewer, today, within))
        setattr(viewer, _KEPT_DOCUMENTS, kept)
    return kept[2].all()


def _readable(viewer: "Viewer", today: date, within: int | None) -> QuerySet[Document]:
    present = Q(disposed_at=None)
    own = own_documents(viewer)
    roads = [road(viewer, today, within) for road in slots.functions("documents.readable")]
    return Document.objects.filter(
        own | present & (_received(viewer) | _published()) | present & reduce(or_, roads, NOTHING),
        shown(access_of(viewer).open_to, "collaboration__"),
        Q() if within is None else Q(collaboration=within),
    )


def own_documents(viewer: "Viewer") -> Q:
    """Those of the organisations this person works or answers for; also the lines of what has been disposed of."""
    return Q(is_read_elsewhere=False) & _of(viewer, "owner")


def _received(viewer: "Viewer") -> Q:
    """Shared straight with an organisation of this person's. What went through a room is read in that room."""
    shares = Share.objects.filter(_of(viewer, "recipient", "document__collaboration"), through="")
    return Q(pk__in=shares.values("document"))


def _published() -> Q:
    return Q(openness=Openness.PUBLIC) & ~Q(marked())


def _of(viewer: "Viewer", to_organisation: str, to_collaboration: str = "collaboration") -> Q:
    """Rows of this person's organisations, each in its own collaboration."""
    found = NOTHING
    for collaboration_id, organisations in own_organisations(viewer).items():
        found |= Q(**{to_collaboration: collaboration_id, f"{to_organisation}__in": organisations})
    return found


def own_organisations(viewer: "Viewer") -> Mapping[int, frozenset[int]]:
    """Collaboration id to the organisations whose people this user belongs to there: answers for, or works for.

    Somebody in the register without any access to the collaboration belongs to nobody. Joined once and kept on the
    user, who lives as long as a request.
    """
    if not viewer.is_authenticated or not viewer.is_active:
        return {}
    access = access_of(viewer)
    kept: tuple[Access, dict[int, frozenset[int]]] | None = getattr(viewer, _KEPT, None)
    if kept is None or kept[0] is not access:  # with the access goes what it opened
        kept = access, _joined(access)
        setattr(viewer, _KEPT, kept)
    return kept[1]


def _joined(access: Access) -> dict[int, frozenset[int]]:
    nobody: frozenset[int] = frozenset()
    joined = {key: access.parties.get(key, nobody) | access.employers.get(key, nobody) for key in access.open_to}
    return {key: organisations for key, organisations in joined.items() if organisations}


def organisations_in(viewer: "Viewer", collaboration_id: int) -> frozenset[int]:
    """The organisations whose people this user belongs to in the collaboration."""
    return own_organisations(viewer).get(collaboration_id, frozenset())


def belongs_to_owner(viewer: "Viewer", document: Document) -> bool:
    return not document.is_read_elsewhere and document.owner_id in organisations_in(viewer, document.collaboration_id)


def can_draft(viewer: "Viewer", collaboration_id: int) -> bool:
    """Begin a document: whoever works or answers for an organisation here."""
    return bool(organisations_in(viewer, collaboration_id))


def can_write(viewer: "Viewer", document: Document) -> bool:
    """Change what is said about it, replace a draft's file, make a version, throw a draft away: the owner's people."""
    return belongs_to_owner(viewer, document)


def can_let_out(viewer: "Viewer", document: Document) -> bool:
    """Share and publish: those who answer for the owner."""
    return not document.is_read_elsewhere and answers_for(viewer, document.collaboration_id, document.owner_id)


def can_see_history(viewer: "Viewer", document: Document) -> bool:
    """Who did what is the owner's own."""
    return belongs_to_owner(viewer, document)


def can_register(viewer: "Viewer", collaboration_id: int, organisation_id: int | None = None) -> bool:
    """Read the register of an organisation (of any, unless told): those who answer for it."""
    mine = parties_of(viewer, collaboration_id)
    return bool(mine) if organisation_id is None else organisation_id in mine


def can_set_up_retention(viewer: "Viewer", collaboration_id: int) -> bool:
    """Say for how long kinds of documents are kept, by which plan: the coordinator."""
    return is_coordinator(viewer, collaboration_id)


def kept_by(viewer: "Viewer") -> QuerySet[Document]:
    """All documents of the organisations this person answers for, to be kept and disposed of by them.

    Also those whose content they may not read: then a page shows the line without its title.
    """
    return Document.objects.filter(_of_parties(viewer))


def can_keep(viewer: "Viewer", collaboration_id: int, organisation_id: int) -> bool:
    """Decide how long an organisation's documents are kept, and dispose of them: those who answer for it."""
    return answers_for(viewer, collaboration_id, organisation_id)


def disposals_visible_to(viewer: "Viewer") -> QuerySet[Disposal]:
    """A disposal is its own organisation's affair."""
    return Disposal.objects.filter(_of_parties(viewer))


def can_mark(viewer: "Viewer", document: Document) -> bool:
    """Remind of secrecy, and lift the reminder: the owner's people, and whoever drew the document up."""
    is_own = document.created_by_id is not None and document.created_by_id == viewer.pk
    return is_own or belongs_to_owner(viewer, document) or can_let_out(viewer, document)


def _of_parties(viewer: "Viewer") -> Q:
    return rows_of_parties(parties_as_values(viewer), "collaboration", "owner")
