"""Which side of the organisation chart a forum stands on. The rows say it; nobody has to draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samhandling.forums.domain.chart import Side
from samhandling.forums.enums import Level, Standing


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forum's members come from, as its owner, its type and its composition tell it."""

    standing: str
    level: str
    parent: int | None = None
    is_owned_by_region: bool = False
    from_region: bool = False
    from_municipalities: bool = False


def sides_of(origins: Mapping[int, Origin]) -> dict[int, Side]:
    """A forum that says nothing itself stands where the forum it belongs to stands."""
    own = {key: _own_side(origin) for key, origin in origins.items()}
    return {key: _inherited(key, origins, own) for key in origins}


def _own_side(origin: Origin) -> Side | None:
    if origin.level == Level.OFFICERS:
        return Side.OFFICERS
    if origin.is_owned_by_region:
        return Side.REGION
    if origin.standing == Standing.CONSULTATION or (origin.from_region and origin.from_municipalities):
        return Side.JOINT
    if origin.from_region:
        return Side.REGION
    return Side.MUNICIPALITIES if origin.from_municipalities else None


def _inherited(key: int, origins: Mapping[int, Origin], own: Mapping[int, Side | None]) -> Side:
    for above in (key, *_above(key, origins)):
        if side := own[above]:
            return side
    return Side.MUNICIPALITIES


def _above(key: int, origins: Mapping[int, Origin]) -> Iterable[int]:
    seen = {key}
    parent = origins[key].parent
    while parent is not None and parent in origins and parent not in seen:
        seen.add(parent)
        yield parent
        parent = origins[parent].parent
