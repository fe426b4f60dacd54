"""Which letters the bytes of a text stand for."""

import codecs
import re

from samhandling.core.enums import TableRefusal
from samhandling.core.file_limits import at_line
from samhandling.lib.errors import RuleBroken

# Windows knows no such bytes. On a Mac and in DOS they are Å and Ä, and other letters.
_UNKNOWN = rb"[\x81\x8d\x8f\x90\x9d]"
# Signs that no word has inside it, or a capital before a small letter: å, ä and ö of a Mac or of DOS.
_AMISS = re.compile(
    _UNKNOWN
    + rb"|[A-Za-z][\x80\x82-\x89\x8b\x93-\x95\x98\x99\x9b][A-Za-z]"
    + rb"|[a-z][\x8a\x8c\x8e]|[A-Za-z][\x8a\x8c\x8e][a-z]"
)
# These may be meant, in "Dušan" or "…och", but not in a text that else has no å, ä or ö.
_DOUBTFUL = re.compile(rb"[A-Za-z]\x9a[A-Za-z]|[\x80\x85\x99][a-z]")
_SWEDISH = re.compile(rb"[\xc4\xc5\xd6\xe4\xe5\xf6]")


def decode(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else what Windows in Sweden has written for thirty years.

    What Windows cannot have written is refused: a name that is read wrong is worse than none.
    """
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.encoding.startswith("utf-16"):
            raise RuleBroken(TableRefusal.WRONG_LETTERS) from error
    amiss = _AMISS.search(content) or (None if _SWEDISH.search(content) else _DOUBTFUL.search(content))
    if amiss:
        before = content[: amiss.start()]
        number = max(before.count(b"\n"), before.count(b"\r")) + 1
        raise RuleBroken(TableRefusal.WRONG_LETTERS, at_line(number))
    return content.decode("cp1252")
