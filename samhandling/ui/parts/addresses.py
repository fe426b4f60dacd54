"""Where the kit's links and buttons lead."""

from typing import Any

from django.urls import reverse


def address_of(context: dict[str, Any], to: str, where: dict[str, Any]) -> str:
    """`to` is the name of a page, told with its numbers, or an address ready-made.

    On a page of a collaboration the name stands for a page of the same one.
    """
    if not to or {"/", "?", "#"} & set(to):
        return to
    collaboration = context.get("collaboration")
    return reverse(to, kwargs={"collaboration": collaboration.slug, **where} if collaboration else where)
