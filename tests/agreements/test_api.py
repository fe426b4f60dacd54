"""Agreements for programs: what is told, to whom, what the verbs do, and how they refuse."""

from datetime import date

import pytest
from django.test import Client

from samhandling.agreements.enums import PartyRole, Status
from samhandling.agreements.models import Agreement, Comment, Proposal, Ratification, SpecialAgreement
from samhandling.agreements.services.renewal import draft_successor
from samhandling.core.models import Event
from samhandling.organisations.enums import Role
from tests.factories.accounts import by_token, make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_area,
    make_clause,
    make_duty,
    make_individual_agreement,
    make_party,
    make_review,
    ratify,
)
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
)

pytestmark = pytest.mark.django_db

READ, WRITE = "agreements:read", "agreements:write"
TODAY = date.today()  # noqa: DTZ011  # the services are told the real day


@pytest.fixture
def county():
    return make_collaboration(slug="lan", is_public=True)


@pytest.fixture
def coordinator(county):
    return by_token(make_coordinator(county, name="Karin Ek", language="en"), READ, WRITE)


@pytest.fixture
def reader(county):
    return by_token(give_role(make_user(language="en"), county, Role.READER), READ, WRITE)


def at(agreement: Agreement, *parts: object) -> str:
    return "/".join(map(str, (f"/api/v1/collaborations/lan/agreements/{agreement.pk}", *parts)))


def send(client: Client, method: str, url: str, headers: dict[str, str], body: object = None):
    if body is None:
        return client.generic(method, url, headers=headers)
    return getattr(client, method.lower())(url, body, content_type="application/json", headers=headers)


# --- Reads -----------------------------------------------------------------------------------------


def test_an_agreement_is_told_with_all_its_terms(client: Client, county):
    agreement = make_agreement_in_force(
        county, title="Samverkan för länet", legal_basis="Lag (2010:630)", ends_on=date(2099, 12, 31)
    )

    payload = client.get(at(agreement), headers={"Accept-Language": "en"}).json()

    assert payload == {
        "id": agreement.pk,
        "title": "Samverkan för länet",
        "status": "in_force",
        "starts_on": "2023-01-01",
        "ends_on": "2099-12-31",
        "parties": 3,
        "ratified": 3,
        "sentence": payload["sentence"],
        "language": "sv",
        "entry_rule": "all",
        "entry_number": None,
        "legal_basis": "Lag (2010:630)",
        "does_not_cover": "",
        "has_individual_agreements": False,
        "comments_due_on": None,
        "proposed_on": "2022-09-01",
        "entered_on": "2023-01-01",
        "predecessor_id": None,
        "successor_id": None,
    }
    assert payload["sentence"].endswith("3 of 3 have ratified.")


def test_the_list_is_turned_a_page_at_a_time_with_those_in_force_first(client: Client, county, coordinator):
    draft, running = make_agreement(county), make_agreement_in_force(county)

    first = client.get("/api/v1/collaborations/lan/agreements?limit=1", headers=coordinator).json()
    second = client.get(first["next"], headers=coordinator).json()

    assert [one["id"] for one in first["items"] + second["items"]] == [running.pk, draft.pk]
    assert second["next"] is None


def test_a_draft_is_for_members_and_its_workings_too(client: Client, county, reader):
    draft = make_agreement(county)
    make_clause(draft)
    parts = ["", "clauses", "parties", "duties", "reviews", "gaps", "history", "comments", "proposals"]
    urls = [at(draft, part).rstrip("/") for part in parts]
    stranger = by_token(make_coordinator(make_collaboration()), READ)

    assert [client.get(url, headers=reader).status_code for url in urls] == [200] * len(urls)
    assert {client.get(url, headers=stranger).status_code for url in urls} == {404}
    assert {client.get(url).status_code for url in urls} == {404}


def test_history_and_what_is_said_are_not_told_to_visitors_of_a_public_agreement(client: Client, county):
    running = make_agreement_in_force(county)
    clause = running.clauses.get()

    answers = {
        part: client.get(at(running, part)).status_code
        for part in ("clauses", "gaps", "history", "comments", "proposals", f"clauses/{clause.pk}/versions")
    }

    assert answers.pop("clauses") == 200
    assert set(answers.values()) == {404}


@pytest.mark.parametrize("part", ["clauses", "parties", "duties", "reviews", "areas", "comments"])
def test_a_list_costs_as_many_queries_with_three_rows_as_with_one(
    client: Client, county, coordinator, part, django_assert_num_queries
):
    agreement = make_agreement(county, parties=1)
    client.get(at(agreement), headers=coordinator)  # that the token was used is noted once
    numbers = []
    for more in (1, 2):
        for _row in range(more):
            party = make_party(agreement)
            ratify(party)
            make_duty(agreement, owner=party.organisation, clause=make_clause(agreement))
            make_review(agreement)
            make_area(agreement)
            Comment.objects.create(agreement=agreement, party=party, text="Bra.", written_by=make_user())
        with django_assert_num_queries(QUERIES[part]):
            numbers.append(len(client.get(at(agreement, part), headers=coordinator).json()["items"]))

    assert numbers[1] - numbers[0] == 2


