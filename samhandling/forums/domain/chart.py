"""The organisation chart: who belongs to whom, and who chooses members to whom. Words and numbers come in ready.

The municipalities' forums, the joint ones and the region's stand side by side; the networks of officers lie below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from samhandling.lib.drawing import chart
from samhandling.lib.drawing.grid import Node
from samhandling.lib.drawing.shapes import BELONGS, Drawing, Style, Tie
from samhandling.lib.drawing.shapes import Sign as Drawn


class Side(StrEnum):
    """Whose forums they are: a lane of the chart."""

    MUNICIPALITIES = "municipalities"
    JOINT = "joint"
    REGION = "region"
    OFFICERS = "officers"


class Relation(StrEnum):
    BELONGS = BELONGS
    FEEDS = "feeds"


COLUMNS = (Side.MUNICIPALITIES, Side.JOINT, Side.REGION)
_SHORT = Style("short", 13, 18)
_NAME = Style("name", 15, 20)
_STRENGTH = Style("strength", 13, 21)
_NOTE = Style("note", 12, 16)
# Swedish compounds are long: a word that does not fit is divided before one of these endings.
COMPOUND_ENDINGS = (
    "nätverket",
    "nätverk",
    "delegationen",
    "delegation",
    "nämnden",
    "nämnd",
    "utskottet",
    "utskott",
    "beredningen",
    "beredning",
    "rådet",
    "gruppen",
    "grupp",
    "direktörer",
    "direktör",
    "utveckling",
)


@dataclass(frozen=True, slots=True)
class Sign:
    """What stands in a forum's box. `share` is how much of it is filled, None where that is not decided."""

    node: Node
    short: str
    name: str
    strength: str
    notes: tuple[str, ...] = ()
    share: float | None = None

    def drawn(self) -> Drawn:
        texts = ((self.short, _SHORT), (self.name, _NAME), *((note, _NOTE) for note in self.notes))
        return Drawn(self.node, texts, (self.strength, _STRENGTH), self.share)


def draw(signs: Sequence[Sign], ties: Sequence[Tie]) -> Drawing:
    """The chart. Ties to or from a forum that is not drawn are left out."""
    return chart.draw(
        [sign.drawn() for sign in signs], ties, columns=COLUMNS, band=Side.OFFICERS, endings=COMPOUND_ENDINGS
    )
