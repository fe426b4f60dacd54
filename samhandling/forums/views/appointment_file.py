"""What the pages say when people and their seats are read from a file, and the file to fill in."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import UserRequest, as_of
from samhandling.forums.selectors.appointment_file import show_appointment, template_table
from samhandling.forums.services.appointment_file import APPOINTMENTS
from samhandling.organisations.enums import RowOutcome
from samhandling.organisations.permissions import require_administrator
from samhandling.organisations.views.imports import ImportPages

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


def _state(counts: Mapping[RowOutcome, int]) -> str:
    new, wrong = counts[RowOutcome.NEW], counts[RowOutcome.ERROR]
    sentences = [ngettext("%(count)s would be appointed.", "%(count)s would be appointed.", new) % {"count": new}]
    if vacant := counts[RowOutcome.SKIPPED]:
        words = ngettext(
            "%(count)s row describes a vacant seat and is left out.",
            "%(count)s rows describe vacant seats and are left out.",
            vacant,
        )
        sentences.append(words % {"count": vacant})
    if wrong:
        sentences.append(ngettext("%(count)s row has errors.", "%(count)s rows have errors.", wrong) % {"count": wrong})
    return " ".join([*sentences, _("Nothing has been changed yet.")])


def _kept_in_words(kept: Sequence[object]) -> list[str]:
    if not kept:
        return []
    text = ngettext(
        "%(count)s row was left as it is, because it has been changed or used since.",
        "%(count)s rows were left as they are, because they have been changed or used since.",
        len(kept),
    )
    return [text % {"count": len(kept)}]


PAGES = ImportPages(
    kind=APPOINTMENTS,
    room="forums",
    title=gettext_lazy("Appointments from a file"),
    above=(gettext_lazy("Forums"), "forums:list"),
    about="forums/appointment_file_about.html",
    show=show_appointment,
    heads=(gettext_lazy("Person"), gettext_lazy("Seat"), gettext_lazy("Period")),
    note=gettext_lazy("A new title or employer for someone already here applies from today. Earlier details are kept."),
    after=gettext_lazy("Show the forums"),
    before_undo=gettext_lazy(
        "The appointments made from the file are removed, along with the people it added. Anything changed since "
        "is kept."
    ),
    kept_in_words=_kept_in_words,
    state=_state,
    outcomes=(RowOutcome.NEW, RowOutcome.SAME, RowOutcome.SKIPPED, RowOutcome.ERROR),
)


@login_required
def import_template(request: UserRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    """The file to fill in, with a row for every vacant seat."""
    require_administrator(request.user, collaboration.pk)
    table = template_table(request.user, collaboration, as_of(request))
    write = csv_response if kind == "csv" else xlsx_response
    name = _("vacant-seats")
    return write(f"{collaboration.slug}-{name}", table.headers, table.rows)
