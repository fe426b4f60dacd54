"""Reading JSON-stat 2, the form in which statistics offices answer: one flat list of values in row-major order.

https://json-stat.org/format/ — `index` may be an object or a list, labels say nothing about order, and a missing
value is null. Nothing here trusts that the answer is what was asked for.
"""

from collections.abc import Mapping
from math import inf, prod
from typing import Any


class NotTheTableError(ValueError):
    """The answer does not have the shape that was asked for; the words say what is wrong."""


def values_along(dataset: Mapping[str, Any], along: str) -> dict[str, int | None]:
    """The values by the codes of one dimension, when all the others have been narrowed down to one code each."""
    names, sizes, values = _frame(dataset)
    if along not in names:
        raise NotTheTableError(f"{along} is missing")
    wide = [name for name, size in zip(names, sizes, strict=True) if size != 1 and name != along]
    if wide:
        raise NotTheTableError(", ".join(map(str, wide)))
    codes = codes_of(dataset, along)
    if len(codes) != len(values):
        raise NotTheTableError(along)
    return {code: _whole(values[position]) for position, code in enumerate(codes)}


def codes_of(dataset: Mapping[str, Any], name: str) -> list[str]:
    """The codes of a dimension in the order of the values."""
    try:
        category = dataset["dimension"][name]["category"]
        index = category.get("index", list(category.get("label", {})))
        ordered = list(index) if isinstance(index, list) else sorted(index, key=lambda code: int(index[code]))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as amiss:
        raise NotTheTableError(name) from amiss
    return [str(code) for code in ordered]


def _frame(dataset: Mapping[str, Any]) -> tuple[list[str], list[int], list[Any]]:
    names, sizes, values = dataset.get("id"), dataset.get("size"), dataset.get("value")
    if isinstance(values, dict):  # sparse: {"0": 1, "7": 2}
        values = [values.get(str(position)) for position in range(_cells(sizes))]
    if not (isinstance(names, list) and isinstance(sizes, list) and isinstance(values, list)):
        raise NotTheTableError("JSON-stat")
    if len(names) != len(sizes) or _cells(sizes) != len(values):
        raise NotTheTableError("size")
    return names, sizes, values


MOST_CELLS = 1_000_000


def _cells(sizes: Any) -> int:
    if not isinstance(sizes, list) or not all(isinstance(size, int) and size >= 0 for size in sizes):
        raise NotTheTableError("size")
    cells = prod(sizes)
    if cells > MOST_CELLS:
        raise NotTheTableError("size")
    return cells


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value % 1 or not 0 <= value < inf:
        raise NotTheTableError("value")
    return int(value)
