"""Charts: the picture, its words, and the same facts as a table."""

import pytest
from django.template import TemplateSyntaxError

from samhandling.ui.charts import Bar, BarChart, LineChart, Point, StackedBar
from tests.ui.rendering import draw


def bars(**changes):
    return BarChart(
        **{
            "title": "Seats",
            "description": "Half are filled.",
            "bars": [Bar("PKD", 28, "28 of 30", url="/pkd/"), Bar("AU", 14, "14 of 14", tone="success")],
        }
        | changes
    )


def test_bars_are_drawn_to_the_longest_and_told_in_words():
    html = draw("{% bar_chart chart %}", {"chart": bars()})
    assert 'aria-labelledby="chart-seats-title chart-seats-description"' in html
    assert '<title id="chart-seats-title">Seats</title>' in html
    assert '<desc id="chart-seats-description">Half are filled.</desc>' in html
    assert '<a href="/pkd/"><text class="bar-label"><tspan x="0" y="16">PKD</tspan></text></a>' in html
    assert '<rect class="bar" y="26" width="100.0%" height="10">' in html
    assert '<rect class="bar" y="84" width="50.0%" height="10">' in html
    assert '<g data-tone="success">' in html


def test_the_same_facts_stand_in_a_table():
    html = draw("{% bar_chart chart %}", {"chart": bars()})
    assert '<th role="rowheader" scope="row"><a href="/pkd/">PKD</a></th>' in html
    assert '<td role="cell" class="number" data-label="Value">28 of 30</td>' in html


def test_a_long_name_is_broken_so_that_a_phone_can_show_it():
    long = BarChart("Forums", "One.", [Bar("Samråd för samverkan inom regional utveckling", 1, "1")])
    html = draw("{% bar_chart chart %}", {"chart": long})
    assert '<tspan x="0" y="16">Samråd för samverkan inom</tspan>' in html
    assert '<tspan x="0" y="36">regional utveckling</tspan>' in html
    assert 'height="56"' in html


def test_numbers_in_a_picture_have_points_also_in_swedish():
    html = draw("{% bar_chart chart %}", {"chart": bars(bars=[Bar("a", 3, "3"), Bar("b", 1, "1")])}, language="sv")
    assert 'width="33.3%"' in html


def test_nothing_to_draw_says_so():
    for tag, chart in (
        ("bar_chart", bars(bars=[])),
        ("stacked_bar", StackedBar("Duties", "None.")),
        ("line_chart", LineChart("Meetings", "None.")),
    ):
        html = draw(f"{{% {tag} chart %}}", {"chart": chart})
        assert "Nothing to show yet." in html
        assert "<svg" not in html


def test_bars_of_nothing_have_no_length():
    assert 'width="0.0%"' in draw("{% bar_chart chart %}", {"chart": bars(bars=[Bar("a", 0, "0")])})


def test_a_tone_that_does_not_exist_is_an_error():
    with pytest.raises(TemplateSyntaxError):
        draw("{% bar_chart chart %}", {"chart": bars(bars=[Bar("a", 1, "1", tone="red")])})


def test_a_stacked_bar_names_each_part_with_its_value():
    chart = StackedBar(
        "Duties", "Most are done.", [Bar("Done", 3, "3", tone="success"), Bar("Late", 1, "1", url="/l/")]
    )
    html = draw("{% stacked_bar chart %}", {"chart": chart})
    assert '<rect class="bar" data-tone="success" x="0.0%" width="75.0%" height="16">' in html
    assert '<rect class="bar" data-tone="neutral" x="75.0%" width="25.0%" height="16">' in html
    assert '<a href="/l/">Late</a><strong>1</strong>' in html


def test_a_line_begins_and_ends_with_named_points():
    chart = LineChart("Meetings", "More.", [Point("2024", 1, "1"), Point("2025", 2, "2"), Point("2026", 4, "4")])
    html = draw("{% line_chart chart %}", {"chart": chart})
    assert 'points="0.00,29.00 50.00,20.00 100.00,2.00"' in html
    assert "<span>2024 <strong>1</strong></span><span>2026 <strong>4</strong></span>" in html
    assert '<th role="rowheader" scope="row">2025</th>' in html


def test_what_people_named_a_bar_is_text():
    html = draw("{% bar_chart chart %}", {"chart": bars(title="<b>", bars=[Bar("<script>", 1, "<i>", url='"><i>')])})
    assert "<script>" not in html
    assert "<i>" not in html


def test_years_stand_beside_each_other_and_in_a_table():
    years = BarChart("Due", "Most in 2026.", [Bar("2026", 4, "4"), Bar("2027", 1, "1", tone="danger")])
    html = draw("{% year_chart chart %}", {"chart": years}, language="sv")
    assert '<rect class="bar" x="10.00%" y="24" width="30.00%" height="100">' in html
    assert '<rect class="bar" x="60.00%" y="99" width="30.00%" height="25">' in html
    assert '<g data-tone="danger" text-anchor="middle"><text class="bar-value" x="75.00%" y="93">1</text>' in html
    assert html.count("<tr") == 3
