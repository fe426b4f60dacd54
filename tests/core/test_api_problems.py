"""Refusals as programs meet them: exact, in the language asked for, and never a broken page."""

import json

import pytest
from django.db import connection
from django.test import Client

from samhandling.core.api.bodies import LARGEST_BODY
from samhandling.organisations.models import Organisation
from tests.factories.accounts import by_token
from tests.factories.organisations import make_collaboration, make_coordinator, make_organisation

pytestmark = pytest.mark.django_db

HERE = "/api/v1/collaborations/vasterbotten/organisations"
BODY = {"display_name": "Norrlandsrådet", "formal_name": "Norrlandsrådet", "kind": "other", "sector": "public"}
JSON = "application/json"


@pytest.fixture
def headers() -> dict[str, str]:
    """By the coordinator's token, which reaches all of the address book, in English."""
    collaboration = make_collaboration(slug="vasterbotten", is_public=True)
    token = by_token(make_coordinator(collaboration), "organisations:read", "organisations:write")
    return token | {"Accept-Language": "en"}


def send(body: object, headers: dict[str, str], content_type: str = JSON) -> tuple[int, dict[str, object]]:
    """Status and problem of what was posted as it is."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    answer = Client(raise_request_exception=False).post(HERE, raw, content_type=content_type, headers=headers)
    payload = answer.json() if answer.status_code == 201 else problem(answer)
    return answer.status_code, payload


def problem(answer) -> dict[str, object]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json()


def test_an_address_that_leads_nowhere_is_a_problem_in_the_language_asked_for(client: Client):
    answer = client.get("/api/v1/nowhere", headers={"Accept-Language": "en"})
    assert problem(answer) == {
        "type": "/api/#problem-not-found",
        "title": "There is nothing here",
        "status": 404,
        "detail": "There is nothing at this address, or nothing you may see.",
        "instance": "/api/v1/nowhere",
    }
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["Content-Language"] == "en"


def test_swedish_is_what_a_program_meets_that_asks_for_nothing(client: Client):
    payload = problem(client.get("/api/v1/collaborations/hemlig"))
    assert (payload["status"], payload["title"]) == (404, "Här finns inget")


def test_a_users_language_counts_where_none_is_asked_for(client: Client):
    user = make_coordinator(make_collaboration(), language="en")
    payload = problem(client.get("/api/v1/collaborations/hemlig", headers=by_token(user, "organisations:read")))
    assert payload["title"] == "There is nothing here"


def test_a_method_that_the_address_does_not_take_is_told_with_those_it_takes(client: Client):
    answer = client.put("/api/v1/collaborations", headers={"Accept-Language": "en"})
    assert (answer.status_code, problem(answer)["title"]) == (405, "This address does not accept this method")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_a_lying_host_is_refused_before_anything_is_read(client: Client):
    answer = client.get("/api/v1/collaborations", headers={"Host": "elak.example", "Accept-Language": "en"})
    assert (answer.status_code, problem(answer)["type"]) == (400, "/api/#problem-malformed")


def test_every_field_that_does_not_fit_is_pointed_at(headers: dict[str, str]):
    status, payload = send(
        {**BODY, "display_name": " ", "kind": "kingdom", "parent_id": "1", "collaboration": 1}, headers
    )
    assert status == 422
    assert payload["errors"] == [
        {
            "detail": "Enter a value.",
            "code": "string_too_short",
            "pointer": "/display_name",
        },
        {
            "detail": "Use one of these: 'agency', 'federation', 'university', 'company', 'association' or 'other'.",
            "code": "literal_error",
            "pointer": "/kind",
        },
        {"detail": "Enter a whole number.", "code": "int_type", "pointer": "/parent_id"},
        {"detail": "There is no such field here.", "code": "extra_forbidden", "pointer": "/collaboration"},
    ]
    assert not Organisation.objects.exists()


def test_a_broken_rule_is_told_with_its_code_and_the_words_of_the_page(headers: dict[str, str]):
    make_organisation(collaboration=None, display_name="Region", organisation_number="232100-0222")
    status, payload = send({**BODY, "organisation_number": "2321000222"}, headers)
    assert (status, payload["type"], payload["code"]) == (409, "/api/#problem-rule-broken", "number_taken")
    assert payload["detail"] == "Another organisation here already has this number: Region."


# What was sent, what is answered, and a part of the words.
BAD_BODIES = [
    (b'{"display_name": ', 400, "The error is on line 1, at character 18."),
    (b"\xff\xfe", 400, "The body is not in UTF-8."),
    (b'{"a": NaN}', 400, "NaN is not JSON."),
    (b'{"kind": "other", "kind": "agency"}', 400, "An object has the same key twice."),
    (b"[" * 100_000, 400, "The body is nested too deep."),
    (b"[" * 50 + b"]" * 50, 400, "The body is nested too deep."),
    (b'{"a": ' + b"9" * 5_000 + b"}", 400, ""),
    (b'{"kind": 1, "\\u0000kind": 1}', 400, "An object has the same key twice."),
    (b'"' + b"a" * LARGEST_BODY + b'"', 413, "The maximum is 1024 kB."),
    (b"[" + b"1," * 30_000 + b"1]", 413, "The maximum is 1024 kB."),
    (b'"' + b"a" * (6 * 1024 * 1024) + b'"', 413, "The maximum is 1024 kB."),
    (b"[]", 422, "See errors for what to change."),
    (b"null", 422, "See errors for what to change."),
    (b"", 422, "See errors for what to change."),
]


@pytest.mark.parametrize(("body", "status", "words"), BAD_BODIES)
def test_a_body_that_is_no_sound_json_is_refused_in_words(
    headers: dict[str, str], body: bytes, status: int, words: str
):
    answered, payload = send(body, headers)
    assert (answered, words in payload["detail"]) == (status, True)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Norrlandsr\\u0000a\\u030adet", "Norrlandsrådet"),
        (" Norr\\r\\nlands\\u000br\\u00e5det\\u200b ", "Norr lands rådet"),
        ("\\uf0b7 \\ud83d\\ude00 \\ud800", "• 😀 \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_a_text_is_kept_by_the_rule_of_the_forms(headers: dict[str, str], sent: str, kept: str):
    raw = json.dumps({**BODY, "display_name": "@", "formal_name": "@"}).replace("@", sent).encode()
    status, payload = send(raw, headers)
    assert (status, payload["display_name"], payload["formal_name"]) == (201, kept, kept)
    assert Organisation.objects.get().display_name == kept


@pytest.mark.parametrize("nothing", ["", " ", "\u200b\u2066", "\u3164", "\r\n"])
def test_a_name_of_which_nothing_can_be_seen_is_refused(headers: dict[str, str], nothing: str):
    status, payload = send({**BODY, "display_name": nothing}, headers)
    assert (status, payload["errors"]) == (
        422,
        [{"detail": "Enter a value.", "code": "string_too_short", "pointer": "/display_name"}],
    )


def test_a_number_greater_than_any_row_is_pointed_at(headers: dict[str, str]):
    status, payload = send({**BODY, "parent_id": 10**30}, headers)
    assert (status, payload["errors"][0]["code"], payload["errors"][0]["pointer"]) == (
        422,
        "less_than_equal",
        "/parent_id",
    )


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_json_is_taken(headers: dict[str, str], content_type: str):
    assert send(BODY, headers, content_type)[0] == 415


def test_a_search_is_read_by_the_same_rule(client: Client, headers: dict[str, str]):
    assert send({**BODY, "display_name": "Björnrådet"}, headers)[0] == 201
    found = client.get(f"{HERE}?q=bjo%CC%88rn%00%E2%80%8B", headers=headers).json()
    assert [row["display_name"] for row in found["items"]] == ["Björnrådet"]
    assert client.get("/api/v1/collaborations/a%00b", headers=headers).status_code == 404


def test_a_number_in_the_address_that_no_row_can_have_is_not_found(client: Client, headers: dict[str, str]):
    assert client.get(f"{HERE}/{10**40}", headers=headers).status_code == 404


def test_a_misspelt_filter_is_refused_rather_than_passed_over(client: Client, headers: dict[str, str]):
    payload = problem(client.get(f"{HERE}?knid=agency", headers=headers))
    assert payload["errors"] == [{"detail": "There is no such parameter here.", "code": "unknown", "parameter": "knid"}]


def test_what_breaks_is_a_problem_that_tells_nothing(headers: dict[str, str]):
    """The table is gone: something that no rule foresaw."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE organisations_population RENAME TO gone")
    answer = Client(raise_request_exception=False).get(HERE, headers=headers)
    assert (answer.status_code, problem(answer)) == (
        500,
        {
            "type": "/api/#problem-server-error",
            "title": "Something went wrong on our side",
            "status": 500,
            "detail": "It has been logged. Give the operator the number in X-Request-ID.",
            "instance": HERE,
        },
    )
