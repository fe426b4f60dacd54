"""Gaps that are set aside, and the way from each gap to where it is mended and back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from samhandling.agreements.domain.gaps import is_set_aside
from samhandling.agreements.enums import Refusal, Status
from samhandling.agreements.models import Agreement, GapSetAside
from samhandling.agreements.selectors import all_gaps_of, open_gaps_of
from samhandling.agreements.selectors.sending import before_sending
from samhandling.agreements.selectors.waiting import waiting
from samhandling.agreements.services.agreement import propose_agreement
from samhandling.agreements.services.clauses import rewrite_clause
from samhandling.agreements.services.gaps import resume_gap, set_gaps_aside
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Role
from tests.factories.accounts import by_token, make_user
from tests.factories.agreements import make_agreement, make_area, make_clause, make_review
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
KNOWN = "Känd, åtgärdas i nästa överenskommelse."


@pytest.fixture
def collaboration():
    return make_collaboration(is_public=True)


@pytest.fixture
def user(collaboration):
    return make_coordinator(collaboration, name="Åsa Lind")


@pytest.fixture
def draft(collaboration):
    """A draft with one gap: something is left to be filled in."""
    agreement = make_agreement(collaboration)
    make_review(agreement, opens_on=date(2026, 1, 1), due_on=date(2026, 12, 31))
    make_clause(agreement, text="Delegationen har X ledamöter.")
    return agreement


def set_aside(user, agreement, reason=KNOWN):
    keys = [gap.key for gap in all_gaps_of(agreement, TODAY)]
    return set_gaps_aside(actor=user, agreement=agreement, gaps=keys, reason=reason, today=TODAY)


def at(agreement, page, **where):
    return reverse(
        f"agreements:{page}", kwargs={"collaboration": agreement.collaboration.slug, "pk": agreement.pk, **where}
    )


def test_a_gap_set_aside_is_not_counted_and_waits_for_nobody(collaboration, user, draft):
    assert "Granska luckorna" in str(waiting(user, TODAY))
    (row,) = set_aside(user, draft)
    assert (row.about, row.reason, row.set_aside_by, row.set_aside_on) == ("X ledamöter", KNOWN, user, TODAY)
    assert open_gaps_of(draft, TODAY) == []
    assert len(all_gaps_of(draft, TODAY)) == 1
    assert waiting(user, TODAY) == []


def test_it_returns_by_itself_when_the_text_changes_and_is_told_with_what_was_said(client, user, draft):
    set_aside(user, draft)
    clause = draft.clauses.get()
    text = "Delegationen har X ledamöter och en ordförande."
    rewrite_clause(actor=user, clause=clause, heading=clause.heading, text=text, reason="Klarare")
    assert [gap.about for gap in open_gaps_of(draft, TODAY)] == ["X ledamöter"]
    client.force_login(user)
    assert f"Sattes åsido 2 mars 2026: ”{KNOWN}”" in client.get(at(draft, "gaps")).content.decode()
    set_aside(user, draft, "Fortfarande känd")
    assert GapSetAside.objects.get().reason == "Fortfarande känd"
    assert open_gaps_of(draft, TODAY) == []


def test_another_gap_in_the_same_clause_is_open(user, draft):
    set_aside(user, draft)
    digests = dict(draft.gaps_set_aside.values_list("key", "digest"))
    make_clause(draft, text="Ordförande är NN.")
    assert [is_set_aside(gap, digests) for gap in all_gaps_of(draft, TODAY)] == [True, False]


def test_it_is_taken_up_again(user, draft):
    (row,) = set_aside(user, draft)
    resume_gap(actor=user, aside=row)
    assert len(open_gaps_of(draft, TODAY)) == 1
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True))[-2:] == ["gap.set_aside", "gap.resumed"]


def test_set_aside_twice_is_once(user, draft):
    assert len(set_aside(user, draft)) == 1
    assert set_aside(user, draft, "Igen") == []
    assert GapSetAside.objects.get().reason == KNOWN


@pytest.mark.parametrize(
    ("keys", "reason", "status", "refusal"),
    [
        ([], " ", Status.DRAFT, Refusal.REASON_MISSING),
        (["finns inte"], "Känd", Status.DRAFT, Refusal.GAP_GONE),
        ([], "Känd", Status.ENDED, Refusal.AGREEMENT_OVER),
    ],
)
def test_what_is_refused(user, draft, keys, reason, status, refusal):
    Agreement.objects.filter(pk=draft.pk).update(status=status)
    with pytest.raises(RuleBroken) as broken:
        set_gaps_aside(actor=user, agreement=draft, gaps=keys, reason=reason, today=TODAY)
    assert broken.value.reason is refusal
    assert not GapSetAside.objects.exists()


def test_only_the_coordinator_sets_aside(collaboration, user, draft):
    reader = give_role(make_user(), collaboration, Role.READER)
    with pytest.raises(PermissionDenied):
        set_aside(reader, draft)
    (row,) = set_aside(user, draft)
    with pytest.raises(PermissionDenied):
        resume_gap(actor=reader, aside=row)


# --- The pages -----------------------------------------------------------------------------------


def test_a_gap_leads_to_its_form_and_the_form_back_to_the_gaps(client, user, draft):
    client.force_login(user)
    clause = draft.clauses.get()
    form = f"{at(draft, 'clause_edit', clause=clause.pk)}?fran=luckor"
    assert form in client.get(at(draft, "gaps")).content.decode()
    assert f'href="{at(draft, "gaps")}"' in client.get(form).content.decode()
    mended = {"heading": clause.heading, "text": "Delegationen har nio ledamöter.", "from_version": 1}
    assert client.post(form, mended)["Location"] == at(draft, "gaps")
    assert "Inga luckor hittades" in client.get(at(draft, "gaps")).content.decode()


def test_the_form_of_a_missing_last_review_has_the_last_year_chosen(client, user, collaboration):
    agreement = make_agreement(collaboration)
    client.force_login(user)
    form = f"{at(agreement, 'review_new')}?slag=final&amp;fran=luckor"
    assert form in client.get(at(agreement, "gaps")).content.decode()
    page = client.get(form.replace("&amp;", "&")).content.decode()
    assert 'value="2026-01-01"' in page
    assert 'value="2026-12-31"' in page


def test_an_area_without_a_forum_leads_to_a_new_forum_with_the_area_chosen(client, user, draft):
    area = make_area(draft)
    client.force_login(user)
    form = f"{reverse('forums:create', args=[draft.collaboration.slug])}?omrade={area.pk}"
    page = client.get(form).content.decode()
    assert f'name="areas" value="{area.pk}"' in page.replace("  ", " ")
    assert "checked" in page
    assert "är inte något av valen här" in client.get(form + "9").content.decode()


def test_who_cannot_mend_it_sees_whom_to_ask_and_a_final_text_why(client, collaboration, user, draft):
    client.force_login(give_role(make_user(), collaboration, Role.READER))
    page = client.get(at(draft, "gaps")).content.decode()
    assert "Fråga samordnaren: Åsa Lind." in page
    assert "fran=luckor" not in page
    assert "satt-asido" not in page
    Agreement.objects.filter(pk=draft.pk).update(status=Status.PROPOSED)
    client.force_login(user)
    assert "Texten är fastställd." in client.get(at(draft, "gaps")).content.decode()


def test_one_gap_is_set_aside_from_its_own_link(client, user, draft):
    client.force_login(user)
    (gap,) = all_gaps_of(draft, TODAY)
    form = f"{at(draft, 'gaps_aside')}?lucka={gap.key}"
    assert form in client.get(at(draft, "gaps")).content.decode()
    answer = client.post(form, {"gaps": [gap.key], "often": "own", "own": ""})
    assert "Skriv varför det kan få vara som det är." in answer.content.decode()
    answer = client.post(form, {"gaps": [gap.key], "often": "next", "own": "Beslut i juni."}, follow=True)
    page = answer.content.decode()
    assert "1 lucka har satts åsido." in page
    assert "Känd, åtgärdas i nästa överenskommelse. Beslut i juni." in page
    assert "Inga öppna luckor" in page
    client.post(at(draft, "gap_resume", aside=GapSetAside.objects.get().pk))
    assert not GapSetAside.objects.exists()


def test_a_reason_longer_than_500_is_refused_and_nothing_is_saved(client, user, draft):
    client.force_login(user)
    key = all_gaps_of(draft, TODAY)[0].key
    answer = client.post(at(draft, "gaps_aside"), {"gaps": [key], "often": "own", "own": "x" * 501})
    assert answer.status_code == 200
    assert not GapSetAside.objects.exists()


def test_the_file_tells_both_kinds(client, user, draft):
    set_aside(user, draft)
    make_clause(draft, text="Ordförande är NN.")
    client.force_login(user)
    lines = client.get(at(draft, "gaps_file", kind="csv")).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[2:6] for line in lines[1:]] == [
        ["NN", "2", "öppen", ""],
        ["X ledamöter", "1", "åsidosatt", KNOWN],
    ]


def test_the_api_tells_what_is_set_aside_apart(client, user, draft):
    set_aside(user, draft)
    base = f"/api/v1/collaborations/{draft.collaboration.slug}/agreements/{draft.pk}"
    headers = by_token(user, "agreements:read")
    assert client.get(f"{base}/gaps", headers=headers).json()["items"] == []
    (told,) = client.get(f"{base}/gaps-set-aside", headers=headers).json()["items"]
    assert (told["gap"]["about"], told["reason"], told["set_aside_on"]) == ("X ledamöter", KNOWN, "2026-03-02")


# --- Before sending ------------------------------------------------------------------------------


def test_what_has_gaps_is_sent_only_when_somebody_says_so_and_why(user, draft):
    for said in ({}, {"is_sent_anyway": True}, {"reason": "Brådskar"}):
        with pytest.raises(RuleBroken) as broken:
            propose_agreement(actor=user, agreement=draft, today=TODAY, **said)
        assert broken.value.reason is Refusal.GAPS_OPEN
    propose_agreement(actor=user, agreement=draft, today=TODAY, is_sent_anyway=True, reason="Brådskar")
    event = Event.objects.get(verb="agreement.proposed")
    assert (event.reason, event.after["open_gaps"], event.after["gaps_aside"]) == ("Brådskar", 1, 0)


def test_what_is_set_aside_does_not_hinder(user, draft):
    set_aside(user, draft)
    propose_agreement(actor=user, agreement=draft, today=TODAY)
    event = Event.objects.get(verb="agreement.proposed")
    assert (event.reason, event.after["open_gaps"], event.after["gaps_aside"]) == ("", 0, 1)


def test_the_page_tells_what_is_open_and_whom_nobody_reaches(client, collaboration, user, draft):
    region, first, second = draft.parties.all()
    give_party(make_user(), collaboration, first.organisation)
    make_contact_point(organisation=second.organisation, collaboration=collaboration, kind="email", value="a@b.se")
    before = before_sending(draft, TODAY)
    assert before.kinds == [("Något är kvar att fylla i", 1)]
    assert before.without_login == [region, second]
    assert before.without_contact == [region]
    client.force_login(user)
    page = client.get(at(draft, "propose")).content.decode()
    assert "1 lucka är öppen" in page
    assert "2 parter har ingen som kan logga in" in page
    assert "Kryssa i rutan" in client.post(at(draft, "propose"), {"reason": "Brådskar"}).content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_an_agreement_without_gaps_is_sent_by_one_button(client, user, draft):
    set_aside(user, draft)
    client.force_login(user)
    page = client.get(at(draft, "propose")).content.decode()
    assert "Inga luckor är öppna" in page
    assert "Jag skickar ändå" not in page
    client.post(at(draft, "propose"))
    draft.refresh_from_db()
    assert draft.status == Status.PROPOSED
