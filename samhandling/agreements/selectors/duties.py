"""Duties, and the register of legal duties to choose from."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.domain.clauses import number_key
from samhandling.agreements.domain.duties import duty_state
from samhandling.agreements.domain.legal import LegalDuty, read_legal_duties
from samhandling.agreements.enums import DutyState
from samhandling.agreements.models import Agreement, Duty
from samhandling.agreements.permissions import can_fulfil
from samhandling.organisations.permissions import parties_of

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class DutyRow:
    """How a duty stands on a day. `is_foretold`: on one that is still to come, when nothing can be late yet."""

    duty: Duty
    state: DutyState
    may_fulfil: bool
    is_foretold: bool = False

    @property
    def word(self) -> "str | Promise":
        return TO_BE_DONE if self.is_foretold and self.state is DutyState.OVERDUE else self.state.label

    @property
    def tone(self) -> str:
        return "warning" if self.is_foretold and self.state is DutyState.OVERDUE else _TONES[self.state]

    @property
    def is_fulfilled(self) -> bool:
        return self.state is DutyState.FULFILLED


# Of what is late on a day that is still to come, unless somebody does it before.
TO_BE_DONE = _("to be done by then")
# What the list can be narrowed to, by the value in the address.
DUTY_FILTERS = {
    "mine": _("ours"),
    "overdue": _("overdue"),
    "legal": _("by law"),
    "unowned": _("without an owner"),
}

_TONES = {
    DutyState.OVERDUE: "danger",
    DutyState.SOON: "warning",
    DutyState.OPEN: "neutral",
    DutyState.FULFILLED: "success",
}
_RANK = {state: rank for rank, state in enumerate(DutyState)}


def duties_of(
    viewer: "Viewer", agreement: Agreement, on: date, wanted: str = "", *, today: date | None = None
) -> list[DutyRow]:
    """The agreement's duties as of the day, what is late or due first. `wanted`: one of DUTY_FILTERS, else all."""
    duties = agreement.duties.select_related("clause", "area", "owner").filter(_wanted(viewer, agreement, wanted, on))
    return sorted((duty_row(viewer, duty, on, today=today) for duty in duties), key=_urgency)


def duty_for(agreement: Agreement, pk: int) -> Duty:
    """One of this agreement's duties, or 404."""
    return get_object_or_404(agreement.duties.select_related("clause", "area", "owner"), pk=pk)


def duty_row(viewer: "Viewer", duty: Duty, on: date, *, today: date | None = None) -> DutyRow:
    """`today` is told apart from the day where that is another. What was fulfilled later cannot be so again."""
    was_later = duty.fulfilled_on is not None and duty.fulfilled_on > on
    state = duty_state(duty.due_on, duty.fulfilled_on, on)
    return DutyRow(duty, state, not was_later and can_fulfil(viewer, duty), is_foretold=on > (today or on))


def duties_in_clause(viewer: "Viewer", agreement: Agreement, clause_pk: int, on: date, *, today: date) -> list[DutyRow]:
    duties = agreement.duties.select_related("clause", "area", "owner").filter(clause=clause_pk)
    return [duty_row(viewer, duty, on, today=today) for duty in duties]


@cache
def legal_duties() -> tuple[LegalDuty, ...]:
    """The register of what the law demands, as it is shipped."""
    text = files("samhandling.agreements").joinpath("facts/legal_duties.yaml").read_text(encoding="utf-8")
    return read_legal_duties(yaml.safe_load(text)["duties"])


def _wanted(viewer: "Viewer", agreement: Agreement, wanted: str, on: date) -> Q:
    match wanted:
        case "mine":
            return Q(owner__in=parties_of(viewer, agreement.collaboration_id))
        case "overdue":
            return Q(Q(fulfilled_on=None) | Q(fulfilled_on__gt=on), due_on__lt=on)
        case "legal":
            return ~Q(law="")
        case "unowned":
            return Q(owner=None, owner_in_words="")
        case _:
            return Q()


def _urgency(row: DutyRow) -> tuple[int, date, tuple[int, ...], int]:
    number = row.duty.clause.number if row.duty.clause else ""
    return _RANK[row.state], row.duty.due_on or date.max, number_key(number), row.duty.pk
