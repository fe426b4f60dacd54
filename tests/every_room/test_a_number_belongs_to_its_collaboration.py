"""Whoever belongs to two collaborations meets in each of them nothing of the other.

That a number of another county is not found by those who may not see that county says little: they would not be let in
to it anyhow. Here everything may be seen, and only the question's own words about where keep the two apart.
"""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from samhandling.config.api import api
from tests.api.rooms import Rows, rows_of, with_every_scope
from tests.factories.accounts import make_user
from tests.factories.forums import make_secretary
from tests.factories.organisations import give_party, give_role
from tests.journeys.world import FILE_KINDS, World, addresses, make_world, number_for, room_of, rooms

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "Hemlandet", "Utlandet"
# The county itself is named where one chooses among one's own.
ITS_NAME = re.compile(f"samverkan[ -]{ELSEWHERE}", re.IGNORECASE)
OUTER = {"collaboration", "kind"}
PAGES = [(name, kwargs) for name, kwargs in addresses() if "collaboration" in kwargs]
ROOMS = [room for room in rooms() if any(room_of(name) == room for name, _kwargs in PAGES)]
OPERATIONS = [
    (operation["operationId"], method, path)
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method, operation in methods.items()
    if "{slug}" in path
]


@dataclass(frozen=True)
class Both:
    here: World
    elsewhere: World
    user: object
    client: Client


@pytest.fixture
def both() -> Both:
    """Somebody who may see and do everything in two counties, so that no rule of access hides what a filter lets by."""
    user = make_user(name="Två Hemvister")
    worlds = [make_world(mark) for mark in (HERE, ELSEWHERE)]
    for world in worlds:
        give_party(give_role(user, world.collaboration), world.collaboration, world.rows["organisation"])
        make_secretary(world.rows["forum"], user)
    client = Client()
    client.force_login(user)
    return Both(*worlds, user, client)


def page(name: str, kwargs: list[str], slug: str, numbers: dict[str, int]) -> list[str]:
    kinds = [{"kind": kind} for kind in FILE_KINDS] if "kind" in kwargs else [{}]
    return [reverse(name, kwargs={"collaboration": slug, **numbers, **kind}) for kind in kinds]


def forged_pages(both: Both, room: str) -> list[str]:
    """With each number of the address from elsewhere, and where there are several, with the first one from here."""
    found = []
    for name, kwargs in PAGES:
        numbers = {kwarg: number_for(both.elsewhere, name, kwarg) for kwarg in kwargs if kwarg not in OUTER}
        # A version or a year counts within its forum or agreement, so the same one means one's own.
        inner = set(numbers) - {"pk", "version", "year"}
        if room_of(name) != room or not numbers:
            continue
        slug = both.here.collaboration.slug
        found += page(name, kwargs, slug, numbers)
        if "pk" in numbers and inner:
            found += page(name, kwargs, slug, numbers | {"pk": number_for(both.here, name, "pk")})
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_an_address_with_a_number_from_elsewhere_is_not_found(both: Both, room: str):
    answers = {
        address: (both.client.get(address).status_code, both.client.post(address).status_code)
        for address in forged_pages(both, room)
    }
    # 405: the address takes only what is sent to it, and says so before it looks for anything.
    assert {address: told for address, told in answers.items() if told not in {(404, 404), (405, 404)}} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_no_page_or_file_tells_of_what_is_elsewhere(both: Both, room: str):
    """Lists, choices in forms, tables and papers: whatever one may open."""
    walked = [
        address
        for name, kwargs in PAGES
        if room_of(name) == room
        for address in page(
            name,
            kwargs,
            both.here.collaboration.slug,
            {kwarg: number_for(both.here, name, kwarg) for kwarg in kwargs if kwarg not in OUTER},
        )
    ]
    texts = {address: told(both.client.get(address)) for address in walked}
    assert [address for address, text in texts.items() if ELSEWHERE in ITS_NAME.sub("", text)] == []


def test_the_walk_sees_what_it_looks_for(both: Both):
    forum = both.elsewhere.rows["forum"]
    text = told(both.client.get(reverse("forums:detail", args=[both.elsewhere.collaboration.slug, forum.pk])))
    assert ELSEWHERE in ITS_NAME.sub("", text)


def told(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="ignore")


def test_no_program_finds_a_number_from_elsewhere_or_reads_of_it(both: Both):
    here, elsewhere = rows_of(both.here), rows_of(both.elsewhere)
    headers = with_every_scope(both.user)
    wrong = {}
    for name, method, path in OPERATIONS:
        numbers = re.findall(r"{((?!slug)\w+)}", path)
        mixed = [Rows(here.slug, elsewhere.rows).address(path)] if numbers else []
        if "pk" in numbers and set(numbers) - {"pk", "version", "year"}:
            own = {"slug": here.slug, "pk": here.numbers(path)["pk"]}
            mixed.append(path.format_map(elsewhere.numbers(path) | own))
        for address in mixed:
            status, _text = asked(method, address, headers)
            # A body that does not fit is refused before anything is looked for.
            if status not in ({404} if method in {"get", "delete"} else {404, 422}):
                wrong[name, address] = status
        if method == "get":
            _status, text = asked(method, here.address(path), headers)
            if ELSEWHERE in ITS_NAME.sub("", text):
                wrong[name, path] = "tells of elsewhere"
    assert wrong == {}


def asked(method: str, address: str, headers: dict[str, str]) -> tuple[int, str]:
    answer = Client().generic(method.upper(), address, b"{}", content_type="application/json", headers=headers)
    return answer.status_code, told(answer)
