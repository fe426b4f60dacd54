"""How clauses are numbered and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samhandling.agreements.domain.clauses import Place, depth, lies_below, number_key, outline


def test_numbers_follow_parents_and_positions():
    places = [Place(10, None, 2), Place(11, None, 1), Place(12, 10, 1), Place(13, 10, 2), Place(14, 13, 1)]
    assert outline(places) == {11: "1", 10: "2", 12: "2.1", 13: "2.2", 14: "2.2.1"}


def test_holes_in_positions_leave_no_holes_in_numbers():
    assert outline([Place(1, None, 3), Place(2, None, 900)]) == {1: "1", 2: "2"}


def test_two_in_the_same_position_keep_the_order_they_were_made_in():
    assert outline([Place(2, None, 1), Place(1, None, 1)]) == {1: "1", 2: "2"}


def test_outline_tells_in_reading_order():
    places = [Place(1, None, 2), Place(2, 1, 1), Place(3, None, 1)]
    assert list(outline(places)) == [3, 1, 2]


@given(st.lists(st.integers(0, 5), max_size=12))
def test_every_clause_gets_a_number_of_its_own(parents):
    places = [
        Place(pk, parent if 0 < parent < pk else None, position)
        for pk, (position, parent) in enumerate(enumerate(parents), start=1)
    ]
    numbers = outline(places)
    assert len(set(numbers.values())) == len(numbers) == len(places)


def test_ten_comes_after_nine():
    assert sorted(["10", "9.2", "9.10", "1"], key=number_key) == ["1", "9.2", "9.10", "10"]


@pytest.mark.parametrize(("number", "expected"), [("3", 1), ("3.2", 2), ("3.2.1", 3)])
def test_depth_is_how_many_numbers_it_has(number, expected):
    assert depth(number) == expected


def test_a_clause_lies_below_itself_and_its_ancestors():
    places = [Place(1, None, 1), Place(2, 1, 1), Place(3, 2, 1), Place(4, None, 2)]
    assert [pk for pk in (1, 2, 3, 4) if lies_below(places, pk, 1)] == [1, 2, 3]
