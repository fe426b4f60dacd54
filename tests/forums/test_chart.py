"""The organisation chart: its grid, its lines and its page."""

import re
from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from samhandling.forums.domain.chart import COLUMNS, Relation, Side, Sign, draw
from samhandling.forums.domain.sides import Origin, sides_of
from samhandling.lib.drawing.grid import Cell, Node, place
from samhandling.lib.drawing.shapes import Box, Drawing, Tie
from tests.factories.forums import make_appointment, make_forum, make_forum_type, make_seat
from tests.factories.organisations import make_collaboration

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
    ties = (
        [Tie(source, target, Relation.FEEDS) for source, target in draw_value(st.sets(pairs, max_size=12))]
        if size > 1
        else []
    )
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
    return bool(inside) and (x in {box.x, box.x + box.width} or y in {box.y, box.bottom})


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


def test_the_sides_stand_in_the_order_of_the_agreement_with_the_officers_below():
    nodes = [Node(1, Side.OFFICERS), Node(2, Side.REGION), Node(3, Side.JOINT), Node(4, Side.MUNICIPALITIES)]
    assert place(nodes, COLUMNS, Side.OFFICERS).cells == {4: Cell(0, 0), 3: Cell(1, 0), 2: Cell(2, 0), 1: Cell(0, 1)}


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


# --- Which side a forum stands on ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "side"),
    [
        (Origin("officers", "officers"), Side.OFFICERS),
        (Origin("formal", "elected", is_owned_by_region=True), Side.REGION),
        (Origin("consultation", "elected"), Side.JOINT),
        (Origin("appointed", "elected", from_region=True, from_municipalities=True), Side.JOINT),
        (Origin("appointed", "elected", from_municipalities=True), Side.MUNICIPALITIES),
        (Origin("appointed", "elected", from_region=True), Side.REGION),
        (Origin("appointed", "elected"), Side.MUNICIPALITIES),
    ],
)
def test_a_forum_stands_where_its_members_come_from(origin, side):
    assert sides_of({1: origin}) == {1: side}


def test_a_forum_that_says_nothing_stands_with_the_one_it_belongs_to():
    council = Origin("appointed", "elected", from_region=True, from_municipalities=True)
    group = Origin("officers", "mixed", parent=1)
    assert sides_of({1: council, 2: group}) == {1: Side.JOINT, 2: Side.JOINT}


# --- The page -----------------------------------------------------------------------------------------


@pytest.fixture
def forum(db):
    """PKD with one of two seats filled, and a committee of unknown size that prepares for it."""
    forum = make_forum(make_collaboration(slug="vasterbotten", is_public=True), abbreviation="PKD", seats=1)
    make_appointment(make_seat(forum))
    committee = make_forum_type("committee", prepares=True)
    make_forum(forum.collaboration, type=committee, name="Arbetsutskottet", abbreviation="AU", parent=forum)
    return forum


def page_of(client, **query):
    return client.get(reverse("forums:chart", args=["vasterbotten"]), {"datum": "2026-06-01"} | query)


def test_the_chart_is_a_drawing_with_links_and_a_list_beside_it(client, forum):
    page = page_of(client).content.decode()
    link = reverse("forums:detail", args=["vasterbotten", forum.pk])
    assert page.count(f'href="{link}?datum=2026-06-01"') == 2
    assert 'aria-label="Primärkommunala delegationen, PKD, 1 av 2 platser"' in page
    assert 'aria-label="Arbetsutskottet, AU, Inga platser ännu, Bereder ärenden åt PKD"' in page
    assert '<title id="chart-title">Organisationsschema</title>' in page


def test_the_list_alone_can_be_asked_for(client, forum):
    page = page_of(client, visa="lista").content.decode()
    assert "forum-chart" not in page
    assert "Primärkommunala delegationen" in page


def test_numbers_in_the_drawing_are_written_for_machines(client, forum):
    page = page_of(client).content.decode()
    numbers = re.findall(r' (?:x|y|width|height|cx|cy)="([^"]*)"', page[page.index("forum-chart") :])
    assert numbers
    assert [number for number in numbers if not re.fullmatch(r"\d+(\.\d+)?", number)] == []


def test_the_chart_follows_the_day(client, forum):
    forum.ends_on = date(2026, 12, 31)
    forum.save()
    page = client.get(reverse("forums:chart", args=["vasterbotten"]), {"datum": "2027-01-01"})
    assert [drawn.chart_forum.forum.abbreviation for drawn in page.context["chart"].boxes] == ["AU"]


def test_a_day_without_forums_is_told(client, forum):
    page = client.get(reverse("forums:chart", args=["vasterbotten"]), {"datum": "2001-01-01"})
    assert "Det första forumet börjar den 1 januari 2023" in page.content.decode()


def test_the_drawing_can_be_taken_away_as_a_whole_file(client, forum):
    answer = client.get(reverse("forums:chart_svg", args=["vasterbotten"]), {"datum": "2026-06-01"})
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "attachment" in answer["Content-Disposition"]
    assert "<a " not in answer.content.decode()


def test_a_name_with_markup_stays_text_in_the_file(client, forum):
    forum.name = "<script>alert(1)</script> & co"
    forum.save()
    answer = client.get(reverse("forums:chart_svg", args=["vasterbotten"]))
    assert [element.tag for element in ElementTree.fromstring(answer.content).iter() if "script" in element.tag] == []


def test_the_chart_costs_the_same_for_one_forum_and_for_three(client, forum, django_assert_num_queries):
    forum.children.get().delete()
    with django_assert_num_queries(6):
        page_of(client)
    for name in "AB":
        make_appointment(make_seat(make_forum(forum.collaboration, name=name, parent=forum)))
    with django_assert_num_queries(6):
        page_of(client)


def test_another_collaborations_chart_is_not_found(client, forum):
    make_forum(make_collaboration(slug="hemlig"))
    for name in ("chart", "chart_svg"):
        assert client.get(reverse(f"forums:{name}", args=["hemlig"])).status_code == 404
