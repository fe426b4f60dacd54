"""How a forum is put together, and the seats that follow from it."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.access import require
from samhandling.core.acting import carried_out, done
from samhandling.core.http import UserRequest
from samhandling.forums.forms.composition import CreateSeatsForm, rule_rows, rules_told
from samhandling.forums.permissions import can_manage
from samhandling.forums.selectors.composition import rules_in_words, seats_to_make
from samhandling.forums.selectors.forums import forum_for
from samhandling.forums.services.composition import create_seats, set_composition
from samhandling.forums.views.acting import forum_url
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@login_required
def composition_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    rows = rule_rows(request.POST or None, viewer=request.user, forum=forum)
    refusal = ""
    if rows.is_bound and rows.is_valid():
        try:
            set_composition(actor=request.user, forum=forum, rules=rules_told(rows))
            return done(request, _("The composition has been saved."), forum_url("create_seats", forum))
        except RuleBroken as broken:
            refusal = broken.message
    context = {"forum": forum, "rows": rows, "refusal": refusal, "cancel": forum_url("detail", forum)}
    return render(request, "forums/composition.html", context)


@login_required
def seats_create(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """First what would be made, then one button that makes it."""
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    form = CreateSeatsForm(request.POST or None, initial={"starts_on": forum.starts_on})
    made = carried_out(form, lambda: create_seats(actor=request.user, forum=forum, **form.cleaned_data))
    if made:
        said = ngettext("%(count)s seat has been set up.", "%(count)s seats have been set up.", len(made))
        return done(request, said % {"count": len(made)}, forum_url("detail", forum))
    missing = seats_to_make(forum, max(forum.starts_on, timezone.localdate()))
    context = {
        "forum": forum,
        "form": form,
        "rules": rules_in_words(forum),
        "missing": missing,
        "total": sum(one.members + one.deputies for one in missing),
        "cancel": forum_url("detail", forum),
    }
    return render(request, "forums/create_seats.html", context)
