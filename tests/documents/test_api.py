"""Documents for programs: the same answers and refusals as on the pages."""

import base64
import hashlib

import pytest
from django.test import Client

from samhandling.documents.enums import Openness
from samhandling.documents.models import Document, Share
from tests.factories.accounts import by_token, make_user
from tests.factories.documents import dispose, make_document, mark, publish, share
from tests.factories.organisations import (
    give_party,
    make_collaboration,
    make_coordinator,
    make_organisation,
)

pytestmark = pytest.mark.django_db

AT = "/api/v1/collaborations/norr/documents"
FILE = {"name": "yttrande.txt", "content_base64": base64.b64encode(b"Vi tycker").decode()}


@pytest.fixture
def here():
    return make_collaboration(slug="norr", is_public=True)


@pytest.fixture
def owner(here):
    return make_organisation(display_name="Norrbyn", collaboration=here, takes_part=True)


@pytest.fixture
def other(here):
    return make_organisation(display_name="Söderbyn", collaboration=here, takes_part=True)


@pytest.fixture
def secretary(here, owner):
    return give_party(make_user(), here, owner)


@pytest.fixture
def writing(secretary):
    return Program(by_token(secretary, "documents:read", "documents:write"))


class Program:
    """A client that speaks JSON with a token."""

    def __init__(self, headers=None):
        self.client, self.headers = Client(), headers or {}

    def call(self, method, path="", body=None, **headers):
        sent = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method)(f"{AT}{path}", headers=self.headers | headers, **sent)


def test_from_draft_to_published_by_a_program(here, owner, other, writing):
    drafted = writing.call(
        "post",
        "",
        {"owner_id": owner.pk, "title": "Yttrande", "dated_on": "2026-11-20", "file": FILE, "kind": "letter"},
    )
    assert drafted.status_code == 201
    payload = drafted.json()
    path = f"/{payload['id']}"
    assert drafted.headers["Location"] == f"{AT}{path}"
    assert (payload["openness"], payload["owner"], payload["file"]["sha256"]) == (
        "draft",
        {"id": owner.pk, "name": "Norrbyn"},
        hashlib.sha256(b"Vi tycker").hexdigest(),
    )

    unconfirmed = writing.call("post", f"{path}/shares", {"recipient_ids": [other.pk], "is_confirmed": False})
    assert (unconfirmed.status_code, unconfirmed.json()["code"]) == (409, "not_confirmed")
    shared = writing.call("post", f"{path}/shares", {"recipient_ids": [other.pk], "is_confirmed": True}).json()
    assert [one["recipient"] for one in shared["shares"]] == [{"id": other.pk, "name": "Söderbyn"}]

    frozen = writing.call("patch", path, {"title": "Annat"})
    assert (frozen.status_code, frozen.json()["code"]) == (409, "frozen")
    assert writing.call("patch", path, {"registration_number": "KS 1"}).json()["registration_number"] == "KS 1"
    assert writing.call("put", f"{path}/file", FILE).json()["code"] == "file_stands"
    assert writing.call("delete", path).json()["code"] == "official_stays"

    assert writing.call("post", f"{path}/publication", {"is_checked": False}).json()["code"] == "not_checked"
    assert writing.call("post", f"{path}/publication", {"is_checked": True}).json()["openness"] == "public"
    assert b"".join(Program().call("get", f"{path}/file").streaming_content) == b"Vi tycker"


def test_a_list_tells_only_what_the_caller_may_read(here, owner, other, secretary, writing):
    titles = {"draft": "Utkast", "shared": "Delat", "public": "Öppet"}
    make_document(here, owner, title="Utkast")
    share(make_document(here, owner, title="Delat"), other)
    publish(make_document(here, owner, title="Öppet"))
    recipient = Program(by_token(give_party(make_user(), here, other), "documents:read"))
    coordinator = Program(by_token(make_coordinator(here), "documents:read"))

    def seen(program, query=""):
        return {one["title"] for one in program.call("get", query).json()["items"]}

    assert seen(writing) == set(titles.values())
    assert seen(recipient) == {"Delat", "Öppet"}
    assert seen(coordinator) == seen(Program()) == {"Öppet"}
    assert {openness: seen(writing, f"?openness={openness}") for openness in titles} == {
        openness: {title} for openness, title in titles.items()
    }


def test_pages_of_the_list_follow_each_other(here, owner, writing):
    for number in range(5):
        make_document(here, owner, title=f"Nr {number}")

    first = writing.call("get", "?limit=3").json()
    rest = writing.client.get(first["next"], headers=writing.headers).json()

    assert [one["title"] for one in [*first["items"], *rest["items"]]] == [f"Nr {number}" for number in (4, 3, 2, 1, 0)]
    assert rest["next"] is None


