"""What one has sent can be taken back until it is answered, and not after."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from samhandling.agreements.enums import Refusal
from samhandling.agreements.models import Comment, Proposal
from samhandling.agreements.services.renewal import (
    answer_comment,
    ask_for_comments,
    decline_proposal,
    propose_change,
    write_comment,
)
from samhandling.agreements.services.withdrawing import withdraw_comment, withdraw_proposal, withdraw_request
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.notices.domain.telling import source_of
from samhandling.notices.enums import Mail
from samhandling.notices.models import Notice
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_clause
from tests.factories.organisations import give_party, make_coordinator

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def draft():
    return make_agreement()


@pytest.fixture
def coordinator(draft):
    return make_coordinator(draft.collaboration)


@pytest.fixture
def party(draft):
    return draft.parties.all()[0]


@pytest.fixture
def director(draft, party):
    return give_party(make_user(), draft.collaboration, party.organisation)


def refusal_of(act, **given):
    with pytest.raises(RuleBroken) as broken:
        act(**given)
    return broken.value


def test_a_request_for_comments_is_withdrawn_until_the_first_party_has_answered(draft, coordinator, director, party):
    assert refusal_of(withdraw_request, actor=coordinator, agreement=draft).reason is Refusal.NOT_ASKED
    ask_for_comments(actor=coordinator, agreement=draft, due_on=TODAY, today=TODAY)
    assert withdraw_request(actor=coordinator, agreement=draft).comments_due_on is None

    ask_for_comments(actor=coordinator, agreement=draft, due_on=TODAY, today=TODAY)
    write_comment(actor=coordinator, agreement=draft, text="Samordnarens egna ord")
    write_comment(actor=director, agreement=draft, text="Sex veckor", party=party)
    refused = refusal_of(withdraw_request, actor=coordinator, agreement=draft)
    assert refused.reason is Refusal.REQUEST_ANSWERED
    assert refused.detail.startswith(f"{party} ")
    with pytest.raises(PermissionDenied):
        withdraw_request(actor=director, agreement=draft)


def test_a_comment_is_withdrawn_by_its_party_until_it_is_answered(draft, coordinator, director, party):
    first = write_comment(actor=director, agreement=draft, text="Hemlig åsikt", party=party)
    with pytest.raises(PermissionDenied):
        withdraw_comment(actor=coordinator, comment=first)
    first_pk = first.pk
    withdraw_comment(actor=director, comment=first)
    event = Event.objects.get(verb="comment.withdrawn")
    assert (Comment.objects.count(), event.before, event.on_behalf_of) == (
        0, {"party": str(party), "pk": first_pk}, str(party.organisation),
    )  # fmt: skip

    second = write_comment(actor=director, agreement=draft, text="En till", party=party)
    answer_comment(actor=coordinator, comment=second, answer="Tack")
    assert refusal_of(withdraw_comment, actor=director, comment=second).reason is Refusal.COMMENT_ANSWERED


def test_a_proposal_is_withdrawn_until_it_is_decided_on(draft, coordinator, director, party):
    clause = make_clause(draft)
    given = {"actor": director, "clause": clause, "text": "Hellre så", "reason": "Tydligare", "party": party}
    withdraw_proposal(actor=director, proposal=propose_change(**given))
    assert Proposal.objects.count() == 0

    second = propose_change(**given)
    decline_proposal(actor=coordinator, proposal=second, answer="Nej", now=timezone.now())
    refused = refusal_of(withdraw_proposal, actor=director, proposal=second)
    assert refused.reason is Refusal.ALREADY_ANSWERED
    assert refused.detail


def told(verb):
    """How the notices of the verb's events stand, by event: (withdrawn, mail) of each of the two coordinators."""
    events = Event.objects.filter(verb=verb).order_by("pk")
    return [
        [
            (one.withdrawn_at is not None, one.mail)
            for one in Notice.objects.filter(source=source_of(event.pk)).order_by("user")
        ]
        for event in events
    ]


def test_what_a_withdrawn_comment_had_told_is_taken_back_and_nothing_else(draft, coordinator, director, party):
    """Two coordinators, two comments: one of the readers has had the mail of the first already."""
    make_coordinator(draft.collaboration)
    first, _second = (write_comment(actor=director, agreement=draft, text=text, party=party) for text in ("Ett", "Två"))
    mailed = Notice.objects.filter(user=coordinator).earliest("pk")
    mailed.mail = Mail.SENT
    mailed.save()
    assert Notice.objects.count() == 4
    withdraw_comment(actor=director, comment=first)
    assert told("comment.written") == [
        [(True, "sent"), (True, "none")],
        [(False, "waiting"), (False, "waiting")],
    ]
    assert told("comment.withdrawn") == [[(False, "waiting")] * 2]
    assert Notice.objects.count() == 6


def test_nobody_is_asked_about_a_proposal_that_is_withdrawn_or_decided_on(draft, coordinator, director, party):
    make_coordinator(draft.collaboration)
    given = {"actor": director, "text": "Hellre så", "reason": "Tydligare", "party": party}
    gone, answered, open_one = (propose_change(clause=make_clause(draft), **given) for _number in range(3))
    asked = Notice.objects.filter(kind="request", withdrawn_at=None)
    assert asked.count() == 6
    withdraw_proposal(actor=director, proposal=gone)
    assert asked.count() == 4
    decline_proposal(actor=coordinator, proposal=answered, answer="Nej", now=timezone.now())
    assert asked.count() == 2
    assert told("proposal.put_forward") == [[(True, "none")] * 2, [(True, "none")] * 2, [(False, "waiting")] * 2]
    assert Proposal.objects.get(state="open") == open_one


def test_the_page_asks_first_and_says_who_will_see_it(client, draft, director, party):
    comment = write_comment(actor=director, agreement=draft, text="Hemlig åsikt", party=party)
    here = {"collaboration": draft.collaboration.slug, "pk": draft.pk}
    client.force_login(director)
    talk = reverse("agreements:talk", kwargs=here)
    address = reverse("agreements:comment_withdraw", kwargs=here | {"comment": comment.pk})
    assert f'href="{address}"' in client.get(talk).content.decode()
    assert "står kvar i historiken, utan texten" in client.get(address).content.decode()
    assert client.post(address, {"once": ""}, follow=True).redirect_chain == [(talk, 302)]
    assert Comment.objects.count() == 0
