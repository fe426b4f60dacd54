"""One seat: who sits, sat and will sit there, and its own life."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.acting import carried_out, done
from samhandling.core.http import UserRequest, VisitorRequest, as_of
from samhandling.forums.enums import SeatKind
from samhandling.forums.forms.seats import AbolishForm, SeatForm, SeatOrganisationForm
from samhandling.forums.permissions import can_appoint, can_manage
from samhandling.forums.selectors.candidates import appointments_as_of, holder_on, organisations_in, seat_for
from samhandling.forums.selectors.forums import forum_for, may_see_history
from samhandling.forums.selectors.in_words import seat_in_words, seat_state
from samhandling.forums.services.seats import abolish_seat, add_seat, change_seat, move_seat_up, remove_seat
from samhandling.forums.views.acting import form_page, forum_url, one_button, seat_url

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


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
    first = max(forum.starts_on, timezone.localdate())
    form = SeatForm(
        request.POST or None,
        organisations=organisations_in(collaboration),
        initial={"kind": SeatKind.ORDINARY, "starts_on": first, "ends_on": forum.ends_on},
    )
    if carried_out(form, lambda: add_seat(actor=request.user, forum=forum, **form.cleaned_data)):
        return done(request, _("The seat has been added."), forum_url("detail", forum))
    return form_page(
        request,
        form,
        title=_("Add a seat"),
        submit=_("Add the seat"),
        cancel=forum_url("detail", forum),
        forum=forum,
    )


@login_required
def seat_edit(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    require(can_manage(request.user, seat.forum))
    form = SeatOrganisationForm(
        request.POST or None,
        organisations=organisations_in(collaboration),
        initial={"organisation": seat.organisation_id},
    )
    back = seat_url("seat", seat.forum, seat.pk)
    if carried_out(form, lambda: change_seat(actor=request.user, seat=seat, **form.cleaned_data)):
        return done(request, _("The seat has been changed."), back)
    title = _("Change %(seat)s") % {"seat": seat_in_words(seat)}
    return form_page(request, form, title=title, submit=_("Save"), cancel=back, forum=seat.forum)


@login_required
def seat_abolish(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    require(can_manage(request.user, seat.forum))
    form = AbolishForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if carried_out(form, lambda: abolish_seat(actor=request.user, seat=seat, **form.cleaned_data)):
        return done(request, _("The seat’s last day has been set."), forum_url("detail", seat.forum))
    return form_page(
        request,
        form,
        title=_("Abolish %(seat)s") % {"seat": seat_in_words(seat)},
        submit=_("Abolish the seat"),
        cancel=seat_url("seat", seat.forum, seat.pk),
        forum=seat.forum,
        lead=_("The seat remains in everything that lies before its last day."),
    )


@login_required
@require_POST
def seat_remove(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    return one_button(
        request,
        lambda: remove_seat(actor=request.user, seat=seat),
        said=_("The seat has been removed."),
        back=forum_url("detail", seat.forum),
    )


@login_required
@require_POST
def seat_move_up(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    seat = seat_for(request.user, collaboration, pk)
    return one_button(
        request,
        lambda: move_seat_up(actor=request.user, seat=seat),
        said=_("The order of the substitutes has been changed."),
        back=forum_url("detail", seat.forum),
    )
