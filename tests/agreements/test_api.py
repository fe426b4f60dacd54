"""Agreements for programs: what is told, to whom, what the verbs do, and how they refuse."""

from datetime import date, timedelta

import pytest
from django.test import Client

from samhandling.agreements.enums import PartyRole, Status
from samhandling.agreements.models import Agreement, Clause, Comment, Duty, Proposal
from samhandling.core.models import Event
from samhandling.organisations.enums import Role
from tests.factories.accounts import by_token, make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_area,
    make_clause,
    make_duty,
    make_party,
    make_review,
    ratify,
    ratify_all,
)
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_organisation,
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
    agreement = make_agreement_in_force(county, title="Samverkan för länet", legal_basis="Lag (2010:630)")

    told = client.get(at(agreement), headers={"Accept-Language": "en"}).json()

    assert told == {
        "id": agreement.pk,
        "title": "Samverkan för länet",
        "status": "in_force",
        "starts_on": "2023-01-01",
        "ends_on": "2026-12-31",
        "parties": 3,
        "ratified": 3,
        "sentence": told["sentence"],
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
    assert told["sentence"].endswith("3 of 3 have ratified.")


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


def test_a_draft_is_written_proposed_ratified_and_entered(client: Client, county, coordinator):
    """The whole life, by a program."""
    region = make_organisation(collaboration=county, takes_part=True)
    umea = make_municipality(collaboration=county)
    terms = {"title": "Ny överenskommelse", "starts_on": str(TODAY), "ends_on": str(TODAY + timedelta(days=700))}

    begun = send(client, "POST", "/api/v1/collaborations/lan/agreements", coordinator, terms)
    home = begun.headers["Location"]
    parties = [
        send(client, "POST", f"{home}/parties", coordinator, {"organisation_id": one.pk}).json()
        for one in (region, umea)
    ]
    clause = send(client, "POST", f"{home}/clauses", coordinator, {"heading": "Syfte", "text": "Vi samverkar."})
    proposed = send(client, "POST", f"{home}/propose", coordinator)
    decision = {"result": "ratified", "body": "KF", "decided_on": str(TODAY), "section": "§ 4"}
    for party in parties:
        send(client, "PUT", f"{home}/parties/{party['id']}/ratification", coordinator, decision)
    entered = send(client, "POST", f"{home}/enter", coordinator, {"entered_on": str(TODAY)})

    assert begun.status_code == 201
    assert client.get(home, headers=coordinator).json()["title"] == "Ny överenskommelse"
    assert [party["role"] for party in parties] == ["other", "municipality"]
    assert (clause.json()["number"], clause.json()["version"]) == ("1", 1)
    assert proposed.json()["status"] == "proposed"
    assert (entered.json()["status"], entered.json()["ratified"]) == ("in_force", 2)


def test_a_refusal_is_a_problem_with_its_code_and_words(client: Client, county, coordinator):
    draft = make_agreement(county, parties=1)

    refused = send(client, "POST", at(draft, "propose"), coordinator)

    assert refused.status_code == 409
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json() == {
        "type": "/api/#problem-rule-broken",
        "title": "This cannot be done now",
        "status": 409,
        "detail": "An agreement needs at least two parties. Add them first.",
        "instance": at(draft, "propose"),
        "code": "too_few_parties",
    }


def test_what_is_left_out_of_a_change_stays_as_it_is(client: Client, county, coordinator):
    draft = make_agreement(county, title="Förut", legal_basis="Lag (2010:630)")

    changed = send(client, "PATCH", at(draft), coordinator, {"title": "Efteråt"})

    assert (changed.json()["title"], changed.json()["legal_basis"]) == ("Efteråt", "Lag (2010:630)")
    assert Event.objects.get(verb="agreement.changed").after == {"title": "Efteråt"}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"title": None}, "/title"),
        ({"title": "   "}, "/title"),
        ({"starts_on": "2027-02-30"}, "/starts_on"),
        ({"starts_on": "9999-01-01"}, "/starts_on"),
        ({"entry_rule": "somehow"}, "/entry_rule"),
        ({"status": "in_force"}, "/status"),
        ({"collaboration_id": 1}, "/collaboration_id"),
    ],
)
def test_what_does_not_fit_is_told_by_field_and_nothing_is_changed(client: Client, county, coordinator, body, pointer):
    draft = make_agreement(county, title="Förut")

    refused = send(client, "PATCH", at(draft), coordinator, body)

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]
    assert Agreement.objects.get(pk=draft.pk).title == "Förut"


