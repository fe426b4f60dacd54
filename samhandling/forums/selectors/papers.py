"""A forum's papers. Every read begins in what this person may read today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Case, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from samhandling.documents.models import Document
from samhandling.documents.permissions import kept_by, marked, organisations_in, visible_to
from samhandling.forums.models import Forum, Paper
from samhandling.forums.permissions import papers_visible_to
from samhandling.forums.selectors.seats import seats_on
from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Organisation
from samhandling.organisations.selectors.collaborations import participants

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer


def papers_of(viewer: "Viewer", forum: Forum, *, on: date, today: date, kind: str = "") -> QuerySet[Paper]:
    """The papers dated no later than the day asked about, when this person may read them now; `is_marked` with each."""
    found = papers_visible_to(viewer, today).filter(forum=forum, document__dated_on__lte=on)
    found = found.filter(document__kind=kind) if kind else found
    return found.select_related("document__file", "document__owner").annotate(is_marked=marked("document"))


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper on the page, and whether it can change places with one of the same day."""

    paper: Paper
    goes_up: bool
    goes_down: bool


def paper_lines(papers: Iterable[Paper]) -> list[PaperLine]:
    """The papers in their order. All of a day must be among them: it is they that change places."""
    found = list(papers)
    days = [paper.document.dated_on for paper in found]
    around = zip(found, [None, *days], days, [*days[1:], None], strict=False)
    return [PaperLine(paper, before == day, day == after) for paper, before, day, after in around]


def paper_for(viewer: "Viewer", forum: Forum, pk: int, *, today: date) -> Paper:
    """The paper, or 404 when this person may not know that it exists."""
    found = papers_visible_to(viewer, today).filter(forum=forum)
    return get_object_or_404(found.select_related("document__file", "forum__collaboration"), pk=pk)


def owners_for(user: "User", forum: Forum) -> QuerySet[Organisation]:
    """Whose document a new paper may be: one's own organisation's here.

    A secretary may work for none of those who take part. Then it is the document of whoever keeps the forum: its
    owner, else the region, else the first who takes part.
    """
    own = Organisation.objects.filter(pk__in=organisations_in(user, forum.collaboration_id), merged_into=None)
    return own if own.exists() else Organisation.objects.filter(pk__in=_keeper_of(forum))


def _keeper_of(forum: Forum) -> list[int]:
    if forum.owner_id is not None:
        return [forum.owner_id]
    region_first = Case(When(kind=Kind.REGION, then=Value(0)), default=Value(1))
    taking_part = participants(forum.collaboration).filter(merged_into=None)
    return list(taking_part.order_by(region_first, "sort_key", "pk").values_list("pk", flat=True)[:1])


def organisations_seated(forum: Forum, on: date) -> list[Organisation]:
    """Who gets a paper that is submitted there: for whom the seats are, and for whom those without a party work."""
    found: dict[int, Organisation] = {}
    for one in seats_on(forum, on):
        holder = one.appointment.person.organisation if one.appointment else None
        organisation = one.seat.organisation or holder
        if organisation is not None:
            found[organisation.pk] = organisation
    return sorted(found.values(), key=lambda organisation: (organisation.sort_key, organisation.pk))


def documents_to_submit(user: "User", forum: Forum, today: date) -> QuerySet[Document]:
    """Documents that this user may let out and that do not lie before the forum yet."""
    own = visible_to(user, today) & kept_by(user)
    here = own.filter(collaboration=forum.collaboration_id, disposed_at=None, is_read_elsewhere=False)
    return here.exclude(papers__forum=forum).select_related("owner").order_by("-dated_on", "-pk")
