"""What can be done to many people of the list at once."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.http import UserRequest
from samhandling.organisations.forms.people import KeepForm, PersonFilterForm
from samhandling.organisations.permissions import can_administer, require_member
from samhandling.organisations.selectors.people import people_of
from samhandling.organisations.services.many_people import KEPT, Kept, keep_people_until
from samhandling.organisations.views.answers import address_of, below, form_page
from samhandling.organisations.views.inviting import inviting
from samhandling.organisations.views.people_table import people_table
from samhandling.ui.acting import show
from samhandling.ui.bulk import BulkAct, on_many
from samhandling.ui.undoing import say_with_undo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Person


def acts_on_people(viewer: "Viewer", collaboration: "Collaboration") -> list[BulkAct]:
    """What this person may do to many: everybody in the collaboration takes along, the coordinator changes."""
    export = BulkAct(
        key="excel", text=_("Download for Excel"), file=lambda rows: people_table(collaboration, "xlsx", rows)
    )
    if not viewer.is_authenticated or not can_administer(viewer, collaboration.pk):
        return [export]
    keep = BulkAct(
        key="behall",
        text=_("Set how long to keep"),
        title=lambda number: (
            ngettext("Keep %(number)s person until when?", "Keep %(number)s people until when?", number)
            % {"number": number}
        ),
        what_happens=_("After that day they are listed as overdue. Nobody is removed by this, and nobody is notified."),
        form=KeepForm,
        act=partial(keep_people_until, actor=viewer, today=timezone.localdate()),
        done=partial(_kept, back=address_of("people", collaboration)),
    )
    return [inviting(viewer, collaboration), keep, export]


@login_required
def people_many(request: UserRequest, collaboration: "Collaboration") -> HttpResponse:
    require_member(request.user, collaboration.pk)

    def rows_of(asked: QueryDict, numbers: list[int] | None) -> "Iterable[Person]":
        """The same rows as the list shows."""
        form = PersonFilterForm(asked, collaboration=collaboration)
        wanted = form.cleaned_data if form.is_valid() else {}
        query, organisation = wanted.get("query", ""), wanted.get("organisation")
        if numbers is not None:
            return people_of(request.user, collaboration).filter(pk__in=numbers)
        return people_of(request.user, collaboration, query=query, organisation=organisation)

    page = form_page(below("people", _("People"), collaboration), _("People"))
    return on_many(request, page, acts_on_people(request.user, collaboration), rows_of, show)


def _kept(request: HttpRequest, kept: Kept, *, back: str) -> None:
    if not kept:
        messages.info(request, _("Nothing was changed: it was so already."))
        return
    text = ngettext("%(number)s person has a new day.", "%(number)s people have a new day.", len(kept))
    say_with_undo(request, text % {"number": len(kept)}, KEPT, _as_told(kept), back=back)


def _as_told(kept: Kept) -> list[list[Any]]:
    return [list(row) for row in kept]
