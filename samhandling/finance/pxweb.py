"""A small client for PxWeb API v2, the statistics service of Statistics Sweden (SCB).

It asks for little at a time, waits when it is told to, and never takes an answer for what it is not. Nobody
calls it inside a transaction: the network is slow, and what was stored before is there meanwhile.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import httpx

from samhandling.finance.domain.jsonstat import NotTheTableError, codes_of, values_along
from samhandling.finance.domain.tables import PopulationTable
from samhandling.finance.enums import Refusal
from samhandling.lib.errors import RuleBroken

TIMEOUT = httpx.Timeout(15.0, connect=5.0)
LONGEST_WAIT = 30  # seconds: longer than the service's own window of ten, shorter than a person's patience
MOST_ANSWER_BYTES = 20_000_000
TOO_MANY, TOO_LARGE = 429, 400
DEFAULT_CELLS = 150_000
TRIES = 3


class PxWeb:
    """`pause(seconds)` is how it waits. `base` is the address that ends in /api/v2."""

    def __init__(self, base: str, pause: Callable[[float], None]) -> None:
        self.client = httpx.Client(base_url=base.rstrip("/"), timeout=TIMEOUT, follow_redirects=False)
        self.pause = pause

    def population(self, table: PopulationTable, year: int, regions: Sequence[str]) -> dict[str, int]:
        """Inhabitants by region code. A region without a figure is left out.

        Raises RuleBroken with STATISTICS_UNREACHABLE, STATISTICS_TOO_MANY or STATISTICS_WRONG_TABLE.
        """
        found: dict[str, int] = {}
        with self.client:
            step = min(len(regions), self._cells()) or 1
            for part in _parts(regions, step):
                found |= self._population_of(table, year, part)
        return found

    def _cells(self) -> int:
        """How many cells one answer may have, as the service says."""
        told = self._ask("GET", "/config", None).get("maxDataCells", DEFAULT_CELLS)
        return told if isinstance(told, int) and told > 0 else DEFAULT_CELLS

    def _population_of(self, table: PopulationTable, year: int, regions: Sequence[str]) -> dict[str, int]:
        selection = [
            {"variableCode": "Region", "valueCodes": list(regions)},
            {"variableCode": "Tid", "valueCodes": [str(year)]},
            *({"variableCode": name, "valueCodes": [code]} for name, code in table.fixed.items()),
        ]
        dataset = self._ask("POST", f"/tables/{table.code}/data", {"selection": selection})
        try:
            if codes_of(dataset, "Tid") != [str(year)]:
                raise NotTheTableError("Tid")
            values = values_along(dataset, "Region")
        except NotTheTableError as amiss:
            raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, f"{table.code} ({amiss})") from amiss
        if not set(values) <= set(regions):
            raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, f"{table.code} (Region)")
        return {code: value for code, value in values.items() if value is not None}

    def _ask(self, method: str, path: str, body: object) -> dict[str, Any]:
        for _try in range(TRIES):
            answer = self._send(method, path, body)
            if answer.status_code != TOO_MANY:
                return _read(answer, path)
            self.pause(_wait_told(answer))
        raise RuleBroken(Refusal.STATISTICS_TOO_MANY, str(LONGEST_WAIT))

    def _send(self, method: str, path: str, body: object) -> httpx.Response:
        parameters = {"lang": "sv", **({"outputFormat": "json-stat2"} if body is not None else {})}
        try:
            return self.client.request(method, path, params=parameters, json=body)
        except httpx.HTTPError as failed:
            raise RuleBroken(Refusal.STATISTICS_UNREACHABLE) from failed


def _read(answer: httpx.Response, path: str) -> dict[str, Any]:
    if answer.status_code in {TOO_LARGE, 404}:
        raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, path)
    if answer.status_code != httpx.codes.OK or len(answer.content) > MOST_ANSWER_BYTES:
        raise RuleBroken(Refusal.STATISTICS_UNREACHABLE)
    try:
        told = answer.json()
    except ValueError as garbled:
        raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, path) from garbled
    if not isinstance(told, dict):
        raise RuleBroken(Refusal.STATISTICS_WRONG_TABLE, path)
    return told


def _wait_told(answer: httpx.Response) -> float:
    """The seconds the service asks us to wait; refused when it is longer than anybody would."""
    told = answer.headers.get("Retry-After", "10")
    seconds = int(told) if told.isascii() and told.isdigit() else 10
    if seconds > LONGEST_WAIT:
        raise RuleBroken(Refusal.STATISTICS_TOO_MANY, str(seconds))
    return seconds


def _parts(regions: Sequence[str], step: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(regions), step):
        yield regions[start : start + step]
