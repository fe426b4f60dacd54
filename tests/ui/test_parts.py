"""Each part of the kit: the exact HTML of a small case, wrong use, and text that people have written."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe

from samhandling.core import slots
from samhandling.core.history import Change, HistoryLine
from samhandling.organisations.models import Collaboration
from tests.ui.rendering import draw

EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ('{% crumb "Forum" "/f/" %}', '<li><a href="/f/">Forum</a></li>'),
        ('{% heading "PKD" %}{% endheading %}', '<header class="heading"><h1>PKD</h1></header>'),
        (
            '{% heading "PKD" state="Full." eyebrow="Forum" %}<a>x</a>{% endheading %}',
            (
                '<header class="heading"><p class="eyebrow">Forum</p><h1>PKD</h1><p class="state">Full.</p>'
                '<div class="actions"><a>x</a></div></header>'
            ),
        ),
        (
            (
                '{% with tab="one" %}{% tabs "Parts" %}{% tab "one" "One" "/1" %}{% tab "two" "Two" "/2" %}'
                "{% endtabs %}{% endwith %}"
            ),
            (
                '<nav class="tabs" aria-label="Parts"><ul><li><a href="/1" aria-current="page">One</a></li>'
                '<li><a href="/2">Two</a></li></ul></nav>'
            ),
        ),
        (
            (
                '{% with tab="8" %}{% tabs "Parts" %}{% tab "1" "1" "/1" count=3 %}{% tab "2" "2" "/2" %}'
                '{% tab "3" "3" "/3" %}{% tab "4" "4" "/4" %}{% tab "5" "5" "/5" %}{% tab "6" "6" "/6" %}'
                '{% tab "7" "7" "/7" %}{% tab "8" "8" "/8" %}{% endtabs %}{% endwith %}'
            ),
            (
                '<nav class="tabs" aria-label="Parts"><ul><li><a href="/1">1 <span class="count">3</span></a></li>'
                '<li><a href="/2">2</a></li><li><a href="/3">3</a></li><li><a href="/4">4</a></li>'
                '<li><a href="/5">5</a></li><li><a href="/8" aria-current="page">8</a></li></ul>'
                '<details class="drop tabs-more" name="frame"><summary>More</summary><ul class="drop-body">'
                '<li><a href="/6">6</a></li><li><a href="/7">7</a></li></ul></details></nav>'
            ),
        ),
        (
            '{% panel title="Seats" id="s" count=1200 level=3 quiet=True %}x{% endpanel %}',
            '<section class="panel panel-quiet" id="s"><h3>Seats <span class="count">1 200</span></h3>x</section>',
        ),
        ("{% panel %}x{% endpanel %}", '<section class="panel">x</section>'),
        (
            '{% link_button "Go" "/go" %}',
            '<a class="ds-button" data-variant="secondary" href="/go">Go</a>',
        ),
        (
            '{% link_button "Go" "/go" variant="primary" icon="plus" %}',
            '<a class="ds-button" data-variant="primary" href="/go">[plus]Go</a>',
        ),
        (
            '{% link_button "Go" "/go" reason="Not yet." %}',
            (
                '<span class="action"><button type="button" class="ds-button" data-variant="secondary" '
                'aria-disabled="true" aria-describedby="why-not-go-go">Go</button>'
                '<span class="action-reason" id="why-not-go-go">Not yet.</span></span>'
            ),
        ),
        ('{% link "Umeå" "/o/7" %}', '<a href="/o/7">Umeå</a>'),
        (
            '{% link "Change" "/o/7" about="Umeå" %}',
            '<a href="/o/7">Change<span class="ds-sr-only">: Umeå</span></a>',
        ),
        ('{% submit "Save" %}', '<button type="submit" class="ds-button" data-variant="primary">Save</button>'),
        (
            '{% submit "Remove" variant="quiet" tone="danger" name="do" value="rm" %}',
            (
                '<button type="submit" class="ds-button" data-variant="tertiary" data-color="danger" name="do" '
                'value="rm">Remove</button>'
            ),
        ),
        (
            '{% action "Sign" "/sign" variant="primary" %}',
            (
                '<form class="action" method="post" action="/sign"><input type="hidden" name="csrfmiddlewaretoken" '
                'value="…"><button type="submit" class="ds-button" data-variant="primary">Sign</button></form>'
            ),
        ),
        (
            '{% action "Sign" "/sign" reason="No parties." %}',
            (
                '<span class="action"><button type="button" class="ds-button" data-variant="secondary" '
                'aria-disabled="true" aria-describedby="why-not-sign-sign">Sign</button>'
                '<span class="action-reason" id="why-not-sign-sign">'
                "No parties.</span></span>"
            ),
        ),
        (
            '{% action "Remove" "/rm" tone="danger" confirm="It is lost." %}',
            (
                '<form class="action" method="post" action="/rm"><input type="hidden" name="csrfmiddlewaretoken" '
                'value="…"><details class="confirm"><summary class="ds-button" data-variant="secondary" '
                'data-color="danger">Remove</summary><div class="confirm-body"><p>It is lost.</p>'
                '<button type="submit" class="ds-button" '
                'data-variant="primary" data-color="danger">Remove</button></div></details></form>'
            ),
        ),
        ('{% status "Draft" %}', '<span class="status" data-tone="neutral">[circle]<span>Draft</span></span>'),
        (
            '{% status "Late" tone="danger" %}',
            '<span class="status" data-tone="danger">[error]<span>Late</span></span>',
        ),
        (
            '{% notice tone="warning" title="Soon" %}x{% endnotice %}',
            '<div class="notice" data-tone="warning">[warning]<div><p class="notice-title">Soon</p>x</div></div>',
        ),
        ('{% empty "None" %}x{% endempty %}', '<div class="empty"><p class="empty-title">None</p>x</div>'),
        (
            '{% progress 13 16 "Ratified" %}',
            (
                '<div class="progress"><p><span>Ratified</span><strong>13 of 16</strong></p>'
                '<progress value="13" max="16" aria-label="Ratified">13 of 16</progress></div>'
            ),
        ),
        (
            '{% facts %}{% fact "Led by" %}Umeå{% endfact %}{% endfacts %}',
            '<dl class="facts"><div><dt>Led by</dt><dd>Umeå</dd></div></dl>',
        ),
        (
            '{% figure "31 %" n=12 of=39 source="SCB" %}more{% endfigure %}',
            (
                '<details class="figure"><summary>31 %</summary><div class="figure-body"><dl class="facts"><div>'
                "<dt>Counted</dt><dd>12</dd></div><div><dt>Out of</dt><dd>39</dd></div><div><dt>Source</dt><dd>SCB</dd>"
                "</div></dl>more</div></details>"
            ),
        ),
        (
            '{% timeline %}{% moment "2030" "Ends" tone="warning" %}x{% endmoment %}{% endtimeline %}',
            (
                '<ol class="timeline"><li data-tone="warning"><p class="moment-when"><span>2030</span></p><div>'
                '<p class="moment-title">Ends</p>x</div></li></ol>'
            ),
        ),
        (
            '{% dialog_button "Ask" "q" %}{% dialog "q" "Who?" %}x{% enddialog %}',
            (
                '<a class="ds-button" data-variant="secondary" href="#q" data-opens="q" aria-haspopup="dialog">Ask</a>'
                '<dialog class="dialog" id="q" aria-labelledby="q-title"><div class="dialog-head"><h2 id="q-title">Who?'
                '</h2><a class="dialog-close" href="#" data-closes="q">[close]<span>Close</span></a></div>x</dialog>'
            ),
        ),
        (
            '{% exports %}{% export_link "CSV" "/c" %}{% endexports %}',
            ('<div class="exports"><span>Download</span><ul><li><a href="/c">[download]CSV</a></li></ul></div>'),
        ),
    ],
)
def test_each_part_has_its_html(source, html):
    assert draw(source).replace("\N{NO-BREAK SPACE}", " ") == html


def test_words_that_are_safe_make_no_equal_words_safe():
    assert draw("{% status state %}", {"state": mark_safe("<b>x</b>")}).endswith("<span><b>x</b></span></span>")
    assert draw("{% status state %}", {"state": "<b>x</b>"}).endswith("<span>&lt;b&gt;x&lt;/b&gt;</span></span>")


@pytest.mark.parametrize(
    "source",
    [
        '{% panel titel="x" %}{% endpanel %}',
        "{% panel level=1 %}{% endpanel %}",
        '{% status "x" tone="red" %}',
        '{% link_button "x" "/" variant="big" %}',
        '{% link_button "x" "/" icon="unicorn" %}',
        '{% action "x" %}',
        '{% icon "unicorn" %}',
        '{% moment "x" "y" tone="red" %}{% endmoment %}',
        "{% diff parts %}",
    ],
)
def test_wrong_use_is_an_error_and_not_a_broken_page(source):
    with pytest.raises(TemplateSyntaxError):
        draw(source, {"parts": [("changed", "x")]})


@pytest.mark.parametrize(
    "source",
    [
        '{% crumb evil "/" %}',
        "{% heading evil state=evil eyebrow=evil %}{% endheading %}",
        "{% tabs evil %}{% tab evil evil evil %}{% endtabs %}",
        "{% panel title=evil id=evil %}{{ evil }}{% endpanel %}",
        "{% link evil evil about=evil %}{% link_button evil evil %}{% link_button evil evil reason=evil %}",
        "{% submit evil name=evil value=evil %}",
        "{% action evil evil reason=evil %}{% action evil evil confirm=evil %}",
        "{% status evil %}{% notice title=evil %}{{ evil }}{% endnotice %}{% empty evil %}{{ evil }}{% endempty %}",
        "{% progress 1 2 evil %}{% figure evil n=evil of=evil source=evil on=evil %}{{ evil }}{% endfigure %}",
        "{% facts %}{% fact evil %}{{ evil }}{% endfact %}{% endfacts %}",
        "{% data_table evil %}<tbody><tr><td>{{ evil }}</td></tr></tbody>{% enddata_table %}",
        "{% timeline %}{% moment evil evil %}{{ evil }}{% endmoment %}{% endtimeline %}",
        "{% dialog_button evil evil %}{% dialog evil evil %}{{ evil }}{% enddialog %}",
        "{% exports %}{% export_link evil evil %}{% endexports %}",
        "{% diff parts %}{% history lines %}",
        "{% filters %}{% endfilters %}{% as_of_picker day %}{% pagination page %}",
    ],
)
def test_what_people_have_written_is_shown_and_never_run(source):
    context = {
        "evil": EVIL,
        "day": date(2027, 1, 1),
        "page": Paginator(range(9), 2).page(2),
        "parts": [("same", EVIL), ("added", EVIL), ("removed", EVIL)],
        "lines": [
            HistoryLine(datetime(2027, 1, 1, tzinfo=UTC), EVIL, EVIL, EVIL, [Change(EVIL, EVIL, EVIL)], EVIL),
        ],
    }
    html = draw(source, context, path=f"/sida/?q={EVIL}&datum={EVIL}")
    assert "<script" not in html
    assert "script" in html


def test_a_table_tells_its_parts_what_they_are_for_those_who_see_cards():
    html = draw(
        '{% data_table "Seats" hide_caption=True %}'
        '<thead><tr><th scope="col">Who</th><th scope="col">Until</th></tr></thead>'
        '<tbody><tr><th scope="row">Umeå</th><td>31 December 2026</td></tr></tbody>'
        "{% enddata_table %}"
    )
    assert html == (
        '<table class="data" role="table"><caption class="ds-sr-only">Seats</caption><thead role="rowgroup">'
        '<tr role="row"><th role="columnheader" scope="col">Who</th><th role="columnheader" scope="col">Until</th></tr>'
        '</thead><tbody role="rowgroup"><tr role="row">'
        '<th role="rowheader" scope="row">Umeå</th><td role="cell" data-label="Until">'
        '<span class="one-line">31 December 2026</span></td></tr></tbody></table>'
    )


@pytest.mark.parametrize(
    ("row", "labels"),
    [
        ("<td>1</td><td>2</td><td>3</td>", ["Who", "Money &amp; more &quot;x&quot;", "What to do"]),
        ('<th scope="row">1</th><td>2</td><td>3</td>', ["Money &amp; more &quot;x&quot;", "What to do"]),
        ('<td colspan="2">1</td><td>3</td>', ["Who", "What to do"]),
        ("<td>1</td><td> </td><td>\n</td>", ["Who", "Money &amp; more &quot;x&quot;", "What to do"]),
        ('<td data-label="Else">1</td><td data-label="">2</td><td>3</td>', ["Else", "What to do"]),
        ("<td>1</td><td>2</td><td>3</td><td>4</td>", ["Who", "Money &amp; more &quot;x&quot;", "What to do"]),
    ],
)
def test_a_cell_takes_the_name_of_its_column_along(row, labels):
    head = (
        '<th scope="col">Who</th><th class="number" scope="col">Money &amp; <b>more</b> "x"</th>'
        '<th scope="col"><span class="ds-sr-only">What to do</span></th>'
    )
    html = draw(
        f"{{% data_table 'Seats' %}}<thead><tr>{head}</tr></thead><tbody><tr>{row}</tr><tr>{row}</tr></tbody>"
        "{% enddata_table %}"
    )
    assert re.findall(r'<td[^>]* data-label="([^"]*)"', html) == labels * 2


@pytest.mark.parametrize("tag", ["link", "link_button", "action", "crumb", "export_link"])
def test_a_page_is_called_by_its_name_and_lies_in_the_same_collaboration(tag):
    draw_here = {"collaboration": Collaboration(slug="vasterbotten"), "evil": EVIL}
    assert '"/samverkan/vasterbotten/forum/7/"' in draw(f'{{% {tag} evil "forums:detail" pk=7 %}}', draw_here)
    assert '"/samverkan/skane/forum/"' in draw(f'{{% {tag} evil "forums:list" collaboration="skane" %}}', draw_here)
    assert '"/sok/?q=a"' in draw(f'{{% {tag} evil "/sok/?q=a" %}}', draw_here)
    assert f'"{reverse("accounts:profile")}"' in draw(f'{{% {tag} evil "accounts:profile" %}}')
    with pytest.raises(NoReverseMatch):
        draw(f'{{% {tag} evil "forums:detail" %}}', draw_here)


def test_a_difference_is_told_also_to_those_who_do_not_see_colours():
    html = draw("{% diff parts %}", {"parts": [("same", "Two "), ("removed", "four"), ("added", "three")]})
    assert html == (
        '<div class="diff"><span>Two </span><del><span class="ds-sr-only">Removed: </span>four</del>'
        '<ins><span class="ds-sr-only">Added: </span>three</ins></div>'
    )


def test_history_tells_who_on_whose_behalf_what_and_why():
    line = HistoryLine(
        at=datetime(2026, 11, 3, 8, 12, tzinfo=UTC),
        actor="Maria",
        on_behalf_of="Storuman",
        sentence="Ratified",
        changes=[Change("Day", "1", "2"), Change("Section", "", "§ 9"), Change("Note", "old", "")],
        reason="In time.",
    )
    html = draw("{% history lines %}", {"lines": [line]})
    for text in ("Ratified", "Maria, on behalf of Storuman", "from 1 to 2", "§ 9", "old was removed", "In time."):
        assert text in html
    assert '<time datetime="2026-11-03T09:12:00+01:00">3 November 2026 09:12</time>' in html


def test_no_history_says_so():
    assert draw("{% history lines %}", {"lines": []}) == '<p class="quiet">Nothing has been changed yet.</p>'


def test_filters_keep_the_chosen_day_and_offer_a_way_back():
    html = draw("{% filters %}<i></i>{% endfilters %}", path="/sida/?datum=2026-12-31&q=umea")
    assert '<input type="hidden" name="datum" value="2026-12-31">' in html
    assert '<a class="filters-clear" href="/sida/">Show all</a>' in html


def test_filters_that_filter_nothing_offer_no_way_back():
    assert "Show all" not in draw("{% filters %}{% endfilters %}", path="/sida/?q=")


def test_the_day_picker_keeps_what_else_was_asked():
    html = draw("{% as_of_picker on %}", {"on": date(2020, 5, 1)}, path="/sida/?q=umea&datum=2020-05-01&sida=3")
    assert '<input type="hidden" name="q" value="umea">' in html
    assert 'name="datum" value="2020-05-01"' in html
    assert 'name="sida"' not in html
    assert "Show today" in html


def test_a_list_of_one_page_has_no_page_links():
    assert draw("{% pagination page %}", {"page": Paginator([1], 10).page(1)}) == ""


def test_page_links_keep_the_filter():
    html = draw("{% pagination page %}", {"page": Paginator(range(30), 10).page(2)}, path="/sida/?q=umea&sida=2")
    assert '<a rel="prev" href="?q=umea&amp;sida=1">[chevron-left]Previous</a>' in html
    assert '<a rel="next" href="?q=umea&amp;sida=3">Next[chevron-right]</a>' in html
    assert html.count('aria-current="page"') == 1


def test_panels_of_upper_rooms_are_fetched_and_are_links_without_javascript(monkeypatch):
    class Thing:
        pk = 7
        slug = "lan"

        def __str__(self) -> str:
            return "Umeå"

    monkeypatch.setitem(slots._slots, "thing.panels", [slots.Fragment("agreements:detail", "Där de sitter")])
    url = reverse("agreements:detail", kwargs={"collaboration": "lan", "pk": 7})
    html = draw('{% panels "thing.panels" thing %}', {"thing": Thing(), "collaboration": Thing()})
    assert html == (
        f'<div class="fragment" hx-get="{url}" hx-trigger="load" hx-swap="outerHTML"><p>'
        f'<a href="{url}">Där de sitter</a></p></div>'
    )


def test_a_slot_that_nobody_filled_shows_nothing():
    assert draw('{% panels "nobody" thing %}', {"thing": None, "collaboration": None}) == ""
