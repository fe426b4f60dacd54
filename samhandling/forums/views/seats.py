"""One seat: who sits, sat and will sit there, and its own life."""

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
from samhandling.forums.enums import SeatKind
from samhandling.forums.forms.seats import AbolishForm, SeatForm, SeatOrganisationForm
from samhandling.forums.permissions import can_appoint, can_manage
from samhandling.forums.selectors.candidates import appointments_as_of, holder_on, organisations_in, seat_for
from samhandling.forums.selectors.forums import forum_for, may_see_history
from samhandling.forums.selectors.in_words import seat_in_words, seat_state
from samhandling.forums.services.seats import abolish_seat, add_seat, change_seat, move_seat_up, remove_seat
from samhandling.forums.views.page import form_page, forum_url, seat_url
from samhandling.ui.acting import acted, ask

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
def seat_detail(request: VisitorRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    on = as_of(request)
    seat = seat_for(request.user, collaboration, pk)
    holder = holder_on(seat, on)
    context = {
        "seat": seat,
        "forum": seat.forum,
        "title": seat_in_words(seat).capitalize(),
        "state": seat_state(seat, holder),
        "holder": holder,
        "appointments": appointments_as_of(seat, on),
        "on": on,
        "can_appoint": can_appoint(request.user, seat),
        "can_manage": can_manage(request.user, seat.forum),
        "sees_reasons": may_see_history(request.user, seat.forum),
    }
    return render(request, "forums/seat.html", context)


@login_required
def seat_add(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    forum = forum_for(request.user, collaboration, pk)
    require(can_manage(request.user, forum))
    page = form_page(forum, _("Add a seat"), _("Add the seat"))
    first = max(forum.starts_on, timezone.localdate())
    initial = {"kind": SeatKind.ORDINARY, "starts_on": first, "ends_on": forum.ends_on}
    form = SeatForm(request.POST or None, organisations=organisations_in(collaboration), initial=initial)
    return ask(request, page, form, partial(add_seat, actor=request.user, forum=forum), _("The seat has been added."))


@login_required
def seat_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    require(can_manage(request.user, seat.forum))
    title = _("Change %(seat)s") % {"seat": seat_in_words(seat)}
    page = form_page(seat.forum, title, back=seat_url("seat", seat.forum, seat.pk))
    initial = initial_of(SeatOrganisationForm, seat)
    form = SeatOrganisationForm(request.POST or None, organisations=organisations_in(collaboration), initial=initial)
    return ask(
        request, page, form, partial(change_seat, actor=request.user, seat=seat), _("The seat has been changed.")
    )


@login_required
def seat_abolish(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    require(can_manage(request.user, seat.forum))
    page = form_page(
        seat.forum,
        _("Abolish %(seat)s") % {"seat": seat_in_words(seat)},
        _("Abolish the seat"),
        back=seat_url("seat", seat.forum, seat.pk),
        intro=_("The seat remains in everything before its last day."),
    )
    form = AbolishForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    act = partial(abolish_seat, actor=request.user, seat=seat)
    return ask(request, page, form, act, _("The seat’s last day has been set."), to=forum_url("detail", seat.forum))


@login_required
@require_POST
def seat_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    act = partial(remove_seat, actor=request.user, seat=seat)
    return acted(request, act, _("The seat has been removed."), forum_url("detail", seat.forum))


@login_required
@require_POST
def seat_move_up(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    act = partial(move_seat_up, actor=request.user, seat=seat)
    return acted(request, act, _("The order of the substitutes has been changed."), forum_url("detail", seat.forum))
