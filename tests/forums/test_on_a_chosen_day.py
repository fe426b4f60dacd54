"""Who sits, what is coming and what has been, on the days around a shift of terms, and on days that have nothing."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from samhandling.agreements.enums import Status
from tests.factories.agreements import make_agreement
from tests.factories.forums import make_appointment, make_forum, make_seat
from tests.factories.organisations import make_collaboration, make_coordinator, make_municipality, make_person

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def first_of_december(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args: TODAY)


@pytest.fixture
def county():
    return make_collaboration(slug="vasterbotten", is_public=True)


@pytest.fixture
def mala(county):
    return make_municipality("Malå", "2418", collaboration=county)


@pytest.fixture
def forum(county, mala):
    """Malå's seat goes from Berit to Ante at the new year; their other one to nobody."""
    forum = make_forum(county, name="Primärkommunala delegationen", abbreviation="PKD", starts_on=date(2023, 1, 1))
    berit, ante, lage = (
        make_person(collaboration=county, given_name=name, family_name="Ek", organisation=mala)
        for name in ("Berit", "Ante", "Lage")
    )
    first, second = (make_seat(forum, organisation=mala) for _number in range(2))
    make_appointment(first, berit, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
    make_appointment(first, ante, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    make_appointment(second, lage, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
    return forum


def page(name, collaboration="vasterbotten", *, day="", **where):
    answer = Client().get(
        reverse(name, kwargs={"collaboration": collaboration, **where}), {"datum": day} if day else {}
    )
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    main = html.partition("<main")[2].partition("</main>")[0]
    return " ".join(strip_tags(main).split())


def sitting(html):
    """Who sits in Malå's seats: the cells under Vem and Till och med."""
    rows = re.findall(r'<tr role="row">\s*<th role="rowheader".*?</tr>', html, re.DOTALL)
    return [" ".join(strip_tags(row).split()) for row in rows]


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        (
            "2026-12-30",
            [
                "Malå Berit Ek 31 december 2026 Tillträder 1 januari 2027: Ante Ek",
                "Malå Lage Ek 31 december 2026 Vakant från 1 januari 2027",
            ],
        ),
        (
            "2026-12-31",
            [
                "Malå Berit Ek 31 december 2026 Tillträder 1 januari 2027: Ante Ek",
                "Malå Lage Ek 31 december 2026 Vakant från 1 januari 2027",
            ],
        ),
        ("2027-01-01", ["Malå Ante Ek 31 december 2030", "Malå Vakant från 1 januari 2027"]),
        ("2028-02-29", ["Malå Ante Ek 31 december 2030", "Malå Vakant sedan 1 januari 2027"]),
        ("2027-03-28", ["Malå Ante Ek 31 december 2030", "Malå Vakant sedan 1 januari 2027"]),
        (
            "2026-10-25",
            [
                "Malå Berit Ek 31 december 2026 Tillträder 1 januari 2027: Ante Ek",
                "Malå Lage Ek 31 december 2026 Vakant från 1 januari 2027",
            ],
        ),
        (
            "2024-02-29",
            [
                "Malå Berit Ek 31 december 2026 Tillträder 1 januari 2027: Ante Ek",
                "Malå Lage Ek 31 december 2026",
            ],
        ),
    ],
)
def test_who_sits_around_the_shift(forum, day, rows):
    assert sitting(page("forums:detail", pk=forum.pk, day=day)) == rows


def test_the_banner_stands_on_every_page_and_leads_back(forum, mala):
    banner = "Du ser läget den <strong>1 januari 2027</strong>."
    for name, where in (
        ("portal:collaboration", {}),
        ("forums:list", {}),
        ("forums:chart", {}),
        ("forums:terms", {}),
        ("forums:detail", {"pk": forum.pk}),
        ("forums:mandate", {"pk": forum.pk}),
        ("forums:papers", {"pk": forum.pk}),
        ("forums:party", {"pk": mala.pk}),
        ("agreements:list", {}),
        ("organisations:list", {}),
        ("organisations:detail", {"pk": mala.pk}),
        ("finance:overview", {}),
        ("portal:search_in", {}),
    ):
        html = page(name, day="2027-01-01", **where)
        address = reverse(name, kwargs={"collaboration": "vasterbotten", **where})
        assert html.count(banner) == 1, name
        assert f'<a href="{address}">Visa läget i dag</a>' in html, name
        assert "Du ser läget" not in page(name, **where), name


def test_the_day_follows_through_rows_tabs_crumbs_menu_files_and_panels(forum, mala):
    html = page("forums:detail", pk=forum.pk, day="2027-01-01")
    for address in (
        reverse("forums:list", args=["vasterbotten"]),
        reverse("forums:mandate", args=["vasterbotten", forum.pk]),
        reverse("portal:collaboration", args=["vasterbotten"]),
        reverse("agreements:list", args=["vasterbotten"]),
        reverse("forums:forum_members", args=["vasterbotten", forum.pk, "csv"]),
    ):
        assert f'"{address}?datum=2027-01-01"' in html
        assert f'"{address}"' not in html.replace(f'action="{address}"', "")
    panels = page("organisations:detail", pk=mala.pk, day="2027-01-01")
    panel = reverse("forums:organisation_panel", args=["vasterbotten", mala.pk])
    assert f'hx-get="{panel}?datum=2027-01-01"' in panels


def test_a_tool_is_for_today(forum, county):
    client = Client()
    client.force_login(make_coordinator(county))
    html = client.get(
        reverse("forums:detail", args=["vasterbotten", forum.pk]), {"datum": "2027-01-01"}
    ).content.decode()
    edit = reverse("forums:edit", args=["vasterbotten", forum.pk])
    assert f'href="{edit}"' in html


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "1950-01-01",
            (
                "Du ser läget den 1 januari 1950. Då gällde ännu ingen överenskommelse, och ingen var "
                "utsedd. Närmaste dag att titta på är den 1 januari 2023."
            ),
        ),
        (
            "2040-06-01",
            (
                "Du ser läget den 1 juni 2040. Så långt fram gäller ingen överenskommelse, och ingen är "
                "utsedd. Närmaste dag att titta på är den 31 december 2030."
            ),
        ),
        (
            "9999-12-31",
            (
                "”9999-12-31” ligger för långt bort. Välj en dag mellan 1900 och 2199. Dagens läge visas. "
                "Så långt fram gäller ingen överenskommelse, och ingen är utsedd. Närmaste dag att titta på "
                "är den 31 december 2030."
            ),
        ),
        (
            "0001-01-01",
            (
                "”0001-01-01” ligger för långt bort. Välj en dag mellan 1900 och 2199. Dagens läge visas. "
                "Då gällde ännu ingen överenskommelse, och ingen var utsedd. Närmaste dag att titta på är "
                "den 1 januari 2023."
            ),
        ),
        (
            "i morgon",
            "”i morgon” är inget datum. Skriv det som 2027-01-31. Dagens läge visas.",
        ),
        ("2027-01-01", "Du ser läget den 1 januari 2027."),
    ],
)
def test_a_day_outside_everything_is_told_with_the_nearest_that_has_something(forum, day, said):
    html = page("forums:list", day=day)
    banner = html.partition('id="chosen-day"')[2].partition("<p>")[2].partition("</p>")[0]
    assert " ".join(strip_tags(banner).split()) == said
    assert "Primärkommunala delegationen" in words(html)