QUERIES = {"clauses": 7, "parties": 7, "duties": 7, "reviews": 7, "areas": 7, "comments": 10}


# --- Verbs -----------------------------------------------------------------------------------------

DECISION = {"result": "ratified", "body": "KF", "decided_on": "2022-11-21", "section": "§ 4"}


def test_a_councils_decision_is_recorded_and_corrected_with_a_reason(client: Client, county, coordinator):
    agreement = make_agreement(county, status=Status.PROPOSED)
    party = agreement.parties.last()
    url = at(agreement, "parties", party.pk, "ratification")

    recorded = send(client, "PUT", url, coordinator, DECISION)
    unexplained = send(client, "PUT", url, coordinator, DECISION | {"section": "§ 5"})
    corrected = send(client, "PUT", url, coordinator, DECISION | {"section": "§ 5", "reason": "Felskrivet."})

    nothing_more = {"registration_number": "", "note": ""}
    assert recorded.json()["ratification"] == DECISION | nothing_more
    assert (unexplained.status_code, unexplained.json()["code"]) == (409, "reason_missing")
    assert corrected.json()["ratification"] == DECISION | nothing_more | {"section": "§ 5"}
    assert client.get(at(agreement), headers=coordinator).json()["ratified"] == 1


def test_a_refusal_is_a_problem_with_its_code_and_words(client: Client, county, coordinator):
    draft = make_agreement(county, parties=1)
    url = at(draft, "parties", draft.parties.get().pk, "ratification")

    refused = send(client, "PUT", url, coordinator, DECISION)

    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json() == {
        "type": "/api/#problem-rule-broken",
        "title": "This cannot be done now",
        "status": 409,
        "detail": "The agreement must first be sent to the parties for ratification.",
        "instance": url,
        "code": "not_proposed",
    }


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"body": None}, "/body"),
        ({"body": "   "}, "/body"),
        ({"decided_on": "2027-02-30"}, "/decided_on"),
        ({"decided_on": "9999-01-01"}, "/decided_on"),
        ({"result": "somehow"}, "/result"),
        ({"status": "in_force"}, "/status"),
        ({"party_id": 1}, "/party_id"),
    ],
)
def test_what_does_not_fit_is_told_by_field_and_nothing_is_changed(client: Client, county, coordinator, more, pointer):
    agreement = make_agreement(county, parties=1, status=Status.PROPOSED)
    url = at(agreement, "parties", agreement.parties.get().pk, "ratification")

    refused = send(client, "PUT", url, coordinator, DECISION | more)

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    assert not Ratification.objects.exists()


def test_the_one_who_answers_for_the_owner_says_that_a_duty_is_done(client: Client, county, reader):
    agreement = make_agreement_in_force(county)
    owner = agreement.parties.last().organisation
    duty = make_duty(agreement, owner=owner)
    done = {"fulfilled_on": str(TODAY), "evidence": "Rapporten ligger på webben."}
    party = by_token(give_party(make_user(), county, owner), WRITE)

    refused = send(client, "POST", at(agreement, "duties", duty.pk, "fulfil"), reader, done)
    payload = send(client, "POST", at(agreement, "duties", duty.pk, "fulfil"), party, done)

    assert refused.status_code == 403
    assert (payload.json()["state"], payload.json()["fulfilled_on"]) == ("fulfilled", str(TODAY))
    assert Event.objects.get(verb="duty.fulfilled").on_behalf_of == str(owner)


def test_a_party_comments_and_proposes_and_the_coordinator_answers(client: Client, county, coordinator):
    draft = make_agreement(county)
    clause = make_clause(draft, text="Parterna bör samverka.")
    party = draft.parties.last()
    speaker = by_token(give_party(make_user(), county, party.organisation), READ, WRITE)
    proposal = {
        "clause_id": clause.pk,
        "text": "Parterna ska samverka.",
        "reason": "Tydligare",
        "base_version": 1,
    }

    comment = send(client, "POST", at(draft, "comments"), speaker, {"text": "Bra."})
    answered = send(client, "POST", f"{comment.headers['Location']}/answer", coordinator, {"answer": "Tack."})
    proposed = send(client, "POST", at(draft, "proposals"), speaker, proposal)

    spoken_for = {"id": party.pk, "name": str(party)}
    assert (comment.json()["party"], comment.json()["clause_id"], comment.json()["answer"]) == (spoken_for, None, "")
    assert answered.json() == comment.json() | {"answer": "Tack."}
    assert (proposed.json()["party"], proposed.json()["state"]) == (spoken_for, "open")
    assert [part["kind"] for part in proposed.json()["difference"]] == ["same", "removed", "added", "same"]
    assert client.get(proposed.headers["Location"], headers=speaker).json() == proposed.json()
    assert Proposal.objects.get().text == "Parterna ska samverka."


