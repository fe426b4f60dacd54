"""Files that belong to a forum. Their events lie on the paper and name nothing, so no history tells of them."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.files import store_file
from samhandling.forums.models import Forum, Paper
from samhandling.forums.permissions import can_add_papers

ALLOWED = frozenset({"pdf", "docx", "xlsx", "odt", "text"})


@transaction.atomic
def add_paper(
    *, actor: User, forum: Forum, title: str, kind: str, dated_on: date, upload: "UploadedFile[bytes]", today: date
) -> Paper:
    """Keep the file with the forum. The forum's openness decides who may read it."""
    require(can_add_papers(actor, forum, today))
    stored = store_file(upload=upload, user=actor, allowed=ALLOWED)
    paper = Paper.objects.create(forum=forum, kind=kind, title=title, dated_on=dated_on, file=stored)
    record(actor, "paper.added", paper, collaboration_id=forum.collaboration_id, after={"kind": kind})
    return paper


@transaction.atomic
def remove_paper(*, actor: User, paper: Paper, today: date) -> None:
    """Take the paper away, and the file from the disk once that is certain."""
    require(can_add_papers(actor, paper.forum, today))
    record(actor, "paper.removed", paper, collaboration_id=paper.forum.collaboration_id)
    stored = paper.file
    paper.delete()
    stored.delete()
    transaction.on_commit(lambda: stored.content.delete(save=False))
