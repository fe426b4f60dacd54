"""The page that tells people what programs may ask for."""

import json
from collections import Counter

import pytest
from django.test import Client

from samhandling.core.api.fields import In, Out
from samhandling.core.api.problems import KINDS
from samhandling.core.api.scopes import all_scopes

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client: Client) -> dict[str, object]:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return json.loads(answer.content)


def operations(document) -> list[tuple[str, str, dict]]:
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_page_names_every_operation_scope_and_problem(client: Client, document):
    page = client.get("/api/").content.decode().replace("<wbr>", "")
    for method, path, _operation in operations(document):
        assert f"<code>{method} {path.removeprefix('/api/v1')}</code>" in page
    for scope in all_scopes():
        assert scope.name in page
    for name in KINDS:
        assert f'id="problem-{name}"' in page


def test_every_scope_that_an_operation_needs_may_be_chosen(document):
    needed = {operation["x-required-scope"] for _method, _path, operation in operations(document)}
    assert needed == {scope.name for scope in all_scopes()}


def test_every_operation_has_a_name_of_its_own_and_declares_its_refusals(document):
    names = [operation["operationId"] for _method, _path, operation in operations(document)]
    assert len(names) == len(set(names))
    reading = {"400", "401", "403", "404", "405", "422", "500"}
    for method, path, operation in operations(document):
        declared = set(operation["responses"])
        assert reading <= declared, path
        if method != "GET":
            assert {"409", "413", "415"} <= declared, path
        refused = {
            media for status, answer in operation["responses"].items() if status >= "400" for media in answer["content"]
        }
        assert refused == {"application/problem+json"}


def _below(kind: type) -> set[type]:
    return {one for child in kind.__subclasses__() for one in (child, *_below(child))}


def test_no_two_shapes_share_a_name():
    """One would take the other's place in the document, which would then tell of answers that never come."""
    names = Counter(shape.__name__ for shape in _below(In) | _below(Out) if shape.__module__.startswith("samhandling."))
    assert len(names) > 100
    assert [name for name, count in names.items() if count > 1] == []


def test_every_reference_in_the_document_leads_somewhere(document):
    raw = json.dumps(document)
    wanted = {part.split('"')[0] for part in raw.split("#/components/schemas/")[1:]}
    assert wanted <= set(document["components"]["schemas"])
    assert document["openapi"] == "3.1.0"
