"""The term shift of one party: a grid of its seats, saved in one sending."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, ngettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samhandling.core.access import require
from samhandling.core.http import UserRequest
from samhandling.core.sending import Received
from samhandling.forums.domain.shift import shift_day, why_not_done
from samhandling.forums.forms.shift import ShiftFileForm, ShiftGrid
from samhandling.forums.permissions import can_shift
from samhandling.forums.selectors.in_words import number_first
from samhandling.forums.selectors.places import organisation_for
from samhandling.forums.selectors.shift import PartyState, party_state, people_for_party, seats_of_shift
from samhandling.forums.services.shift import RowsRefused, Saved, save_shift
from samhandling.forums.services.shift_answer import say_done, take_back_done
from samhandling.forums.services.undoing import LEFT_AS_VACANT, SHIFT_DONE, as_told
from samhandling.organisations.permissions import require_member
from samhandling.ui.acting import acted
from samhandling.ui.asides import is_search, typed
from samhandling.ui.keeping import once
from samhandling.ui.undoing import say_with_undo

if TYPE_CHECKING:
    from datetime import date

    from samhandling.organisations.models import Collaboration, Organisation


_SAVED = {
    "appointed": ngettext_lazy("One seat has been filled.", "%(number)s seats have been filled.", "count"),
    "left_vacant": ngettext_lazy("One seat is left vacant.", "%(number)s seats are left vacant.", "count"),
    "reopened": ngettext_lazy("One seat is undecided again.", "%(number)s seats are undecided again.", "count"),
    "added": ngettext_lazy(
        "One person has been added to the register.", "%(number)s people have been added to the register.", "count"
    ),
    "invited": ngettext_lazy(
        "One invitation to log in has been sent.", "%(number)s invitations to log in have been sent.", "count"
    ),
}


@login_required
def party_shift(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """What was typed stays in the grid until all of it can be saved, and is saved once however often it is sent."""
    organisation = party_of(request, collaboration, pk)
    grid = read_grid(request, collaboration, organisation, request.POST or None)
    if (answers := typed(request, *grid.forms)) is not None:
        return answers
    if request.method == "POST" and not is_search(request, *grid.forms) and grid.is_valid():
        try:
            return _saved(request, collaboration, organisation, grid)
        except RowsRefused as refused:
            # Read again: the seats are shown as they are now, with what was typed.
            grid = read_grid(request, collaboration, organisation, request.POST)
            grid.is_valid()
            grid.refuse(refused.by_seat)
    return show_grid(request, collaboration, organisation, grid)


def _saved(
    request: UserRequest, collaboration: "Collaboration", organisation: "Organisation", grid: ShiftGrid
) -> HttpResponse:
    back = shift_url("shift", collaboration, organisation)
    made: list[Saved] = []

    def save() -> Received:
        made.append(
            save_shift(
                actor=request.user,
                collaboration=collaboration,
                organisation=organisation,
                shift_on=shift_day(timezone.localdate()),
                wishes=grid.wishes,
                decision=grid.decision.decision(),
                language=get_language() or "sv",
                now=timezone.now(),
            )
        )
        return Received(_saved_in_words(made[0]), back)

    received, _is_twin = once(request, save)
    if made:
        _say_saved(request, made[0], back)
    else:
        messages.success(request, received.said if received else _("It was already received. Nothing was done twice."))
    return redirect(back)


@login_required
@require_POST
def party_done(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    organisation = party_of(request, collaboration, pk)
    act = partial(
        say_done,
        actor=request.user,
        collaboration=collaboration,
        organisation=organisation,
        shift_on=shift_day(timezone.localdate()),
        now=timezone.now(),
    )
    done = _("Thank you. The coordinator sees that the party is done.")
    back = shift_url("shift", collaboration, organisation)
    return acted(request, act, done, back, undo=lambda shift: (SHIFT_DONE, shift.pk))


@login_required
@require_POST
def party_not_done(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    organisation = party_of(request, collaboration, pk)
    act = partial(
        take_back_done,
        actor=request.user,
        collaboration=collaboration,
        organisation=organisation,
        shift_on=shift_day(timezone.localdate()),
    )
    return acted(
        request, act, _("The party no longer counts as done."), shift_url("shift", collaboration, organisation)
    )


def party_of(request: UserRequest, collaboration: "Collaboration", pk: int) -> "Organisation":
    """404 for strangers, 403 for members who do not answer for the party."""
    require_member(request.user, collaboration.pk)
    organisation = organisation_for(request.user, collaboration, pk)
    require(can_shift(request.user, collaboration.pk, organisation.pk))
    return organisation


def shift_url(name: str, collaboration: "Collaboration", organisation: "Organisation") -> str:
    return reverse(f"forums:{name}", kwargs={"collaboration": collaboration.slug, "pk": organisation.pk})


def read_grid(
    request: UserRequest, collaboration: "Collaboration", organisation: "Organisation", data: Any
) -> ShiftGrid:
    """The seats as they are now, with what was typed."""
    today = timezone.localdate()
    seats = seats_of_shift(request.user, collaboration, organisation, shift_day(today), today)
    return ShiftGrid(data, seats, people_for_party(collaboration, organisation, seats))


def show_grid(
    request: UserRequest, collaboration: "Collaboration", organisation: "Organisation", grid: ShiftGrid, **more: Any
) -> HttpResponse:
    shift_on = shift_day(timezone.localdate())
    state = party_state(collaboration, organisation, shift_on)
    context = {
        "organisation": organisation,
        "title": _("Term shift for %(party)s") % {"party": organisation},
        "grid": grid,
        "party": state,
        "state": _state_in_words(state, shift_on),
        "shift_on": shift_on,
        "why_not_done": why_not_done(state.left, is_done=state.is_done),
        "broken": len(grid.broken),
        "has_rows": bool(grid.rows),
        "filled": grid.filled,
        "file_form": ShiftFileForm(),
        "file_address": shift_url("shift_file", collaboration, organisation),
        "grid_address": shift_url("shift", collaboration, organisation),
        **more,
    }
    return render(request, "forums/shift.html", context)


def _state_in_words(state: PartyState, shift_on: "date") -> str:
    """ "Five seats are filled anew from 1 January 2027. Two are appointed, one is left vacant, two are undecided." """
    if not state.seats:
        return _("The party has no seats at the term shift.")
    whole = ngettext(
        "One seat is to be filled from %(day)s.", "%(number)s seats are to be filled from %(day)s.", state.seats
    ) % {"number": number_first(state.seats), "day": date_format(shift_on, "j F Y")}
    if not state.left:
        return " ".join((whole, _("All are decided.")))
    left = ngettext("%(number)s remains.", "%(number)s remain.", state.left) % {"number": number_first(state.left)}
    return f"{whole} {left}"


def _say_saved(request: UserRequest, saved: Saved, back: str) -> None:
    if saved.is_undoable:
        say_with_undo(request, _saved_in_words(saved), LEFT_AS_VACANT, as_told(saved.newly_vacant), back=back)
    else:
        messages.success(request, _saved_in_words(saved))


def _saved_in_words(saved: Saved) -> str:
    """What was done, in sentences; nothing is said of what was not."""
    told = [
        words % {"count": count, "number": number_first(count)}
        for name, words in _SAVED.items()
        if (count := getattr(saved, name))
    ]
    return " ".join(told) or _("Nothing was changed.")
