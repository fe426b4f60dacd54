"""Swedish order and folding, computed once and stored, so that every database sorts alike.

SQLite folds only ASCII and sorts Ä before Å; PostgreSQL depends on how it was built. A stored key
gives å, ä, ö last and in that order everywhere, and lets an index do the work.
"""

import unicodedata

# After z come { | } in ASCII: the three letters that Swedish puts last, in their order.
_LAST_LETTERS = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def _without_accents(text: str) -> str:
    """é to e and ü to u, while å, ä and ö, which are letters and not accents, stay."""
    kept = []
    for letter in text:
        if letter in "åäöæø":
            kept.append(letter)
            continue
        kept.extend(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
    return "".join(kept)


def search_key(text: str) -> str:
    """Folded for finding: case, accents and runs of space do not matter, å ä ö do."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(_without_accents(folded).split())


def sort_key(text: str) -> str:
    """Folded for order: compares byte by byte as a Swedish reader would sort."""
    return search_key(text).translate(_LAST_LETTERS)
