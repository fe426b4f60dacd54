"""A forum's papers. Who may read is asked about the real day, whatever day the page tells about."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.files import serve
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.forums.forms.acting import carried_out
from samhandling.forums.forms.papers import PaperForm
from samhandling.forums.permissions import can_add_papers, can_manage, can_read_papers, can_run
from samhandling.forums.selectors.forums import forum_for, forum_page, may_see_history
from samhandling.forums.selectors.papers import paper_for, papers_of
from samhandling.forums.services.papers import add_paper, remove_paper
from samhandling.forums.views.acting import done, form_page, forum_url, one_button

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def paper_list(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    on, today = as_of(request), timezone.localdate()
    forum = forum_for(request.user, collaboration, pk)
    context = {
        "forum": forum,
        "page": forum_page(request.user, forum, on),
        "on": on,
        "here": "papers",
        "papers": papers_of(request.user, forum, on=on, today=today),
        "can_read": can_read_papers(request.user, forum, today),
        "can_add": can_add_papers(request.user, forum, today),
        "can_run": can_run(request.user, forum),
        "can_manage": can_manage(request.user, forum),
        "may_see_history": may_see_history(request.user, forum),
    }
    return render(request, "forums/papers.html", context)


def paper_download(request: VisitorRequest, collaboration: "Collaboration", pk: int, paper: int) -> HttpResponseBase:
    forum = forum_for(request.user, collaboration, pk)
    found = paper_for(request.user, forum, paper, today=timezone.localdate())
    return serve(found.file, inline=True)


@login_required
def paper_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    today = timezone.localdate()
    require(can_add_papers(request.user, forum, today))
    form = PaperForm(request.POST or None, request.FILES or None, initial={"dated_on": today})
    if carried_out(form, lambda: add_paper(actor=request.user, forum=forum, today=today, **form.cleaned_data)):
        return done(request, _("The paper has been added."), forum_url("papers", forum))
    return form_page(
        request,
        form,
        title=_("Add a paper"),
        submit=_("Add the paper"),
        cancel=forum_url("papers", forum),
        forum=forum,
        lead=_("Who may read it follows from the forum’s openness: %(openness)s.")
        % {"openness": forum.get_access_display()},
    )


@login_required
@require_POST
def paper_remove(request: UserRequest, collaboration: "Collaboration", pk: int, paper: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    today = timezone.localdate()
    found = paper_for(request.user, forum, paper, today=today)
    return one_button(
        request,
        lambda: remove_paper(actor=request.user, paper=found, today=today),
        said=_("The paper has been removed."),
        back=forum_url("papers", forum),
    )
