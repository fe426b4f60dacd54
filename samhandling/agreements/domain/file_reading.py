"""Reading an agreement file: text to plain values, with the line of every value kept.

The file comes from outside, so nothing in it is executed or expanded: no tags, no references, one document,
limited size and depth. Every fault becomes a `Problem` with its line, so that all can be fixed at once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from samhandling.agreements.enums import Fault
from samhandling.lib.errors import Reason
from samhandling.lib.text import clean_line, clean_text

MOST_BYTES = 512 * 1024
# Ten times the largest agreement known.
MOST_VALUES = 20_000
# More than anybody fixes at once; each may take time to word.
MOST_PROBLEMS = 200
_MOST_DEPTH = 20
_TEXT_TAGS = frozenset({None, "!", "tag:yaml.org,2002:str"})
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_WORDS = {"": None, "~": None, "null": None, "true": True, "True": True, "false": False, "False": False}

# What may have many lines; all else is one line.
_RUNNING_TEXT = frozenset({"evidence", "introduction", "note", "purpose", "text", "what"})

# The way to a value: keys of sections, and places in lists counted from 0.
Path = tuple[str | int, ...]
Value = Any


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place. Upper rooms give `path` and `reason`; the line is found from the path."""

    path: Path
    reason: Reason
    details: Mapping[str, object] = field(default_factory=dict)
    line: int = 0

    @property
    def what(self) -> str:
        """What is wrong, as a sentence."""
        return _put_in(self.reason.label, self.details)

    @property
    def remedy(self) -> str:
        """What to do about it. Reasons of other rooms say it in their label."""
        return _put_in(getattr(self.reason, "remedy", ""), self.details)


def _put_in(sentence: object, details: Mapping[str, object]) -> str:
    return str(sentence) % details if details else str(sentence)


class Unreadable(Exception):
    """The file stops being YAML somewhere, so what comes after is unknown."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.reason.value)
        self.problem = problem


@dataclass(slots=True)
class Document:
    """The plain values of a file: dict, list, str, int, bool and None. Days are still text."""

    value: Value = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line where the value begins, or where what holds it does."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def located(self, problem: Problem) -> Problem:
        """The same problem with its line."""
        line = problem.line or self.line_of(problem.path)
        return Problem(problem.path, problem.reason, problem.details, line)

    def place_in_words(self, path: Path) -> str:
        """The way to the value as people read it: "forums › PKD-AU › parent", "aims › 3"."""
        words: list[str] = []
        here = self.value
        for step in path:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                here = None
            words.append(_name_of(here, step) if isinstance(step, int) else step)
        return " › ".join(words)


def _name_of(item: Value, index: int) -> str:
    """A row of a list is called by its key, number or name when it has one, else by its place."""
    if isinstance(item, str | int):
        words = str(item)
        return words if len(words) <= 40 else f"{words[:39]}…"
    for key in ("key", "number", "party", "name", "heading", "sv"):
        if isinstance(item, dict) and isinstance(item.get(key), str | int):
            return str(item[key])
    return str(index + 1)


def read(content: bytes) -> Document:
    """The file as plain values. Raises `Unreadable` when it is not YAML at all."""
    text = _text(content)
    document = Document()
    try:
        _build(document, text)
    except yaml.YAMLError as error:
        raise Unreadable(_syntax_problem(error, text)) from error
    if document.value is None and not document.problems:
        raise Unreadable(Problem((), Fault.EMPTY, line=1))
    return document


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Unreadable(Problem((), Fault.TOO_LARGE, {"limit": MOST_BYTES // 1024}, line=1))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(Problem((), Fault.NOT_TEXT, line=line)) from error


def _syntax_problem(error: yaml.YAMLError, text: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        found = yaml.reader.Reader.NON_PRINTABLE.search(text)
        return Problem((), Fault.CONTROL, line=text[: found.start()].count("\n") + 1 if found else 1)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 1
    written = [*text.splitlines(), ""][line - 1]
    indent = written[: len(written) - len(written.lstrip())]
    return Problem((), Fault.TAB if "\t" in indent else Fault.SYNTAX, line=line)


@dataclass(slots=True)
class _Open:
    """A list or a section that has begun and not ended, and the key that waits for its value."""

    value: Value
    path: Path
    key: str | None = None

    def next_path(self) -> Path:
        return (*self.path, len(self.value) if isinstance(self.value, list) else str(self.key))

    def take(self, value: Value) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        else:
            self.value[self.key] = value
            self.key = None


def _build(document: Document, text: str) -> None:
    """Put the values together from the parser's events: without recursion, so depth cannot break it."""
    stack: list[_Open] = []
    for event in _events(document, text):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            stack.pop()
        elif _is_key(stack):
            _begin_key(document, stack[-1], event, line)
        else:
            _begin_value(document, stack, event, line)


def _events(document: Document, text: str) -> Iterator[Any]:
    """Only what carries content. Stops at a second document, at absurd depth or number, and says so."""
    depth = documents = values = 0
    event: Any
    # The reader in C takes a fiftieth of the time, and no longer for brackets without end.
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if documents > 1:
            document.problems.append(Problem((), Fault.SECOND_DOCUMENT, line=line))
            return
        if depth > _MOST_DEPTH:
            raise Unreadable(Problem((), Fault.TOO_DEEP, line=line))
        values += isinstance(event, yaml.NodeEvent)
        if values > MOST_VALUES:
            raise Unreadable(Problem((), Fault.TOO_MANY_VALUES, {"limit": MOST_VALUES}, line=line))
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _is_key(stack: list[_Open]) -> bool:
    return bool(stack) and isinstance(stack[-1].value, dict) and stack[-1].key is None


def _begin_key(document: Document, section: _Open, event: Any, line: int) -> None:
    if not isinstance(event, yaml.ScalarEvent):
        raise Unreadable(Problem(section.path, Fault.KEY_NOT_TEXT, line=line))
    section.key = key = clean_line(event.value)
    path = section.next_path()
    if key in section.value:
        details = {"key": key, "first": document.line_of(path)}
        document.problems.append(Problem(path, Fault.DUPLICATE_KEY, details, line))
        return
    document.lines[path] = line


def _begin_value(document: Document, stack: list[_Open], event: Any, line: int) -> None:
    path = stack[-1].next_path() if stack else ()
    document.lines.setdefault(path, line)
    value = _plain(document, event, path, line)
    if stack:
        stack[-1].take(value)
    else:
        document.value = value
    if isinstance(value, dict | list):
        stack.append(_Open(value, path))


def _plain(document: Document, event: Any, path: Path, line: int) -> Value:
    if isinstance(event, yaml.AliasEvent):
        document.problems.append(Problem(path, Fault.REFERENCE, {"name": event.anchor}, line))
        return None
    if event.tag not in _TEXT_TAGS:
        document.problems.append(Problem(path, Fault.TAG, {"name": event.tag}, line))
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    text = clean_line(event.value) if _RUNNING_TEXT.isdisjoint(path) else clean_text(event.value)
    return text if event.style or event.tag else _scalar(text)


def _scalar(written: str) -> Value:
    """What an unquoted word means. `no` and `on` are words here, and so is 3.10, which is a clause's number."""
    if written in _WORDS:
        return _WORDS[written]
    if _NUMBER.fullmatch(written):
        return int(written)
    return written
