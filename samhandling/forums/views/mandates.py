"""The forum's mission statement or rules of procedure, in versions."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.chosen_day import hears_day
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.forums.enums import MandateKind
from samhandling.forums.forms.mandates import AdoptForm, MandateForm
from samhandling.forums.permissions import can_manage, can_run
from samhandling.forums.selectors.forums import forum_for, forum_page, may_see_history
from samhandling.forums.selectors.mandates import mandate_for, mandate_version, mandates_of, newest_text
from samhandling.forums.services.mandates import adopt_mandate, discard_draft, draft_mandate, write_mandate
from samhandling.forums.views.page import back_to_gaps, form_page, forum_url
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def mandate_list(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    on = as_of(request)
    forum = forum_for(request.user, collaboration, pk)
    context = {
        "forum": forum,
        "page": forum_page(request.user, forum, on),
        "on": on,
        "tab": "mandate",
        "mandates": mandates_of(request.user, forum, on),
        "can_run": can_run(request.user, forum),
        "can_manage": can_manage(request.user, forum),
        "may_see_history": may_see_history(request.user, forum),
    }
    return render(request, "forums/mandate.html", context)


@hears_day
def mandate_detail(request: VisitorRequest, collaboration: "Collaboration", pk: int, version: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    shown = mandate_version(request.user, forum, version)
    context = {"forum": forum, "shown": shown, "mandate": shown.mandate, "can_run": can_run(request.user, forum)}
    return render(request, "forums/mandate_version.html", context)


@login_required
def mandate_draft(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """A new version begins as the one that holds."""
    forum = forum_for(request.user, collaboration, pk)
    require(can_run(request.user, forum))
    back = back_to_gaps(request, forum) or forum_url("mandate", forum)
    page = form_page(forum, _("Write a new version"), _("Save the draft"), back=back)
    initial = initial_of(MandateForm, newest_text(forum)) or {"kind": MandateKind.MISSION}
    form = MandateForm(request.POST or None, initial=initial)
    act = partial(draft_mandate, actor=request.user, forum=forum)
    return ask(request, page, form, act, _("The draft has been saved."))


@login_required
def mandate_write(request: UserRequest, collaboration: "Collaboration", pk: int, version: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_run(request.user, forum))
    mandate = mandate_for(request.user, forum, version)
    page = form_page(forum, _("Write the draft"), _("Save the draft"), back=forum_url("mandate", forum))
    form = MandateForm(request.POST or None, initial=initial_of(MandateForm, mandate))
    act = partial(write_mandate, actor=request.user, mandate=mandate)
    return ask(request, page, form, act, _("The draft has been saved."))


@login_required
def mandate_adopt(request: UserRequest, collaboration: "Collaboration", pk: int, version: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_run(request.user, forum))
    mandate = mandate_for(request.user, forum, version)
    page = form_page(
        forum,
        _("Record that version %(version)s was adopted") % {"version": mandate.version},
        _("Record the adoption"),
        back=forum_url("mandate", forum),
        warning=_("An adopted text is never changed. The current version is kept as it is."),
    )
    today = timezone.localdate()
    form = AdoptForm(request.POST or None, initial={"adopted_on": today, "adopted_by": forum.name})
    act = partial(adopt_mandate, actor=request.user, mandate=mandate, today=today)
    return ask(request, page, form, act, _("The text has been adopted and now applies."))


@login_required
@require_POST
def mandate_discard(request: UserRequest, collaboration: "Collaboration", pk: int, version: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_run(request.user, forum))
    act = partial(discard_draft, actor=request.user, mandate=mandate_for(request.user, forum, version))
    return acted(request, act, _("The draft has been discarded."), forum_url("mandate", forum))