def test_a_clause_is_not_rewritten_over_what_somebody_else_wrote(client: Client, county, coordinator):
    clause = make_clause(make_agreement(county), heading="Syfte", text="Först.")
    url = at(clause.agreement, "clauses", clause.pk)
    read = client.get(url, headers=coordinator)

    mine = {"heading": "Syfte", "text": "Mitt.", "from_version": 1}
    first = send(client, "PUT", url, coordinator, mine)
    by_version = send(client, "PUT", url, coordinator, mine | {"text": "Igen."})
    by_etag = send(client, "PUT", url, coordinator | {"If-Match": read.headers["ETag"]}, mine | {"from_version": 2})

    assert (first.status_code, first.json()["version"]) == (200, 2)
    assert (by_version.status_code, by_version.json()["code"]) == (409, "clause_changed")
    assert by_etag.status_code == 412
    assert Clause.objects.get(pk=clause.pk).text == "Mitt."


def test_a_duty_rests_on_rows_of_its_own_agreement_only(client: Client, county, coordinator):
    draft, other = make_agreement(county), make_agreement(county)
    elsewhere = {"what": "Rapportera", "clause_id": make_clause(other).pk}

    refused = send(client, "POST", at(draft, "duties"), coordinator, elsewhere)
    made = send(
        client,
        "POST",
        at(draft, "duties"),
        coordinator,
        {"what": "Rapportera", "owner_id": draft.parties.first().organisation_id, "due_on": str(TODAY)},
    )

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/clause_id")
    assert made.json()["state"] == "soon"
    assert Duty.objects.get().owner_id == draft.parties.first().organisation_id


def test_the_one_who_answers_for_the_owner_says_that_a_duty_is_done(client: Client, county, reader):
    agreement = make_agreement_in_force(county)
    owner = agreement.parties.last().organisation
    duty = make_duty(agreement, owner=owner)
    done = {"fulfilled_on": str(TODAY), "evidence": "Rapporten ligger på webben."}
    party = by_token(give_party(make_user(), county, owner), WRITE)

    refused = send(client, "POST", at(agreement, "duties", duty.pk, "fulfil"), reader, done)
    told = send(client, "POST", at(agreement, "duties", duty.pk, "fulfil"), party, done)

    assert refused.status_code == 403
    assert (told.json()["state"], told.json()["fulfilled_on"]) == ("fulfilled", str(TODAY))
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

    said = send(client, "POST", at(draft, "comments"), speaker, {"text": "Bra."}).json()
    put = send(client, "POST", at(draft, "proposals"), speaker, proposal).json()
    accepted = send(client, "POST", at(draft, "proposals", put["id"], "accept"), coordinator, {}).json()

    assert (said["party"], said["clause_id"]) == ({"id": party.pk, "name": str(party)}, None)
    assert [part["kind"] for part in put["difference"]] == ["same", "removed", "added", "same"]
    assert accepted["state"] == "accepted"
    assert Clause.objects.get(pk=clause.pk).text == "Parterna ska samverka."
    assert Proposal.objects.get().decided_at is not None


