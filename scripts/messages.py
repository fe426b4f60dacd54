"""Keep the Swedish catalogues: every room owns one, made from its own Python and templates.

    scripts/messages.py [room ...]    update the catalogues, list what still lacks Swedish
    scripts/messages.py --check       say what is out of date or not translated, and change nothing
    scripts/messages.py --compile     make the .mo files that the program reads

A text that another room has already translated is filled in with the same words. Nothing is guessed.
Only Babel is needed, so a fresh machine needs no gettext tools.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parents[1]
HOUSE = PROJECT / "samhandling"
CATALOGUE = Path("locale/sv/LC_MESSAGES/django.po")
SILENT = {"config", "lib"}
TEMPLATE_ENDINGS = {".html", ".txt", ".xml", ".svg"}

# Babel knows gettext's own names; these are Django's besides.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# The plural rule is spelt as in Django's own Swedish catalogue, or every look-up would search twice.
HEADER = """\
# Swedish texts of the room "{room}". `make messages` keeps the msgid, people write the msgstr.
msgid ""
msgstr ""
"Language: sv\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
UNTRIMMED = re.compile(r"\{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)")

Key = tuple[str, str]
Text = tuple[str | tuple[str, ...], str | None]


class SourceError(Exception):
    """A source file that cannot be read for texts; the words say where."""


def rooms() -> list[str]:
    """Every package of the house that speaks to people, in alphabetical order."""
    return sorted({path.parent.name for path in HOUSE.glob("*/__init__.py")} - SILENT)


def catalogue_path(room: str) -> Path:
    return HOUSE / room / CATALOGUE


def key_of(message: Message) -> Key:
    """What makes a text the same text: its context and its (singular) source."""
    source = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", source)


def translations_of(message: Message) -> tuple[str, ...]:
    """One msgstr, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def is_translated(message: Message) -> bool:
    return all(translations_of(message)) and not message.fuzzy


def placeholder_of(message_id: str | tuple[str, ...] | list[str]) -> str | tuple[str, str]:
    """An empty msgstr of the right shape."""
    return "" if isinstance(message_id, str) else ("", "")


def extracted(room: str) -> Catalog:
    """All texts that the room's sources mark, without translations."""
    catalogue = Catalog(locale="sv")
    for path in _sources(HOUSE / room):
        name = path.relative_to(PROJECT).as_posix()
        for source, context in _texts(path, name):
            shape = placeholder_of(source)
            catalogue.add(source, shape, context=context)
    return catalogue


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if {"migrations", "static", "locale"} & set(parts):
            continue
        if path.suffix == ".py" or (path.suffix in TEMPLATE_ENDINGS and "templates" in parts):
            yield path


def _texts(path: Path, name: str) -> Iterator[Text]:
    content = path.read_text(encoding="utf-8")
    return texts_of_python(content if path.suffix == ".py" else python_of_template(content, name))


def texts_of_python(content: str) -> Iterator[Text]:
    """Each marked text with its context; one with a plural is a pair."""
    for _line, source, _comments, context in extract("python", io.BytesIO(content.encode()), keywords=KEYWORDS):
        yield source, context


def python_of_template(template: str, name: str) -> str:
    """What Django's own reader makes of a template, without the indents that Python's reader would refuse."""
    if untrimmed := UNTRIMMED.search(template):
        line = template.count("\n", 0, untrimmed.start()) + 1
        raise SourceError(f"{name}:{line}: write `blocktranslate trimmed`, so that line breaks stay out of the text")
    try:
        lines = templatize(template, origin=name).splitlines()
    except SyntaxError as unreadable:
        raise SourceError(str(unreadable)) from unreadable
    return "\n".join(line.strip() for line in lines) + "\n"


def read_catalogue(path: Path) -> Catalog:
    """The catalogue on disk, or an empty one."""
    if not path.exists():
        return Catalog(locale="sv")
    with path.open(encoding="utf-8") as file:
        return read_po(file, locale="sv", ignore_obsolete=True, abort_invalid=True)


