"""Reading a file: every value keeps its line, every fault is told, nothing is executed or expanded."""

from datetime import date

import pytest

from samhandling.agreements.domain.file_language import as_sentence, in_language
from samhandling.agreements.domain.file_meaning import Entry, Register, meaning_problems
from samhandling.agreements.domain.file_reading import MOST_BYTES, MOST_PROBLEMS, MOST_VALUES, Unreadable, read
from samhandling.agreements.domain.file_shape import schema_with, shape_problems, sound_part

WHOLE = """
name: Samverkan
period: {from: 2027-01-01, to: 2030-12-31}
parties:
  region: Region Norrbotten
  municipalities: [Boden, Luleå]
"""


def faults(text: str) -> list[tuple[int, str, str]]:
    """Line, place and fault of everything that is wrong with the shape."""
    document = read(text.encode())
    return [
        (problem.line, document.place_in_words(problem.path), problem.reason.value)
        for problem in [*document.problems, *shape_problems(document, schema_with([]))]
    ]


def test_a_whole_file_has_no_faults():
    assert faults(WHOLE) == []


def test_values_are_plain_and_days_stay_text():
    document = read(b"a: 2027-01-01\nb: no\nc: true\nd: 3.10\ne: '7'\nf: 0123\ng: ~\nh: 12\n")
    assert document.value == {
        "a": "2027-01-01",
        "b": "no",
        "c": True,
        "d": "3.10",
        "e": "7",
        "f": "0123",
        "g": None,
        "h": 12,
    }


def test_every_value_keeps_its_line():
    document = read(b"a:\n  - x: 1\n    y: 2\n  - x: 3\nb: {c: 4,\n  d: 5}\n")
    assert {path: document.line_of(path) for path in [("a", 0, "y"), ("a", 1), ("b", "d"), ("b", "missing")]} == {
        ("a", 0, "y"): 3,
        ("a", 1): 4,
        ("b", "d"): 6,
        ("b", "missing"): 5,
    }


@pytest.mark.parametrize(
    ("content", "line", "fault"),
    [
        (b"", 1, "empty"),
        (b"# only words\n", 1, "empty"),
        (b"a: 1\nb: \xe5\n", 2, "not_text"),
        (b"a: 1\n\tb: 2\n", 2, "tab"),
        (b"a: [1, 2\nb: 3\n", 2, "syntax"),
        (b"a: b: c\n", 1, "syntax"),
        (b'a: 1\nb: "open\n', 3, "syntax"),
        (b"a: 1\nb: \x07\n", 2, "control"),
        (b"? [1]\n: 2\n", 1, "key_not_text"),
        (b"[" * 500, 1, "too_deep"),
        (b"[" * 100_000, 1, "syntax"),
        (b"a" * (MOST_BYTES + 1), 1, "too_large"),
    ],
)
def test_a_file_that_is_not_yaml_is_refused_with_its_line(content, line, fault):
    with pytest.raises(Unreadable) as refused:
        read(content)
    assert (refused.value.problem.line, refused.value.problem.reason.value) == (line, fault)


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        ("- a\n" * (MOST_VALUES + 5), MOST_VALUES, "too_many_values"),
        ("a: Å\nb: \x07", 2, "control"),
    ],
)
def test_a_file_without_end_is_refused_where_it_becomes_too_much(text, line, fault):
    with pytest.raises(Unreadable) as refused:
        read(text.encode())
    assert (refused.value.problem.line, refused.value.problem.reason.value) == (line, fault)


def test_no_more_faults_are_told_than_anybody_mends_at_once():
    unknown = faults(WHOLE + "".join(f"nmae{number}: x\n" for number in range(5_000)))
    assert len(unknown) == MOST_PROBLEMS
    register = Register({}, {f"kommun {number}": Entry(number, "2401", f"Kommun {number}") for number in range(300)})
    municipalities = [f"Komun {number}" for number in range(5_000)]
    problems = meaning_problems({"parties": {"municipalities": municipalities}}, register, date(2027, 1, 1))
    assert len(problems) == MOST_PROBLEMS


def test_an_address_is_judged_in_the_time_that_its_length_takes():
    """Twice as long took four times the time: such a pattern tries each dot for each place to begin."""
    dots = "." * 400_000
    found = faults(WHOLE + f"collaboration: {{contact_email: 'a@{dots}@'}}\n")
    assert [fault for _line, _place, fault in found] == ["too_long", "wrong_form"]
    assert faults(WHOLE + "collaboration: {contact_email: samverkan@sub.example.se}\n") == []


