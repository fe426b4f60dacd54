"""What can be done about many seats that are vacant, and many terms that end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.exports import xlsx_response
from samhandling.core.http import VisitorRequest
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.forms.appointments import EndEarlyForm
from samhandling.forums.permissions import appoints_somewhere, can_appoint, can_follow_shift
from samhandling.forums.selectors.members import endings_table, vacancies_table
from samhandling.forums.selectors.shift_overview import PartyRow, party_rows
from samhandling.forums.selectors.terms import TermQuery, told_of, told_of_vacant
from samhandling.forums.selectors.to_fill import to_fill
from samhandling.forums.services.appointments import end_many
from samhandling.forums.views.shift_overview import reminding
from samhandling.ui.bulk import BulkAct

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.forums.models import Appointment, Seat
    from samhandling.organisations.models import Collaboration

    SeatsOf = Callable[[list[Any]], list[Seat]]


@dataclass(frozen=True, slots=True)
class _Term:
    """A term as the question tells it: who, where and until when."""

    appointment: "Appointment"

    @property
    def pk(self) -> int:
        return self.appointment.pk

    def __str__(self) -> str:
        one = self.appointment
        told = {"person": one.person, "forum": one.seat.forum, "day": date_format(one.ends_on, "j F Y")}
        return _("%(person)s, %(forum)s, until %(day)s") % told


def acts_on_vacant(request: VisitorRequest, collaboration: "Collaboration", query: TermQuery) -> list[BulkAct]:
    """Fill them, remind the parties that they belong to, take them along."""
    viewer = request.user
    export = BulkAct(
        key="excel", text=_("Download for Excel"), file=partial(_vacant_table, request, collaboration, query)
    )
    acts = [export]
    if not viewer.is_authenticated:
        return acts
    if can_follow_shift(viewer, collaboration.pk):
        acts.insert(0, _reminding(viewer, collaboration, lambda seats: seats))
    if appoints_somewhere(viewer, collaboration.pk):
        acts.insert(0, _appointing(request, collaboration, lambda seats: seats))
    return acts


def acts_on_terms(request: VisitorRequest, collaboration: "Collaboration", query: TermQuery) -> list[BulkAct]:
    """Fill the seats anew, remind the parties, end all of them on an earlier day, take them along."""
    viewer = request.user
    export = BulkAct(key="excel", text=_("Download for Excel"), file=partial(_table, collaboration, query))
    acts = [export]
    if not viewer.is_authenticated:
        return acts
    if appoints_somewhere(viewer, collaboration.pk):
        acts.insert(0, _ending(viewer))
    if can_follow_shift(viewer, collaboration.pk):
        acts.insert(0, _reminding(viewer, collaboration, _seats_of))
    if appoints_somewhere(viewer, collaboration.pk):
        acts.insert(0, _appointing(request, collaboration, _seats_of))
    return acts


def _seats_of(terms: "list[Appointment]") -> "list[Seat]":
    return [one.seat for one in terms]


def _appointing(request: VisitorRequest, collaboration: "Collaboration", seats_of: "SeatsOf") -> BulkAct:
    """Leads to where they are filled: nothing is done yet, so nothing is asked."""
    return BulkAct(
        key="utse",
        text=_("Appoint"),
        file=lambda rows: _where_to_appoint(request, collaboration, seats_of(rows)),
    )


def _where_to_appoint(request: VisitorRequest, collaboration: "Collaboration", seats: "Iterable[Seat]") -> HttpResponse:
    """The party's grid when they are all one party's; else the parties, each with a way to its own."""
    found = to_fill(request.user, collaboration, seats, shift_day(timezone.localdate()))
    if (party := found.only_grid) is not None:
        return redirect(reverse("forums:shift", args=[collaboration.slug, party.pk]))
    return render(request, "forums/appoint_many.html", {"found": found})


def _reminding(viewer: "User", collaboration: "Collaboration", seats_of: "SeatsOf") -> BulkAct:
    day = shift_day(timezone.localdate())
    return reminding(viewer, collaboration, day, prepare=lambda rows: _parties(collaboration, seats_of(rows)))


def _parties(collaboration: "Collaboration", seats: "Iterable[Seat]") -> list[PartyRow]:
    """Each party once, however many of its seats were chosen."""
    today = timezone.localdate()
    parties = {one.organisation_id for one in seats if one.organisation_id is not None}
    return party_rows(collaboration, shift_day(today), today, sorted(parties))


def _ending(viewer: "User") -> BulkAct:
    return BulkAct(
        key="avsluta",
        text=_("End early"),
        title=_end_title,
        what_happens=_(
            "Everyone on the list leaves after the same day, and offices in the presidium end at the same time."
            " If one appointment cannot end on that day, none of them does."
        ),
        prepare=lambda terms: [_Term(one) for one in terms],
        why_not=lambda term: (
            "" if can_appoint(viewer, term.appointment.seat) else _("You do not appoint to this seat.")
        ),
        form=lambda data: EndEarlyForm(data, initial={"ends_on": timezone.localdate()}),
        act=lambda rows, **asked: end_many(actor=viewer, rows=[one.appointment for one in rows], **asked),
        done=_say_ended,
    )


def _why_not_end(viewer: "User", term: _Term) -> str:
    return "" if can_appoint(viewer, term.appointment.seat) else _("You do not appoint to this seat.")


def _end_title(number: int) -> str:
    if not number:
        return _("You can end none of these appointments")
    text = ngettext("End %(number)s appointment early?", "End %(number)s appointments early?", number)
    return text % {"number": number}


def _say_ended(request: HttpRequest, ended: "list[Appointment]") -> None:
    text = ngettext("%(number)s appointment has been ended.", "%(number)s appointments have been ended.", len(ended))
    messages.success(request, text % {"number": len(ended)})


def _table(collaboration: "Collaboration", query: TermQuery, chosen: "list[Appointment]") -> HttpResponse:
    table = endings_table(told_of(chosen, query.on))
    return xlsx_response(f"{collaboration.slug}-{_('ending-terms')}-{query.on:%Y-%m-%d}", table.headers, table.rows)


def _vacant_table(
    request: VisitorRequest, collaboration: "Collaboration", query: TermQuery, chosen: "list[Seat]"
) -> HttpResponse:
    table = vacancies_table(told_of_vacant(request.user, chosen, query.on))
    return xlsx_response(f"{collaboration.slug}-{_('vacancies')}-{query.on:%Y-%m-%d}", table.headers, table.rows)
