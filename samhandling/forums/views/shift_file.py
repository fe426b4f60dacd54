"""A party's seats as a spreadsheet: taken out, filled in, and laid into the grid to be looked at before it is saved."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.exports import csv_response, ods_response, xlsx_response
from samhandling.core.http import UserRequest
from samhandling.core.tables import read_table
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.forms.shift import ShiftFileForm, as_sent
from samhandling.forums.selectors.in_words import number_first
from samhandling.forums.selectors.shift import seats_of_shift
from samhandling.forums.selectors.shift_file import read_shift_file, shift_table
from samhandling.forums.views.shift import party_of, read_grid, shift_url, show_grid
from samhandling.lib.errors import RuleBroken
from samhandling.ui.asides import typed

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

_WRITERS = {"xlsx": xlsx_response, "ods": ods_response, "csv": csv_response}


@login_required
def shift_template(request: UserRequest, collaboration: "Collaboration", pk: int, kind: str) -> HttpResponse:
    """The file to fill in."""
    organisation = party_of(request, collaboration, pk)
    if kind not in _WRITERS:
        raise Http404
    today = timezone.localdate()
    seats = seats_of_shift(request.user, collaboration, organisation, shift_day(today), today)
    table = shift_table(organisation, seats)
    name = slugify(f"{_('term-shift')}-{organisation}-{shift_day(today).year}")
    return _WRITERS[kind](name, table.headers, table.rows)


@login_required
def shift_file(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """The filled-in file in the grid. Nothing is kept: the grid is the preview, and saving it is the deed."""
    organisation = party_of(request, collaboration, pk)
    if request.method != "POST":
        return redirect(shift_url("shift", collaboration, organisation))
    today = timezone.localdate()
    seats = seats_of_shift(request.user, collaboration, organisation, shift_day(today), today)
    grid = read_grid(request, collaboration, organisation, None)
    # The grid that a file was read into stands at this address, and asks here while somebody types in it.
    if (answers := typed(request, *grid.forms)) is not None:
        return answers
    form = ShiftFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_grid(request, collaboration, organisation, grid, file_form=form)
    upload = form.cleaned_data["file"]
    try:
        read = read_shift_file(collaboration, organisation, seats, read_table(upload.read(), upload.name))
    except RuleBroken as broken:
        form.add_error("file", broken.message)
        return show_grid(request, collaboration, organisation, grid, file_form=form)
    if read.faults:
        return show_grid(request, collaboration, organisation, grid, file_form=form, file_faults=read.faults)
    grid = read_grid(request, collaboration, organisation, as_sent(read, seats))
    grid.is_valid()
    count = len(read.filled)
    words = ngettext("One row has been read from the file.", "%(number)s rows have been read from the file.", count)
    return show_grid(
        request, collaboration, organisation, grid, file_form=form, file_read=words % {"number": number_first(count)}
    )
