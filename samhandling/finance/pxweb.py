"""A small client for PxWeb API v2, the statistics service of Statistics Sweden (SCB).

It asks for little at a time, waits when asked to, and never takes an answer for what it is not. Nobody
calls it inside a transaction: the network is slow, and what was stored before is there meanwhile.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import httpx

from samhandling.finance.domain.jsonstat import NotTheTableError, codes_of, values_along
from samhandling.finance.domain.tables import PopulationTable, totals_in
from samhandling.finance.enums import Refusal
from samhandling.lib.errors import RuleBroken

TIMEOUT = httpx.Timeout(15.0, connect=5.0)
LONGEST_ANSWER = 60.0  # seconds for one whole answer: a drop at a time would never run into the timeout
PATIENCE = 60  # seconds of waiting in all: some of the service's own windows of ten
MOST_ANSWER_BYTES = 4_000_000  # as text; as values up to thirty times as much
DEFAULT_CELLS = 150_000
TRIES = 3


class PxWeb:
    """`pause(seconds)` is how it waits, and `patience` how long in all. `base` is the address that ends in /api/v2."""

    def __init__(
        self, base: str, pause: Callable[[float], None], patience: int = PATIENCE, timeout: httpx.Timeout = TIMEOUT
    ) -> None:
        self.client = httpx.Client(base_url=base.rstrip("/"), timeout=timeout, follow_redirects=False)
        self.pause, self.patience = pause, patience

    def population(self, table: PopulationTable, year: int, regions: Sequence[str]) -> dict[str, int]:
        """Inhabitants by region code. A region without a figure is left out.

        Raises RuleBroken with one of the refusals that begin with STATISTICS.
        """
        found: dict[str, int] = {}
        with self.client:
            step = min(len(regions), self._cells()) or 1
            fixed = self._totals(table) if table.fixed is None else table.fixed
            for part in _parts(regions, step):
                found |= self._population_of(table, year, part, fixed)
        return found

    def _cells(self) -> int:
        """How many cells one answer may have, as the service says."""
        limit = self._ask("GET", "/config", None).get("maxDataCells", DEFAULT_CELLS)
        return limit if isinstance(limit, int) and limit > 0 else DEFAULT_CELLS

    def _totals(self, table: PopulationTable) -> dict[str, str]:
        """What to choose so that a cell is everybody of a region, as the table says of itself."""
        metadata = self._ask("GET", f"/tables/{table.code}/metadata", None)
        try:
            totals, without = totals_in(metadata)
        except NotTheTableError as amiss:
            raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, f"{table.code} ({amiss})") from amiss
        if without:
            raise RuleBroken(Refusal.STATISTICS_NO_TOTAL, f"{table.code}: {', '.join(without)}")
        return totals

    def _population_of(
        self, table: PopulationTable, year: int, regions: Sequence[str], fixed: Mapping[str, str]
    ) -> dict[str, int]:
        selection = [
            {"variableCode": "Region", "valueCodes": list(regions)},
            {"variableCode": "Tid", "valueCodes": [str(year)]},
            *({"variableCode": name, "valueCodes": [code]} for name, code in fixed.items()),
        ]
        dataset = self._ask("POST", f"/tables/{table.code}/data", {"selection": selection})
        try:
            if codes_of(dataset, "Tid") != [str(year)]:
                raise NotTheTableError("Tid")
            values = values_along(dataset, "Region")
        except NotTheTableError as amiss:
            raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, f"{table.code} ({amiss})") from amiss
        if set(values) != set(regions):
            raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, f"{table.code} (Region)")
        return {code: value for code, value in values.items() if value is not None}

    def _ask(self, method: str, path: str, body: object) -> dict[str, Any]:
        """What the service answers. It is asked again, up to three times, when it wants us to come back later."""
        for tries_left in reversed(range(TRIES)):
            answer, content = self._send(method, path, body)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return _read(answer, content, path)
            seconds = _wait_asked_for(answer)
            if not tries_left or seconds > self.patience:
                break
            self.patience -= seconds
            self.pause(seconds)
        raise RuleBroken(Refusal.STATISTICS_TOO_MANY, str(seconds))

    def _send(self, method: str, path: str, body: object) -> tuple[httpx.Response, bytes]:
        """The answer and what is in it, read only as far as a population table can reach."""
        parameters = {"lang": "sv", **({"outputFormat": "json-stat2"} if body is not None else {})}
        try:
            with self.client.stream(method, path, params=parameters, json=body) as answer:
                return answer, _content(answer)
        except httpx.HTTPError as failed:
            raise RuleBroken(Refusal.STATISTICS_UNREACHABLE) from failed


def _content(answer: httpx.Response) -> bytes:
    content, until = bytearray(), time.monotonic() + LONGEST_ANSWER
    for part in answer.iter_bytes():
        content += part
        if len(content) > MOST_ANSWER_BYTES or time.monotonic() > until:
            raise RuleBroken(Refusal.STATISTICS_UNREACHABLE)
    return bytes(content)


def _read(answer: httpx.Response, content: bytes, path: str) -> dict[str, Any]:
    if answer.status_code in {httpx.codes.BAD_REQUEST, httpx.codes.NOT_FOUND}:
        raise RuleBroken(Refusal.STATISTICS_NOT_THERE, path)
    if answer.status_code != httpx.codes.OK:
        raise RuleBroken(Refusal.STATISTICS_UNREACHABLE)
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as garbled:
        raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, path) from garbled
    if not isinstance(parsed, dict):
        raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, path)
    return parsed


def _wait_asked_for(answer: httpx.Response) -> int:
    """The seconds the service asks us to wait."""
    seconds = answer.headers.get("Retry-After", "10")
    return int(seconds) if seconds.isascii() and seconds.isdigit() and len(seconds) < 6 else 10


def _parts(regions: Sequence[str], step: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(regions), step):
        yield regions[start : start + step]