def test_a_mark_at_the_start_of_the_file_is_read_over():
    assert read(b"\xef\xbb\xbfa: 1\n").value == {"a": 1}


def test_nothing_in_the_file_is_executed():
    document = read(b"a: !!python/object/apply:os.system [echo]\n")
    assert [(problem.line, problem.reason.value) for problem in document.problems] == [(1, "tag")]
    assert document.value == {"a": ["echo"]}


def test_references_are_not_followed_so_they_cannot_grow():
    document = read(b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
    assert [(problem.line, problem.reason.value) for problem in document.problems] == [
        (2, "reference"),
        (2, "reference"),
        (3, "reference"),
        (3, "reference"),
    ]


def test_a_second_document_is_not_read():
    document = read(b"---\na: 1\n---\nb: 2\n")
    assert document.value == {"a": 1}
    assert [(problem.line, problem.reason.value) for problem in document.problems] == [(3, "second_document")]


def test_a_key_that_stands_twice_is_told_with_both_lines():
    problem = read(b"a: 1\nb: 2\na: 3\n").problems[0]
    assert (problem.line, problem.reason.value, problem.details) == (3, "duplicate_key", {"key": "a", "first": 1})


def test_all_faults_of_shape_are_told_at_once_in_the_order_of_the_file():
    text = """name: 3
perid: {from: 2023-02-30, to: 2026-12-31}
parties:
  region: Region X
  municipalites: [A]
aims:
  - {sv: A, no: B}
  - [x]
strategy: {areas: [{key: Big, topics: nope}]}
entry_rule: {rule: nmber}
follow_up: {length_years: 99, relevance_reviews: [x], continuous_evaluation: yes}
duties:
  - {what: a, law: KL}
clauses: []
legal_basis: ""
"""
    assert faults(text) == [
        (1, "", "missing_key"),
        (1, "name", "wrong_shape"),
        (2, "perid", "misspelt_key"),
        (3, "parties", "missing_key"),
        (5, "parties › municipalites", "misspelt_key"),
        (7, "aims › A › no", "unknown_key"),
        (8, "aims › 2", "wrong_shape"),
        (9, "strategy › areas › Big", "missing_key"),
        (9, "strategy › areas › Big › key", "wrong_form"),
        (9, "strategy › areas › Big › topics", "wrong_shape"),
        (10, "entry_rule › rule", "wrong_value"),
        (11, "follow_up › continuous_evaluation", "wrong_shape"),
        (11, "follow_up › length_years", "too_big"),
        (11, "follow_up › relevance_reviews › x", "wrong_shape"),
        (13, "duties › 1", "missing_key"),
        (14, "clauses", "too_short"),
        (15, "legal_basis", "too_short"),
    ]


@pytest.mark.parametrize("day", ["2030-02-30", "9999-12-31", "20301231"])
def test_days_must_be_in_the_calendar_and_such_as_somebody_can_mean(day):
    text = WHOLE.replace("2030-12-31", f'"{day}"')
    assert faults(text) == [(3, "period › to", "not_a_day")]


def test_an_upper_room_adds_its_own_sections():
    document = read(f"{WHOLE}forums: [{{key: A, sets: 3}}]\n".encode())
    item = {"type": "object", "additionalProperties": False, "properties": {"key": {}, "seats": {"type": "integer"}}}
    problems = shape_problems(document, schema_with([{"forums": {"type": "array", "items": item}}]))
    assert [(problem.line, problem.reason.value, problem.details["nearest"]) for problem in problems] == [
        (7, "misspelt_key", "seats")
    ]


def test_what_is_wrong_is_left_out_of_the_sound_part_and_rows_keep_their_place():
    document = read(b"a: [1, x, 3]\nb: {c: 1, d: 2}\n")
    schema = {
        "properties": {
            "a": {"items": {"type": "integer"}},
            "b": {"properties": {"c": {"type": "string"}}},
        }
    }
    assert sound_part(document, shape_problems(document, schema)) == {"a": [1, None, 3], "b": {"d": 2}}


def test_words_are_read_in_the_language_of_the_file():
    assert in_language({"sv": "mål", "en": "aim"}, "en") == "aim"
    assert in_language({"sv": "mål"}, "en") == "mål"
    assert in_language("public transport", "sv") == "kollektivtrafik"
    assert in_language("kollektivtrafik", "en") == "public transport"
    assert in_language("isvägar", "sv") == "isvägar"


def test_a_fragment_becomes_a_sentence():
    assert [as_sentence(words) for words in ["två platser", "Klart.", ""]] == ["Två platser.", "Klart.", ""]
