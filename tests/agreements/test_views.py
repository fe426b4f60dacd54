"""What people meet: the pages, what they may press, and what is 404 or 403."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from samhandling.agreements.enums import PartyRole, Status
from samhandling.agreements.models import Agreement
from samhandling.core import slots
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_area,
    make_clause,
    make_duty,
    make_individual_agreement,
    make_party,
    make_review,
)
from tests.factories.organisations import give_party, give_role, make_collaboration, make_coordinator, make_organisation

pytestmark = pytest.mark.django_db

PAGES = ["detail", "text", "parties", "areas", "duties", "reviews", "annexes"]
INSIDE = ["gaps", "history"]
FORMS = [
    "change", "enter", "reopen", "withdraw", "clause_new", "parties_add", "area_new", "aim_new", "duty_new",
    "duties_legal", "review_new",
]  # fmt: skip


@pytest.fixture
def collaboration():
    return make_collaboration(is_public=True)


@pytest.fixture
def logged_in(client):
    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def coordinator(collaboration, logged_in):
    """The coordinator's browser."""
    return logged_in(make_coordinator(collaboration))


def at(agreement, page, **more):
    where = {"collaboration": agreement.collaboration.slug, "pk": agreement.pk, **more}
    return reverse(f"agreements:{page}", kwargs=where)


def list_of(collaboration):
    return reverse("agreements:list", kwargs={"collaboration": collaboration.slug})


def full_agreement(collaboration, count=1, **kw):
    """Something on every page, `count` of each."""
    agreement = make_agreement_in_force(collaboration, parties=count + 1, has_individual_agreements=True, **kw)
    for party in agreement.parties.filter(role=PartyRole.MUNICIPALITY):
        make_individual_agreement(party, ["Antagning"])
    for _ in range(count):
        clause = make_clause(agreement)
        area = make_area(agreement)
        make_duty(agreement, clause=clause, area=area, owner=agreement.parties.first().organisation)
        make_review(agreement)
        agreement.aims.create(text="Tillit", position=1)
    return agreement


# --- Reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_citizen_reads_an_agreement_that_is_sent_or_in_force(client, collaboration, page):
    agreement = full_agreement(collaboration, ends_on=date(2099, 12, 31))
    response = client.get(at(agreement, page))
    assert response.status_code == 200
    assert "Gäller till 31 december 2099. 2 av 2 har antagit." in response.content.decode()


@pytest.mark.parametrize("page", PAGES + INSIDE)
def test_a_draft_does_not_exist_for_a_citizen(client, collaboration, page):
    assert client.get(at(make_agreement(collaboration), page)).status_code == 404


@pytest.mark.parametrize("page", INSIDE)
def test_gaps_and_history_are_for_members(client, logged_in, collaboration, page):
    agreement = full_agreement(collaboration)
    assert client.get(at(agreement, page)).status_code == 404
    reader = logged_in(give_role(make_user(), collaboration, Role.READER))
    assert reader.get(at(agreement, page)).status_code == 200


@pytest.mark.parametrize("page", PAGES + INSIDE)
def test_an_agreement_of_another_collaboration_is_not_found_here(coordinator, collaboration, page):
    elsewhere = make_agreement_in_force(make_collaboration(is_public=True))
    forged = reverse(f"agreements:{page}", kwargs={"collaboration": collaboration.slug, "pk": elsewhere.pk})
    assert coordinator.get(forged).status_code == 404


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("clause", "clause"), ("clause_edit", "clause"), ("clause_move", "clause"), ("clause_remove", "clause"),
        ("ratify", "party"), ("party_remove", "party"), ("annex", "party"), ("annex_edit", "party"),
        ("annex_confirm", "party"), ("special_new", "party"), ("area_change", "area"), ("area_remove", "area"),
        ("aim_change", "aim"), ("aim_remove", "aim"), ("duty", "duty"), ("duty_change", "duty"),
        ("duty_fulfil", "duty"), ("duty_reopen", "duty"), ("duty_remove", "duty"), ("review_change", "review"),
        ("review_record", "review"), ("review_cancel", "review"),
    ],
)  # fmt: skip
def test_a_part_of_another_agreement_is_not_found_in_this_one(coordinator, collaboration, page, name):
    mine, other = make_agreement_in_force(collaboration), full_agreement(make_collaboration())
    parts = {
        "clause": other.clauses, "party": other.parties, "area": other.areas, "aim": other.aims, "duty": other.duties,
        "review": other.reviews,
    }  # fmt: skip
    assert coordinator.post(at(mine, page, **{name: parts[name].last().pk})).status_code == 404


