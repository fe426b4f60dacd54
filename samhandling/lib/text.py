"""One rule for text, the same at every door: forms, the API, files that are read in, mail, names of files.

People paste from Word, from PDF and from mail, and much that comes along cannot be seen. What is kept can be stored
in both databases, found by searching, shown on a page, and written in every paper and file that leaves the house:

- letters are composed (NFC): "o" with two dots after it is the letter "ö";
- whatever ends a line (CR LF, vertical tab, Word's line break, U+0085, U+2028 …) becomes a line feed;
- what Word writes in a symbol font becomes the sign it showed: U+F0B7 is "•". Other private signs, and halves of
  surrogate pairs, become "\N{REPLACEMENT CHARACTER}": something stood there that nobody else can read;
- what shows nothing goes: control characters, noncharacters, marks of direction, zero-width spaces, soft hyphens.
  Joiners and variation selectors stay where they shape a sign beyond the European alphabets, such as an emoji.

The rule is stable: what it has been applied to once, it leaves as it is.
"""

import re
import unicodedata

# Composed already, and nothing in it to take away: what nearly all text is made of.
_PLAIN = re.compile(r"[\t\n -~\xa0-\xac\xae-\u02ff]*")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_SHOWS_NOTHING = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"\U000e0000-\U000e0fff{_NONCHARACTERS}]"
)
# Symbol, Wingdings: bullets of all kinds, ticks, arrows, dashes.
_FROM_WORD = {
    **dict.fromkeys("\uf06c\uf06e\uf06f\uf071\uf075\uf076\uf077\uf0a7\uf0a8\uf0b7\uf0d8", "•"),
    **dict.fromkeys("\uf0fc\uf0fe", "✓"),
    "\uf020": " ",
    "\uf02d": "–",
    "\uf0e0": "→",
}
_UNREADABLE = re.compile("[\ud800-\udfff\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# Signs that a joiner or a selector after them can shape. Spaces and the signs of Europe's alphabets are left out.
_SHAPED = r"\u0590-\u167f\u1681-\u1dff\u203c\u2049\u2100-\u2125\u2127-\u2129\u212c-\u2fff\u3001-\ufdff\ufe10-\U0010ffff"
_LOOSE_SELECTOR = re.compile(f"(?<![#*0-9©®{_SHAPED}])[\ufe00-\ufe0f]")
_LOOSE_JOINER = re.compile(f"(?<![\ufe00-\ufe0f{_SHAPED}])[\u200c\u200d]|[\u200c\u200d](?![{_SHAPED}])")


def plain(text: str) -> str:
    """The text by the rule, with the spaces at its ends: for a part of a text, or one that is kept already."""
    if _PLAIN.fullmatch(text):
        return text
    ended = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    seen = _SHOWS_NOTHING.sub("", _UNREADABLE.sub(lambda sign: _FROM_WORD.get(sign[0], "\ufffd"), ended))
    return unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", _LOOSE_SELECTOR.sub("", seen)))


def clean_text(text: str) -> str:
    """Running text as it is kept."""
    return plain(text).strip()


def clean_line(text: str) -> str:
    """One line as it is kept: nothing at all when nothing of it can be seen."""
    kept = plain(text)
    if "\n" not in kept and "\t" not in kept:
        return kept.strip()
    return " ".join(filter(None, map(str.strip, kept.replace("\t", "\n").split("\n"))))


def shortened(text: str, most: int) -> str:
    """At most so many characters. Where something was left out, it shows."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
