"""Disposals as their own organisation sees them: proposed, carried out and withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, cast

from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samhandling.core.history import HistoryLine, events_of, read
from samhandling.core.prepared import Prepared
from samhandling.documents.domain.retention import Kept, Proposed, why_not_carry_out, why_not_dispose, why_not_withdraw
from samhandling.documents.enums import DisposalState
from samhandling.documents.models import Disposal, DisposalLine
from samhandling.documents.permissions import disposals_visible_to
from samhandling.documents.selectors.keeping import candidates_of, marked_among, readable_among, title_shown
from samhandling.organisations.permissions import parties_as_values, rows_of_parties

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class LineOfDisposal:
    """One document of a disposal. `fault` says why it may not go now, while the disposal is only proposed."""

    line: DisposalLine
    title: str
    due_on: date | None
    fault: str


@dataclass(frozen=True, slots=True)
class DisposalPage:
    disposal: Disposal
    state: str
    lines: list[LineOfDisposal]
    why_not_carry_out: str
    why_not_withdraw: str
    history: list[HistoryLine]

    @property
    def faults(self) -> int:
        return sum(bool(line.fault) for line in self.lines)


def disposals_in(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Disposal]:
    found = disposals_visible_to(viewer).filter(collaboration=collaboration)
    found = found.select_related("owner", "proposed_by", "approved_by").annotate(size=Count("lines"))
    return found.order_by("-proposed_at", "-pk")


def disposal_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Disposal:
    """The disposal, or 404 for those whose organisation's it is not."""
    return get_object_or_404(disposals_in(viewer, collaboration).select_related("collaboration"), pk=pk)


class WaitingDisposal(NamedTuple):
    pk: int
    collaboration: int
    slug: str
    size: int


def waiting_disposals(viewer: "Viewer") -> list[WaitingDisposal]:
    """Proposed by somebody else in one's own organisation, which takes another to carry out."""
    parties = parties_as_values(viewer)
    return _proposed_by_others(user=viewer.pk, **parties) if parties and viewer.pk else []


_proposed_by_others = Prepared(
    WaitingDisposal,
    lambda user, **parties: (
        Disposal.objects.filter(rows_of_parties(parties, "collaboration", "owner"), state=DisposalState.PROPOSED)
        .exclude(proposed_by=user)
        .values_list("pk", "collaboration", "collaboration__slug")
        .annotate(size=Count("lines"))
    ),
)


def disposal_page(viewer: "User", disposal: Disposal, today: date) -> DisposalPage:
    state = DisposalState(disposal.state)
    carry_out, withdraw = (
        why_not_carry_out(state, disposal.proposed_by_id, viewer.pk),
        why_not_withdraw(state),
    )
    return DisposalPage(
        disposal=disposal,
        state=_state(disposal),
        lines=disposal_lines(viewer, disposal, today),
        why_not_carry_out=str(carry_out.label) if carry_out else "",
        why_not_withdraw=str(withdraw.label) if withdraw else "",
        history=read(events_of(disposal)[:50]),
    )


def disposal_lines(viewer: "Viewer", disposal: Disposal, today: date) -> list[LineOfDisposal]:
    """Its documents; what is secret, or read in a closed room, without its title."""
    lines = list(disposal.lines.select_related("document__retention_class", "retention_class"))
    documents = [line.document for line in lines]
    readable, marked = readable_among(viewer, documents, today), marked_among(documents)
    faults = _faults(disposal, lines, today) if disposal.state == DisposalState.PROPOSED else {}
    return [
        LineOfDisposal(
            line, title_shown(line.document, readable, marked), _kept(line).due_on, faults.get(line.document_id, "")
        )
        for line in lines
    ]


def _faults(disposal: Disposal, lines: list[DisposalLine], today: date) -> dict[int, str]:
    candidates = candidates_of([line.document for line in lines], but=disposal)
    reasons = {
        line.document_id: why_not_dispose(
            candidates[line.document_id], today, Proposed(_kept(line), was_marked=line.was_marked)
        )
        for line in lines
    }
    return {pk: str(reason.label) for pk, reason in reasons.items() if reason}


def _kept(line: DisposalLine) -> Kept:
    return Kept(line.retention_class_id, line.years, line.retained_from)


def _state(disposal: Disposal) -> str:
    match DisposalState(disposal.state):
        case DisposalState.PROPOSED:
            return _("Proposed by %(person)s. Someone else must carry it out.") % {"person": disposal.proposed_by}
        case DisposalState.WITHDRAWN:
            return _("Withdrawn. Nothing was disposed of.")
        case DisposalState.CARRIED_OUT:
            day = date_format(localtime(cast("datetime", disposal.approved_at)), "j F Y")
            return _("Carried out on %(day)s by %(person)s. The files are gone.") % {
                "day": day,
                "person": disposal.approved_by,
            }