@pytest.mark.parametrize(
    ("page", "queries"),
    [("list", 7), ("detail", 22), ("text", 10), ("parties", 10), ("areas", 11), ("duties", 10), ("reviews", 10),
     ("annexes", 11), ("gaps", 15), ("history", 10)],
)  # fmt: skip
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_one_and_three(
    coordinator, collaboration, django_assert_num_queries, monkeypatch, page, queries, count
):
    """Of this room's own queries: what other rooms lay in the slots is counted there."""
    for slot in ("access.guests", "agreement.gaps", "collaboration.nav"):
        monkeypatch.setitem(slots._slots, slot, [])
    agreement = full_agreement(collaboration, count)
    for _ in range(count - 1):
        make_agreement(collaboration)
    address = list_of(collaboration) if page == "list" else at(agreement, page)
    coordinator.get(address)
    with django_assert_num_queries(queries):
        assert coordinator.get(address).status_code == 200


def test_the_list_offers_the_first_step_to_the_coordinator_only(client, logged_in, collaboration):
    new = reverse("agreements:new", kwargs={"collaboration": collaboration.slug})
    assert new not in client.get(list_of(collaboration)).content.decode()
    assert new in logged_in(make_coordinator(collaboration)).get(list_of(collaboration)).content.decode()


def test_a_removed_clause_is_read_by_members_only(client, logged_in, collaboration):
    agreement = make_agreement_in_force(collaboration)
    clause = make_clause(agreement, is_removed=True)
    assert client.get(at(agreement, "clause", clause=clause.pk)).status_code == 404
    reader = logged_in(give_role(make_user(), collaboration, Role.READER))
    assert reader.get(at(agreement, "clause", clause=clause.pk)).status_code == 200


def test_former_wordings_are_not_shown_to_citizens(client, collaboration):
    agreement = make_agreement_in_force(collaboration)
    clause = agreement.clauses.get()
    clause.versions.create(version=2, heading="Rubrik", text="Nytt", reason="Internt skäl")
    assert "Internt skäl" not in client.get(at(agreement, "clause", clause=clause.pk)).content.decode()


def test_text_is_shown_as_text(client, collaboration):
    agreement = make_agreement_in_force(collaboration, title="<b>Fet</b>")
    make_clause(agreement, text="<script>alert(1)</script>")
    page = client.get(at(agreement, "text")).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- Writing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", FORMS)
def test_a_form_opens_for_the_coordinator(coordinator, collaboration, page):
    assert coordinator.get(at(make_agreement(collaboration), page)).status_code == 200


@pytest.mark.parametrize("page", FORMS)
def test_a_form_is_forbidden_for_members_without_the_right(logged_in, collaboration, page):
    agreement = make_agreement(collaboration)
    director = give_party(make_user(), collaboration, agreement.parties.last().organisation)
    assert logged_in(director).get(at(agreement, page)).status_code == 403


@pytest.mark.parametrize("page", FORMS)
def test_a_form_asks_a_visitor_to_log_in(client, collaboration, page):
    response = client.get(at(make_agreement_in_force(collaboration), page))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


@pytest.mark.parametrize("page", ["comments_remind", "end"])
def test_a_step_is_taken_by_pressing_and_never_by_reading(coordinator, collaboration, page):
    assert coordinator.get(at(make_agreement(collaboration), page)).status_code == 405


def test_a_draft_goes_from_nothing_to_force(coordinator, collaboration):
    year = timezone.localdate().year
    organisations = [make_organisation(collaboration=collaboration, takes_part=True).pk for _ in range(2)]
    coordinator.post(
        reverse("agreements:new", kwargs={"collaboration": collaboration.slug}),
        {"title": "Samverkan", "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31", "entry_rule": "all"},
    )
    agreement = Agreement.objects.get()
    coordinator.post(at(agreement, "parties_add"), {"organisations": organisations})
    coordinator.post(at(agreement, "clause_new"), {"heading": "Syfte", "text": "Vi samverkar."})
    coordinator.post(at(agreement, "propose"), {"is_sent_anyway": "on", "reason": "Granskas i vår"})
    for party in agreement.parties.all():
        decision = {"result": "ratified", "body": "KF", "decided_on": f"{year}-01-01", "section": "§ 1"}
        coordinator.post(at(agreement, "ratify", party=party.pk), decision)
    response = coordinator.post(at(agreement, "enter"), {"entered_on": f"{year}-01-01"}, follow=True)
    agreement.refresh_from_db()
    assert agreement.status == Status.IN_FORCE
    assert f"Gäller till 31 december {year}. 2 av 2 har antagit." in response.content.decode()


