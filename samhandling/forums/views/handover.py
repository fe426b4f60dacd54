"""The hand-over sheet: what somebody who leaves leaves behind."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samhandling.core.access import require
from samhandling.core.chosen_day import hears_day
from samhandling.core.http import UserRequest, as_of
from samhandling.core.paper_files import as_file
from samhandling.core.papers import PaperResponse
from samhandling.forums.permissions import can_hand_over
from samhandling.forums.selectors.handover import HandOver, handover_of
from samhandling.forums.selectors.in_words import number_first
from samhandling.forums.selectors.places import person_for
from samhandling.lib.paper.chapters import Chapter, Paper, Paragraph, Table

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@hears_day
@login_required
def handover(request: UserRequest, collaboration: "Collaboration", pk: int) -> HttpResponse:
    found = _handover(request, collaboration, pk)
    address = reverse("forums:handover_file", kwargs={"collaboration": collaboration.slug, "pk": pk})
    return render(
        request,
        "forums/handover.html",
        {
            "handover": found,
            "state": _state(found),
            "on": found.last_day,
            "file_address": f"{address}?datum={found.last_day:%Y-%m-%d}",
        },
    )


@hears_day
@login_required
def handover_file(request: UserRequest, collaboration: "Collaboration", pk: int) -> PaperResponse:
    found = _handover(request, collaboration, pk)
    kind = _("Handover")
    title = f"{kind} {found.person} {found.last_day:%Y-%m-%d}"
    return as_file(_sheet(found, collaboration), "docx", today=timezone.localdate(), title=title)


def _handover(request: UserRequest, collaboration: "Collaboration", pk: int) -> HandOver:
    person = person_for(request.user, collaboration, pk)
    require(can_hand_over(request.user, person))
    return handover_of(person, collaboration, as_of(request))


def _state(found: HandOver) -> str:
    if not found.tasks:
        return _("Nothing in the collaboration depends on this person.")
    if not found.undone:
        return _("Everything has been handed over.")
    text = ngettext("One thing left to do.", "%(number)s things left to do.", found.undone)
    return text % {"number": number_first(found.undone)}


def _sheet(found: HandOver, collaboration: "Collaboration") -> Paper:
    introduction = _("%(collaboration)s. Last day %(day)s. %(state)s") % {
        "collaboration": collaboration,
        "day": date_format(found.last_day, "j F Y"),
        "state": _state(found),
    }
    head = (_("What"), _("Where"), _("On behalf of"), _("Until"), _("What remains"))
    rows = tuple(
        (
            str(task.thing.kind.label),
            task.thing.where,
            task.thing.on_behalf_of,
            date_format(task.thing.until, "j F Y") if task.thing.until else "",
            str(task.to_do.label),
        )
        for task in found.tasks
    )
    foot = _("The sheet contains what is registered here. Add what only you know, and give it to your successor.")
    chapter = Chapter(_("What depends on the person"), 1, (Table(_state(found), head, rows), Paragraph(foot)))
    return Paper(_("Handover: %(person)s") % {"person": found.person}, introduction, get_language() or "sv", (chapter,))
