"""Fields that nobody asked for change nothing, in forms and in what programs send."""

import json
from datetime import timedelta

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samhandling.accounts.models import ApiToken
from samhandling.config.api import api
from samhandling.documents.enums import Openness
from samhandling.documents.models import Document
from tests.api.rooms import rows_of, with_every_scope
from tests.factories.accounts import make_user
from tests.factories.documents import make_document, make_upload
from tests.factories.organisations import give_party, make_organisation

# What somebody would like to decide about themselves or others.
NOT_THEIRS = {
    "is_active": "on",
    "is_staff": "on",
    "is_superuser": "on",
    "role": "coordinator",
    "roles": "coordinator",
    "email": "ond@example.se",
    "password": "pbkdf2_sha256$1$a$b",
    "user": "1",
    "user_id": "1",
    "created_by": "1",
    "created_by_id": "1",
    "openness": "public",
    "published_at": "2020-01-01T00:00:00Z",
    "disposed_at": "2020-01-01T00:00:00Z",
    "is_public": "on",
    "status": "in_force",
    "collaboration": "1",
    "collaboration_id": "1",
    "expires_at": "2099-01-01T00:00:00Z",
    "revoked_at": "",
    "secret_hash": "0" * 64,
    "pk": "1",
    "id": "1",
}


def stored_values(row) -> dict[str, object]:
    return {
        field.attname: getattr(type(row).objects.get(pk=row.pk), field.attname) for field in row._meta.concrete_fields
    }


def test_ones_own_details_are_name_and_language_and_nothing_more(client):
    user = make_user(email="anna@example.se", name="Anna")
    client.force_login(user)
    before = stored_values(user)
    client.post(reverse("accounts:profile"), {"name": "Anna Ask", "language": "en", **NOT_THEIRS})
    after = stored_values(user)
    assert {name: after[name] for name in after if after[name] != before[name]} == {
        "name": "Anna Ask",
        "language": "en",
    }


def test_a_new_token_is_ones_own_and_ends_when_it_was_asked_to(client):
    user, other = make_user(), make_user()
    client.force_login(user)
    asked = {
        "name": "Program",
        "scopes": ["forums:read"],
        "days": "30",
        **NOT_THEIRS,
        "user": other.pk,
        "user_id": other.pk,
    }
    client.post(reverse("accounts:token_create"), asked)
    token = ApiToken.objects.get()
    assert (token.user, token.scopes, token.revoked_at) == (user, ["forums:read"], None)
    assert token.secret_hash != NOT_THEIRS["secret_hash"]
    assert timedelta(days=29) < token.expires_at - timezone.now() < timedelta(days=31)


def test_a_new_document_is_a_draft_of_ones_own_whatever_is_sent(world, client):
    owner = world.rows["organisation"]
    foreign = make_organisation(collaboration=world.collaboration, takes_part=True)
    user = give_party(make_user(), world.collaboration, owner)
    client.force_login(user)
    about = {"title": "Nytt", "kind": "letter", "dated_on": "2026-11-20", "direction": "internal"}
    address = reverse("documents:new", args=[world.collaboration.slug])
    client.post(address, NOT_THEIRS | about | {"owner": foreign.pk, "upload": make_upload()})
    assert not Document.objects.filter(title="Nytt").exists()
    client.post(address, NOT_THEIRS | about | {"owner": owner.pk, "upload": make_upload()})
    made = Document.objects.get(title="Nytt")
    assert (made.openness, made.published_at, made.disposed_at) == (Openness.DRAFT, None, None)
    assert (made.created_by, made.owner, made.collaboration) == (user, owner, world.collaboration)


def test_changing_a_document_changes_what_the_form_shows_and_nothing_more(world, client):
    owner = world.rows["organisation"]
    client.force_login(give_party(make_user(), world.collaboration, owner))
    document = make_document(world.collaboration, owner, title="Förr", kind="letter")
    before = stored_values(document)
    about = {
        "title": "Nu",
        "kind": before["kind"],
        "dated_on": str(before["dated_on"]),
        "direction": before["direction"],
    }
    client.post(reverse("documents:change", args=[world.collaboration.slug, document.pk]), NOT_THEIRS | about)
    after = stored_values(document)
    assert {name for name in after if after[name] != before[name]} - {"search_key", "sort_key"} == {"title"}


def test_no_form_takes_its_fields_from_a_table():
    """A form that is made from a model would follow the model when it grows."""
    assert [form.__name__ for form in _below(forms.BaseModelForm) if form.__module__.startswith("samhandling.")] == []
    assert len([form for form in _below(forms.BaseForm) if form.__module__.startswith("samhandling.")]) > 40


def _below(kind: type) -> list[type]:
    return [one for child in kind.__subclasses__() for one in (child, *_below(child))]


def _operations() -> list[tuple[str, str, str]]:
    document = api.get_openapi_schema()
    return [
        (method, path, operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1])
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "requestBody" in operation
    ]


def test_no_operation_takes_a_field_that_is_not_declared(world):
    """Every operation that takes a body is sent these alone: each is named as unknown, and nothing changes."""
    headers, rows = with_every_scope(world.coordinator), rows_of(world)
    client, passed = Client(raise_request_exception=False), []
    before = {row: stored_values(row) for row in world.rows.values()}
    for method, path, _schema in _operations():
        answer = getattr(client, method)(
            rows.address(path), json.dumps(NOT_THEIRS), content_type="application/json", headers=headers
        )
        unknown = {error["pointer"] for error in answer.json().get("errors", []) if error["code"] == "extra_forbidden"}
        if answer.status_code not in {403, 404} and (answer.status_code != 422 or not unknown):
            passed.append((method, path, answer.status_code))
    assert passed == []
    assert {row: stored_values(row) for row in world.rows.values()} == before
    assert len(_operations()) > 20


# Here the words mean something else: whether others see a way to reach somebody.
ALLOWED = {"is_public": {"ContactPointCreate", "ContactPointChange"}}


@pytest.mark.parametrize("field", ["openness", "status", "is_public", "role", "is_active", "published_at"])
def test_every_body_that_is_taken_is_closed(field):
    """In the document that tells programs what to send: no body is open to more, nor holds what only acts decide."""
    schemas = api.get_openapi_schema()["components"]["schemas"]
    taken = {schema for _method, _path, schema in _operations()}
    assert {name for name in taken if schemas[name].get("additionalProperties") is not False} == set()
    deciding = {name for name in taken if field in schemas[name]["properties"]}
    assert deciding == ALLOWED.get(field, set())
