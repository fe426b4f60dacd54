"""Where the kit's links and buttons lead."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from samhandling.core.chosen_day import following


def address_of(context: dict[str, Any], to: str, where: dict[str, Any]) -> str:
    """`to` is the name of a page, told with its numbers, or an address ready-made.

    On a page of a collaboration the name stands for a page of the same one.
    """
    if not to or {"/", "?", "#"} & set(to):
        return to
    collaboration = context.get("collaboration")
    if collaboration:
        where = {"collaboration": collaboration.slug, **where}
    return _address(to, tuple(where.items()))


def link_to(context: dict[str, Any], to: str, where: dict[str, Any]) -> str:
    """The same, for a link that one follows: the chosen day goes along to a page that hears it."""
    request: HttpRequest | None = context.get("request")
    address = address_of(context, to, where)
    return following(request, address) if request is not None else address


@lru_cache(maxsize=8192)
def _address(name: str, where: tuple[tuple[str, Any], ...]) -> str:
    """A list has hundreds of links, the same ones at each visit: finding them anew is a seventh of such a page."""
    return reverse(name, kwargs=dict(where))