def messages_in(catalogue: Catalog) -> list[Message]:
    """All texts, without the header."""
    return [message for message in catalogue if message.id]


def known_translations() -> dict[Key, Message]:
    """Every translation of every room."""
    return {
        key_of(message): message
        for room in rooms()
        for message in messages_in(read_catalogue(catalogue_path(room)))
        if is_translated(message)
    }


def merged(room: str, known: dict[Key, Message]) -> Catalog:
    """The texts of the sources with the translations we have: the room's own first, then any other room's."""
    old = {key_of(message): message for message in messages_in(read_catalogue(catalogue_path(room)))}
    catalogue = extracted(room)
    for message in messages_in(catalogue):
        found = old.get(key_of(message))
        if found is None or not any(translations_of(found)):
            found = known.get(key_of(message), found)
        if found is None:
            continue
        if isinstance(found.string, str) == isinstance(message.string, str):
            message.string = found.string
        message.user_comments = found.user_comments
        if found.fuzzy:
            message.flags.add("fuzzy")
    return catalogue


def as_text(room: str, catalogue: Catalog) -> str:
    """The .po file in the order of the texts. No files, lines or dates: moving a text changes nothing here."""
    ordered = Catalog(locale="sv")
    for message in sorted(messages_in(catalogue), key=lambda each: (key_of(each)[1].casefold(), key_of(each))):
        ordered[message.id] = message
    out = io.BytesIO()
    write_po(out, ordered, width=110, omit_header=True, no_location=True)
    return HEADER.format(room=room) + out.getvalue().decode().strip() + "\n"


def untranslated(catalogue: Catalog) -> list[str]:
    return [key_of(message)[1] for message in messages_in(catalogue) if not is_translated(message)]


def update(room: str, known: dict[Key, Message]) -> None:
    catalogue = merged(room, known)
    path = catalogue_path(room)
    if messages_in(catalogue):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(room, catalogue), encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
    for source in untranslated(catalogue):
        print(f"{room}: no Swedish yet for {source!r}")


def texts_in(catalogue: Catalog) -> dict[Key, object]:
    """What the sources decide in a catalogue."""
    return {key_of(message): message.id for message in messages_in(catalogue)}


def complaints(room: str) -> list[str]:
    """What a person must mend before the room's Swedish is complete."""
    on_disk = read_catalogue(catalogue_path(room))
    is_stale = texts_in(on_disk) != texts_in(extracted(room))
    stale = [f"{room}: the catalogue is out of date; run `make messages`"] if is_stale else []
    return stale + [f"{room}: no Swedish for {source!r}" for source in untranslated(merged(room, {}))]


def compile_catalogue(room: str) -> None:
    """Make the .mo file, unless it is newer than its source."""
    source = catalogue_path(room)
    target = source.with_suffix(".mo")
    if not source.exists():
        target.unlink(missing_ok=True)
    elif not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        with target.open("wb") as file:
            write_mo(file, read_catalogue(source))


def check(names: Iterable[str]) -> int:
    found = [complaint for room in names for complaint in complaints(room)]
    print("\n".join(found) or "All Swedish catalogues are complete and up to date.")
    return 1 if found else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", metavar="room", help="only these rooms")
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is missing")
    parser.add_argument("--compile", action="store_true", help="make the .mo files")
    asked = parser.parse_args()
    if unknown := set(asked.rooms) - set(rooms()):
        parser.error(f"no such room: {', '.join(sorted(unknown))}. There are {', '.join(rooms())}.")
    names = asked.rooms or rooms()
    try:
        if asked.check:
            return check(names)
        if not asked.compile:
            known = known_translations()
            for room in names:
                update(room, known)
    except SourceError as unreadable:
        print(unreadable, file=sys.stderr)
        return 1
    for room in names:
        compile_catalogue(room)
    return 0


if __name__ == "__main__":
    sys.exit(main())