def test_a_refused_step_says_why_on_the_next_page(coordinator, collaboration):
    agreement = make_agreement(collaboration, parties=1)
    response = coordinator.post(at(agreement, "propose"), {"is_sent_anyway": "on", "reason": "Granskas i vår"})
    assert "En överenskommelse behöver minst två parter." in response.content.decode()
    agreement.refresh_from_db()
    assert agreement.status == Status.DRAFT


def test_a_step_that_may_not_be_taken_is_greyed_with_its_reason(coordinator, collaboration):
    page = coordinator.get(at(make_agreement(collaboration, status=Status.PROPOSED), "detail")).content.decode()
    assert "För få parter har antagit. 3 saknas." in page
    assert 'aria-disabled="true"' in page


def test_a_municipal_director_ratifies_for_their_own_party_only(logged_in, collaboration):
    agreement = make_agreement(collaboration, status=Status.PROPOSED)
    other, own = agreement.parties.filter(role=PartyRole.MUNICIPALITY)
    browser = logged_in(give_party(make_user(), collaboration, own.organisation))
    page = browser.get(at(agreement, "parties")).content.decode()
    assert at(agreement, "ratify", party=own.pk) in page
    assert at(agreement, "ratify", party=other.pk) not in page
    decision = {"result": "ratified", "body": "KF", "decided_on": "2023-01-01", "section": "§ 45"}
    assert browser.post(at(agreement, "ratify", party=own.pk), decision).status_code == 302
    assert browser.post(at(agreement, "ratify", party=other.pk), decision).status_code == 403
    assert [party.pk for party in agreement.parties.exclude(ratification=None)] == [own.pk]


def test_a_decision_in_the_future_is_told_in_the_form_and_nothing_is_lost(coordinator, collaboration):
    agreement = make_agreement(collaboration, status=Status.PROPOSED)
    party = agreement.parties.first()
    decision = {"result": "ratified", "body": "KF", "decided_on": "2099-01-01", "section": "§ 45"}
    page = coordinator.post(at(agreement, "ratify", party=party.pk), decision).content.decode()
    assert "Datumet har inte inträffat." in page
    assert 'value="§ 45"' in page


def test_two_writers_of_one_clause_see_each_others_text(coordinator, collaboration):
    agreement = make_agreement(collaboration)
    clause = make_clause(agreement, text="Först")
    address = at(agreement, "clause_edit", clause=clause.pk)
    coordinator.post(address, {"heading": "Rubrik", "text": "Hens text", "from_version": 1})
    response = coordinator.post(address, {"heading": "Rubrik", "text": "Min text", "from_version": 1})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Någon annan ändrade punkten medan du skrev." in page
    assert "Hens text" in page
    assert "Min text" in page


def test_a_clause_is_placed_below_the_one_it_was_added_from(coordinator, collaboration):
    agreement = make_agreement(collaboration)
    clause = make_clause(agreement, heading="Ett")
    page = coordinator.get(f"{at(agreement, 'clause_new')}?under={clause.pk}").content.decode()
    assert f'<option value="{clause.pk}" selected>1 Ett</option>' in page


def test_a_forged_parent_from_another_agreement_is_refused(coordinator, collaboration):
    agreement, elsewhere = make_agreement(collaboration), make_clause()
    coordinator.post(at(agreement, "clause_new"), {"heading": "Ny", "parent": elsewhere.pk})
    assert not agreement.clauses.exists()


def test_a_forged_organisation_cannot_become_a_party(coordinator, collaboration):
    agreement, stranger = make_agreement(collaboration), make_organisation(collaboration=make_collaboration())
    coordinator.post(at(agreement, "parties_add"), {"organisations": [stranger.pk]})
    assert agreement.parties.count() == 3


def test_topics_are_written_one_on_each_line(coordinator, collaboration):
    agreement = make_agreement(collaboration)
    coordinator.post(at(agreement, "area_new"), {"name": "Skola", "topics": "antagning\r\n\r\n mediecentrum "})
    assert agreement.areas.get().topics == ["antagning", "mediecentrum"]


