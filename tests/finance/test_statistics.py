"""Population asked of the statistics service, over a real connection: it answers well, badly or not at all."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import httpx
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samhandling.finance import pxweb
from samhandling.finance.domain.jsonstat import NotTheTableError, codes_of, values_along
from samhandling.finance.domain.tables import TABLES, table_for, totals_in
from samhandling.finance.enums import Refusal
from samhandling.finance.pxweb import PxWeb
from samhandling.finance.statistics import fetch_population
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import Population
from samhandling.organisations.services.register import load_register
from tests.factories.finance import make_accounts, make_population
from tests.factories.organisations import make_municipality
from tests.finance.pxweb_server import Asked, Response, Service, as_json, dataset, recorded, statistics_service

DECEMBER, NOVEMBER, TODAY = date(2025, 12, 31), date(2025, 11, 1), date(2026, 9, 1)
FIXED = {"Civilstand": ["SC"], "Alder": ["TotSA"], "Kon": ["TotSa"], "ContentsCode": ["000007ME"]}
THREE = ["2480", "2482", "2418"]
UMEA, SKELLEFTEA, MALA = 135_273, 75_405, 2_902


@pytest.fixture
def service() -> Iterator[Service]:
    with statistics_service() as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def three(db: None) -> None:
    for code, name in zip(THREE, ("Umeå", "Skellefteå", "Malå"), strict=True):
        make_municipality(name, code)


def fetched(service: Service, pauses: list[float], on: date = DECEMBER) -> int:
    return fetch_population(base=service.base, reference_on=on, today=TODAY, pause=pauses.append)


def refused(act: Callable[[], object]) -> tuple[Refusal, str]:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.reason, broken.value.detail


def stored() -> dict[tuple[str | None, str], int]:
    rows = Population.objects.values_list("organisation__scb_code", "table", "inhabitants")
    return {(code, table): inhabitants for code, table, inhabitants in rows}


def to_data(response: Response) -> Callable[[Asked], Response | None]:
    """Answer so to every question for figures, and let the others through."""
    return lambda asked: response if asked.path.endswith("/data") else None


def changed(**parts: Any) -> Callable[[Asked], Response | None]:
    """The recorded answer with other parts."""
    return lambda asked: as_json(dataset("TAB5557", asked.selection) | parts) if asked.selection else None


# --- What is fetched -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_every_municipality_of_the_country_is_fetched_in_one_question(service: Service, pauses: list[float]):
    load_register()
    Population.objects.all().delete()

    assert fetched(service, pauses) == 290

    figures = Population.objects.filter(table="TAB5557", reference_on=DECEMBER, source="SCB", fetched_on=TODAY)
    assert figures.count() == 290
    assert sum(figures.filter(organisation__scb_code__startswith="24").values_list("inhabitants", flat=True)) == 279_024
    (asked,) = service.posts
    assert asked.path == "/api/v2/tables/TAB5557/data"
    assert asked.query == {"lang": ["sv"], "outputFormat": ["json-stat2"]}
    assert asked.selection == {"Region": sorted(asked.selection["Region"]), "Tid": ["2025"]} | FIXED
    assert pauses == []
    assert fetched(service, pauses) == 0  # once more changes nothing


@pytest.mark.usefixtures("three")
def test_more_regions_than_one_answer_may_hold_are_asked_for_in_parts(service: Service, pauses: list[float]):
    service.config["maxDataCells"] = 2

    assert fetched(service, pauses) == 3

    assert [asked.selection["Region"] for asked in service.posts] == [["2418", "2480"], ["2482"]]
    assert stored() == {
        ("2480", "TAB5557"): UMEA,
        ("2482", "TAB5557"): SKELLEFTEA,
        ("2418", "TAB5557"): MALA,
    }


@pytest.mark.usefixtures("three")
def test_codes_may_come_as_a_list_and_in_another_order(service: Service, pauses: list[float]):
    def otherwise(asked: Asked) -> Response | None:
        if not asked.selection:
            return None
        payload = dataset("TAB5557", {"Region": THREE})
        payload["dimension"]["Region"]["category"]["index"] = THREE
        return as_json(payload)

    service.answers.append(otherwise)
    fetched(service, pauses)
    assert stored()["2482", "TAB5557"] == SKELLEFTEA


@pytest.mark.usefixtures("three")
def test_a_figure_that_is_missing_is_left_out(service: Service, pauses: list[float]):
    service.answers.append(changed(value=[None, UMEA, SKELLEFTEA], status={"0": ".."}))
    assert fetched(service, pauses) == 2
    assert ("2418", "TAB5557") not in stored()


@pytest.mark.usefixtures("three")
def test_november_and_december_are_kept_apart(service: Service, pauses: list[float]):
    """The November table tells itself what must be chosen, and which of it is everybody."""
    fetched(service, pauses, NOVEMBER)
    fetched(service, pauses, DECEMBER)

    assert stored()["2480", "TAB1267"] == UMEA - 7
    assert stored()["2480", "TAB5557"] == UMEA
    november = service.posts[0]
    assert november.path == "/api/v2/tables/TAB1267/data"
    chosen = {"Kon": ["1+2"], "ContentsCode": ["BE0101A9"]}
    assert november.selection == {"Region": sorted(THREE), "Tid": ["2025"]} | chosen
    assert [asked.path for asked in service.asked[:2]] == ["/api/v2/config", "/api/v2/tables/TAB1267/metadata"]


@pytest.mark.parametrize(
    ("on", "table"),
    [(date(2024, 12, 31), "TAB638"), (DECEMBER, "TAB5557"), (NOVEMBER, "TAB1267"), (date(2002, 11, 1), "TAB1267")],
)
def test_each_reference_date_has_its_table(on: date, table: str):
    found = table_for(on)
    assert found is not None
    assert (found.code, found.reference_on(on.year)) == (table, on)


@pytest.mark.parametrize("on", [date(2025, 6, 30), date(1967, 12, 31), date(2001, 11, 1), date(2026, 12, 31)])
def test_a_date_without_figures_is_never_asked_for(service: Service, pauses: list[float], on: date):
    assert refused(lambda: fetched(service, pauses, on)) == (Refusal.STATISTICS_NO_TABLE, "")
    assert service.asked == []


# --- What the November table tells of itself --------------------------------------------------------


def test_a_variable_that_must_be_chosen_and_has_no_total_is_refused_with_its_name(
    service: Service, pauses: list[float]
):
    metadata = recorded("TAB1267-metadata")
    metadata["dimension"]["Kon"]["extension"] = {"elimination": False}
    metadata["dimension"]["Alder"].pop("extension")
    service.answers.append(lambda asked: as_json(metadata) if asked.path.endswith("metadata") else None)
    client = PxWeb(service.base, pauses.append)
    assert refused(lambda: client.population(TABLES["TAB1267"], 2025, THREE)) == (
        Refusal.STATISTICS_NO_TOTAL,
        "TAB1267: Alder, Kon",
    )
    assert service.posts == []


@pytest.mark.parametrize(
    "metadata", [{}, {"id": None}, {"id": ["Region", "Tid", "Kon"]}, {"id": ["Kon"]}, {"id": [[], "Region", "Tid"]}]
)
def test_what_is_no_metadata_is_no_table(metadata: dict[str, Any]):
    with pytest.raises(NotTheTableError):
        totals_in(metadata)


# --- When it does not go well ----------------------------------------------------------------------


@pytest.mark.usefixtures("three")
def test_told_to_wait_it_waits_as_long_as_it_is_told(service: Service, pauses: list[float]):
    turns = [Response(429, headers={"Retry-After": "7"}), Response(429)]
    service.answers.append(lambda asked: turns.pop(0) if asked.selection and turns else None)

    assert fetched(service, pauses) == 3
    assert pauses == [7, 10]


@pytest.mark.usefixtures("three")
def test_what_it_waits_in_all_is_no_longer_than_its_patience(service: Service, pauses: list[float]):
    service.answers.append(to_data(Response(429, headers={"Retry-After": "4"})))

    def impatient() -> int:
        return fetch_population(base=service.base, reference_on=DECEMBER, today=TODAY, pause=pauses.append, patience=5)

    assert refused(impatient) == (Refusal.STATISTICS_TOO_MANY, "4")
    assert pauses == [4]


@pytest.mark.usefixtures("three")
def test_told_to_wait_three_times_it_gives_up(service: Service, pauses: list[float]):
    service.answers.append(to_data(Response(429, headers={"Retry-After": "3"})))

    assert refused(lambda: fetched(service, pauses)) == (Refusal.STATISTICS_TOO_MANY, "3")
    assert pauses == [3, 3]
    assert stored() == {}


@pytest.mark.usefixtures("three")
def test_told_to_wait_longer_than_anybody_would_it_says_so_at_once(service: Service, pauses: list[float]):
    service.answers.append(to_data(Response(429, headers={"Retry-After": "3600"})))

    assert refused(lambda: fetched(service, pauses)) == (Refusal.STATISTICS_TOO_MANY, "3600")
    assert pauses == []


HTML = Response(content=b"<!doctype html><title>Underh\xc3\xa5ll</title>", headers={"Content-Type": "text/html"})
ASKED_FOR = "/tables/TAB5557/data"
UNREACHABLE, WRONG = Refusal.STATISTICS_UNREACHABLE, Refusal.STATISTICS_WRONG_TABLE


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("response", "reason", "detail"),
    [
        (Response(400, b'{"title":"Too many cells"}'), Refusal.STATISTICS_NOT_THERE, ASKED_FOR),
        (Response(404), Refusal.STATISTICS_NOT_THERE, ASKED_FOR),
        (Response(500), UNREACHABLE, ""),
        (Response(503, headers={"Retry-After": "1"}), UNREACHABLE, ""),
        (Response(302, headers={"Location": "http://127.0.0.1:9/elsewhere"}), UNREACHABLE, ""),
        (HTML, WRONG, ASKED_FOR),
        (Response(content=b'{"value": [1, 2'), WRONG, ASKED_FOR),
        (Response(content=b"[" * 100_000), WRONG, ASKED_FOR),
        (as_json([1, 2]), WRONG, ASKED_FOR),
        (as_json({}), WRONG, "TAB5557 (Tid)"),
        (Response(content=b" " * (pxweb.MOST_ANSWER_BYTES + 1)), UNREACHABLE, ""),
    ],
    ids=["400", "404", "500", "503", "redirect", "html", "cut off", "nest", "list", "empty", "huge"],
)
def test_what_is_no_answer_is_told_and_nothing_is_stored(
    service: Service, pauses: list[float], response: Response, reason: Refusal, detail: str
):
    service.answers.append(to_data(response))
    assert refused(lambda: fetched(service, pauses)) == (reason, detail)
    assert stored() == {}
    assert len(service.posts) == 1


def answer_with(**dimensions: Any) -> dict[str, Any]:
    """The recorded answer for the three, with other dimensions."""
    answer = dataset("TAB5557", {"Region": sorted(THREE)})
    return answer | {"dimension": answer["dimension"] | dimensions}


def codes(*names: str) -> dict[str, Any]:
    return {"category": {"index": list(names)}}


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("answer", "amiss"),
    [
        (answer_with(Tid=codes("2024")), "Tid"),
        (answer_with(Region=codes("2480", "2482", "1280")), "Region"),
        (answer_with(Region=codes("2480", "2482")), "Region"),
        (answer_with(Region=codes("2480", "2480", "2482")), "Region"),
        (answer_with(Kon=codes("1", "2")) | {"size": [3, 1, 1, 2, 1, 1], "value": [1, 2, 3, 4, 5, 6]}, "Kon"),
        (answer_with() | {"size": [3, 1, 1, 1, 1], "value": [1, 2, 3]}, "size"),
        (answer_with() | {"value": [1, 2]}, "size"),
        (answer_with() | {"size": [3, 1, 1, 1, 1, -1]}, "size"),
        (answer_with() | {"size": [10**9, 10**9, 1, 1, 1, 1], "value": {}}, "size"),
        (answer_with() | {"value": ["1", "2", "3"]}, "value"),
        (answer_with() | {"value": [1.5, 2, 3]}, "value"),
        (answer_with() | {"value": [-1, 2, 3]}, "value"),
        (answer_with() | {"value": [float("nan"), 2, 3]}, "value"),
        (answer_with() | {"value": [True, 2, 3]}, "value"),
    ],
)
def test_another_table_than_asked_for_is_never_taken_for_it(
    service: Service, pauses: list[float], answer: dict[str, Any], amiss: str
):
    service.answers.append(to_data(as_json(answer)))
    assert refused(lambda: fetched(service, pauses)) == (WRONG, f"TAB5557 ({amiss})")
    assert stored() == {}


@pytest.mark.usefixtures("three")
def test_nothing_is_half_stored_when_a_later_part_fails(service: Service, pauses: list[float]):
    service.config["maxDataCells"] = 2
    service.answers.append(lambda asked: Response(500) if asked.selection.get("Region") == ["2482"] else None)

    assert refused(lambda: fetched(service, pauses)) == (UNREACHABLE, "")
    assert len(service.posts) == 2
    assert stored() == {}


@pytest.mark.usefixtures("three")
def test_a_table_with_no_figures_at_all_is_told(service: Service, pauses: list[float]):
    service.answers.append(changed(value=[None, None, None]))
    assert refused(lambda: fetched(service, pauses)) == (WRONG, "TAB5557")


def test_a_service_that_answers_too_slowly_is_left(service: Service, pauses: list[float]):
    is_over = threading.Event()

    def slowly(asked: Asked) -> Response | None:
        is_over.wait(5)
        return None

    service.answers.append(slowly)
    client = PxWeb(service.base, pauses.append, timeout=httpx.Timeout(0.1))
    try:
        assert refused(lambda: client.population(TABLES["TAB5557"], 2025, THREE)) == (UNREACHABLE, "")
    finally:
        is_over.set()


def nobodys_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.django_db
def test_when_nobody_answers_the_page_says_that_the_stored_figures_are_used(client: Client, settings: Any):
    settings.STATISTICS_URL = f"http://127.0.0.1:{nobodys_port()}/api/v2"
    agreement, officer = make_accounts()
    kept = make_population(make_municipality(collaboration=agreement.collaboration), UMEA)
    client.force_login(officer)

    page = client.post(
        f"/samverkan/{agreement.collaboration.slug}/ekonomi/befolkning/hamta/", {"year": "2025", "day": "12-31"}
    )

    assert "De sparade siffrorna används" in page.content.decode()
    kept.refresh_from_db()
    assert kept.inhabitants == UMEA


# --- JSON-stat in any order ------------------------------------------------------------------------

names = st.lists(st.sampled_from(["Kon", "Alder", "Tid", "ContentsCode", "Civilstand"]), unique=True)
figures = st.dictionaries(
    st.text("0123456789", min_size=4, max_size=4), st.none() | st.integers(0, 10**7), min_size=1, max_size=20
)


@given(names, figures, st.data())
def test_the_values_are_the_same_however_the_table_is_laid_out(
    others: list[str], counts: dict[str, int | None], data: st.DataObject
):
    """Any order of the dimensions, any form of index, labels in any order, sparse or not, whole numbers as floats."""
    order = data.draw(st.permutations(["Region", *others]))
    region = data.draw(st.sampled_from(sorted(_indexes(list(counts)))))
    dimension = {name: {"category": {"index": {"x": 0}, "label": {"x": "samtliga"}}} for name in others}
    dimension["Region"] = {"category": _indexes(list(counts))[region]}
    values: Any = [float(count) if count is not None else None for count in counts.values()]
    if data.draw(st.booleans()):
        values = {str(place): count for place, count in enumerate(values) if count is not None}
    size = [len(counts) if name == "Region" else 1 for name in order]
    laid_out = {"id": order, "size": size, "dimension": dimension, "value": values}

    assert values_along(laid_out, "Region") == counts
    assert codes_of(laid_out, "Region") == list(counts)


def _indexes(ordered: list[str]) -> dict[str, dict[str, Any]]:
    """The same order, said in each way that JSON-stat allows."""
    label = {code: f"Kommun {code}" for code in reversed(ordered)}
    places = {code: place for place, code in enumerate(ordered)}
    return {
        "list": {"index": ordered, "label": label},
        "object": {"index": places, "label": label},
        "object in another order": {"index": dict(sorted(places.items())), "label": label},
    }
