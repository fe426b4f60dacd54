"""What can be done to many organisations at once: taken along from the list, and ended among those that take part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.chosen_day import day_in
from samhandling.core.exports import xlsx_response
from samhandling.core.http import UserRequest
from samhandling.organisations.forms.organisations import LeaveForm, OrganisationFilterForm
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.selectors.collaborations import participations_of, time_in_words
from samhandling.organisations.selectors.organisations import list_organisations, wanted_from
from samhandling.organisations.services.collaborations import end_participations
from samhandling.organisations.views.answers import below, form_page
from samhandling.organisations.views.organisations_table import organisations_table
from samhandling.ui.acting import show
from samhandling.ui.bulk import BulkAct, on_many

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation, Participation


@dataclass(frozen=True, slots=True)
class _Time:
    """A time that an organisation takes part, called by its name and, where it is not since ever, its days."""

    participation: "Participation"

    @property
    def pk(self) -> int:
        return self.participation.pk

    def __str__(self) -> str:
        one = self.participation
        return f"{one.organisation}, {time_in_words(one)}" if one.joined_on or one.left_on else str(one.organisation)


def acts_on_organisations(viewer: "Viewer", collaboration: "Collaboration") -> list[BulkAct]:
    if not viewer.is_authenticated:
        return []
    export = partial(organisations_table, collaboration, "xlsx")
    return [BulkAct(key="excel", text=_("Download for Excel"), file=export)]


def acts_on_participants(actor: "User", collaboration: "Collaboration") -> list[BulkAct]:
    """For the coordinator: end their taking part on one day, or take them along."""
    today = timezone.localdate()
    end = BulkAct(
        key="avsluta",
        text=_("Set the last day"),
        title=_title,
        what_happens=_(
            "They take part until that day, and stay in the history. Seats and agreements are not changed."
            " Those who represent them are told."
            " If one of them cannot end on that day, none of them does."
        ),
        prepare=lambda rows: [_Time(row) for row in rows],
        why_not=partial(_why_not_end, today),
        form=LeaveForm,
        act=lambda rows, left_on: end_participations(
            actor=actor, participations=[row.participation for row in rows], left_on=left_on
        ),
        done=_say_ended,
    )
    return [end, BulkAct(key="excel", text=_("Download for Excel"), file=partial(_participants_table, collaboration))]


@login_required
def organisations_many(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    def rows_of(asked: QueryDict, numbers: list[int] | None) -> "Iterable[Organisation]":
        """The same rows as the list shows, on the day that it was asked for."""
        form = OrganisationFilterForm(asked)
        wanted = wanted_from(form.cleaned_data if form.is_valid() else {})
        found = list_organisations(request.user, collaboration, wanted, on=day_in(asked) or timezone.localdate())
        return found if numbers is None else found.filter(pk__in=numbers)

    page = form_page(below("list", _("Organisations"), collaboration), _("Organisations"))
    return on_many(request, page, acts_on_organisations(request.user, collaboration), rows_of, show)


@login_required
def participants_many(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_administrator(request.user, collaboration.pk)

    def rows_of(_asked: QueryDict, numbers: list[int] | None) -> "Iterable[Participation]":
        found = participations_of(collaboration)
        return found if numbers is None else found.filter(pk__in=numbers)

    page = form_page(below("participants", _("Who takes part"), collaboration), _("Who takes part"))
    return on_many(request, page, acts_on_participants(request.user, collaboration), rows_of, show)


def _why_not_end(today: date, row: _Time) -> str:
    left_on = row.participation.left_on
    return _("It has left already. Change its last day by itself.") if left_on and left_on < today else ""


def _title(number: int) -> str:
    if not number:
        return _("None of these takes part any more")
    text = ngettext(
        "Until when does %(number)s organisation take part?",
        "Until when do %(number)s organisations take part?",
        number,
    )
    return text % {"number": number}


def _say_ended(request: HttpRequest, ended: list[Any]) -> None:
    text = ngettext("%(number)s organisation has a last day.", "%(number)s organisations have a last day.", len(ended))
    messages.success(request, text % {"number": len(ended)})


def _participants_table(collaboration: "Collaboration", rows: "list[Participation]") -> HttpResponse:
    cells = [
        (str(row.organisation), str(row.organisation.get_kind_display()), row.joined_on, row.left_on) for row in rows
    ]
    return xlsx_response(f"deltagare-{collaboration.slug}", [_("Name"), _("Kind"), _("From"), _("To")], cells)