def test_legal_duties_are_chosen_from_the_register(coordinator, collaboration):
    agreement = make_agreement(collaboration)
    page = coordinator.get(at(agreement, "duties_legal")).content.decode()
    assert "Lag (2010:630) om regionalt utvecklingsansvar, 5 §" in page
    coordinator.post(at(agreement, "duties_legal"), {"chosen": ["strategy", "consult"]})
    assert list(agreement.duties.values_list("law_section", flat=True)) == ["5 §", "9 §"]


def test_the_owner_of_a_duty_marks_it_as_fulfilled(logged_in, collaboration):
    agreement = make_agreement_in_force(collaboration)
    owner = agreement.parties.last().organisation
    mine, anothers = make_duty(agreement, owner=owner), make_duty(agreement)
    browser = logged_in(give_party(make_user(), collaboration, owner))
    done = {"fulfilled_on": "2024-05-02", "evidence": "Årsredovisningen 2023, sidan 12"}
    assert browser.post(at(agreement, "duty_fulfil", duty=mine.pk), done).status_code == 302
    assert browser.post(at(agreement, "duty_fulfil", duty=anothers.pk), done).status_code == 403
    mine.refresh_from_db()
    assert (mine.fulfilled_on, mine.evidence) == (date(2024, 5, 2), "Årsredovisningen 2023, sidan 12")


def test_duties_are_narrowed_by_the_address(client, collaboration):
    agreement = make_agreement_in_force(collaboration)
    make_duty(agreement, what="Lagens krav", law="2010:630", law_section="5 §")
    make_duty(agreement, what="Eget löfte")
    page = client.get(at(agreement, "duties") + "?visa=legal").content.decode()
    assert "Lagens krav" in page
    assert "Eget löfte" not in page


def test_a_review_is_recorded(coordinator, collaboration):
    agreement = make_agreement_in_force(collaboration)
    review = make_review(agreement)
    fields = {"done_on": "2024-11-01", "outcome": "keep", "conclusion": "Aktuell."}
    coordinator.post(at(agreement, "review_record", review=review.pk), fields)
    review.refresh_from_db()
    assert (review.outcome, review.conclusion) == ("keep", "Aktuell.")


def test_a_municipality_keeps_its_own_annex_and_a_citizen_reads_it(client, logged_in, collaboration):
    agreement = make_agreement_in_force(collaboration, has_individual_agreements=True)
    own = agreement.parties.last()
    browser = logged_in(give_party(make_user(), collaboration, own.organisation))
    browser.post(at(agreement, "annex_edit", party=own.pk), {"signed_on": "2023-02-01"})
    browser.post(at(agreement, "special_new", party=own.pk), {"title": "Gemensam antagning", "notice_months": "6"})
    browser.post(at(agreement, "annex_confirm", party=own.pk))
    client.logout()
    page = client.get(at(agreement, "annex", party=own.pk)).content.decode()
    assert "Gemensam antagning" in page
    assert at(agreement, "special_new", party=own.pk) not in page


def test_a_line_of_one_annex_is_not_found_in_another(coordinator, collaboration):
    agreement = make_agreement_in_force(collaboration, has_individual_agreements=True)
    first, second = agreement.parties.filter(role=PartyRole.MUNICIPALITY)
    line = make_individual_agreement(first, ["Antagning"]).special_agreements.get()
    for page in ("special_change", "special_remove"):
        address = at(agreement, page, party=second.pk, special=line.pk)
        assert coordinator.post(address).status_code == 404


def test_a_party_is_removed_from_the_draft(coordinator, collaboration):
    agreement = make_agreement(collaboration)
    extra = make_party(agreement)
    coordinator.post(at(agreement, "party_remove", party=extra.pk))
    assert agreement.parties.count() == 3


def test_gaps_are_told_by_kind_and_lead_to_the_clause(coordinator, collaboration):
    agreement = make_agreement(collaboration)
    clause = make_clause(agreement, text="Delegationen har X ledamöter.")
    page = coordinator.get(at(agreement, "gaps")).content.decode()
    assert "Något är kvar att fylla i" in page
    assert f'<a href="{at(agreement, "clause", clause=clause.pk)}">X ledamöter</a>' in page


def test_the_history_tells_acts_in_words(coordinator, collaboration):
    agreement = make_agreement(collaboration)
    coordinator.post(at(agreement, "clause_new"), {"heading": "Syfte"})
    coordinator.post(at(agreement, "withdraw"), {"reason": "Arbetet läggs ned"})
    page = coordinator.get(at(agreement, "history")).content.decode()
    assert "Lade till en punkt" in page
    assert "Återkallade överenskommelsen" in page
    assert "Arbetet läggs ned" in page
