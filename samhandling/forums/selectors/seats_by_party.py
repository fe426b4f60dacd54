"""The seats of a forum by the party that they belong to, as a picture. Political parties are not in the register."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samhandling.forums.selectors.seat_lines import SeatLine
from samhandling.ui.charts import Bar, BarChart


def seats_by_party(seats: Sequence[SeatLine]) -> BarChart | None:
    """Who has vacant seats first, then who has most. None where fewer than two parties have seats of their own."""
    parties: dict[str, list[SeatLine]] = {}
    for seat in seats:
        if seat.party:
            parties.setdefault(seat.party_name, []).append(seat)
    if len(parties) < 2:
        return None
    bars = [_bar(name, theirs) for name, theirs in parties.items()]
    numbers = {"vacant": sum(bool(bar.tone) for bar in bars), "parties": len(bars)}
    return BarChart(
        title=_("Filled seats by party"),
        description=_("%(vacant)s of %(parties)s parties have a vacant seat.") % numbers,
        bars=sorted(bars, key=lambda bar: (not bar.tone, -bar.value)),
    )


def _bar(name: str, seats: Sequence[SeatLine]) -> Bar:
    filled = sum(not seat.is_vacant for seat in seats)
    shown = _("%(filled)s of %(seats)s") % {"filled": filled, "seats": len(seats)}
    return Bar(name, filled, shown, tone="" if filled == len(seats) else "warning")
