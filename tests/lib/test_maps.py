"""Outlines on the ground that a picture shows."""

from samhandling.lib.drawing.maps import Boundary, coarser, ground_of, has_room

WEST = Boundary("01", 0, 0, 1000, 500, 500, 250, 100, "M0 0l1000 0 0 500-1000 0z")
EAST = Boundary("02", 1000, 0, 1200, 300, 1100, 150, 20, "M1000 0l200 0 0 300-200 0z")


def test_the_ground_holds_them_all_with_an_edge_around():
    ground = ground_of([WEST, EAST], 252, 512)
    assert ground.step == 5  # 1200 steps in 240 pixels
    assert ground.view_box == "-30 -30 1260 560"
    assert (ground.shown_width, ground.shown_height) == (252, 112)


def test_places_far_from_each_other_fit_in_the_height():
    far = Boundary("25", 0, 12_000, 100, 12_100, 50, 12_050, 10, "M0 12000l100 0 0 100z")
    ground = ground_of([WEST, far], 460, 520)
    assert ground.shown_height == 520
    assert ground.shown_width < 60


def test_a_name_is_written_where_it_stays_inside():
    assert has_room(WEST, "Umeå", 60)
    assert not has_room(WEST, "Upplands Väsby", 100)
    assert not has_room(EAST, "Umeå", 60)


def test_in_larger_steps_neighbours_keep_their_border():
    assert coarser(WEST, 100).path == "M0 0l10 0 0 5-10 0z"
    assert coarser(EAST, 100).path == "M10 0l2 0 0 3-2 0z"
    assert coarser(EAST, 100).right == 12


def test_an_island_that_has_become_a_point_falls_away():
    islands = Boundary("03", 0, 0, 900, 900, 400, 400, 9, "M0 0l900 0 0 900zM2000 2000l9 0 0 9z")
    assert coarser(islands, 100).path == "M0 0l9 0 0 9z"
