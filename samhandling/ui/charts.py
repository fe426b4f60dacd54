"""Charts drawn on the server. Each has the same facts in a table beside it, and colours come from the style sheet."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bar:
    """`shown` is the value as people read it: "12 of 16", "31 %". One that is partial may still grow: it is hatched."""

    label: str
    value: float
    shown: str
    url: str = ""
    tone: str = ""
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars, in the order given. `description` says in a sentence what the picture shows."""

    title: str
    description: str
    bars: list[Bar] = field(default_factory=list)
    unit: str = ""


@dataclass(frozen=True, slots=True)
class StackedBar:
    """One whole and its parts, such as duties by state. At most six parts can be told apart."""

    title: str
    description: str
    parts: list[Bar] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Point:
    """`label` is when, `shown` is the value as people read it."""

    label: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """A small line: how one figure has moved. The first and the last point are named under it."""

    title: str
    description: str
    points: list[Point] = field(default_factory=list)
    unit: str = ""
