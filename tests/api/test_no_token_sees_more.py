"""No token sees more than its user, a narrow one no more than a wide one, a visitor no more than what is public."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samhandling.agreements.permissions import can_see_workings
from samhandling.agreements.permissions import visible_to as agreements_visible_to
from samhandling.config.api import api
from samhandling.core.api.scopes import all_scopes
from samhandling.finance.permissions import projects_visible_to, splits_visible_to
from samhandling.forums.permissions import can_follow_shift, papers_visible_to
from samhandling.forums.permissions import visible_to as forums_visible_to
from samhandling.matters.permissions import reads_reasons
from samhandling.matters.permissions import visible_to as matters_visible_to
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import collaborations_visible_to, people_visible_to
from tests.api.rooms import Rows, make_drafts, rows_of, with_every_scope
from tests.factories.accounts import by_token, make_user
from tests.factories.forums import make_secretary
from tests.factories.organisations import fresh, give_party, give_role
from tests.journeys.world import World, make_world

pytestmark = pytest.mark.django_db

HIDDEN, OWN = "Hemlighetsmyren", "Egnahem"
READS = sorted(path for path, methods in api.get_openapi_schema()["paths"].items() if "get" in methods)
SCOPES = tuple(sorted(scope.name for scope in all_scopes() if scope.name.endswith(":read")))


@dataclass(frozen=True)
class Counties:
    """One county that is published and one that is not, with somebody of every kind in each, and nobody in either."""

    worlds: tuple[World, World]
    rows: tuple[Rows, ...]
    users: dict[str, Any]


@pytest.fixture
def counties() -> Counties:
    own, hidden = make_world(OWN, is_public=True), make_world(HIDDEN)
    users: dict[str, Any] = {"visitor": AnonymousUser(), "stranger": make_user()}
    rows: list[Rows] = []
    for world, mark in ((own, OWN), (hidden, HIDDEN)):
        rows += [rows_of(world), make_drafts(world, mark)]
        users |= {
            f"coordinator of {mark}": world.coordinator,
            f"reader of {mark}": give_role(make_user(), world.collaboration, Role.READER),
            f"party of {mark}": give_party(make_user(), world.collaboration, world.rows["organisation"]),
            f"secretary of {mark}": make_secretary(world.rows["forum"]),
        }
    return Counties((own, hidden), tuple(rows), users)


def asked(user: Any, scopes: frozenset[str], url: str) -> tuple[int, str]:
    headers = by_token(user, *scopes) if user.is_authenticated else {}
    answer = Client().get(url, headers=headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content.decode()


LOOK = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@LOOK
@given(data=st.data())
def test_a_token_sees_what_its_user_may_see_and_no_more(counties: Counties, data: st.DataObject):
    """Whatever is asked with whichever scopes: each row told of is one that the user's own selectors give."""
    user = data.draw(st.sampled_from(sorted(counties.users)).map(counties.users.get))
    path, rows = data.draw(st.sampled_from(READS)), data.draw(st.sampled_from(counties.rows))
    scopes = data.draw(st.frozensets(st.sampled_from(SCOPES)))

    status, text = asked(user, scopes, rows.address(path))

    assert status in {200, 403, 404}, text
    if status == 200:
        assert what_is_hidden(counties, user, text) == []
    narrower = data.draw(st.frozensets(st.sampled_from(sorted(scopes)))) if scopes else frozenset()
    again, less = asked(user, narrower, rows.address(path))
    if user.is_authenticated:
        assert again == 403 or (again, less) == (status, text) or status == again == 404


