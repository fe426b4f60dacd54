"""The term shift as the coordinator leads it: who is done, whom to remind, who hands over to whom, whom to invite."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest
from samhandling.core.paper_files import as_file
from samhandling.core.papers import PaperResponse
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.forms.shift_overview import AskForm
from samhandling.forums.permissions import can_follow_shift
from samhandling.forums.selectors.forums import forum_for
from samhandling.forums.selectors.in_words import number_first
from samhandling.forums.selectors.shift_overview import (
    PartyRow,
    ShiftTotals,
    forums_to_invite,
    handed_over,
    members_to_invite,
    party_rows,
    totals_of,
)
from samhandling.forums.services.shift_answer import ask_parties, remind_parties
from samhandling.forums.views.page import forum_url
from samhandling.lib.paper.chapters import Chapter, Paper, Table
from samhandling.organisations.permissions import require_member
from samhandling.organisations.views.inviting import inviting
from samhandling.ui.acting import FormPage, show
from samhandling.ui.bulk import BulkAct, on_many
from samhandling.ui.charts import Bar, StackedBar

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.forums.models import PartyShift
    from samhandling.organisations.models import Collaboration

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


@login_required
def overview(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """How far every party has come."""
    day, today = _require(request, collaboration), timezone.localdate()
    rows = party_rows(collaboration, day, today)
    totals = totals_of(rows)
    return render(
        request,
        "forums/shift_overview.html",
        {
            "title": _title(day),
            "state": _state(totals),
            "rows": rows,
            "totals": totals,
            "chart": _chart(totals),
            "on": today,
            "to_remind": sum(row.why_not is None for row in rows),
            "unspoken": sum(not row.asked for row in rows),
            "acts": _acts(request, collaboration, day),
            "forums": forums_to_invite(request.user, collaboration, today),
        },
    )


@login_required
def overview_file(request: UserRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    day = _require(request, collaboration)
    if kind not in WRITERS:
        raise Http404
    return _table(collaboration, day, kind, party_rows(collaboration, day, timezone.localdate()))


@login_required
def handover_list(request: UserRequest, collaboration: "Collaboration") -> PaperResponse:
    """One paper with a chapter for each party: who leaves, and who takes over."""
    day, today = _require(request, collaboration), timezone.localdate()
    head = (_("Forum"), _("Seat"), _("Leaves"), _("Last day"), _("Takes over"), _("From"))
    chapters = tuple(
        Chapter(str(party), 1, (Table(str(party), head, tuple(_handover_row(seat) for seat in seats)),))
        for party, seats in handed_over(collaboration, day, today).items()
    )
    title = _("Handover at the term shift %(day)s") % {"day": date_format(day, "j F Y")}
    paper = Paper(title, str(collaboration), get_language() or "sv", chapters)
    return as_file(paper, "docx", today=today, title=title)


def _handover_row(found: Any) -> tuple[str, ...]:
    before, follower = found.before, found.follower
    return (
        str(found.seat.forum),
        found.title,
        str(before.person) if before else "",
        date_format(before.ends_on, "j F Y") if before else "",
        str(follower.person) if follower else found.reason or _("not appointed"),
        date_format(follower.starts_on, "j F Y") if follower else "",
    )


@login_required
def parties_many(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    """Remind or ask several parties, or take their lines along."""
    day, today = _require(request, collaboration), timezone.localdate()

    def rows_of(_asked: QueryDict, numbers: list[int] | None) -> Iterable[PartyRow]:
        return party_rows(collaboration, day, today, numbers)

    back = reverse("forums:shift_overview", args=[collaboration.slug])
    page = FormPage(title=_title(day), back=back, crumbs=[(_title(day), back)])
    return on_many(request, page, _acts(request, collaboration, day), rows_of, show)


@login_required
def forum_invite(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    """Invite everybody who sits in the forum and cannot log in."""
    forum = forum_for(request.user, collaboration, pk)
    _require(request, collaboration)
    back = reverse("forums:shift_overview", args=[collaboration.slug])
    page = FormPage(title=str(forum), about=str(forum), back=back, crumbs=[(str(forum), forum_url("detail", forum))])
    sentence = gettext_lazy("You have a seat in {forum} in {collaboration}.")
    greeting = format_lazy(sentence, forum=forum.name, collaboration=collaboration.name)
    members = members_to_invite(forum, timezone.localdate())

    def rows_of(_asked: QueryDict, numbers: list[int] | None) -> Iterable[Any]:
        return [one for one in members if numbers is None or one.pk in numbers]

    return on_many(request, page, [inviting(request.user, collaboration, [greeting])], rows_of, show)


def _require(request: UserRequest, collaboration: "Collaboration") -> date:
    """404 for strangers, 403 for members who do not lead the shift. Returns its day."""
    require_member(request.user, collaboration.pk)
    require(can_follow_shift(request.user, collaboration.pk))
    return shift_day(timezone.localdate())


def _acts(request: UserRequest, collaboration: "Collaboration", day: date) -> list[BulkAct]:
    here: dict[str, Any] = {"actor": request.user, "collaboration": collaboration, "shift_on": day}
    remind = reminding(request.user, collaboration, day)
    ask = BulkAct(
        key="fraga-till",
        text=_("Set the last day to answer"),
        title=_ask_title,
        what_happens=_("Those who represent the parties see the date where they fill their seats."),
        form=AskForm,
        act=lambda rows, answer_by: ask_parties(
            **here, organisations=[row.organisation for row in rows], answer_by=answer_by
        ),
        done=_say_asked,
    )
    export = BulkAct(key="excel", text=_("Download for Excel"), file=partial(_table, collaboration, day, "xlsx"))
    return [remind, ask, export]


def reminding(viewer: "User", collaboration: "Collaboration", day: date, **more: Any) -> BulkAct:
    """The act that reminds parties of their seats; rows are parties, or become so by what `prepare` says."""
    return BulkAct(
        key="paminn",
        text=_("Remind"),
        title=_remind_title,
        what_happens=_("Those who represent the parties are told how many seats are left, and where to fill them."),
        why_not=lambda row: str(row.why_not.label) if row.why_not else "",
        act=lambda rows: remind_parties(
            actor=viewer,
            collaboration=collaboration,
            shift_on=day,
            organisations=[row.organisation for row in rows],
            now=timezone.now(),
        ),
        done=_say_reminded,
        **more,
    )


def _table(collaboration: "Collaboration", day: date, kind: str, rows: list[PartyRow]) -> HttpResponse:
    headers = [_("Party"), _("Seats"), _("Filled"), _("Left vacant"), _("Left to fill"), _("Done"), _("Reminded")]
    name = f"{collaboration.slug}-{_('term-shift')}-{day:%Y-%m-%d}"
    return WRITERS[kind](
        name,
        [*headers, _("Represented by")],
        [
            (
                str(row.organisation),
                row.state.seats,
                row.state.filled,
                row.state.left_vacant,
                row.state.left,
                row.state.done_at,
                row.state.reminded_at,
                ", ".join(row.asked),
            )
            for row in rows
        ],
    )


def _title(day: date) -> str:
    return _("Term shift %(day)s") % {"day": date_format(day, "j F Y")}


def _state(totals: ShiftTotals) -> str:
    if not totals.parties:
        return _("No party has a seat on that day.")
    done = ngettext("%(done)s of %(number)s party is done.", "%(done)s of %(number)s parties are done.", totals.parties)
    left = _("Every seat is filled, or left vacant for a reason.")
    if totals.left:
        text = ngettext("One seat is left to fill.", "%(number)s seats are left to fill.", totals.left)
        left = text % {"number": number_first(totals.left)}
    return f"{done % {'done': totals.done, 'number': totals.parties}} {left}"


def _chart(totals: ShiftTotals) -> StackedBar:
    parts = [
        Bar(_("Filled"), totals.filled, str(totals.filled), tone="success"),
        Bar(_("Left vacant"), totals.left_vacant, str(totals.left_vacant), tone="info"),
        Bar(_("Left to fill"), totals.left, str(totals.left), tone="warning"),
    ]
    words = _("%(filled)s of %(seats)s seats are filled for the new term.")
    told = {"filled": totals.filled, "seats": totals.seats}
    return StackedBar(_("Seats for the new term"), words % told, [part for part in parts if part.value])


def _remind_title(number: int) -> str:
    if not number:
        return _("Nobody needs a reminder now")
    return ngettext("Remind %(number)s party?", "Remind %(number)s parties?", number) % {"number": number}


def _ask_title(number: int) -> str:
    text = ngettext("When should %(number)s party be done?", "When should %(number)s parties be done?", number)
    return text % {"number": number}


def _say_reminded(request: HttpRequest, reminded: "list[PartyShift]") -> None:
    text = ngettext(
        "%(number)s party has been reminded: %(names)s.",
        "%(number)s parties have been reminded: %(names)s.",
        len(reminded),
    )
    names = ", ".join(str(one.organisation) for one in reminded)
    messages.success(request, text % {"number": len(reminded), "names": names})


def _say_asked(request: HttpRequest, asked: "list[PartyShift]") -> None:
    text = ngettext("%(number)s party has a new date.", "%(number)s parties have a new date.", len(asked))
    messages.success(request, text % {"number": len(asked)})
