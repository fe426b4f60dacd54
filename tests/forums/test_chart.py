"""The organisation chart: its grid, its lines and its page."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from samhandling.forums.domain.chart import Cell, Node, Side, children_of, place
from samhandling.forums.domain.drawing import draw
from samhandling.forums.domain.lettering import text_width, wrap
from samhandling.forums.domain.shapes import Box, Drawing, Relation, Sign, Tie

NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäö W", min_size=1, max_size=60).filter(str.strip)


def sign(key, side=Side.MUNICIPALITIES, parent=None, name="Primärkommunala delegationen"):
    return Sign(Node(key, side, parent), f"F{key}", name, "28 av 30 platser", (), 28 / 30)


@st.composite
def forests(draw_value):
    """Up to 60 forums on any side, each below an earlier one or none, with any ties between them."""
    size = draw_value(st.integers(1, 60))
    signs = [
        sign(
            key,
            draw_value(st.sampled_from(Side)),
            draw_value(st.none() | st.integers(0, key - 1)) if key else None,
            draw_value(NAMES),
        )
        for key in range(size)
    ]
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] != pair[1])
    ties = [Tie(*pair, Relation.FEEDS) for pair in draw_value(st.sets(pairs, max_size=12))] if size > 1 else []
    return signs, ties


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width and other.x < one.x + one.width and one.y < other.bottom and other.y < one.bottom
    )


def runs_through(box: Box, start, end) -> bool:
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    return left < box.x + box.width and right > box.x and top < box.bottom and bottom > box.y


def on_the_edge(box: Box, point) -> bool:
    x, y = point
    inside = box.x <= x <= box.x + box.width and box.y <= y <= box.bottom
    return inside and (x in {box.x, box.x + box.width} or y in {box.y, box.bottom})


def within(drawing: Drawing, box: Box) -> bool:
    return box.x >= 0 and box.y >= 0 and box.x + box.width <= drawing.width and box.bottom <= drawing.height


@given(forests())
def test_boxes_never_overlap_and_lines_join_them_without_crossing_any(forest):
    signs, ties = forest
    drawing = draw(signs, ties)
    boxes = {box.key: box for box in drawing.boxes}
    assert sorted(boxes) == [one.node.key for one in signs]
    assert [pair for pair in combinations(drawing.boxes, 2) if overlap(*pair)] == []
    assert [box for box in drawing.boxes if not within(drawing, box)] == []
    for route in drawing.routes:
        assert on_the_edge(boxes[route.source], route.points[0])
        assert on_the_edge(boxes[route.target], route.points[-1])
        assert [b.key for step in pairwise(route.points) for b in drawing.boxes if runs_through(b, *step)] == []


@given(forests())
def test_every_text_line_fits_its_box(forest):
    signs, ties = forest
    for box in draw(signs, ties).boxes:
        assert all(box.y < line.y < box.bar_y for line in box.lines)


def test_a_parent_stands_above_the_middle_of_its_children():
    nodes = [Node(1, Side.MUNICIPALITIES), *(Node(key, Side.MUNICIPALITIES, 1) for key in (2, 3, 4))]
    assert place(nodes).cells == {1: Cell(1, 0), 2: Cell(0, 1), 3: Cell(1, 1), 4: Cell(2, 1)}


def test_more_than_three_children_hang_on_a_common_stem():
    nodes = [Node(1, Side.MUNICIPALITIES), *(Node(key, Side.MUNICIPALITIES, 1) for key in (2, 3, 4, 5))]
    assert place(nodes).cells == {
        1: Cell(0.5, 0),
        2: Cell(0, 1, hangs=True),
        3: Cell(1, 1, hangs=True),
        4: Cell(0, 2, hangs=True),
        5: Cell(1, 2, hangs=True),
    }


def test_the_sides_stand_in_the_order_of_the_agreement_with_the_officers_below():
    nodes = [Node(1, Side.OFFICERS), Node(2, Side.REGION), Node(3, Side.JOINT), Node(4, Side.MUNICIPALITIES)]
    assert place(nodes).cells == {4: Cell(0, 0), 3: Cell(1, 0), 2: Cell(2, 0), 1: Cell(0, 1)}


def test_a_circle_among_parents_is_cut_and_every_forum_is_drawn_once():
    nodes = [Node(1, Side.JOINT, 3), Node(2, Side.JOINT, 1), Node(3, Side.JOINT, 2)]
    assert children_of(nodes) == {None: [1], 1: [2], 2: [3]}


def test_a_forum_under_another_side_stands_on_its_own():
    assert children_of([Node(1, Side.REGION), Node(2, Side.OFFICERS, 1)]) == {None: [1, 2]}


def test_neighbouring_columns_are_joined_straight_through_the_gutter():
    drawing = draw(
        [sign(1, Side.JOINT), sign(2, Side.REGION)],
        [Tie(2, 1, Relation.FEEDS, "7")],
    )
    (route,) = drawing.routes
    assert len({y for _, y in route.points}) == 1
    assert route.label == "7"


def test_a_tie_to_a_forum_that_is_not_drawn_is_left_out():
    assert draw([sign(1)], [Tie(1, 2, Relation.FEEDS)]).routes == ()


def test_nothing_to_draw_is_an_empty_drawing():
    assert draw([], []) == Drawing(0, 0, (), (), ())


@given(NAMES)
def test_wrapped_lines_fit_and_keep_every_letter(name):
    lines = wrap(name, 15, 120)
    assert all(text_width(line.rstrip("-"), 15) <= 120 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == name.replace(" ", "")


def test_a_long_compound_is_divided_at_its_joint():
    assert wrap("Kommundirektörsnätverket", 15, 150) == ("Kommundirektörs-", "nätverket")