def test_a_review_is_planned_and_recorded_once(client: Client, county, coordinator):
    agreement = make_agreement_in_force(county)
    plan = {"kind": "relevance", "opens_on": "2024-01-01", "due_on": "2024-12-31"}
    record = {"done_on": "2024-05-02", "outcome": "keep", "conclusion": "Står sig."}

    home = send(client, "POST", at(agreement, "reviews"), coordinator, plan).headers["Location"]
    first = send(client, "POST", f"{home}/record", coordinator, record)
    second = send(client, "POST", f"{home}/record", coordinator, record)

    assert (first.json()["state"], first.json()["outcome"]) == ("done", "keep")
    assert (second.status_code, second.json()["code"]) == (409, "review_done")


def test_a_municipalitys_annex_is_kept_by_whoever_answers_for_it(client: Client, county):
    agreement = make_agreement_in_force(county, has_individual_agreements=True)
    party = agreement.parties.filter(role=PartyRole.MUNICIPALITY).first()
    keeper = by_token(give_party(make_user(), county, party.organisation), READ, WRITE)
    home = at(agreement, "individual-agreements", party.pk)

    send(client, "PATCH", home, keeper, {"signed_on": "2023-03-01"})
    line = send(client, "POST", f"{home}/special-agreements", keeper, {"title": "Ambulans", "notice_months": 6})
    confirmed = send(client, "POST", f"{home}/confirm", keeper)

    assert client.get(line.headers["Location"], headers=keeper).json()["title"] == "Ambulans"
    assert confirmed.json()["state"] == "confirmed"
    assert [one["title"] for one in confirmed.json()["special_agreements"]] == ["Ambulans"]


def test_next_term_is_drafted_and_held_against_the_former(client: Client, county, coordinator):
    old = make_agreement_in_force(county, title="Förra")
    body = {"title": "Nästa", "starts_on": "2027-01-01", "ends_on": "2030-12-31"}

    made = send(client, "POST", at(old, "successor"), coordinator, body)
    compared = client.get(f"{made.headers['Location']}/comparison", headers=coordinator).json()

    assert made.json()["predecessor_id"] == old.pk
    assert (compared["old"]["name"], compared["new"]["name"]) == ("Förra", "Nästa")
    assert [one["kind"] for one in compared["clauses"]] == ["same"]


# --- Who may ---------------------------------------------------------------------------------------

WRITES = [
    ("PATCH", "", {"title": "Annat"}),
    ("POST", "propose", None),
    ("POST", "withdraw", {"reason": "Nej"}),
    ("POST", "clauses", {"heading": "Ny"}),
    ("POST", "parties", {"organisation_id": 1}),
    ("POST", "duties", {"what": "Något"}),
    ("POST", "areas", {"name": "Något"}),
    ("POST", "aims", {"text": "Något"}),
    ("POST", "reviews", {"kind": "final", "opens_on": "2026-01-01", "due_on": "2026-12-31"}),
    ("POST", "comments", {"text": "Något"}),
]


@pytest.mark.parametrize(("method", "part", "body"), WRITES)
def test_members_without_the_right_strangers_visitors_and_narrow_tokens(
    client: Client, county, reader, method, part, body
):
    draft = make_agreement(county)
    make_clause(draft)
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
        who: send(client, method, at(draft, part).rstrip("/"), headers, body).status_code
        for who, headers in callers.items()
    }

    assert answers == {"member": 403, "stranger": 404, "visitor": 401, "may only read": 403, "another room": 403}
    assert Event.objects.count() == events


def test_an_agreement_that_is_over_stays_as_it_was(client: Client, county, coordinator):
    over = make_agreement_in_force(county, status=Status.ENDED)
    ratify_all(make_agreement(county))
    bodies = {"duties": {"what": "Något"}, "clauses": {"heading": "Ny"}, "withdraw": {"reason": "Nej"}}

    codes = {
        part: send(client, "POST", at(over, part), coordinator, body).json()["code"] for part, body in bodies.items()
    }

    assert codes == {"duties": "agreement_over", "clauses": "not_draft", "withdraw": "already_closed"}
