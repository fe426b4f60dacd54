"""The checklist of ASVS speaks of every chapter, gives each line a verdict, and names nothing that is not there."""

import re

from tests.processes import PROJECT

CHECKLIST = PROJECT / "docs/architecture/asvs.md"
LINES = re.findall(r"^\| (\d+\.\d.*?) \| (.*?) \| (.*) \|$", CHECKLIST.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_line_says_yes_or_part_or_no_and_why():
    silent = [number for number, _topic, verdict in LINES if not re.match(r"(yes|part: .|no: .|– .)", verdict)]
    assert silent == []
    assert len(LINES) > 190


def test_all_chapters_are_there_and_no_number_stands_twice():
    numbers = [number for number, _topic, _verdict in LINES]
    assert len(set(numbers)) == len(numbers)
    assert {int(number.split(".")[0]) for number in numbers} == set(range(1, 15))


def test_what_is_pointed_at_is_there():
    text = CHECKLIST.read_text(encoding="utf-8")
    files = set(re.findall(r"`((?:tests|deploy|requirements)/[\w/.*]*)`", text))
    files |= {f"samhandling/{name}" for name in re.findall(r"`((?:core|accounts)/\w+(?:/\w+)?\.py)`", text)}
    assert [name for name in files if not list(PROJECT.glob(name))] == []
    linked = re.findall(r"\]\(([^)#]+)\)", text)
    assert [name for name in linked if not (CHECKLIST.parent / name).resolve().exists()] == []
    assert (len(files) > 20, len(linked) > 8) == (True, True)


def test_no_is_told_at_a_glance():
    glance = CHECKLIST.read_text(encoding="utf-8").split("at a glance:")[1].split(";")[0]
    negative = [number for number, _topic, verdict in LINES if verdict.startswith("no:")]
    assert [number for number in negative if not re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", glance)] == []
