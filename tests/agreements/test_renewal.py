"""Next term's agreement: drafted in one act, talked about, changed, and laid beside the former one."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from samhandling.agreements.domain.comparison import Side, compare
from samhandling.agreements.domain.renewal import goes_on, same_rhythm
from samhandling.agreements.enums import AimKind, Difference, ProposalState, ReviewKind, Status
from samhandling.agreements.models import (
    Agreement,
    Aim,
    Clause,
    Comment,
    IndividualAgreement,
    Proposal,
    SpecialAgreement,
)
from samhandling.agreements.selectors.renewal import comparison_of, talk_about
from samhandling.agreements.selectors.waiting import waiting
from samhandling.agreements.services.clauses import add_clause, move_clause, remove_clause, rewrite_clause
from samhandling.agreements.services.renewal import (
    accept_proposal,
    answer_comment,
    ask_for_comments,
    decline_proposal,
    draft_successor,
    propose_change,
    write_comment,
)
from samhandling.core.models import Event
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period
from samhandling.organisations.enums import Role
from tests.factories.accounts import make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_area,
    make_clause,
    make_duty,
    make_individual_agreement,
    make_review,
)
from tests.factories.organisations import give_party, give_role, make_collaboration

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OLD = Period(date(2023, 1, 1), date(2026, 12, 31))
NEW = Period(date(2027, 1, 1), date(2030, 12, 31))


@pytest.fixture
def old():
    """In force 2023-2026, with two chapters, one sub-clause, an area and what hangs on them."""
    agreement = make_agreement_in_force(title="Samverkan")
    first = agreement.clauses.get()
    child = make_clause(agreement, "Parterna är tre.", parent=first, number="1.1", position=1, heading="Vilka")
    make_clause(agreement, "Den gäller i fyra år.", number="2", position=2, heading="Giltighet")
    area = make_area(agreement, key="access", name="Tillgänglighet")
    make_duty(agreement, what="Kallar", clause=child, area=area, due_in_words="varje kvartal")
    make_duty(agreement, what="Lämnar plan", due_on=date(2025, 5, 1))
    make_duty(agreement, what="Enligt lag", law="Lag (2010:630)", law_section="5 §", due_on=date(2026, 5, 1))
    make_review(agreement)
    make_review(agreement, opens_on=date(2026, 1, 1), due_on=date(2026, 12, 31))
    make_review(agreement, kind=ReviewKind.CONTINUOUS, opens_on=date(2023, 1, 1), due_on=date(2026, 12, 31))
    party = agreement.parties.last()
    individual = make_individual_agreement(
        party, signed_on=date(2023, 2, 1), annex_confirmed_on=date(2023, 3, 1), titles=["Gymnasieantagning"]
    )
    SpecialAgreement.objects.create(individual_agreement=individual, title="Slutar", ends_on=date(2025, 6, 30))
    return agreement


@pytest.fixture
def coordinator(old):
    return give_role(make_user(name="Karin"), old.collaboration, Role.COORDINATOR)


@pytest.fixture
def draft(old, coordinator):
    return draft_successor(actor=coordinator, agreement=old, starts_on=NEW.first, ends_on=NEW.last)


@pytest.fixture
def party(draft):
    return draft.parties.last()


@pytest.fixture
def director(party):
    return give_party(make_user(name="Maja"), party.agreement.collaboration, party.organisation)


def clause(draft, number: str) -> Clause:
    found: Clause = draft.clauses.get(number=number, is_removed=False)
    return found


@pytest.mark.parametrize(
    ("review", "planned"),
    [
        (Period(date(2024, 1, 1), date(2024, 12, 31)), Period(date(2028, 1, 1), date(2028, 12, 31))),
        (Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2030, 1, 1), date(2030, 12, 31))),
        (Period(date(2023, 1, 1), date(2026, 12, 31)), NEW),
        (Period(date(2024, 2, 29), date(2024, 3, 31)), Period(date(2028, 2, 28), date(2028, 3, 31))),
    ],
)
def test_reviews_come_back_in_the_same_rhythm(review, planned):
    assert same_rhythm(review, OLD, NEW) == planned


def test_a_review_that_goes_on_all_the_term_goes_on_all_of_a_longer_one():
    longer = Period(NEW.first, date(2032, 12, 31))
    assert same_rhythm(OLD, OLD, longer) == longer


def test_a_review_that_finds_no_room_in_a_shorter_term_is_left_out():
    two_years = Period(date(2027, 1, 1), date(2028, 12, 31))
    assert same_rhythm(Period(date(2025, 1, 1), date(2025, 12, 31)), OLD, two_years) is None
    assert same_rhythm(Period(date(2026, 3, 1), date(2026, 9, 30)), OLD, two_years) == Period(
        date(2028, 3, 1), date(2028, 9, 30)
    )


def test_standing_and_legal_duties_go_on_and_dated_ones_do_not():
    assert [goes_on(None, ""), goes_on(date(2025, 5, 1), ""), goes_on(date(2025, 5, 1), "Lag")] == [True, False, True]


def test_the_draft_takes_over_what_the_agreement_says(old, draft):
    assert (draft.status, draft.title, draft.predecessor, draft.starts_on, draft.ends_on) == (
        Status.DRAFT,
        "Samverkan",
        old,
        date(2027, 1, 1),
        date(2030, 12, 31),
    )
    assert list(draft.clauses.order_by("number").values_list("number", "heading", "text", "parent__number")) == [
        ("1", "Rubrik 1", "Parterna samverkar.", None),
        ("1.1", "Vilka", "Parterna är tre.", "1"),
        ("2", "Giltighet", "Den gäller i fyra år.", None),
    ]
    assert [one.origin.number for one in draft.clauses.order_by("number")] == ["1", "1.1", "2"]
    assert [one.agreement for one in Clause.objects.filter(heirs__agreement=draft)] == [old, old, old]
    assert list(draft.areas.values_list("key", "name")) == [("access", "Tillgänglighet")]
    assert list(draft.duties.order_by("pk").values_list("what", "clause__number", "area__key", "due_on")) == [
        ("Kallar", "1.1", "access", None),
        ("Enligt lag", None, None, None),
    ]
    assert list(draft.reviews.order_by("opens_on", "due_on").values_list("kind", "opens_on", "due_on")) == [
        (ReviewKind.CONTINUOUS, date(2027, 1, 1), date(2030, 12, 31)),
        (ReviewKind.RELEVANCE, date(2028, 1, 1), date(2028, 12, 31)),
        (ReviewKind.RELEVANCE, date(2030, 1, 1), date(2030, 12, 31)),
    ]


def test_the_parties_go_along_and_none_of_them_has_ratified(old, draft):
    assert [(party.organisation, party.role) for party in draft.parties.all()] == [
        (party.organisation, party.role) for party in old.parties.all()
    ]
    assert draft.parties.exclude(ratification=None).count() == 0
    individual = IndividualAgreement.objects.get(party__agreement=draft)
    assert (individual.signed_on, individual.annex_confirmed_on) == (None, None)
    assert [special.title for special in individual.special_agreements.all()] == ["Gymnasieantagning"]


def test_every_word_of_a_duty_and_of_an_annex_goes_along(old, coordinator):
    """All but what is of the former term: what was done, by when, and what was confirmed."""
    duty = old.duties.get(what="Kallar")
    duty.owner, duty.owner_in_words, duty.law, duty.law_section = old.parties.last().organisation, "Bo", "Lag", "5 §"
    duty.save()
    line = SpecialAgreement.objects.get(title="Gymnasieantagning")
    line.area, line.registration_number, line.notice_months = old.areas.get(), "KS 2023/1", 6
    line.starts_on, line.ends_on = date(2024, 1, 1), NEW.first  # its last day is the first of the new term
    line.save()
    aim = Aim.objects.create(agreement=old, kind=AimKind.PERSPECTIVE, position=3, text="Jämlikhet")
    new = draft_successor(actor=coordinator, agreement=old, starts_on=NEW.first, ends_on=NEW.last)

    def facts(row, *names):
        return [getattr(row, name) for name in names]

    words = ("owner", "owner_in_words", "due_in_words", "law", "law_section")
    assert facts(new.duties.get(what="Kallar"), *words) == facts(duty, *words)
    [copied] = SpecialAgreement.objects.filter(individual_agreement__party__agreement=new)
    terms = ("title", "registration_number", "starts_on", "ends_on", "notice_months")
    assert (facts(copied, *terms), copied.area) == (facts(line, *terms), new.areas.get())
    assert copied.individual_agreement.party.organisation == line.individual_agreement.party.organisation
    assert facts(new.aims.get(), "kind", "position", "text") == facts(aim, "kind", "position", "text")


def test_the_old_agreement_stays_as_it_was(old, coordinator):
    def rows():
        return (
            Agreement.objects.filter(pk=old.pk).values().get(),
            list(old.clauses.values().order_by("pk")),
            list(old.parties.values()),
            list(old.duties.values()),
            list(old.reviews.values()),
        )

    before = rows()
    draft_successor(actor=coordinator, agreement=old, starts_on=NEW.first, ends_on=NEW.last)
    assert rows() == before


def test_the_draft_remembers_what_it_was_drafted_from(old, draft, coordinator):
    event = Event.objects.get(verb="agreement.drafted_from")
    assert (event.object_id, event.actor, event.after) == (
        draft.pk,
        coordinator,
        {"predecessor": "Samverkan, 2023-01-01–2026-12-31"},
    )


def test_an_agreement_is_renewed_once(old, draft, coordinator):
    with pytest.raises(RuleBroken, match="has_successor"):
        draft_successor(actor=coordinator, agreement=old, starts_on=NEW.first, ends_on=NEW.last)


def test_a_withdrawn_draft_may_be_drafted_anew(old, draft, coordinator):
    draft.status = Status.WITHDRAWN
    draft.save()
    again = draft_successor(actor=coordinator, agreement=old, starts_on=NEW.first, ends_on=NEW.last)
    assert Agreement.objects.get(predecessor=old) == again


@pytest.mark.parametrize(
    ("status", "starts_on", "ends_on", "reason"),
    [
        (Status.DRAFT, NEW.first, NEW.last, "not_renewable"),
        (Status.WITHDRAWN, NEW.first, NEW.last, "not_renewable"),
        (Status.IN_FORCE, date(2026, 12, 31), NEW.last, "starts_before_end"),
        (Status.ENDED, NEW.first, date(2026, 12, 31), "ends_before_start"),
    ],
)
def test_what_cannot_be_renewed_is_refused(old, coordinator, status, starts_on, ends_on, reason):
    old.status = status
    old.save()
    with pytest.raises(RuleBroken, match=reason):
        draft_successor(actor=coordinator, agreement=old, starts_on=starts_on, ends_on=ends_on)
    assert Agreement.objects.count() == 1


def test_only_the_coordinator_drafts_asks_answers_and_decides(draft, party, director, coordinator):
    comment = write_comment(actor=director, agreement=draft, party=party, text="Bra.")
    proposal = propose_change(actor=director, clause=clause(draft, "2"), party=party, text="Ny.", reason="Kortare")
    for act in (
        lambda: draft_successor(actor=director, agreement=draft.predecessor, starts_on=NEW.first, ends_on=NEW.last),
        lambda: ask_for_comments(actor=director, agreement=draft, due_on=TODAY, today=TODAY),
        lambda: answer_comment(actor=director, comment=comment, answer="Tack"),
        lambda: accept_proposal(actor=director, proposal=proposal, now=NOW),
        lambda: decline_proposal(actor=director, proposal=proposal, answer="Nej", now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nobody_comments_for_a_party_they_do_not_answer_for(draft, party, director, coordinator):
    others = draft.parties.first()
    strangers = [
        (director, others),
        (director, None),
        (make_user(), party),
        (give_role(make_user(), draft.collaboration, Role.EVALUATOR), None),
        (coordinator, party),
    ]
    for actor, voice in strangers:
        with pytest.raises(PermissionDenied):
            write_comment(actor=actor, agreement=draft, party=voice, text="Nej.")
        with pytest.raises(PermissionDenied):
            propose_change(actor=actor, clause=clause(draft, "2"), party=voice, text="Nej.", reason="Nej.")
    assert (Comment.objects.count(), Proposal.objects.count()) == (0, 0)


def test_a_comment_is_kept_on_behalf_of_the_party(draft, party, director):
    comment = write_comment(actor=director, agreement=draft, party=party, clause=clause(draft, "1.1"), text=" Bra. ")
    assert (comment.text, comment.clause.number, comment.speaker) == ("Bra.", "1.1", str(party.organisation))
    event = Event.objects.get(verb="comment.written")
    assert (event.object_id, event.on_behalf_of_id, event.after) == (
        draft.pk,
        party.organisation_id,
        {"clause": "1.1", "pk": comment.pk},
    )


def test_a_fixed_text_takes_no_comments_and_no_proposals(draft, party, director, coordinator):
    draft.status = Status.PROPOSED
    draft.save()
    with pytest.raises(RuleBroken, match="comments_closed"):
        write_comment(actor=director, agreement=draft, party=party, text="Sent.")
    with pytest.raises(RuleBroken, match="comments_closed"):
        propose_change(actor=director, clause=clause(draft, "2"), party=party, text="Ny.", reason="Kortare")
    with pytest.raises(RuleBroken, match="comments_closed"):
        ask_for_comments(actor=coordinator, agreement=draft, due_on=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("text", "reason", "refusal"),
    [("", "För", "nothing_written"), (" Den gäller i fyra år. ", "För", "same_text"), ("Ny.", " ", "reason_missing")],
)
def test_a_proposal_says_something_else_and_why(draft, party, director, text, reason, refusal):
    with pytest.raises(RuleBroken, match=refusal):
        propose_change(actor=director, clause=clause(draft, "2"), party=party, text=text, reason=reason)


def test_a_clause_of_another_agreement_cannot_be_commented_on(draft, old, party, director):
    with pytest.raises(RuleBroken, match="clause_elsewhere"):
        write_comment(actor=director, agreement=draft, party=party, clause=old.clauses.first(), text="Fel.")


def test_an_accepted_proposal_becomes_the_next_version(draft, party, director, coordinator):
    target = clause(draft, "2")
    proposal = propose_change(actor=director, clause=target, party=party, text="Den gäller i två år.", reason="Prova")
    accept_proposal(actor=coordinator, proposal=proposal, now=NOW, answer="Bra tanke")
    target.refresh_from_db()
    version = target.versions.get(version=2)
    assert (target.text, target.version) == ("Den gäller i två år.", 2)
    assert (version.text, version.written_by) == ("Den gäller i två år.", coordinator)
    assert version.reason == f"Förslag från {party}: Prova"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, proposal.decided_at) == (ProposalState.ACCEPTED, "Bra tanke", NOW)
    with pytest.raises(RuleBroken, match="already_answered"):
        decline_proposal(actor=coordinator, proposal=proposal, answer="Ändrade mig", now=NOW)


def test_a_proposal_stands_in_the_history_on_behalf_of_its_party(draft, party, director):
    propose_change(actor=director, clause=clause(draft, "2"), party=party, text="Ny.", reason="Kort")
    event = Event.objects.get(verb="proposal.put_forward")
    assert (event.on_behalf_of_id, event.object_id, event.after["clause"]) == (party.organisation_id, draft.pk, "2")


def test_a_declined_proposal_leaves_the_clause_and_tells_why(draft, party, director, coordinator):
    target = clause(draft, "2")
    proposal = propose_change(actor=director, clause=target, party=party, text="Ny.", reason="Kort")
    with pytest.raises(RuleBroken, match="answer_missing"):
        decline_proposal(actor=coordinator, proposal=proposal, answer=" ", now=NOW)
    decline_proposal(actor=coordinator, proposal=proposal, answer="Perioden är bestämd", now=NOW)
    target.refresh_from_db()
    proposal.refresh_from_db()
    assert (target.text, target.version) == ("Den gäller i fyra år.", 1)
    assert (proposal.state, proposal.answer) == (ProposalState.DECLINED, "Perioden är bestämd")


def test_a_proposal_against_an_older_text_says_so_and_shows_both_differences(draft, party, director, coordinator):
    target = clause(draft, "2")
    propose_change(actor=director, clause=target, party=party, text="Den gäller i två år.", reason="Prova")
    rewrite_clause(actor=coordinator, clause=target, heading=target.heading, text="Den gäller i fem år.", reason="Så")
    (proposal,) = next(talk for talk in talk_about(draft) if talk.clause == target).proposals
    assert proposal.is_outdated
    assert proposal.parts == [
        ("same", "Den gäller i "),
        ("removed", "fyra "),
        ("added", "två "),
        ("same", "år."),
    ]
    assert proposal.parts_today == [
        ("same", "Den gäller i "),
        ("removed", "fem "),
        ("added", "två "),
        ("same", "år."),
    ]


def test_all_that_is_said_is_shown_clause_by_clause(draft, party, director, django_assert_num_queries):
    write_comment(actor=director, agreement=draft, party=party, text="Om allt.")
    write_comment(actor=director, agreement=draft, party=party, clause=clause(draft, "1.1"), text="Om vilka.")
    talks = talk_about(draft)
    assert [
        (talk.clause.number if talk.clause else "", [comment.text for comment in talk.comments]) for talk in talks
    ] == [("", ["Om allt."]), ("1", []), ("1.1", ["Om vilka."]), ("2", [])]


@pytest.mark.parametrize("count", [1, 3])
def test_the_talk_takes_the_same_queries_however_much_is_said(draft, party, director, count, django_assert_num_queries):
    for number in range(count):
        write_comment(actor=director, agreement=draft, party=party, text=f"Nummer {number}")
        propose_change(actor=director, clause=clause(draft, "2"), party=party, text=f"{number} år.", reason="Så")
    with django_assert_num_queries(5):
        for talk in talk_about(draft):
            assert [comment.speaker for comment in talk.comments] == [str(party)] * len(talk.comments)
            assert [str(difference.proposal.party) for difference in talk.proposals] == [str(party)] * len(
                talk.proposals
            )


def waiting_talks(viewer, today):
    return [one for one in waiting(viewer, today) if one.url.endswith("/synpunkter/")]


def test_comments_asked_for_wait_for_the_parties_until_they_have_said_something(draft, party, director, coordinator):
    assert waiting_talks(director, TODAY) == []
    ask_for_comments(actor=coordinator, agreement=draft, due_on=date(2026, 12, 15), today=TODAY)
    (asked,) = waiting_talks(director, TODAY)
    assert (asked.due_on, asked.is_urgent, asked.collaboration_id) == (
        date(2026, 12, 15),
        False,
        draft.collaboration_id,
    )
    assert asked.url == f"/samverkan/{draft.collaboration.slug}/overenskommelser/{draft.pk}/synpunkter/"
    assert waiting_talks(director, date(2026, 12, 16))[0].is_urgent
    write_comment(actor=director, agreement=draft, party=party, text="Bra.")
    assert waiting_talks(director, TODAY) == []


def test_open_proposals_wait_for_the_coordinator(draft, party, director, coordinator):
    proposal = propose_change(actor=director, clause=clause(draft, "2"), party=party, text="Ny.", reason="Kort")
    assert [talk.text for talk in waiting_talks(coordinator, TODAY)] == ["Besvara ett förslag om Samverkan"]
    stranger = give_role(make_user(), make_collaboration(), Role.COORDINATOR)
    assert waiting_talks(stranger, TODAY) == []
    decline_proposal(actor=coordinator, proposal=proposal, answer="Nej", now=NOW)
    assert waiting_talks(coordinator, TODAY) == []


def test_the_two_agreements_are_compared_clause_by_clause(draft, coordinator):
    two = clause(draft, "2")
    rewrite_clause(actor=coordinator, clause=two, heading="Giltighet", text="Den gäller i två år.", reason="Kortare")
    move_clause(actor=coordinator, clause=two, parent=None, position=1)
    draft.duties.all().delete()
    remove_clause(actor=coordinator, clause=draft.clauses.get(heading="Vilka"), reason="Onödig")
    add_clause(actor=coordinator, agreement=draft, heading="Unga", text="Unga deltar.")
    comparison = comparison_of(draft)
    assert [(row.number, row.title, row.kind, row.is_moved) for row in comparison.rows] == [
        ("1", "Giltighet", Difference.CHANGED, True),
        ("2", "Rubrik 1", Difference.SAME, False),
        ("1.1", "Vilka", Difference.REMOVED, False),
        ("3", "Unga", Difference.NEW, False),
    ]
    assert comparison.rows[0].text == [
        ("same", "Den gäller i "),
        ("removed", "fyra "),
        ("added", "två "),
        ("same", "år."),
    ]
    assert [(kind, count) for kind, count in comparison.counts] == [
        (Difference.SAME, 1),
        (Difference.CHANGED, 1),
        (Difference.NEW, 1),
        (Difference.REMOVED, 1),
        (Difference.MOVED, 1),
    ]
    assert [term.name for term in comparison.terms if term.is_changed] == ["Period"]


def test_an_agreement_without_predecessor_has_nothing_to_be_compared_with():
    assert comparison_of(make_agreement()) is None


def side(pk: int, number: str, *, parent: int | None = None, origin: int | None = None, text: str = "x") -> Side:
    return Side(pk, number, f"Rubrik {origin or pk}", text, parent, origin)


def kinds(old: list[Side], new: list[Side]) -> list[tuple[str, str, bool]]:
    return [(row.number, row.kind.value, row.is_moved) for row in compare(old, new)]


def test_a_clause_put_in_first_changes_the_numbers_and_moves_nobody():
    old = [side(1, "1"), side(2, "2")]
    new = [side(10, "1"), side(11, "2", origin=1), side(12, "3", origin=2)]
    assert kinds(old, new) == [("1", "new", False), ("2", "same", False), ("3", "same", False)]


def test_the_fewest_clauses_are_said_to_have_moved():
    old = [side(1, "1"), side(2, "2"), side(3, "3"), side(4, "4")]
    new = [side(14, "1", origin=4), side(11, "2", origin=1), side(12, "3", origin=2), side(13, "4", origin=3)]
    assert kinds(old, new) == [
        ("1", "moved", True),
        ("2", "same", False),
        ("3", "same", False),
        ("4", "same", False),
    ]


def test_a_clause_that_went_to_another_chapter_has_moved():
    old = [side(1, "1"), side(2, "1.1", parent=1), side(3, "2")]
    new = [side(11, "1", origin=1), side(13, "2", origin=3), side(12, "2.1", parent=13, origin=2)]
    assert kinds(old, new) == [("1", "same", False), ("2", "same", False), ("2.1", "moved", True)]


def test_removed_clauses_stand_where_they_used_to_stand():
    old = [side(1, "1"), side(2, "2"), side(3, "3")]
    assert kinds(old, [side(13, "1", origin=3)]) == [
        ("1", "removed", False),
        ("2", "removed", False),
        ("1", "same", False),
    ]
    assert kinds([], []) == []
