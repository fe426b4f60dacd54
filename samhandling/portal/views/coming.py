"""The days to come, and the papers one may read: the two lists that stand beside home."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from samhandling.core.asked import filter_asked, page_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.http import VisitorRequest, as_of
from samhandling.forums.selectors.kept_forums import forums_to_read, lines_of_papers, paper_rows, papers_in
from samhandling.organisations.permissions import is_coordinator
from samhandling.portal.forms import CalendarFilterForm, PaperFilterForm
from samhandling.portal.permissions import can_take_steps
from samhandling.portal.selectors.coming import by_month, coming_days, whose_choices, year_ahead
from samhandling.portal.selectors.own import own_organisations
from samhandling.ui.panels import render_panel

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

DAYS_ON_A_PAGE, PAPERS_ON_A_PAGE = 50, 40


def coming(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    """By month: one's own, one's organisation's or everybody's."""
    viewer, today = request.user, timezone.localdate()
    is_own, parties = can_take_steps(viewer, collaboration.pk), own_organisations(viewer, collaboration)
    choices = whose_choices(viewer, collaboration, has_party=bool(parties), is_own=is_own)
    form = CalendarFilterForm(request.GET or None, whose=choices, parties=parties)
    asked = filter_asked(request, form)
    whose, party = asked.get("vad") or choices[0], asked.get("part") or (parties[0].pk if parties else None)
    page = page_asked(request, coming_days(viewer, collaboration, whose, party, today), DAYS_ON_A_PAGE)
    context = {
        "form": form if len(choices) > 1 or len(parties) > 1 else None,
        "page": page,
        "months": by_month(page),
        "may_follow": is_own,
    }
    return render(request, "portal/coming.html", context)


def year_panel(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    """The coming twelve months, on the overview: how much falls in each, and what."""
    context = {"months": by_month(year_ahead(request.user, collaboration, timezone.localdate()))}
    return render_panel(request, "portal/parts/year_panel.html", context, about=collaboration)


@hears_day
def papers(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    """Everything that lies before the forums and that this person may read, the latest first.

    As of a day that is past: what was dated by then. Who may read is asked about the real day.
    """
    viewer, today, on = request.user, timezone.localdate(), as_of(request)
    then = on if on < today else None
    forums = forums_to_read(viewer, collaboration, today)
    form = PaperFilterForm(request.GET or None, forums=forums)
    forum = filter_asked(request, form).get("forum")
    rows = paper_rows(papers_in(viewer, collaboration, today, forum, dated_by=then))
    page = page_asked(request, rows, PAPERS_ON_A_PAGE)
    page.object_list = lines_of_papers(page.object_list)
    context = {
        "form": form if len(forums) > 1 else None,
        "page": page,
        "count": page.paginator.count,
        "forums": len(forums),
        "on": on,
        "then": then,
        "is_coordinator": is_coordinator(viewer, collaboration.pk),
    }
    return render(request, "portal/papers.html", context)