def test_a_gap_between_two_times_names_the_days_on_both_sides(county):
    seat = make_seat(make_forum(county, starts_on=date(2019, 1, 1)))
    make_appointment(seat, starts_on=date(2019, 1, 1), ends_on=date(2020, 2, 29))
    make_appointment(seat, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
    html = strip_tags(page("forums:list", day="2021-05-05"))
    assert "Närmaste dagar att titta på är den 29 februari 2020 och den 1 januari 2023." in " ".join(html.split())


@pytest.fixture
def coming(county, mala):
    """All of it starts with the year."""
    make_agreement(
        county, title="Nätverk", status=Status.PROPOSED, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31)
    )
    forum = make_forum(county, name="Rådet", starts_on=date(2027, 1, 1))
    person = make_person(collaboration=county, given_name="Ante", family_name="Ek")
    seat = make_seat(forum, organisation=mala, starts_on=date(2027, 1, 1))
    make_appointment(seat, person, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    return forum


def test_what_is_to_come_is_shown_as_such_today(coming, mala):
    listed = words(page("forums:list"))
    assert "Inget forum har börjat än. Det första börjar den 1 januari 2027." in listed
    assert "Kommande forum 1 Rådet" in listed
    shown = page("forums:detail", pk=coming.pk)
    assert "Så här blir det den första dagen, 1 januari 2027" in words(shown)
    assert sitting(shown) == ["Malå Ante Ek 31 december 2030"]
    assert "ledamoter.csv?datum=2027-01-01" in shown
    assert "Kommande platser 1" in words(page("forums:party", pk=mala.pk))
    overview = words(page("portal:collaboration"))
    assert "Ett forum börjar den 1 januari 2027." in overview
    assert "Den är tänkt att gälla från 1 januari 2027." in overview
    assert "Det första forumet börjar den 1 januari 2027Visa läget den 1 januari 2027" in words(page("forums:chart"))
    assert "Kommande forum" not in words(page("forums:list", day="2027-01-01"))


def test_what_has_been_is_shown_as_it_was_on_its_last_day(forum, county):
    forum.ends_on = date(2026, 12, 31)
    forum.save()
    assert "Forum som har upphört 1 Primärkommunala delegationen" in words(page("forums:list", day="2027-01-01"))
    shown = page("forums:detail", pk=forum.pk, day="2027-01-01")
    assert "Forumet har upphört. Så här var det den sista dagen, 31 december 2026." in words(shown)
    assert [row.split(" 31 ")[0] for row in sitting(shown)] == ["Malå Berit Ek", "Malå Lage Ek"]


@pytest.mark.parametrize(
    ("day", "word", "sentence"),
    [
        ("2022-12-31", "Kommande", "Gäller från 1 januari 2023 till 31 december 2026."),
        ("2023-01-01", "Gäller", "Gäller till 31 december 2026. 0 av 3 har antagit."),
        ("2026-12-31", "Gäller", "Gäller till 31 december 2026. 0 av 3 har antagit."),
        ("2027-01-01", "Har upphört", "Gällde från 1 januari 2023 till 31 december 2026."),
    ],
)
def test_an_agreement_stands_as_on_the_day(county, day, word, sentence):
    agreement = make_agreement(county, status=Status.IN_FORCE)
    shown = words(page("agreements:detail", pk=agreement.pk, day=day))
    assert shown.startswith(f'id="main" tabindex="-1"> {word}')
    assert sentence in shown


def test_the_search_tells_first_of_those_who_sat_on_the_day(forum):
    then = words(_searched("2027-01-01"))
    assert "Ante Ek Primärkommunala delegationen, 1 januari 2027–31 december 2030" in then
    assert then.index("Ante Ek") < then.index("Berit Ek")


def _searched(day):
    address = reverse("portal:search_in", kwargs={"collaboration": "vasterbotten"})
    return Client().get(address, {"q": "ek", "datum": day}).content.decode()


def test_no_page_grows_a_query_per_row_on_a_chosen_day(forum, county, django_assert_num_queries):
    address = reverse("forums:detail", args=["vasterbotten", forum.pk])
    with django_assert_num_queries(14) as first:
        Client().get(address, {"datum": "2026-12-31"})
    for number in range(3):
        organisation = make_municipality(f"Kommun {number}", f"249{number}")
        seat = make_seat(forum, organisation=organisation)
        make_appointment(seat, starts_on=date(2023, 1, 1), ends_on=date(2026, 12, 31))
        make_appointment(seat, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31))
    with django_assert_num_queries(len(first)):
        Client().get(address, {"datum": "2026-12-31"})
