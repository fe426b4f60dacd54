"""The list of forums, a forum's own page, and setting up, changing and ending one."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.access import require
from samhandling.core.asked import choice_asked, filter_asked
from samhandling.core.chosen_day import hears_day
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.forums.domain.appointments import end_of_term
from samhandling.forums.forms.forums import EndForm, ForumFilterForm, ForumForm
from samhandling.forums.permissions import can_appoint_in, can_manage, can_run, can_set_up
from samhandling.forums.selectors.candidates import areas_in
from samhandling.forums.selectors.forums import (
    ForumFilter,
    ForumsOnDay,
    forum_for,
    forum_page,
    forums_on,
    history_of_forum,
    may_see_history,
)
from samhandling.forums.selectors.seats_by_party import seats_by_party
from samhandling.forums.services.forums import change_forum, create_forum, set_last_day
from samhandling.forums.views.page import back_to_gaps, form_page, forum_url
from samhandling.lib.swedish import search_key
from samhandling.ui.acting import FormPage, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def forum_list(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    on = as_of(request)
    form = ForumFilterForm(request.GET or None)
    asked = filter_asked(request, form)
    wanted = ForumFilter(asked.get("level", ""), asked.get("access", ""), search_key(asked.get("text", "")))
    found = forums_on(request.user, collaboration, on, wanted)
    context = {
        "found": found,
        "on": on,
        "form": form,
        "is_filtered": bool(wanted),
        "state": _state(found, on),
        "can_set_up": can_set_up(request.user, collaboration.pk),
    }
    return render(request, "forums/list.html", context)


def _state(found: ForumsOnDay, on: date) -> str:
    rows = found.running
    if not rows and found.begins_on:
        return _("No forum has started yet. The first starts on %(day)s.") % {
            "day": date_format(found.begins_on, "j F Y")
        }
    count = ngettext("%(count)s forum", "%(count)s forums", len(rows)) % {"count": len(rows)}
    return _("%(forums)s on %(day)s. Vacant seats: %(vacant)s.") % {
        "forums": count,
        "day": date_format(on, "j F Y"),
        "vacant": sum(row.members.vacant for row in rows),
    }


@hears_day
def forum_detail(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    on = as_of(request)
    forum = forum_for(request.user, collaboration, pk)
    page = forum_page(request.user, forum, on)
    context = {
        "forum": forum,
        "page": page,
        "on": on,
        "tab": "seats",
        "by_party": seats_by_party(page.members),
        "appointable": {
            one.pk for one in (*page.members, *page.deputies) if can_appoint_in(request.user, forum, one.party)
        },
        "can_manage": can_manage(request.user, forum),
        "can_run": can_run(request.user, forum),
        "may_see_history": may_see_history(request.user, forum),
    }
    return render(request, "forums/detail.html", context)


@hears_day
def forum_history(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Who did what is for those who work in the collaboration."""
    forum = forum_for(request.user, collaboration, pk)
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    require(may_see_history(request.user, forum))
    on = as_of(request)
    context = {
        "forum": forum,
        "page": forum_page(request.user, forum, on),
        "on": on,
        "tab": "history",
        "lines": history_of_forum(forum),
        "may_see_history": True,
        "can_manage": can_manage(request.user, forum),
        "can_run": can_run(request.user, forum),
    }
    return render(request, "forums/history.html", context)


@login_required
def forum_create(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require(can_set_up(request.user, collaboration.pk))
    page = FormPage(
        title=_("Set up a forum"),
        submit=_("Set up the forum"),
        back=reverse("forums:list", kwargs={"collaboration": collaboration.slug}),
        part_of="forums/below_forum.html",
    )
    form = ForumForm(
        request.POST or None,
        viewer=request.user,
        collaboration=collaboration,
        initial={"starts_on": timezone.localdate(), "access": "transparent", **_area_asked(request, collaboration)},
    )
    done = _("%(forum)s has been set up. Now decide its composition.")
    return ask(
        request,
        page,
        form,
        partial(create_forum, actor=request.user, collaboration=collaboration),
        lambda forum: done % {"forum": forum},
        to=lambda forum: back_to_gaps(request, forum) or forum_url("composition", forum),
    )


def _area_asked(request: UserRequest, collaboration: "Collaboration") -> dict[str, object]:
    """The area that the address names, and the agreement it belongs to: the gap of an area without forum asks so."""
    areas = {str(area.pk): area for area in areas_in(request.user, collaboration)} if "omrade" in request.GET else {}
    area = areas.get(choice_asked(request, "omrade", areas))
    return {"areas": [area.pk], "agreement": area.agreement_id} if area else {}


@login_required
def forum_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    page = form_page(forum, _("Edit %(forum)s") % {"forum": forum}, back=back_to_gaps(request, forum))
    form = ForumForm(request.POST or None, viewer=request.user, collaboration=collaboration, forum=forum)
    act = partial(change_forum, actor=request.user, forum=forum, now=timezone.now())
    return ask(request, page, form, act, _("The forum has been changed."))


@login_required
def forum_end(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Set or move the last day. An earlier one ends all that hangs on the forum; a later one lets it go on."""
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    filled = forum_page(request.user, forum, timezone.localdate()).filled.filled
    warning = ngettext(
        "The forum has %(count)s member today. An appointment that would run longer ends on the forum’s last day.",
        "The forum has %(count)s members today. Appointments that would run longer end on the forum’s last day.",
        filled,
    ) % {"count": filled}
    page = form_page(forum, _("End %(forum)s") % {"forum": forum}, _("Set the last day"), warning=warning)
    form = EndForm(request.POST or None, initial={"ends_on": forum.ends_on or end_of_term(timezone.localdate())})
    act = partial(set_last_day, actor=request.user, forum=forum)
    return ask(request, page, form, act, _("The forum’s last day has been set."))