def test_what_is_said_rests_on_rows_of_its_own_agreement_only(client: Client, county, coordinator):
    draft = make_agreement(county)
    elsewhere = {"text": "Bra.", "clause_id": make_clause(make_agreement(county)).pk}

    refused = send(client, "POST", at(draft, "comments"), coordinator, elsewhere)

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/clause_id")
    assert not Comment.objects.exists()


def test_a_municipalitys_annex_is_told_with_how_far_it_has_come(client: Client, county):
    agreement = make_agreement_in_force(county, has_individual_agreements=True)
    municipality, other = agreement.parties.filter(role=PartyRole.MUNICIPALITY)
    make_individual_agreement(municipality, ["Ambulans"], signed_on=date(2023, 3, 1), note="Klart")
    special = SpecialAgreement.objects.get()

    annex = client.get(at(agreement, "individual-agreements", municipality.pk)).json()
    missing = client.get(at(agreement, "individual-agreements", other.pk)).json()

    line = {
        "id": special.pk,
        "agreement_id": agreement.pk,
        "party_id": municipality.pk,
        "area_id": None,
        "title": "Ambulans",
        "registration_number": "",
        "starts_on": None,
        "ends_on": None,
        "notice_months": None,
    }
    assert annex == {
        "party_id": municipality.pk,
        "organisation": {"id": municipality.organisation_id, "name": str(municipality)},
        "state": "not_confirmed",
        "signed_on": "2023-03-01",
        "registration_number": "",
        "annex_confirmed_on": None,
        "note": "Klart",
        "special_agreements": [line],
    }
    address = at(agreement, "individual-agreements", municipality.pk, "special-agreements", special.pk)
    assert client.get(address).json() == line
    assert (missing["state"], missing["signed_on"], missing["note"]) == ("missing", None, "")


def test_next_term_is_held_against_the_former(client: Client, county, coordinator):
    old = make_agreement_in_force(county, title="Förra")
    dates = {"starts_on": date(2027, 1, 1), "ends_on": date(2030, 12, 31)}
    new = draft_successor(actor=make_coordinator(county), agreement=old, title="Nästa", **dates)

    compared = client.get(at(new, "comparison"), headers=coordinator).json()

    assert client.get(at(new), headers=coordinator).json()["predecessor_id"] == old.pk
    assert client.get(at(old), headers=coordinator).json()["successor_id"] == new.pk
    assert (compared["old"]["name"], compared["new"]["name"]) == ("Förra", "Nästa")
    assert [one["kind"] for one in compared["clauses"]] == ["same"]


# --- Who may ---------------------------------------------------------------------------------------

PROPOSAL = {"clause_id": 1, "text": "Nytt", "reason": "Tydligare", "base_version": 1}
WRITES = [
    ("PUT", "parties/{party}/ratification", DECISION),
    ("POST", "duties/{duty}/fulfil", {"fulfilled_on": "2024-01-01", "evidence": "Klart"}),
    ("POST", "comments", {"text": "Något"}),
    ("POST", "comments/{comment}/answer", {"answer": "Tack"}),
    ("POST", "proposals", PROPOSAL),
]


@pytest.mark.parametrize(("method", "part", "body"), WRITES)
def test_members_without_the_right_strangers_visitors_and_narrow_tokens(
    client: Client, county, reader, method, part, body
):
    draft = make_agreement(county)
    make_clause(draft)
    numbers = {
        "party": draft.parties.last().pk,
        "duty": make_duty(draft, owner=draft.parties.last().organisation).pk,
        "comment": Comment.objects.create(agreement=draft, text="Bra.", written_by=make_user()).pk,
    }
    coordinator = make_coordinator(county)
    callers = {
        "member": reader,
        "stranger": by_token(make_coordinator(make_collaboration()), READ, WRITE),
        "visitor": {},
        "may only read": by_token(coordinator, READ),
        "another room": by_token(coordinator, "forums:write"),
    }
    events = Event.objects.count()

    answers = {
        who: send(client, method, at(draft, part.format_map(numbers)), headers, body).status_code
        for who, headers in callers.items()
    }

    assert answers == {"member": 403, "stranger": 404, "visitor": 401, "may only read": 403, "another room": 403}
    assert Event.objects.count() == events


def test_an_agreement_that_is_over_stays_as_it_was(client: Client, county, coordinator):
    over = make_agreement_in_force(county, status=Status.ENDED)
    party, duty = over.parties.last(), make_duty(over)
    bodies = {
        ("PUT", f"parties/{party.pk}/ratification"): DECISION,
        ("POST", f"duties/{duty.pk}/fulfil"): {"fulfilled_on": "2024-01-01", "evidence": "Klart"},
        ("POST", "comments"): {"text": "Något"},
    }

    codes = [
        send(client, method, at(over, part), coordinator, body).json()["code"]
        for (method, part), body in bodies.items()
    ]

    assert codes == ["agreement_over", "agreement_over", "comments_closed"]
