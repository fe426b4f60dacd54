"""Seats that somebody has chosen to fill, by the party that fills them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from samhandling.forums.models import Seat
from samhandling.forums.permissions import can_appoint, can_shift

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation


@dataclass(slots=True)
class SeatsOfParty:
    """The chosen seats of one party, or of none. `has_grid`: its grid of the term shift holds them all."""

    party: "Organisation | None"
    has_grid: bool
    seats: list[Seat] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ToFill:
    parties: list[SeatsOfParty]
    others: list[Seat]  # those that the viewer does not fill

    @property
    def count(self) -> int:
        return sum(len(one.seats) for one in self.parties)

    @property
    def only_grid(self) -> "Organisation | None":
        """The party whose grid is all that is needed."""
        if self.others or len(self.parties) != 1 or not self.parties[0].has_grid:
            return None
        return self.parties[0].party


def to_fill(viewer: "Viewer", collaboration: "Collaboration", chosen: Iterable[Seat], shift_on: date) -> ToFill:
    """Each seat once, in the order they were listed. No query per seat."""
    parties: dict[int | None, SeatsOfParty] = {}
    others = []
    for seat in {one.pk: one for one in chosen}.values():
        if not can_appoint(viewer, seat):
            others.append(seat)
            continue
        party = seat.organisation
        found = parties.setdefault(
            seat.organisation_id,
            SeatsOfParty(party, party is not None and can_shift(viewer, collaboration.pk, party.pk)),
        )
        found.seats.append(seat)
        found.has_grid = found.has_grid and _exists_on(seat, shift_on)
    return ToFill(sorted(parties.values(), key=_by_name), others)


def _exists_on(seat: Seat, day: date) -> bool:
    return all(ends_on is None or ends_on >= day for ends_on in (seat.ends_on, seat.forum.ends_on))


def _by_name(found: SeatsOfParty) -> tuple[bool, str]:
    return found.party is None, found.party.sort_key if found.party else ""
