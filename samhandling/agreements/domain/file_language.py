"""Which of a file's two languages is read, and the stock phrases that are known in both."""

import json
from functools import cache
from pathlib import Path as File
from typing import Any

_PHRASES = File(__file__).parents[1] / "facts" / "phrases.json"


@cache
def _phrases(language: str) -> dict[str, str]:
    """From the other language to this one."""
    other = "en" if language == "sv" else "sv"
    return {row[other]: row[language] for row in json.loads(_PHRASES.read_text(encoding="utf-8"))}


def in_language(words: Any, language: str) -> str:
    """What the file says, in the language asked for when the file or the phrase book has it, else as it stands."""
    if isinstance(words, dict):
        return str(words.get(language) or next(iter(words.values()), ""))
    return _phrases(language).get(words, words) if isinstance(words, str) else ""


def all_in_language(rows: Any, language: str) -> list[str]:
    """Every row of a list that says something."""
    texts = [in_language(row, language) for row in rows or [] if row is not None]
    return [words for words in texts if words]


def as_sentence(words: str) -> str:
    """A fragment with a capital first and a full stop last."""
    if not words:
        return ""
    ended = words if words.endswith((".", "!", "?", ":")) else f"{words}."
    return ended[0].upper() + ended[1:]