def test_a_draft_is_not_there_for_others_by_any_operation(here, owner, other):
    document = make_document(here, owner)
    stranger = Program(by_token(give_party(make_user(), here, other), "documents:read", "documents:write"))
    path = f"/{document.pk}"

    assert {
        stranger.call("get", path).status_code,
        stranger.call("get", f"{path}/file").status_code,
        stranger.call("patch", path, {"title": "Mitt"}).status_code,
        stranger.call("put", f"{path}/file", FILE).status_code,
        stranger.call("delete", path).status_code,
        stranger.call("post", f"{path}/versions", {"title": "T", "dated_on": "2026-11-20", "file": FILE}).status_code,
        stranger.call("post", f"{path}/shares", {"recipient_ids": [other.pk], "is_confirmed": True}).status_code,
        stranger.call("post", f"{path}/publication", {"is_checked": True}).status_code,
    } == {404}


def test_a_recipient_gets_403_for_what_is_the_owners(here, owner, other):
    document = share(make_document(here, owner), other)
    recipient = Program(by_token(give_party(make_user(), here, other), "documents:read", "documents:write"))

    assert recipient.call("get", f"/{document.pk}").status_code == 200
    assert recipient.call("patch", f"/{document.pk}", {"registration_number": "1"}).status_code == 403
    assert recipient.call("post", f"/{document.pk}/publication", {"is_checked": True}).status_code == 403


def test_a_token_that_may_only_read_writes_nothing(here, owner, secretary):
    document = make_document(here, owner)
    reading = Program(by_token(secretary, "documents:read"))

    answer = reading.call("delete", f"/{document.pk}")

    assert (answer.status_code, answer.json()["type"].endswith("scope-missing"), Document.objects.count()) == (
        403,
        True,
        1,
    )


def test_what_may_not_be_chosen_is_pointed_at(here, owner, other, writing):
    elsewhere = make_organisation(collaboration=make_collaboration(), takes_part=True)
    document = make_document(here, owner)

    forged_owner = writing.call(
        "post", "", {"owner_id": other.pk, "title": "Yttrande", "dated_on": "2026-11-20", "file": FILE}
    )
    forged_recipient = writing.call(
        "post", f"/{document.pk}/shares", {"recipient_ids": [other.pk, elsewhere.pk], "is_confirmed": True}
    )

    assert (forged_owner.status_code, forged_owner.json()["errors"][0]["pointer"]) == (422, "/owner_id")
    assert (forged_recipient.status_code, forged_recipient.json()["errors"][0]["pointer"]) == (422, "/recipient_ids")
    assert (Document.objects.count(), Share.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("file", "status", "words"),
    [
        ({"name": "x.txt", "content_base64": "Inte base64!"}, 422, "string_pattern_mismatch"),
        ({"name": "x.txt", "content_base64": ""}, 409, "empty"),
        ({"name": "x.pdf", "content_base64": FILE["content_base64"]}, 409, "name_disagrees"),
        ({"name": "../../x.txt", "content_base64": FILE["content_base64"]}, 201, None),
    ],
    ids=["not base64", "empty", "a lying name", "a name that climbs"],
)
def test_a_file_is_looked_at_before_it_is_kept(here, owner, writing, file, status, words):
    body = {"owner_id": owner.pk, "title": "Yttrande", "dated_on": "2026-11-20", "file": file}

    answer = writing.call("post", "", body)

    found = answer.json()
    assert answer.status_code == status
    assert found.get("code") == words or found["errors"][0]["code"] == words
    if status == 201:
        assert found["file"]["name"] == "x.txt"


def test_the_same_draft_sent_twice_is_made_once(here, owner, writing):
    body = {"owner_id": owner.pk, "title": "Yttrande", "dated_on": "2026-11-20", "file": FILE}

    first, again = (writing.call("post", "", body, **{"Idempotency-Key": "en-gang"}) for _ in range(2))

    assert (first.status_code, again.status_code, first.json()["id"]) == (201, 201, again.json()["id"])
    assert Document.objects.count() == 1


def test_a_change_of_what_somebody_has_changed_since_is_refused(here, owner, writing):
    document = make_document(here, owner, title="Först")
    read = writing.call("get", f"/{document.pk}").headers["ETag"]
    writing.call("patch", f"/{document.pk}", {"title": "Sedan"})

    late = writing.call("patch", f"/{document.pk}", {"title": "Sist"}, **{"If-Match": read})

    document.refresh_from_db()
    assert (late.status_code, document.title, document.openness) == (412, "Sedan", Openness.DRAFT)


def test_the_register_has_no_title_of_what_is_marked(here, owner, other, writing):
    mark(make_document(here, owner, title="Om Anna Ek"))
    share(make_document(here, other, title="Från grannen"), owner)
    dispose(make_document(here, owner, title="Gammalt", openness=Openness.SHARED))
    register = "/api/v1/collaborations/norr/register"

    lines = writing.client.get(register, headers=writing.headers).json()["items"]
    refused = Client().get(register, headers=by_token(make_coordinator(here), "documents:read"))

    assert {line["title"] for line in lines} == {"Sekretessmarkerad: OSL 21:1", "Från grannen", "Gammalt"}
    assert refused.status_code == 403
