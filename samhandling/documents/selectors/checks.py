"""What cannot be so among documents, whoever wrote it: for `samhandling check`."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from samhandling.core.checks.states import Life
from samhandling.core.findings import Finding
from samhandling.core.models import Event
from samhandling.documents.enums import DisposalState, Openness
from samhandling.documents.models import Disposal, DisposalLine, Document, SecrecyMarking, Share

_NEVER_LET_OUT = (
    "The document says that others have had it, and nobody has: there is no recipient and no day of publishing."
    " Find out who wrote past the application."
)
_STILL_A_DRAFT = "The document is a working draft, and others have had it. Find out who wrote past the application."
_MARKED_AND_PUBLIC = "The document is marked as secret, and everybody can read it. Take it from the public at once."
_STILL_THERE = (
    "The disposal is carried out, and its document still has a file. Restore the rows from a backup, or dispose anew."
)
_NO_DECISION = "The document is gone, and no disposal tells by which decision. Restore it from a backup."
_LOOP = "The versions follow each other in a ring, so none is the newest. Let the oldest follow nothing."
LETTING_OUT = (
    Life(
        Document,
        "openness",
        begins=[Openness.DRAFT, Openness.SHARED],
        after={"document.published": [Openness.PUBLIC], "document.taken_from_public": [Openness.SHARED]},
    ),
    Life(Document, "openness", begins=Openness.values, after={"document.shared": [Openness.SHARED, Openness.PUBLIC]}),
)
DISPOSING = Life(
    Disposal,
    "state",
    begins=[DisposalState.PROPOSED],
    after={
        "disposal.carried_out": [DisposalState.CARRIED_OUT],
        "disposal.withdrawn": [DisposalState.WITHDRAWN],
    },
)


def check_documents(_now: datetime) -> Iterator[Finding]:
    yield from _check_steps()
    yield from _check_disposals()
    yield from _check_versions()
    # What 0.1.0 had submitted to an open forum was public from its first moment, and no event says so.
    remembered = Document.objects.exclude(published_at=F("created_at"))
    for life in LETTING_OUT:
        yield from life.contradictions(remembered)
    yield from DISPOSING.contradictions()


def _check_steps() -> Iterator[Finding]:
    """A document may have been submitted where nobody but its owner was: then the memory says that it was shared."""
    shared_events = Event.objects.filter(
        object_type="documents.document", object_id=OuterRef("pk"), verb="document.shared"
    )
    had = Exists(Share.objects.filter(document=OuterRef("pk"))) | Q(published_at__isnull=False)
    drafts, shared = (Document.objects.filter(openness=step) for step in (Openness.DRAFT, Openness.SHARED))
    for number in _numbers(shared.filter(~had, ~Exists(shared_events), is_read_elsewhere=False)):
        yield Finding("documents.never_let_out", f"documents.document {number}", _NEVER_LET_OUT)
    for number in _numbers(drafts.filter(had)):
        yield Finding("documents.still_a_draft", f"documents.document {number}", _STILL_A_DRAFT)
    standing = SecrecyMarking.objects.filter(document=OuterRef("pk"), lifted_at=None)
    for number in _numbers(Document.objects.filter(Exists(standing), openness=Openness.PUBLIC)):
        yield Finding("documents.marked_and_public", f"documents.document {number}", _MARKED_AND_PUBLIC)


def _check_disposals() -> Iterator[Finding]:
    lines = DisposalLine.objects.filter(disposal__state=DisposalState.CARRIED_OUT)
    for number in _numbers(lines.exclude(document__file=None)):
        yield Finding("documents.still_there", f"documents.disposalline {number}", _STILL_THERE)
    decided = Exists(lines.filter(document=OuterRef("pk")))
    for number in _numbers(Document.objects.filter(~decided, disposed_at__isnull=False)):
        yield Finding("documents.no_decision", f"documents.document {number}", _NO_DECISION)


def _check_versions() -> Iterator[Finding]:
    """Each follows at most one and is followed by at most one, so what is no line is a ring. Reported once."""
    follows: dict[int, int | None] = dict(
        Document.objects.exclude(follows=None).order_by("pk").values_list("pk", "follows_id")
    )
    while follows:
        first, before = follows.popitem()
        ring = [first]
        while before is not None and before != first:
            ring.append(before)
            before = follows.pop(before, None)
        if before == first:
            yield Finding("documents.ring", f"documents.document {min(ring)}", _LOOP)


def _numbers(rows: QuerySet[Any]) -> Iterator[int]:
    yield from rows.order_by("pk").values_list("pk", flat=True)