def what_is_hidden(counties: Counties, user: Any, text: str) -> list[str]:
    """What the answer says that the user's selectors do not give: marked words, and rows by their names."""
    user = fresh(user) if user.is_authenticated else user
    today = timezone.localdate()
    seen = {one.pk for one in collaborations_visible_to(user)}
    leaked = [
        world.collaboration.name
        for world, mark in zip(counties.worlds, (OWN, HIDDEN), strict=True)
        if mark in text and world.collaboration.pk not in seen
    ]
    for rows in counties.rows:
        agreement, forum, paper, contact = (rows.rows[name] for name in ("agreement", "forum", "paper", "contact"))
        hidden = {
            agreement.title: agreements_visible_to(user).filter(pk=agreement.pk).exists(),
            forum.name: forums_visible_to(user).filter(pk=forum.pk).exists(),
            rows.rows["split"].title: splits_visible_to(user).filter(pk=rows.rows["split"].pk).exists(),
            rows.rows["project"].title: projects_visible_to(user).filter(pk=rows.rows["project"].pk).exists(),
            paper.document.title: papers_visible_to(user, today).filter(pk=paper.pk).exists(),
            rows.rows["comment"].text: can_see_workings(user, agreement),
            rows.rows["proposal"].text: can_see_workings(user, agreement),
            rows.rows["left_vacant"].reason: can_follow_shift(user, agreement.collaboration_id),
            rows.rows["matter"].title: matters_visible_to(user, today).filter(pk=rows.rows["matter"].pk).exists(),
            rows.rows["draft_matter"].title: matters_visible_to(user, today)
            .filter(pk=rows.rows["draft_matter"].pk)
            .exists(),
            rows.rows["reasoned"].reasons: reads_reasons(user, rows.rows["reasoned"]),
            contact.value: people_visible_to(user).filter(pk=contact.person_id).exists(),
        }
        leaked += [words for words, may_see in hidden.items() if words in text and not may_see]
    return leaked


@pytest.mark.both_databases
def test_the_walk_can_see_what_it_looks_for(counties: Counties):
    """Those who may are told all of it, so an empty list of leaks is no blindness."""
    texts = [
        asked(counties.users[f"{who} of {HIDDEN}"], frozenset(SCOPES), rows.address(path))[1]
        for who, rows in (("coordinator", counties.rows[3]), ("secretary", counties.rows[2]))
        for path in READS
        if "{slug}" in path
    ]

    assert sum(HIDDEN in text for text in texts) > 40
    assert what_is_hidden(counties, AnonymousUser(), " ".join(texts)) != []


# --- Forged numbers --------------------------------------------------------------------------------

OPERATIONS = sorted(
    (method, path)
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method in methods
    if re.search(r"{(?!slug)\w+}", path)
)


def forged(method: str, url: str, headers: dict[str, str]) -> tuple[int, bool]:
    answer = Client().generic(method.upper(), url, b"{}", content_type="application/json", headers=headers)
    return answer.status_code, HIDDEN in answer.content.decode("utf-8", "ignore")


def refused(method: str) -> set[tuple[int, bool]]:
    """A body that does not fit is refused before anything is looked for, and tells nothing either."""
    return {(404, False)} if method in {"get", "delete"} else {(404, False), (422, False)}


def test_forged_numbers_of_another_county_find_nothing(counties: Counties):
    own, hidden = counties.rows[0], counties.rows[2]
    headers = with_every_scope(counties.users[f"coordinator of {OWN}"])
    mixed = Rows(own.slug, hidden.rows)
    walked = {
        (method, path): forged(method, mixed.address(path), headers) for method, path in OPERATIONS if "{slug}" in path
    }

    assert len(walked) > 80
    assert {which: answer for which, answer in walked.items() if answer not in refused(which[0])} == {}


def test_forged_numbers_inside_ones_own_find_nothing(counties: Counties):
    """The agreement or forum is one's own, and what is asked for in it is another county's."""
    own, hidden = counties.rows[0], counties.rows[2]
    headers = with_every_scope(counties.users[f"coordinator of {OWN}"])
    inner = [(method, path) for method, path in OPERATIONS if re.search(r"{pk}.*{(?!version|year)\w+}", path)]

    walked = {
        (method, path): forged(
            method, path.format_map(hidden.numbers(path) | {"slug": own.slug, "pk": own.numbers(path)["pk"]}), headers
        )
        for method, path in inner
    }

    assert len(walked) > 20
    assert {which: answer for which, answer in walked.items() if answer not in refused(which[0])} == {}


def test_an_unpublished_county_is_nowhere_for_strangers_and_visitors(counties: Counties):
    hidden = counties.rows[2]
    stranger = with_every_scope(counties.users[f"coordinator of {OWN}"])
    reads = [path for path in READS if "{slug}" in path]

    walked = {
        (path, who): forged("get", hidden.address(path), headers)
        for path in reads
        for who, headers in {"stranger": stranger, "visitor": {}}.items()
    }

    assert {which: answer for which, answer in walked.items() if answer != (404, False)} == {}
