"""The verbs: what they refuse, what they leave, and that nothing is half done."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from samhandling.documents.models import Document
from samhandling.forums.enums import Standing
from samhandling.lib.errors import RuleBroken
from samhandling.matters.enums import Refusal, Result, Route, Stance
from samhandling.matters.models import Answer, EarlierAnswer, MatterShare, Recommendation
from samhandling.matters.services.answers import give_answer, release_reasons
from samhandling.matters.services.journey import plan_treatment, record_outcome
from samhandling.matters.services.matters import change_matter, raise_matter, share_matter
from samhandling.matters.services.recommendations import (
    issue_recommendation,
    remind_parties,
    withdraw_recommendation,
)
from samhandling.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement_in_force
from tests.factories.documents import make_colleague, make_upload
from tests.factories.forums import make_forum, make_forum_type
from tests.factories.matters import answer, make_matter, make_recommendation, make_treatment, open_matter
from tests.factories.organisations import (
    give_party,
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

pytestmark = pytest.mark.django_db
TODAY, NOW = date(2026, 9, 1), datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def here():
    return make_collaboration()


@pytest.fixture
def coordinator(here):
    return make_coordinator(here)


def refused(act, **values):
    with pytest.raises(RuleBroken) as broken:
        act(**values)
    return broken.value.reason


def test_nobody_raises_a_matter_in_the_name_of_another_organisation(here):
    mala, norsjo = make_municipality("Malå", "2418", collaboration=here), make_municipality(collaboration=here)
    user = give_party(make_user(), here, mala)
    facts = {"collaboration": here, "raised_on": TODAY, "title": "Bussar", "question": "Hur?"}
    assert refused(raise_matter, actor=user, raised_by=norsjo, **facts) is Refusal.NOT_YOURS
    with pytest.raises(PermissionDenied):
        raise_matter(actor=make_coordinator(make_collaboration()), raised_by=mala, **facts)


def test_a_matter_has_one_owner_of_its_own_collaboration(here, coordinator):
    matter = open_matter(make_matter(here))
    two = {"owner_forum": make_forum(here), "owner_person": make_person(collaboration=here)}
    assert refused(change_matter, actor=coordinator, matter=matter, **two) is Refusal.TWO_OWNERS
    elsewhere = {"owner_forum": make_forum(make_collaboration())}
    assert refused(change_matter, actor=coordinator, matter=matter, **elsewhere) is Refusal.FROM_ELSEWHERE
    matter.refresh_from_db()
    assert matter.owner is None


def test_sharing_with_a_forum_of_another_county_shares_with_none(here):
    mala = make_municipality("Malå", "2418", collaboration=here)
    user, matter = give_party(make_user(), here, mala), make_matter(here, mala)
    forums = [make_forum(here), make_forum(make_collaboration())]
    facts = {"actor": user, "matter": matter, "forums": forums, "is_confirmed": True, "now": NOW}
    assert refused(share_matter, **facts) is Refusal.FROM_ELSEWHERE
    assert refused(share_matter, **facts | {"forums": forums[:1], "is_confirmed": False}) is Refusal.NOT_CONFIRMED
    assert MatterShare.objects.count() == 0


@pytest.mark.parametrize("standing", [Standing.CONSULTATION, Standing.OFFICERS])
def test_an_outcome_outside_the_mandate_is_refused_with_what_applies(here, coordinator, standing):
    kind = make_forum_type("nätverk", standing=standing)
    treatment = make_treatment(open_matter(make_matter(here)), make_forum(here, type=kind))
    with pytest.raises(RuleBroken) as broken:
        record_outcome(actor=coordinator, treatment=treatment, result="recommendation", done_on=TODAY, today=TODAY)
    assert broken.value.reason is Refusal.OUTSIDE_MANDATE
    assert str(standing.label) in broken.value.message
    treatment.refresh_from_db()
    assert (treatment.result, treatment.done_on) == ("", None)


def test_a_step_has_one_place_and_a_day_when_the_forum_is_there(here, coordinator):
    matter = open_matter(make_matter(here))
    closed = make_forum(here, ends_on=date(2026, 6, 30))
    plan = {"actor": coordinator, "matter": matter, "step": "discuss"}
    assert refused(plan_treatment, **plan) is Refusal.WHERE_MISSING
    both = {"forum": closed, "organisation": matter.raised_by}
    assert refused(plan_treatment, **plan, **both) is Refusal.TWO_PLACES
    assert refused(plan_treatment, **plan, forum=closed, due_on=TODAY) is Refusal.AFTER_FORUM
    assert matter.treatments.count() == 0


@pytest.fixture
def treatment(here):
    matter = make_matter(here, agreement=make_agreement_in_force(here))
    return make_treatment(open_matter(matter), done_on=TODAY, result=Result.RECOMMENDATION)


ISSUE = {"title": "Gå med", "text": "Att gå med", "answer_by": date(2026, 12, 1), "today": TODAY}


def test_issuing_gives_every_party_one_row_and_tells_it_once(here, coordinator, treatment):
    party = treatment.matter.agreement.parties.earliest("pk").organisation
    speaker = give_party(make_user(), here, party)
    recommendation = issue_recommendation(actor=coordinator, treatment=treatment, **ISSUE)
    rows = recommendation.answers.all()
    assert {row.organisation_id for row in rows} == set(
        treatment.matter.agreement.parties.values_list("organisation", flat=True)
    )
    assert {row.state for row in rows} == {Stance.NOT_YET}
    assert refused(issue_recommendation, actor=coordinator, treatment=treatment, **ISSUE) is Refusal.ALREADY_ISSUED
    assert Notice.objects.filter(user=speaker, kind="request").count() == 1


def test_only_what_was_recommended_is_sent_and_nothing_is_left_of_a_refusal(here, coordinator, treatment):
    treatment.result = Result.POSITION
    treatment.save()
    assert refused(issue_recommendation, actor=coordinator, treatment=treatment, **ISSUE) is (
        Refusal.NOT_A_RECOMMENDATION
    )
    treatment.result = Result.RECOMMENDATION
    treatment.save()
    too_late = ISSUE | {"answer_by": date(2026, 8, 31)}
    assert refused(issue_recommendation, actor=coordinator, treatment=treatment, **too_late) is Refusal.DAY_PASSED
    assert (Recommendation.objects.count(), Answer.objects.count()) == (0, 0)


def test_nothing_is_sent_from_a_working_draft(here, coordinator):
    treatment = make_treatment(make_matter(here), done_on=TODAY, result=Result.RECOMMENDATION)
    assert refused(issue_recommendation, actor=coordinator, treatment=treatment, **ISSUE) is Refusal.STILL_A_DRAFT
    assert (Recommendation.objects.count(), treatment.matter.openness) == (0, "draft")


@pytest.fixture
def asked(here):
    """Malå is asked, and has somebody who answers for it."""
    mala = make_municipality("Malå", "2418", collaboration=here)
    recommendation = make_recommendation(make_matter(here), mala)
    return recommendation.answers.get(), give_party(make_user(), here, mala)


KF = {"body": "Kommunfullmäktige", "decided_on": date(2026, 5, 4), "now": NOW}


def test_an_answer_is_given_once_and_each_correction_keeps_the_one_before(asked):
    row, speaker = asked
    give_answer(actor=speaker, answer=row, state="adopted", section="§ 40", **KF)
    again = {"actor": speaker, "answer": row, "state": "declined", "reasons": "För dyrt", **KF}
    assert refused(give_answer, **again) is Refusal.ALREADY_ANSWERED
    give_answer(**again, correction="Fullmäktige ändrade sig")
    row.refresh_from_db()
    assert (row.state, row.reasons, row.route) == (Stance.DECLINED, "För dyrt", Route.OWN)
    earlier = EarlierAnswer.objects.get()
    assert (earlier.state, earlier.section, earlier.reason) == (Stance.ADOPTED, "§ 40", "Fullmäktige ändrade sig")


def test_the_coordinator_registers_what_came_on_paper_with_the_paper(here, asked):
    row, _speaker = asked
    region = make_municipality("Umeå", "2480", collaboration=here)
    coordinator = make_coordinator(here)
    make_person(collaboration=here, organisation=region, user=coordinator)
    paper = {"actor": coordinator, "answer": row, "state": "noted", "now": NOW}
    assert refused(give_answer, **paper) is Refusal.PAPER_MISSING
    give_answer(**paper, upload=make_upload())
    row.refresh_from_db()
    document = Document.objects.get()
    assert (row.route, row.document) == (Route.PAPER, document)
    assert (document.owner, document.direction, document.correspondent) == (region, "incoming", "Malå")


def test_whoever_neither_answers_for_the_party_nor_coordinates_gets_no_further(here, asked):
    row, _speaker = asked
    for user in (make_colleague(here, row.organisation), make_coordinator(make_collaboration())):
        with pytest.raises(PermissionDenied):
            give_answer(actor=user, answer=row, state="noted", now=NOW)
    assert Answer.objects.get().state == Stance.NOT_YET


def test_a_withdrawn_recommendation_keeps_its_answers_and_takes_no_more(here, coordinator, asked):
    row, speaker = asked
    withdraw_recommendation(actor=coordinator, recommendation=row.recommendation, reason="Ny lag", today=TODAY)
    assert refused(give_answer, actor=speaker, answer=row, state="noted", now=NOW) is Refusal.WITHDRAWN
    remind = {"actor": coordinator, "recommendation": row.recommendation, "today": TODAY}
    assert refused(remind_parties, **remind) is Refusal.WITHDRAWN
    assert refused(withdraw_recommendation, **remind, reason="Igen") is Refusal.WITHDRAWN
    assert Recommendation.objects.get().answers.count() == 1


def test_only_the_silent_are_reminded_and_only_once_a_day(here, coordinator, asked):
    row, speaker = asked
    other = make_municipality("Norsjö", "2417", collaboration=here)
    told = give_party(make_user(), here, other)
    silent = Answer.objects.create(recommendation=row.recommendation, organisation=other)
    answer(row)
    remind = {"actor": coordinator, "recommendation": row.recommendation, "today": TODAY}
    assert remind_parties(**remind) == [silent.organisation_id]
    assert refused(remind_parties, **remind) is Refusal.REMINDED_TODAY
    assert [notice.user for notice in Notice.objects.filter(kind="request")] == [told]
    assert speaker.pk != told.pk


def test_what_was_not_released_stays_the_partys_own_when_a_later_answer_is(here, asked):
    row, speaker = asked
    answer(row, Stance.DECLINED, reasons="Vi litar inte på siffrorna")
    give_answer(actor=speaker, answer=row, state="noted", is_released=True, now=NOW, correction="Ny handläggning")
    others = make_coordinator(here)
    page = reverse("matters:answer", args=[here.slug, row.recommendation_id, row.organisation_id])
    for user, may_read in ((speaker, True), (others, False)):
        client = Client()
        client.force_login(user)
        assert ("Vi litar inte" in client.get(page).content.decode()) is may_read


def test_reasons_are_released_once_and_only_of_an_answer(asked):
    row, speaker = asked
    assert refused(release_reasons, actor=speaker, answer=row) is Refusal.NOT_ANSWERED
    answer(row, reasons="Bra")
    release_reasons(actor=speaker, answer=row)
    assert refused(release_reasons, actor=speaker, answer=row) is Refusal.ALREADY_RELEASED
