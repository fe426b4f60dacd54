"""Boxes on a grid, and texts that fit them."""

from hypothesis import given
from hypothesis import strategies as st

from samhandling.lib.drawing.grid import Cell, Node, children_of, place
from samhandling.lib.drawing.lettering import text_width, wrap

NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö W", min_size=1, max_size=60).filter(str.strip)


def test_a_parent_stands_above_the_middle_of_its_children():
    nodes = [Node(1, "left"), *(Node(key, "left", 1) for key in (2, 3, 4))]
    assert place(nodes, ["left", "right"], "below").cells == {
        1: Cell(1, 0),
        2: Cell(0, 1),
        3: Cell(1, 1),
        4: Cell(2, 1),
    }


def test_more_than_three_children_hang_on_a_common_stem():
    nodes = [Node(1, "left"), *(Node(key, "left", 1) for key in (2, 3, 4, 5))]
    assert place(nodes, ["left", "right"], "below").cells == {
        1: Cell(0.5, 0),
        2: Cell(0, 1, hangs=True),
        3: Cell(1, 1, hangs=True),
        4: Cell(0, 2, hangs=True),
        5: Cell(1, 2, hangs=True),
    }


def test_a_circle_among_parents_is_cut_and_every_box_is_drawn_once():
    nodes = [Node(1, "left", 3), Node(2, "left", 1), Node(3, "left", 2)]
    assert children_of(nodes) == {None: [1], 1: [2], 2: [3]}


def test_a_box_under_another_lane_stands_on_its_own():
    assert children_of([Node(1, "right"), Node(2, "below", 1)]) == {None: [1, 2]}


@given(NAMES)
def test_wrapped_lines_fit_and_keep_every_letter(name):
    lines = wrap(name, 15, 120)
    assert all(text_width(line.rstrip("-"), 15) <= 120 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == name.replace(" ", "")


def test_a_long_compound_is_divided_at_its_joint():
    assert wrap("Kommundirektörsnätverket", 15, 150, ("nätverket",)) == ("Kommundirektörs-", "nätverket")
