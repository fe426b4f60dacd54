"""A forum's papers. Every read begins in what this person may read today."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from samhandling.forums.models import Forum, Paper
from samhandling.forums.permissions import papers_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def papers_of(viewer: "Viewer", forum: Forum, *, on: date, today: date) -> QuerySet[Paper]:
    """The papers dated no later than the day asked about, when this person may read them now."""
    return papers_visible_to(viewer, today).filter(forum=forum, dated_on__lte=on).select_related("file")


def paper_for(viewer: "Viewer", forum: Forum, pk: int, *, today: date) -> Paper:
    """The paper, or 404 when this person may not know that it exists."""
    return get_object_or_404(
        papers_visible_to(viewer, today).filter(forum=forum).select_related("file", "forum"), pk=pk
    )
