"""What can be done about many terms that end."""

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from samhandling.core.exports import xlsx_response
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.permissions import can_follow_shift
from samhandling.forums.selectors.members import endings_table
from samhandling.forums.selectors.shift_overview import PartyRow, party_rows
from samhandling.forums.selectors.terms import TermQuery, told_of
from samhandling.forums.views.shift_overview import reminding
from samhandling.ui.bulk import BulkAct

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.forums.models import Appointment
    from samhandling.organisations.models import Collaboration


def acts_on_terms(viewer: "Viewer", collaboration: "Collaboration", query: TermQuery) -> list[BulkAct]:
    """Take the chosen along; the coordinator reminds the parties whose seats they are."""
    export = BulkAct(key="excel", text=_("Download for Excel"), file=partial(_table, collaboration, query))
    if not viewer.is_authenticated or not can_follow_shift(viewer, collaboration.pk):
        return [export]
    day = shift_day(timezone.localdate())
    return [reminding(viewer, collaboration, day, prepare=partial(_parties, collaboration)), export]


def _parties(collaboration: "Collaboration", chosen: "list[Appointment]") -> list[PartyRow]:
    """Each party once, however many of its terms were chosen."""
    today = timezone.localdate()
    parties = {one.seat.organisation_id for one in chosen if one.seat.organisation_id is not None}
    return party_rows(collaboration, shift_day(today), today, sorted(parties))


def _table(collaboration: "Collaboration", query: TermQuery, chosen: "list[Appointment]") -> HttpResponse:
    table = endings_table(told_of(chosen, query.on))
    return xlsx_response(f"{collaboration.slug}-{_('ending-terms')}-{query.on:%Y-%m-%d}", table.headers, table.rows)
