"""Maps: what is told has a word, a shape and a colour, and everything on the map stands beside it too."""

import pytest
from django.template import TemplateSyntaxError

from samhandling.lib.drawing.maps import Boundary
from samhandling.ui.maps import Place, PlaceMap
from tests.ui.rendering import draw

NORTH = Boundary("01", 0, 0, 9000, 4500, 4500, 2250, 1400, "M0 0l9000 0 0 4500-9000 0z")
ISLAND = Boundary("02", 9000, 0, 9100, 100, 9050, 50, 20, "M9000 0l100 0 0 100z")


def decided(**changes):
    return PlaceMap(
        **{
            "title": "Decisions",
            "description": "Two of three.",
            "places": [
                Place("Norr", NORTH, "Ratified", "success", "/norr/"),
                Place("Holmen", ISLAND, "Waits", "warning", "/holmen/"),
                Place("Länsstyrelsen", None, "Ratified", "success"),
            ],
        }
        | changes
    )


def test_a_place_is_a_link_that_says_its_state():
    html = draw("{% map chart %}", {"chart": decided()})
    assert 'aria-labelledby="map-decisions-title map-decisions-description"' in html
    assert '<a href="/norr/" class="map-place"><title>Norr: Ratified</title>' in html
    assert 'fill="url(#map-decisions-success)"' in html
    assert '<pattern id="map-decisions-warning"' in html
    assert 'id="map-decisions-danger"' not in html  # nobody has declined


def test_all_places_stand_in_the_list_what_waits_first_and_in_the_table():
    html = draw("{% map chart %}", {"chart": decided()})
    listed = html[html.index('class="map-list"') : html.index('class="chart-table"')]
    assert listed.index("Waits") < listed.index("Holmen") < listed.index("Ratified") < listed.index("Länsstyrelsen")
    table = html[html.index('class="chart-table"') :]
    assert table.count("<tr") == 4
    assert '<a href="/holmen/">Holmen</a>' in table


def test_a_name_is_written_in_the_picture_where_it_has_room():
    html = draw("{% map chart %}", {"chart": decided()})
    assert '<text class="map-name" x="4500" y="2250">Norr</text>' in html
    assert ">Holmen</text>" not in html


def test_numbers_in_the_picture_have_no_spaces_in_swedish():
    html = draw("{% map chart %}", {"chart": decided()}, language="sv")
    assert 'viewBox="-122 -122 9344 4744"' in html


def test_without_states_it_is_a_way_to_each_place():
    places = [Place("Norr", NORTH, url="/norr/"), Place("Länsstyrelsen", url="/lst/")]
    html = draw("{% map chart %}", {"chart": decided(places=places)})
    assert "<pattern" not in html
    assert "chart-table" not in html
    assert html.index("Not on the map") < html.index("Länsstyrelsen")


def test_places_that_lie_nowhere_are_listed_alone():
    html = draw("{% map chart %}", {"chart": decided(places=[Place("Länsstyrelsen", None, "Ratified", "success")])})
    assert "map-drawing" not in html
    assert "Länsstyrelsen" in html


def test_an_empty_map_says_so():
    assert "Nothing to show yet." in draw("{% map chart %}", {"chart": decided(places=[])})


def test_a_wrong_tone_is_an_error():
    with pytest.raises(TemplateSyntaxError):
        draw("{% map chart %}", {"chart": decided(places=[Place("Norr", NORTH, "Ratified", "green")])})
