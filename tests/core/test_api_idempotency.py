"""The same request sent twice is done once."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from samhandling.core.idempotency import forget_contents, forget_old_answers
from samhandling.core.models import Event, RememberedAnswer
from samhandling.organisations.models import Collaboration, Organisation, Person
from samhandling.organisations.services.erasure import erase_person
from tests.factories.accounts import by_token
from tests.factories.organisations import (
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_organisation,
    make_person,
)
from tests.processes import run_together

pytestmark = pytest.mark.django_db

HERE = "/api/v1/collaborations/vasterbotten/organisations"
BODY = {"display_name": "Norrlandsrådet", "formal_name": "Norrlandsrådet", "kind": "other", "sector": "public"}


@pytest.fixture
def collaboration() -> Collaboration:
    return make_collaboration(slug="vasterbotten")


@pytest.fixture
def headers(collaboration: Collaboration) -> dict[str, str]:
    token = by_token(make_coordinator(collaboration), "organisations:write")
    return token | {"Accept-Language": "en", "Idempotency-Key": "3f2b"}


def post(client: Client, body: dict[str, object], headers: dict[str, str], address: str = HERE):
    return client.post(address, body, content_type="application/json", headers=headers)


def test_the_answer_is_given_again_and_nothing_is_done_again(client: Client, headers: dict[str, str]):
    first, again = post(client, BODY, headers), post(client, BODY, headers)
    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert [again.headers[name] for name in ("Location", "ETag")] == [
        first.headers[name] for name in ("Location", "ETag")
    ]
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert (Organisation.objects.count(), Event.objects.filter(verb="organisation.created").count()) == (1, 1)


def test_without_a_key_every_request_is_done(client: Client, headers: dict[str, str]):
    del headers["Idempotency-Key"]
    assert [post(client, BODY, headers).status_code for _twice in "12"] == [201, 201]
    assert Organisation.objects.count() == 2


@pytest.mark.parametrize("change", ["body", "address", "method"])
def test_a_key_that_was_used_for_something_else_is_refused(
    client: Client, collaboration: Collaboration, headers: dict[str, str], change: str
):
    made = post(client, BODY, headers).json()
    if change == "body":
        refused = post(client, {**BODY, "display_name": "Annat"}, headers)
    elif change == "address":
        contact = {"kind": "email", "value": "a@example.se"}
        refused = post(client, contact, headers, f"{HERE}/{made['id']}/contact-points")
    else:
        refused = client.patch(f"{HERE}/{made['id']}", {}, content_type="application/json", headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/#problem-key-reused")
    assert Organisation.objects.get().display_name == "Norrlandsrådet"


def test_a_key_is_its_users_own(client: Client, collaboration: Collaboration, headers: dict[str, str]):
    other = by_token(make_coordinator(collaboration), "organisations:write") | {"Idempotency-Key": "3f2b"}
    first, second = post(client, BODY, headers), post(client, {**BODY, "display_name": "Annat"}, other)
    assert (first.status_code, second.status_code) == (201, 201)


def test_what_was_refused_leaves_nothing_and_may_be_tried_again_with_the_same_key(
    client: Client, collaboration: Collaboration, headers: dict[str, str]
):
    twin = make_organisation(collaboration=collaboration, organisation_number="232100-0222")
    body = {**BODY, "organisation_number": "232100-0222"}
    assert post(client, body, headers).status_code == 409
    assert (RememberedAnswer.objects.count(), Organisation.objects.count()) == (0, 1)
    Organisation.objects.filter(pk=twin.pk).update(organisation_number="")
    assert post(client, body, headers).status_code == 201


def test_a_removal_that_was_done_is_answered_alike(
    client: Client, collaboration: Collaboration, headers: dict[str, str]
):
    point = make_contact_point(person=make_person(collaboration=collaboration))
    address = f"/api/v1/collaborations/vasterbotten/contact-points/{point.pk}"
    answers = [client.delete(address, headers=headers) for _twice in "12"]
    assert [(answer.status_code, answer.content) for answer in answers] == [(204, b""), (204, b"")]


def test_after_a_day_the_answer_is_forgotten_and_the_key_is_new(client: Client, headers: dict[str, str]):
    post(client, BODY, headers)
    RememberedAnswer.objects.update(created_at=timezone.now() - timedelta(hours=24))
    assert post(client, {**BODY, "display_name": "Annat"}, headers).status_code == 201
    assert RememberedAnswer.objects.count() == 1


def test_scheduled_work_forgets_old_answers_and_keeps_young_ones(client: Client, headers: dict[str, str]):
    now = timezone.now()
    for key in ("gammal", "ung"):
        post(client, BODY, headers | {"Idempotency-Key": key})
    RememberedAnswer.objects.filter(key="gammal").update(created_at=now - timedelta(hours=24))
    forget_old_answers(now)
    forget_old_answers(now)
    assert [answer.key for answer in RememberedAnswer.objects.all()] == ["ung"]


@pytest.mark.parametrize("key", ["", " ", "å", "a b", "a" * 256])
def test_a_key_that_cannot_be_one_is_refused(client: Client, headers: dict[str, str], key: str):
    refused = post(client, BODY, headers | {"Idempotency-Key": key})
    assert (refused.status_code, refused.json()["errors"][0]["header"]) == (422, "Idempotency-Key")
    assert Organisation.objects.count() == 0


def test_a_replay_asks_again_whether_one_may(client: Client, collaboration: Collaboration, headers: dict[str, str]):
    """The key belongs to the user, so a narrower token of theirs must not open what it cannot."""
    user = make_coordinator(collaboration)
    wide, narrow = by_token(user, "organisations:write"), by_token(user, "organisations:read")
    assert post(client, BODY, wide | {"Idempotency-Key": "1"}).status_code == 201
    assert post(client, BODY, narrow | {"Idempotency-Key": "1"}).status_code == 403


def test_no_answer_tells_of_somebody_who_has_been_erased_and_nothing_is_done_again(
    client: Client, collaboration: Collaboration, headers: dict[str, str]
):
    address, body = HERE.replace("organisations", "people"), {"given_name": "Åsgerd", "family_name": "Örn"}
    post(client, BODY, headers | {"Idempotency-Key": "before"})
    made = post(client, body, headers, address).json()
    erase_person(actor=make_coordinator(collaboration), person=Person.objects.get(), now=timezone.now())
    assert [bytes(content) for content in RememberedAnswer.objects.values_list("content", flat=True)] == [b"", b""]
    again = post(client, body, headers, address)
    assert (again.status_code, again.json()["type"]) == (409, "/api/#problem-answer-forgotten")
    assert list(Person.objects.values_list("pk", "given_name")) == [(made["id"], "")]


def test_an_act_that_answers_nothing_is_answered_alike_also_when_contents_are_forgotten(
    client: Client, collaboration: Collaboration, headers: dict[str, str]
):
    point = make_contact_point(person=make_person(collaboration=collaboration))
    address = HERE.replace("organisations", f"contact-points/{point.pk}")
    assert client.delete(address, headers=headers).status_code == 204
    forget_contents()
    again = client.delete(address, headers=headers)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (204, "true")


SEND = """
from django.test import Client
answer = Client().post({address!r}, {body!r}, content_type="application/json", headers={headers!r})
print(answer.status_code, answer.headers.get("Idempotency-Replayed", "done"), answer.headers.get("Location"))
"""


@pytest.mark.django_db(transaction=True)
def test_three_processes_that_send_the_same_at_once_do_it_once():
    collaboration = make_collaboration(slug="vasterbotten")
    headers = by_token(give_role(make_coordinator(collaboration), collaboration), "organisations:write")
    code = SEND.format(
        address=HERE, body=json.dumps(BODY), headers=headers | {"Idempotency-Key": "1", "Host": "localhost"}
    )
    lines = [line.split() for line in run_together([["shell", "--no-imports", "-c", code]] * 3)]
    made = Organisation.objects.get()
    assert sorted(done for _status, done, _where in lines) == ["done", "true", "true"]
    assert {(status, where) for status, _done, where in lines} == {("201", f"{HERE}/{made.pk}")}
