"""What has been submitted to a forum. A paper is somebody's document; in the forum it is read by the forum's own rule.

The events lie on the paper and name nothing, so no history of the forum shows what its papers are called.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.held_files import discard_held
from samhandling.core.verbs import add, alter, remove
from samhandling.documents.enums import Openness
from samhandling.documents.permissions import can_let_out
from samhandling.documents.selectors.documents import is_document_marked
from samhandling.documents.services.locking import locked
from samhandling.documents.services.read_elsewhere import (
    draw_up_elsewhere,
    give_back,
    publish_elsewhere,
    submit_elsewhere,
)
from samhandling.forums.domain.papers import moved
from samhandling.forums.enums import AccessMode, Refusal
from samhandling.forums.models import Forum, Paper
from samhandling.forums.permissions import can_add_papers
from samhandling.forums.selectors.papers import organisations_seated, owners_for
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samhandling.core.models import HeldFile
    from samhandling.documents.models import Document
    from samhandling.organisations.models import Organisation

ALLOWED = frozenset({"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "text"})


@dataclass(frozen=True, slots=True)
class NewPaper:
    """One of many that are added at once."""

    title: str
    kind: str
    upload: "UploadedFile[bytes]"


@transaction.atomic
def add_paper(
    *,
    actor: User,
    forum: Forum,
    title: str,
    kind: str,
    dated_on: date,
    upload: "UploadedFile[bytes]",
    is_confirmed: bool,
    now: datetime,
    today: date,
    owner: "Organisation | None" = None,
) -> Paper:
    """Create a document and submit it to the forum at once; those who have seats there have received it from then on.

    The owner may be left out where there is only one to choose.
    """
    require(can_add_papers(actor, forum, today))
    _require_confirmed(is_confirmed=is_confirmed)
    document = draw_up_elsewhere(
        actor,
        forum.collaboration,
        owner=_owner(actor, forum, owner),
        title=title,
        kind=kind,
        dated_on=dated_on,
        upload=upload,
        allowed=ALLOWED,
        is_read_elsewhere=forum.access != AccessMode.OPEN,
    )
    return _submit(actor, forum, document, now=now, today=today)


@transaction.atomic
def add_papers(
    *,
    actor: User,
    forum: Forum,
    papers: "Sequence[NewPaper]",
    held: "Sequence[HeldFile]",
    dated_on: date,
    is_confirmed: bool,
    now: datetime,
    today: date,
    owner: "Organisation | None" = None,
) -> list[Paper]:
    """Add all the papers of a meeting in their order, or none of them. `held` are the files as they were received."""
    added = []
    for paper in papers:
        try:
            one = add_paper(
                actor=actor, forum=forum, title=paper.title, kind=paper.kind, dated_on=dated_on, upload=paper.upload,
                is_confirmed=is_confirmed, now=now, today=today, owner=owner,
            )  # fmt: skip
        except RuleBroken as broken:
            raise RuleBroken(broken.reason, f"{paper.title}. {broken.detail}".strip()) from broken
        added.append(one)
    discard_held(*held)
    return added


@transaction.atomic
def move_paper(*, actor: User, paper: Paper, by: int, today: date) -> None:
    """Let the paper be taken up before (-1) or after (1) the one beside it, among the papers of the same day."""
    require(can_add_papers(actor, paper.forum, today))
    same_day = Paper.objects.select_for_update(of=("self",)).filter(
        forum=paper.forum_id, document__dated_on=paper.document.dated_on
    )
    rows = {one.pk: one for one in same_day.order_by("place", "pk")}
    if paper.pk not in rows:
        return  # taken off the list meanwhile
    order = moved(list(rows), paper.pk, by)
    if order == list(rows):
        return
    for place, pk in enumerate(order, start=1):
        if pk != paper.pk:
            Paper.objects.filter(pk=pk).update(place=place)
    alter(actor, "paper.moved", rows[paper.pk], {"place": order.index(paper.pk) + 1})


@transaction.atomic
def submit_document(
    *, actor: User, forum: Forum, document: "Document", is_confirmed: bool, now: datetime, today: date
) -> Paper:
    """Submit a document of one's own organisation to the forum."""
    document = locked(document)
    require(can_add_papers(actor, forum, today) and can_let_out(actor, document))
    require(document.collaboration_id == forum.collaboration_id)
    _require_confirmed(is_confirmed=is_confirmed)
    if forum.papers.filter(document=document).exists():
        raise RuleBroken(Refusal.ALREADY_LAID)
    return _submit(actor, forum, document, now=now, today=today)


@transaction.atomic
def remove_paper(*, actor: User, paper: Paper, today: date) -> None:
    """Take the paper off the forum's list. The document stays in its owner's register: others have had it."""
    require(can_add_papers(actor, paper.forum, today))
    if not Paper.objects.select_for_update().filter(pk=paper.pk):
        return  # somebody else took it off meanwhile: it happened once, and is recorded once
    document = paper.document
    remove(actor, "paper.removed", paper)
    if not document.papers.exists():
        give_back(document)


@transaction.atomic
def open_papers(*, actor: User, forum: Forum, now: datetime) -> None:
    """The forum has become open, so everybody reads its papers, except what is marked as secret."""
    shut = forum.papers.filter(document__disposed_at=None).exclude(document__openness=Openness.PUBLIC)
    for paper in shut.select_related("document").order_by("document"):
        document = locked(paper.document)
        if not is_document_marked(document):
            publish_elsewhere(actor, document, now)


def _require_confirmed(*, is_confirmed: bool) -> None:
    """Others get it, and it cannot be taken back: whoever submits it knows that, by page or by program."""
    if not is_confirmed:
        raise RuleBroken(Refusal.LAYING_NOT_CONFIRMED)


def _submit(actor: User, forum: Forum, document: "Document", *, now: datetime, today: date) -> Paper:
    is_open = forum.access == AccessMode.OPEN
    if is_open and is_document_marked(document):
        raise RuleBroken(Refusal.MARKED_PAPER)
    seated = organisations_seated(forum, today)
    document = submit_elsewhere(actor, document, seated, through=forum.name, is_open=is_open, now=now)
    last = forum.papers.filter(document__dated_on=document.dated_on).aggregate(last=Max("place"))["last"]
    paper = Paper(forum=forum, document=document, place=(last or 0) + 1)
    return add(actor, "paper.added", paper, after={"kind": document.kind})


def _owner(actor: User, forum: Forum, chosen: "Organisation | None") -> "Organisation":
    choices = {one.pk: one for one in owners_for(actor, forum)}
    if not choices:
        raise RuleBroken(Refusal.NO_KEEPER)
    if chosen is None and len(choices) == 1:
        return next(iter(choices.values()))
    if chosen is None or chosen.pk not in choices:
        raise RuleBroken(Refusal.KEEPER_ELSEWHERE)
    return chosen
