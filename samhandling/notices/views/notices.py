"""One's own notices: the list, opening one, how one wishes to be told."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samhandling.core.asked import page_asked
from samhandling.core.forms import initial_of
from samhandling.core.http import UserRequest
from samhandling.notices.forms import WishForm
from samhandling.notices.selectors.own import is_unreached, notice_for, notices_of, unread_count
from samhandling.notices.selectors.wishes import wish_of
from samhandling.notices.services.reading import mark_all_read, mark_read
from samhandling.notices.services.undoing import ALL_READ
from samhandling.notices.services.wishes import change_wish
from samhandling.ui.acting import FormPage, acted, ask

ROWS_ON_A_PAGE = 40


@login_required
def notice_list(request: UserRequest) -> HttpResponse:
    context = {
        "page": page_asked(request, notices_of(request.user), ROWS_ON_A_PAGE),
        "unread": unread_count(request.user),
        "is_unreached": is_unreached(request.user),
    }
    return render(request, "notices/list.html", context)


@login_required
def notice_open(request: UserRequest, notice: int) -> HttpResponse:
    """Leads to what the notice is about, and marks it read on the way."""
    found = notice_for(request.user, notice)
    mark_read(actor=request.user, notice=found, now=timezone.now())
    # An address of this site, never the name of a page: `redirect` would take it for one.
    return HttpResponseRedirect(found.url if found.url.startswith("/") else reverse("notices:list"))


@require_POST
@login_required
def all_read(request: UserRequest) -> HttpResponse:
    now = timezone.now()
    act = partial(mark_all_read, actor=request.user, now=now)
    back = reverse("notices:list")
    return acted(request, act, _read_in_words, back, undo=lambda _count: (ALL_READ, now.isoformat()))


def _read_in_words(count: int) -> str:
    return ngettext("One notice has been marked as read.", "%(count)s notices have been marked as read.", count) % {
        "count": count
    }


@login_required
def wishes(request: UserRequest) -> HttpResponse:
    page = FormPage(
        title=_("How you are notified"),
        intro=_("All notices appear here and on your home page. Choose which of them you also get by email, and when."),
        back=reverse("notices:list"),
        crumbs=[(_("My account"), reverse("accounts:profile")), (_("Notices"), reverse("notices:list"))],
        template="notices/wishes.html",
        context={"is_unreached": is_unreached(request.user)},
    )
    form = WishForm(request.POST or None, initial=initial_of(WishForm, wish_of(request.user)))
    return ask(request, page, form, partial(change_wish, actor=request.user), _("Your choices have been saved."))
