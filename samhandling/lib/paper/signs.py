"""Which signs our papers can show, and what stands for those they cannot: PDF/UA refuses a sign that no font has."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

# Fetched with the other front-end packages (scripts/assets.py), for all papers of the house.
FONTS = Path(__file__).parents[2] / "ui" / "fonts"
# What the reader sees where a sign is missing.
SUBSTITUTE = "□"
_ALL_OF_UNICODE = 12  # the kind of table in a font that tells which signs it has


def showable(text: str) -> str:
    """The text in signs that all our fonts have.

    A sign they lack is written as what it is a variant of (a wide letter, a narrow space), else as an empty square;
    a mark on a letter, or what only shapes another sign, is left out.
    """
    return text if shown_signs().issuperset(text) else "".join(map(_shown, text))


@cache
def shown_signs() -> frozenset[str]:
    return frozenset.intersection(*(_signs_in(font.read_bytes()) for font in FONTS.glob("*.ttf"))) | {"\n", "\t"}


@cache
def _shown(sign: str) -> str:
    if sign in shown_signs():
        return sign
    variant = unicodedata.normalize("NFKC", sign)
    if variant != sign and shown_signs().issuperset(variant):
        return variant
    return "" if unicodedata.category(sign) in {"Mn", "Mc", "Me", "Cf"} else SUBSTITUTE


def _signs_in(font: bytes) -> frozenset[str]:
    """The font's own list of its signs (OpenType, table cmap)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {name: at for name, _sum, at, _size in struct.iter_unpack(">4sIII", font[12 : 12 + 16 * tables])}
    cmap = places[b"cmap"]
    (parts,) = struct.unpack_from(">H", font, cmap + 2)
    for _platform, _encoding, at in struct.iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * parts]):
        kind, _reserved, _length, _language, groups = struct.unpack_from(">HHIII", font, cmap + at)
        if kind == _ALL_OF_UNICODE:
            ranges = struct.iter_unpack(">III", font[cmap + at + 16 : cmap + at + 16 + 12 * groups])
            return frozenset(chr(code) for first, last, _glyph in ranges for code in range(first, last + 1))
    raise AssertionError("The font tells its signs in no way that is read here.")
