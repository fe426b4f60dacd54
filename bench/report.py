"""The figures as a table that people read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from bench.asking import Ask

P95_AT_MOST = 60.0
NATION_AT_MOST = 1.5
SHARES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))


@dataclass(slots=True)
class Measured:
    """What was found on one database: by page, and of each pair the county first and then the nation."""

    database: str
    asks: tuple[list[Ask], list[Ask]] = field(default_factory=lambda: ([], []))
    queries: dict[str, tuple[int, int]] = field(default_factory=dict)
    cpu: dict[str, tuple[float, float]] = field(default_factory=dict)
    kilobytes: dict[str, int] = field(default_factory=dict)
    server: dict[str, tuple[list[float], list[float]]] = field(default_factory=dict)
    latency: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))
    achieved: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))
    capacity: list[float] = field(default_factory=lambda: [0.0, 0.0])
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """When and on what it was measured."""

    taken_at: datetime
    python: str
    cores: int
    busy: float
    rate: int
    seconds: int
    sizes: tuple[dict[str, int], dict[str, int]]
    minutes: float


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that so large a share of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)]


def verdict(measured: Measured, page: str) -> str:
    """Whether the page keeps what is promised: fast enough, and hardly slower for a nation than for a county."""
    county, nation = measured.server[page]
    is_fast = max(percentile(county, 0.95), percentile(nation, 0.95)) <= P95_AT_MOST
    if ratio(county, nation) <= NATION_AT_MOST:
        return "kept" if is_fast else "**not kept**"
    is_wide = any(ask.is_wide for ask in measured.asks[0] if ask.page == page)
    return "kept, but for the ratio" if is_fast and is_wide else "**not kept**"


def ratio(county: Sequence[float], nation: Sequence[float]) -> float:
    return percentile(nation, 0.5) / max(percentile(county, 0.5), 0.1)


def written(run: Run, all_measured: Sequence[Measured]) -> str:
    return "\n".join([_introduction(run), *(_table(measured) for measured in all_measured)])


def _introduction(run: Run) -> str:
    county, nation = run.sizes
    sizes = "\n".join(f"| {kind} | {county[kind]} | {nation[kind]} |" for kind in county if kind != "seconds")
    return f"""# Measured

Made by `make bench`; do not edit. {run.taken_at:%Y-%m-%d %H:%M} UTC, Python {run.python}, {run.cores} cores,
on which the load generator and the databases run too; load average over the last 15 minutes {run.busy:.1f}.
It took {run.minutes:.0f} minutes.

`samhandling serve` with 2 processes; {run.rate} requests/s at fixed moments for {run.seconds} s on each database, all
pages in turn; county and nation, SQLite and PostgreSQL take turns. **Server time** in milliseconds, as the server's own
log has it. **CPU** is processor time of one request alone in a process, which a busy machine disturbs less. Promised:
p95 at most {P95_AT_MOST:.0f} ms, and for the nation at most {NATION_AT_MOST} times the county's median. To search
everywhere is to ask for 21 times as much to be looked through: where that takes longer than promised, it is said.

Made-up data, the same every time; the county is one of the 21:

| rows | county | nation |
|---|---:|---:|
{sizes}
"""


def _table(measured: Measured) -> str:
    head = (
        "| page | queries | CPU ms | kB | county p50 | p95 | p99 | nation p50 | p95 | p99 | nation : county | |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|"
    )
    rows = [_row(measured, page) for page in measured.server]
    return "\n".join([f"## {measured.database}\n", head, *rows, "", _whole(measured), ""])


def _row(measured: Measured, page: str) -> str:
    county, nation = measured.server[page]
    cells = [
        page,
        _both(*measured.queries[page]),
        _both(*measured.cpu[page]),
        str(measured.kilobytes[page]),
        *(f"{percentile(values, share):.1f}" for values in (county, nation) for _name, share in SHARES),
        f"{ratio(county, nation):.2f}",
        verdict(measured, page),
    ]
    return f"| {' | '.join(cells)} |"


def _both(county: float, nation: float) -> str:
    return f"{county:g}" if county == nation else f"{county:g} / {nation:g}"


def _whole(measured: Measured) -> str:
    """All pages together, and the waiting that the server does not see."""
    lines = [
        "| | requests/s answered | at most | latency p50 | p95 | p99 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for side, place in enumerate(("county", "nation")):
        latency = " | ".join(f"{percentile(measured.latency[side], share):.1f}" for _name, share in SHARES)
        achieved = measured.achieved[side]
        rate = sum(achieved) / len(achieved)
        lines.append(f"| {place} | {rate:.1f} | {measured.capacity[side]:.0f} | {latency} |")
    return "\n".join([*lines, "", f"Answers other than 200: {measured.failed}."])
