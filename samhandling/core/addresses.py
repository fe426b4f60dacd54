"""Addresses of pages. What a page's address looks like is looked up once, and then only filled in.

A list of seats holds two hundred addresses, and Django's `reverse` holds each of them against the pattern anew.
"""

import re
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse

# What stands in for a value while the pattern is looked up, and which values then need no quoting and no checking.
_NUMBER, _WORD = 7_000_000_001, "a-word-that-stands-in-{}"
_PLAIN = re.compile(r"[a-z0-9-]+")


def address(name: str, where: dict[str, object]) -> str:
    """The same as `reverse(name, kwargs=where)`; raises NoReverseMatch as that does."""
    if not all(_is_plain(value) for value in where.values()):
        return reverse(name, kwargs=where)
    kinds = tuple((key, type(value)) for key, value in where.items())
    pattern = _pattern(settings.ROOT_URLCONF, get_script_prefix(), name, kinds)
    return pattern % where if pattern else reverse(name, kwargs=where)


def _is_plain(value: object) -> bool:
    return (type(value) is int and value >= 0) or (isinstance(value, str) and _PLAIN.fullmatch(value) is not None)


@lru_cache(maxsize=2048)
def _pattern(urlconf: str, _prefix: str, name: str, kinds: tuple[tuple[str, type], ...]) -> str:
    """The address with `%(pk)s` for values; nothing where the page takes only certain words."""
    stand_ins = {
        key: _NUMBER + place if kind is int else _WORD.format(place) for place, (key, kind) in enumerate(kinds)
    }
    try:
        told = reverse(name, urlconf=urlconf, kwargs=stand_ins)
    except NoReverseMatch:
        return ""
    told = told.replace("%", "%%")
    for key, stand_in in stand_ins.items():
        told = told.replace(str(stand_in), f"%({key})s")
    return told
