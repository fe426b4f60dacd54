"""A forum's papers. Who may read is asked about the real day, whatever day the page shows."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.asked import filter_asked, page_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.files import serve
from samhandling.core.held_files import held_for
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.forums.forms.paper_batch import PaperBatchForm
from samhandling.forums.forms.papers import LayForm, PaperFilterForm, PaperForm
from samhandling.forums.permissions import can_add_papers, can_manage, can_read_papers, can_run
from samhandling.forums.selectors.forums import forum_for, forum_page, may_see_history
from samhandling.forums.selectors.papers import (
    documents_to_submit,
    organisations_seated,
    owners_for,
    paper_for,
    paper_lines,
    papers_of,
)
from samhandling.forums.services.papers import ALLOWED, add_paper, add_papers, move_paper, remove_paper, submit_document
from samhandling.forums.views.page import form_page, forum_url
from samhandling.ui.acting import FormPage, acted, ask, show
from samhandling.ui.keeping import receive_files, show_again

if TYPE_CHECKING:
    from samhandling.forums.models import Forum, Paper
    from samhandling.organisations.models import Collaboration


PAPERS_PER_PAGE = 50


@hears_day
def paper_list(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    on, today = as_of(request), timezone.localdate()
    forum = forum_for(request.user, collaboration, pk)
    form = PaperFilterForm(request.GET or None)
    kind = filter_asked(request, form).get("kind", "")
    lines = paper_lines(papers_of(request.user, forum, on=on, today=today, kind=kind))
    page = page_asked(request, lines, PAPERS_PER_PAGE)
    context = {
        "forum": forum,
        "page": forum_page(request.user, forum, on),
        "on": on,
        "tab": "papers",
        "form": form,
        "kind": kind,
        "lines": page,
        "can_read": can_read_papers(request.user, forum, today),
        "can_add": can_add_papers(request.user, forum, today),
        "can_run": can_run(request.user, forum),
        "can_manage": can_manage(request.user, forum),
        "may_see_history": may_see_history(request.user, forum),
    }
    return render(request, "forums/papers.html", context)


def paper_download(request: VisitorRequest, collaboration: "Collaboration", pk: int, paper: int) -> HttpResponseBase:
    forum = forum_for(request.user, collaboration, pk)
    document = paper_for(request.user, forum, paper, today=timezone.localdate()).document
    if document.file is None:
        raise Http404
    return serve(document.file, inline=True)


@login_required
def paper_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """A new document, submitted to the forum at once."""
    forum, today = _forum_to_add_to(request, collaboration, pk)
    page = _submission_page(forum, today, _("Add a paper"), _("Add the paper"))
    owners = owners_for(request.user, forum)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"dated_on": today}, owners=owners)
    act = partial(add_paper, actor=request.user, forum=forum, today=today, now=timezone.now())
    return ask(request, page, form, act, _("The paper has been added."))


@login_required
def papers_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The files of a meeting: each is received by itself, and all are submitted together in the order of the page."""
    forum, today = _forum_to_add_to(request, collaboration, pk)
    here, owners = forum_url("add_papers", forum), owners_for(request.user, forum)
    is_sent = request.method == "POST"
    faults = receive_files(request, here, ALLOWED) if is_sent else []
    held = held_for(request.user, here)
    form = PaperBatchForm(request.POST or None, owners=owners, held=held, initial={"dated_on": today})
    title, submit = _("Add papers"), _("Submit the papers to the forum")
    page = _submission_page(
        forum,
        today,
        title,
        submit,
        template="forums/paper_batch.html",
        more={"faults": faults, "log_in_url": f"{resolve_url('account_login')}?next={here}"},
    )
    if is_sent and (request.FILES or "step" in request.POST):
        show_again(form, form.answers_after(request.POST.get("step", "")))
        return show(request, page, form)
    act = partial(add_papers, actor=request.user, forum=forum, today=today, now=timezone.now())
    return ask(request, page, form, act, _added_in_words)


def _added_in_words(added: "list[Paper]") -> str:
    text = ngettext("%(count)s paper has been added.", "%(count)s papers have been added.", len(added))
    return text % {"count": len(added)}


@login_required
@require_POST
def paper_up(request: UserRequest, collaboration: "Collaboration", pk: int, paper: int) -> HttpResponse:
    """Earlier on the agenda of its day."""
    return _moved(request, collaboration, pk, paper, by=-1)


@login_required
@require_POST
def paper_down(request: UserRequest, collaboration: "Collaboration", pk: int, paper: int) -> HttpResponse:
    """Later on the agenda of its day."""
    return _moved(request, collaboration, pk, paper, by=1)


def _moved(request: UserRequest, collaboration: "Collaboration", pk: int, paper: int, *, by: int) -> HttpResponse:
    forum, today = forum_for(request.user, collaboration, pk), timezone.localdate()
    found = paper_for(request.user, forum, paper, today=today)
    act = partial(move_paper, actor=request.user, paper=found, by=by, today=today)
    return acted(request, act, "", forum_url("papers", forum))


@login_required
def paper_submit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """A document of one's own organisation, submitted to the forum."""
    forum, today = _forum_to_add_to(request, collaboration, pk)
    documents = documents_to_submit(request.user, forum, today)
    title, submit = _("Submit a document to the forum"), _("Submit to the forum")
    page = _submission_page(forum, today, title, submit, has_nothing=not documents.exists())
    form = LayForm(request.POST or None, documents=documents)
    act = partial(submit_document, actor=request.user, forum=forum, now=timezone.now(), today=today)
    return ask(request, page, form, act, _("The document has been submitted to the forum."))


@login_required
@require_POST
def paper_remove(request: UserRequest, collaboration: "Collaboration", pk: int, paper: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    today = timezone.localdate()
    found = paper_for(request.user, forum, paper, today=today)
    act = partial(remove_paper, actor=request.user, paper=found, today=today)
    done = _("The paper has been removed from the forum’s list. The document stays with its owner.")
    return acted(request, act, done, forum_url("papers", forum))


def _forum_to_add_to(request: UserRequest, collaboration: "Collaboration", pk: int) -> "tuple[Forum, date]":
    forum = forum_for(request.user, collaboration, pk)
    today = timezone.localdate()
    require(can_add_papers(request.user, forum, today))
    return forum, today


def _submission_page(
    forum: "Forum",
    today: date,
    title: str,
    submit: str,
    *,
    has_nothing: bool = False,
    template: str = "forums/submit_paper.html",
    more: dict[str, Any] | None = None,
) -> FormPage:
    """What it means stands above the form: who gets it, and that it cannot be taken back."""
    return form_page(
        forum,
        title,
        submit,
        intro=_("Who may read it follows from the forum’s openness: %(openness)s.")
        % {"openness": forum.get_access_display()},
        back=forum_url("papers", forum),
        template=template,
        context={"seated": organisations_seated(forum, today), "has_nothing": has_nothing, **(more or {})},
    )
