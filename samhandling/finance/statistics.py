"""Fetching population figures: asked over the network first, stored in one piece afterwards."""

from collections.abc import Callable
from datetime import date

from samhandling.finance.domain.tables import table_for
from samhandling.finance.enums import Refusal
from samhandling.finance.pxweb import PATIENCE, PxWeb
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.selectors.populations import Figures, municipality_codes
from samhandling.organisations.services.populations import store_fetched

SOURCE = "SCB"


def fetch_population(
    *, base: str, reference_on: date, today: date, pause: Callable[[float], None], patience: int = PATIENCE
) -> int:
    """Ask for every municipality's population on a reference date, and store it. Returns how many figures changed.

    Raises RuleBroken when there is no table with that date, or the service does not answer as it should; what
    was stored before stands then.
    """
    table = table_for(reference_on)
    if table is None or reference_on >= today:
        raise RuleBroken(Refusal.STATISTICS_NO_TABLE)
    found = PxWeb(base, pause, patience).population(table, reference_on.year, municipality_codes())
    if not found:
        raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, table.code)
    return store_fetched(figures=Figures(reference_on, table.code, SOURCE, found), fetched_on=today)
