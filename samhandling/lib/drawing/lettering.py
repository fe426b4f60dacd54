"""How wide a text becomes, so that the server can break lines in a drawing. No browser is asked.

The widths are those of Inter Semi Bold, measured in hundredths of the type size. A letter that is not
in the table counts as a wide one: a line may then break early, and never runs out of its box.
"""

from functools import lru_cache
from unicodedata import east_asian_width

_LETTERS_BY_WIDTH = {
    21: "'’",
    25: " ",
    26: "ijl",
    28: "I",
    30: ".:·,;!",
    39: "/ft()",
    41: '"r”',
    48: "-1",
    54: "–?",
    57: "sJxzLk",
    60: "acvyåä§7Feé",
    63: "EhnouöüÉ2gpq5bd",
    66: "P3689RSZ&BT04+",
    70: "KXY",
    74: "ADVÅÄUÜCHN",
    78: "GOQÖ",
    85: "…w",
    92: "mM",
    101: "—W",
}
_WIDTHS = {letter: width for width, letters in _LETTERS_BY_WIDTH.items() for letter in letters}
_WIDEST = 101
_PICTURE = 140  # an emoji, or a sign of East Asia, from whatever font the reader has
_DIVIDED = "\u00ad"  # a soft hyphen: no user text ends a word with it


def text_width(text: str, size: float) -> float:
    """The width of the text, in the same unit as the type size."""
    return sum(_WIDTHS.get(letter) or _width_of_stranger(letter) for letter in text) * size / 100


def _width_of_stranger(letter: str) -> int:
    return _PICTURE if east_asian_width(letter) in {"W", "F"} else _WIDEST


@lru_cache(maxsize=4096)
def wrap(text: str, size: float, width: float, endings: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Break the text into lines that all fit the width. A word that is too long is divided before one of the endings.

    Names seldom change, and a chart is drawn each time.
    """
    lines: list[str] = []
    line = ""
    for piece in _fitting_pieces(text, size, width, endings):
        longer = f"{line} {piece}" if line else piece
        if line and (line.endswith(_DIVIDED) or text_width(longer.replace(_DIVIDED, "-"), size) > width):
            lines.append(line)
            line = piece
        else:
            line = longer
    return tuple(whole.replace(_DIVIDED, "-") for whole in [*lines, line] if whole)


def _fitting_pieces(text: str, size: float, width: float, endings: tuple[str, ...]) -> list[str]:
    """The words; one that is too long comes in pieces, each but the last marked as divided."""
    return [piece for word in text.split() for piece in _pieces(word, size, width, endings)]


def _pieces(word: str, size: float, width: float, endings: tuple[str, ...]) -> list[str]:
    if text_width(word, size) <= width:
        return [word]
    cut = _cut(word, size, width, endings)
    return [word[:cut] + _DIVIDED, *_pieces(word[cut:], size, width, endings)]


def _cut(word: str, size: float, width: float, endings: tuple[str, ...]) -> int:
    """Where to divide a word that is too long: before one of the endings, else as late as fits."""
    for ending in endings:
        start = len(word) - len(ending)
        if start > 2 and word.casefold().endswith(ending) and text_width(word[:start] + "-", size) <= width:
            return start
    fitting = [end for end in range(1, len(word)) if text_width(word[:end] + "-", size) <= width]
    return max(fitting, default=1)
