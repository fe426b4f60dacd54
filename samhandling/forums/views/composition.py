"""How a forum is put together, and the seats that follow from it."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.access import require
from samhandling.core.http import UserRequest
from samhandling.core.kept import discard_kept
from samhandling.forums.forms.composition import CreateSeatsForm, rule_rows, rules_in
from samhandling.forums.permissions import can_manage
from samhandling.forums.selectors.composition import rules_in_words, seats_to_make
from samhandling.forums.selectors.forums import forum_for
from samhandling.forums.services.composition import create_seats, set_composition
from samhandling.forums.views.page import back_to_gaps, form_page, forum_url
from samhandling.lib.errors import RuleBroken
from samhandling.ui.acting import ask
from samhandling.ui.asides import is_search, typed
from samhandling.ui.keeping import address_of_form, kept_answers

if TYPE_CHECKING:
    from samhandling.forums.models import Seat
    from samhandling.organisations.models import Collaboration


@login_required
def composition_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Several forms on one page, so a refusal stands above them."""
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    kept, answers = kept_answers(request)
    rows = rule_rows(request.POST or answers, viewer=request.user, forum=forum)
    if (shown := typed(request, *rows.forms)) is not None:
        return shown
    refusal = ""
    if request.method == "POST" and not is_search(request, *rows.forms) and rows.is_valid():
        try:
            set_composition(actor=request.user, forum=forum, rules=rules_in(rows))
        except RuleBroken as broken:
            refusal = broken.message
        else:
            discard_kept(user=request.user, address=address_of_form(request.get_full_path()))
            messages.success(request, _("The composition has been saved."))
            return redirect(back_to_gaps(request, forum) or forum_url("create_seats", forum))
    cancel = back_to_gaps(request, forum) or forum_url("detail", forum)
    context = {"forum": forum, "rows": rows, "refusal": refusal, "cancel": cancel}
    context |= {"kept": kept}
    return render(request, "forums/composition.html", context)


@login_required
def seats_create(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """First what would be made, then one button that makes it."""
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    missing = seats_to_make(forum, max(forum.starts_on, timezone.localdate()))
    total = sum(one.members + one.deputies for one in missing)
    intro = ngettext(
        "%(total)s seat required by the rules is missing.", "%(total)s seats required by the rules are missing.", total
    )
    page = form_page(
        forum,
        _("Set up the missing seats"),
        _("Set up the seats"),
        intro=intro % {"total": total},
        template="forums/create_seats.html",
        context={"rules": rules_in_words(forum), "missing": missing, "total": total},
    )
    form = CreateSeatsForm(request.POST or None, initial={"starts_on": forum.starts_on})
    return ask(request, page, form, partial(create_seats, actor=request.user, forum=forum), _made_in_words)


def _made_in_words(made: "list[Seat]") -> str:
    text = ngettext("%(count)s seat has been set up.", "%(count)s seats have been set up.", len(made))
    return text % {"count": len(made)}
