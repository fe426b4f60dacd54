"""The index table. A correction replaces a figure and keeps it; a list keeps the figures it was calculated with."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, facts_of, refuse
from samhandling.finance.domain.steps import why_not_index
from samhandling.finance.enums import Refusal
from samhandling.finance.models import IndexFigure
from samhandling.finance.permissions import can_keep_accounts
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


@transaction.atomic
def note_index(
    *,
    actor: "User",
    collaboration: "Collaboration",
    year: int,
    percent: int,
    source: str,
    published_on: date,
    note: str = "",
    is_example: bool = False,
) -> IndexFigure:
    """Note a year's index. `percent` in thousandths: 3.4 % is 3400."""
    require(can_keep_accounts(actor, collaboration.pk))
    refuse(why_not_index(percent))
    if _current(collaboration.pk, year):
        raise RuleBroken(Refusal.INDEX_TWICE, str(year))
    figure = IndexFigure(
        collaboration=collaboration,
        year=year,
        percent=percent,
        source=source,
        published_on=published_on,
        note=note,
        is_example=is_example,
        noted_by=actor,
    )
    return add(actor, "index.noted", figure, "year", "percent", "source")


@transaction.atomic
def correct_index(
    *,
    actor: "User",
    figure: IndexFigure,
    percent: int,
    source: str,
    published_on: date,
    note: str = "",
    now: datetime,
) -> IndexFigure:
    """Put a new figure in the place of one that was wrong or has been revised. The old one is kept."""
    require(can_keep_accounts(actor, figure.collaboration_id))
    refuse(why_not_index(percent))
    current = _current(figure.collaboration_id, figure.year)
    if current is None or current.pk != figure.pk:
        raise RuleBroken(Refusal.INDEX_REPLACED)
    current.replaced_at = now
    current.save(update_fields=["replaced_at"])
    corrected = IndexFigure.objects.create(
        collaboration_id=figure.collaboration_id,
        year=figure.year,
        percent=percent,
        source=source,
        published_on=published_on,
        note=note,
        is_example=figure.is_example,
        noted_by=actor,
    )
    before, after = facts_of(figure, "percent", "source"), facts_of(corrected, "year", "percent", "source")
    record(actor, "index.corrected", corrected, before=before, after=after)
    return corrected


def _current(collaboration_id: int, year: int) -> IndexFigure | None:
    figures = IndexFigure.objects.select_for_update()
    return figures.filter(collaboration=collaboration_id, year=year, replaced_at=None).first()
