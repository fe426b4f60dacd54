"""How each verb about agreements is provoked, and what its event tells."""

from collections.abc import Callable
from datetime import date
from typing import Any

from samhandling.agreements.models import Agreement, Aim, Comment, Party, Proposal, SpecialAgreement
from samhandling.agreements.selectors import all_gaps_of
from samhandling.agreements.services import (
    agreement,
    annexes,
    areas,
    clauses,
    comment_round,
    duties,
    gaps,
    importing,
    parties,
    renewal,
    reviews,
    timeline,
    withdrawing,
)
from tests.deeds.deed import Deed
from tests.factories.accounts import make_user
from tests.factories.agreements import (
    make_agreement,
    make_agreement_in_force,
    make_area,
    make_clause,
    make_individual_agreement,
    make_review,
    make_set_aside,
    ratify,
    ratify_all,
)
from tests.factories.organisations import give_party, make_municipality, make_region
from tests.journeys.overtaken import NOW, TODAY, Scene

FIRST, LAST = date(2027, 1, 1), date(2030, 12, 31)
FILE = b"""
name: Samverkan i norr
period: {from: 2027-01-01, to: 2030-12-31}
parties: {region: Region Norrbotten, municipalities: [Boden]}
"""


def draft(scene: Scene) -> Agreement:
    made = make_agreement(scene.here)
    make_clause(made)
    return made


def proposed(scene: Scene) -> Agreement:
    made = make_agreement(scene.here, status="proposed", proposed_on=date(2022, 9, 1))
    make_clause(made)
    return made


def ratified(scene: Scene) -> Agreement:
    made = proposed(scene)
    ratify_all(made)
    return made


def old(scene: Scene) -> Agreement:
    return make_agreement_in_force(scene.here)


def asked_party(scene: Scene, **fields: Any) -> Party:
    made = make_agreement(scene.here, comments_due_on=LAST)
    party = made.parties.all()[0]
    for name, value in fields.items():
        setattr(party, name, value)
    party.save()
    return party


def speaking_party(scene: Scene) -> Party:
    party = proposed(scene).parties.all()[0]
    give_party(make_user(), scene.here, party.organisation)
    return party


def party_with_annex(scene: Scene, **fields: Any) -> Party:
    party = make_agreement_in_force(scene.here, has_individual_agreements=True).parties.filter(role="municipality")[0]
    make_individual_agreement(party, titles=["Hjälpmedel"], **fields)
    return party


def special(scene: Scene) -> SpecialAgreement:
    party = party_with_annex(scene, annex_confirmed_on=FIRST)
    return SpecialAgreement.objects.get(individual_agreement__party=party)


def aim(scene: Scene) -> Aim:
    return Aim.objects.create(agreement=draft(scene), position=1, text="Tillit")


def comment(scene: Scene) -> Comment:
    made = draft(scene)
    return Comment.objects.create(agreement=made, party=made.parties.all()[0], text="Bra", written_by=scene.actor)


def own(row_of: Callable[[Scene], Any]) -> Callable[[Scene], Any]:
    """The row, of a party that the one who acts answers for."""

    def made(scene: Scene) -> Any:
        row = row_of(scene)
        give_party(scene.answering, scene.here, row.party.organisation)
        return row

    return made


def proposal(scene: Scene) -> Proposal:
    clause = make_clause(draft(scene))
    return Proposal.objects.create(
        clause=clause, party=clause.agreement.parties.all()[0], text="Hellre så", reason="Tydligare", base_version=1,
        proposed_by=scene.actor,
    )  # fmt: skip


def import_file(scene: Scene, _row: object) -> Agreement:
    make_region("Region Norrbotten", "25")
    make_municipality("Boden", "2582")
    return importing.import_agreement(
        actor=scene.actor, collaboration=scene.here, content=FILE, file_name="norr.yaml", today=TODAY
    )


def ratify_by(section: str, reason: str = "") -> Any:
    return lambda s, row: parties.record_ratification(
        actor=s.actor, party=row.party if reason else row, result="ratified", body="kommunfullmäktige",
        decided_on=date(2022, 11, 21), section=section, today=TODAY, reason=reason,
    )  # fmt: skip


DEEDS: dict[str, Deed] = {
    "agreement.created": Deed(
        lambda s, _: agreement.create_agreement(
            actor=s.actor, collaboration=s.here, title="Ny", starts_on=FIRST, ends_on=LAST
        ),
        after="title starts_on ends_on entry_rule",
    ),
    "agreement.changed": Deed(
        lambda s, row: agreement.change_agreement(actor=s.actor, agreement=row, title="Annan", ends_on=LAST),
        draft,
        before="title ends_on",
        after="title ends_on",
    ),
    "agreement.proposed": Deed(
        lambda s, row: agreement.propose_agreement(
            actor=s.actor, agreement=row, today=TODAY, is_sent_anyway=True, reason="Brådskar"
        ),
        draft,
        before="status proposed_on",
        after="status proposed_on",
        now={"open_gaps": 1, "gaps_aside": 0},
        reason="Brådskar",
    ),
    "gap.set_aside": Deed(
        lambda s, row: gaps.set_gaps_aside(
            actor=s.actor, agreement=row, gaps=[all_gaps_of(row, TODAY)[0].key], reason="Känd", today=TODAY
        ),
        draft,
        now={"about": "Ingen uppföljning är planerad under sista året"},
        reason="Känd",
    ),
    "gap.resumed": Deed(
        lambda s, row: gaps.resume_gap(actor=s.actor, aside=row),
        lambda s: make_set_aside(draft(s), s.actor),
        before="about",
        on="agreement",
    ),
    "renewal.planned": Deed(
        lambda s, row: timeline.plan_renewal(actor=s.actor, agreement=row, weeks_decided=16),
        old,
        was={"weeks_decided": 14},
        now={"weeks_decided": 16},
    ),
    "agreement.reopened": Deed(
        lambda s, row: agreement.reopen_agreement(actor=s.actor, agreement=row, reason="Fel period"),
        proposed,
        before="status proposed_on",
        after="status proposed_on",
        reason="Fel period",
    ),
    "agreement.entered": Deed(
        lambda s, row: agreement.enter_into_force(
            actor=s.actor, agreement=row, entered_on=date(2023, 1, 1), today=TODAY
        ),
        ratified,
        before="status entered_on",
        after="status entered_on",
    ),
    "agreement.ended": Deed(
        lambda s, row: agreement.end_agreement(actor=s.actor, agreement=row, today=LAST),
        old,
        before="status",
        after="status",
    ),
    "agreement.withdrawn": Deed(
        lambda s, row: agreement.withdraw_agreement(actor=s.actor, agreement=row, reason="Ny start"),
        draft,
        before="status",
        after="status",
        reason="Ny start",
    ),
    "agreement.imported": Deed(
        import_file,
        now={"file_name": "norr.yaml", "parties": 2}
        | dict.fromkeys(["areas", "aims", "reviews", "duties", "ratifications"], 0),
        others=frozenset({"agreement.created", "organisation.joined"}),
    ),
    "agreement.drafted_from": Deed(
        lambda s, row: renewal.draft_successor(
            actor=s.actor, agreement=make_agreement_in_force(s.here), starts_on=FIRST, ends_on=LAST
        ),
        after="predecessor=predecessor.@term",
        others=frozenset({"agreement.created"}),
    ),
    "agreement.comments_asked": Deed(
        lambda s, row: renewal.ask_for_comments(actor=s.actor, agreement=row, due_on=LAST, today=TODAY),
        draft,
        before="comments_due_on",
        after="comments_due_on",
    ),
    "party.comments_finished": Deed(
        lambda s, row: comment_round.finish_comments(actor=s.actor, party=row, today=TODAY),
        asked_party,
        before="comments_done_on",
        after="party=organisation comments_done_on",
        on="agreement",
    ),
    "party.comments_resumed": Deed(
        lambda s, row: comment_round.go_on_commenting(actor=s.actor, party=row),
        lambda s: asked_party(s, comments_done_on=TODAY),
        before="comments_done_on",
        after="party=organisation comments_done_on",
        on="agreement",
    ),
    "party.reminded": Deed(
        lambda s, row: comment_round.remind_party(actor=s.actor, party=row, today=TODAY),
        asked_party,
        before="reminded_on",
        after="party=organisation comments_due_on=agreement.comments_due_on reminded_on",
        on="agreement",
    ),
    "party.reminded_of_decision": Deed(
        lambda s, row: parties.remind_of_decision(actor=s.actor, agreement=row.agreement, parties=[row], today=TODAY),
        speaking_party,
        before="reminded_on",
        after="party=organisation reminded_on",
        on="agreement",
    ),
    "agreement.comments_withdrawn": Deed(
        lambda s, row: withdrawing.withdraw_request(actor=s.actor, agreement=row),
        lambda s: renewal.ask_for_comments(actor=s.actor, agreement=draft(s), due_on=LAST, today=TODAY),
        before="comments_due_on",
    ),
    "comment.withdrawn": Deed(
        lambda s, row: withdrawing.withdraw_comment(actor=s.answering, comment=row),
        own(comment),
        before="party pk",
        on="agreement",
        by="answering",
    ),
    "proposal.withdrawn": Deed(
        lambda s, row: withdrawing.withdraw_proposal(actor=s.answering, proposal=row),
        own(proposal),
        before="clause=clause.number party pk",
        on="clause.agreement",
        by="answering",
    ),
    "comment.written": Deed(
        lambda s, _: renewal.write_comment(
            actor=s.actor, agreement=(row := make_clause(draft(s))).agreement, clause=row, text="Bra"
        ),
        after="clause=clause.number pk",
        on="agreement",
    ),
    "comment.answered": Deed(
        lambda s, row: renewal.answer_comment(actor=s.actor, comment=row, answer="Tack"),
        comment,
        after="party pk",
        on="agreement",
    ),
    "proposal.put_forward": Deed(
        lambda s, _: renewal.propose_change(
            actor=s.actor, clause=make_clause(draft(s)), text="Hellre så", reason="Tydligare"
        ),
        after="clause=clause.number pk",
        on="clause.agreement",
    ),
    "proposal.accepted": Deed(
        lambda s, row: renewal.accept_proposal(actor=s.actor, proposal=row, now=NOW, answer="Ja"),
        proposal,
        after="clause=clause.number party pk",
        on="clause.agreement",
        reason="Ja",
        others=frozenset({"clause.rewritten"}),
    ),
    "proposal.declined": Deed(
        lambda s, row: renewal.decline_proposal(actor=s.actor, proposal=row, now=NOW, answer="Nej"),
        proposal,
        after="clause=clause.number party pk",
        on="clause.agreement",
        reason="Nej",
    ),
    "party.added": Deed(
        lambda s, _: parties.add_party(actor=s.actor, agreement=s.draft(), organisation=s.other),
        after="party=organisation role",
        on="agreement",
    ),
    "party.removed": Deed(
        lambda s, row: parties.remove_party(actor=s.actor, party=row),
        lambda s: draft(s).parties.all()[0],
        before="party=organisation role",
        on="agreement",
    ),
    "ratification.recorded": Deed(
        lambda s, _: ratify_by("§ 12")(s, proposed(s).parties.all()[0]),
        after="party=party.organisation result body decided_on section registration_number note",
        on="party.agreement",
    ),
    "ratification.corrected": Deed(
        ratify_by("§ 54", "Skrivfel"),
        lambda s: ratify(proposed(s).parties.all()[0]),
        before="section",
        after="party=party.organisation section",
        on="party.agreement",
        reason="Skrivfel",
    ),
    "area.added": Deed(
        lambda s, _: areas.add_area(actor=s.actor, agreement=s.draft(), name="Kultur", topics=["bibliotek"]),
        after="area=name topics",
        on="agreement",
    ),
    "area.changed": Deed(
        lambda s, row: areas.change_area(actor=s.actor, area=row, name="Kultur", topics=["bibliotek"]),
        lambda s: make_area(draft(s)),
        before="name topics",
        after="name topics",
        on="agreement",
    ),
    "area.removed": Deed(
        lambda s, row: areas.remove_area(actor=s.actor, area=row),
        lambda s: make_area(draft(s)),
        before="area=name topics",
        on="agreement",
    ),
    "aim.added": Deed(
        lambda s, _: areas.add_aim(actor=s.actor, agreement=s.draft(), text="Tillit"), after="kind text", on="agreement"
    ),
    "aim.changed": Deed(
        lambda s, row: areas.change_aim(actor=s.actor, aim=row, text="Förståelse"),
        aim,
        before="text",
        after="text",
        on="agreement",
    ),
    "aim.removed": Deed(
        lambda s, row: areas.remove_aim(actor=s.actor, aim=row), aim, before="kind text", on="agreement"
    ),
    "clause.added": Deed(
        lambda s, _: clauses.add_clause(actor=s.actor, agreement=draft(s), heading="Syfte", text="Vi samverkar."),
        after="number heading text",
    ),
    "clause.rewritten": Deed(
        lambda s, row: clauses.rewrite_clause(
            actor=s.actor, clause=row, heading="Syfte", text="Vi gör.", reason="Klarare"
        ),
        lambda s: make_clause(draft(s)),
        before="heading text",
        after="heading text",
        reason="Klarare",
    ),
    "clause.moved": Deed(
        lambda s, row: clauses.move_clause(actor=s.actor, clause=row, parent=None, position=1),
        lambda s: make_clause(draft(s)),
        before="number",
        after="number",
    ),
    "clause.removed": Deed(
        lambda s, row: clauses.remove_clause(actor=s.actor, clause=row, reason="Överflödig"),
        lambda s: make_clause(draft(s)),
        before="number heading text",
        reason="Överflödig",
    ),
    "duty.added": Deed(
        lambda s, _: duties.add_duty(
            actor=s.actor, agreement=s.row("agreement"), what="Rapportera", owner=s.organisation, due_on=LAST
        ),
        after="what owner due_on",
    ),
    "duty.changed": Deed(
        lambda s, row: duties.change_duty(actor=s.actor, duty=row, what="Berätta", owner=s.organisation),
        "duty",
        before="what owner",
        after="what owner",
    ),
    "duty.removed": Deed(
        lambda s, row: duties.remove_duty(actor=s.actor, duty=row), "duty", before="what owner", on="agreement"
    ),
    "duty.fulfilled": Deed(
        lambda s, row: duties.fulfil_duty(
            actor=s.actor, duty=row, fulfilled_on=TODAY, evidence="Protokoll", today=TODAY
        ),
        "duty",
        before="fulfilled_on evidence",
        after="fulfilled_on evidence",
    ),
    "duty.reopened": Deed(
        lambda s, row: duties.reopen_duty(actor=s.actor, duty=row, reason="Inte klart"),
        lambda s: s.row("agreement").duties.create(what="Redan gjort", fulfilled_on=TODAY),
        before="fulfilled_on",
        after="fulfilled_on",
        reason="Inte klart",
    ),
    "review.planned": Deed(
        lambda s, _: reviews.plan_review(
            actor=s.actor, agreement=s.row("agreement"), kind="final", opens_on=FIRST, due_on=LAST
        ),
        after="kind opens_on due_on",
        on="agreement",
    ),
    "review.changed": Deed(
        lambda s, row: reviews.change_review(actor=s.actor, review=row, kind="final", opens_on=FIRST, due_on=LAST),
        "review",
        before="kind opens_on due_on",
        after="kind opens_on due_on",
        on="agreement",
    ),
    "review.cancelled": Deed(
        lambda s, row: reviews.cancel_review(actor=s.actor, review=row), "review", before="kind due_on", on="agreement"
    ),
    "review.recorded": Deed(
        lambda s, row: reviews.record_review(
            actor=s.actor, review=row, done_on=TODAY, outcome="keep", conclusion="Står sig", today=TODAY
        ),
        lambda s: make_review(s.row("agreement")),
        after="kind done_on outcome conclusion",
        on="agreement",
    ),
    "annex.registered": Deed(
        lambda s, _: annexes.save_individual_agreement(
            actor=s.actor,
            party=make_agreement_in_force(s.here, has_individual_agreements=True).parties.all()[0],
            signed_on=TODAY,
            note="Vilande",
        ),
        was={"signed_on": None, "note": ""},
        after="party=party.organisation signed_on note",
        on="party.agreement",
    ),
    "annex.changed": Deed(
        lambda s, row: annexes.save_individual_agreement(actor=s.actor, party=row.party, signed_on=TODAY),
        lambda s: party_with_annex(s, signed_on=FIRST).individual_agreement,
        before="signed_on",
        after="party=party.organisation signed_on",
        on="party.agreement",
    ),
    "annex.confirmed": Deed(
        lambda s, row: annexes.confirm_annex(actor=s.actor, party=row.party, confirmed_on=TODAY),
        lambda s: party_with_annex(s).individual_agreement,
        before="annex_confirmed_on",
        after="party=party.organisation annex_confirmed_on",
        on="party.agreement",
    ),
    "special.added": Deed(
        lambda s, _: annexes.add_special_agreement(
            actor=s.actor, party=party_with_annex(s, annex_confirmed_on=FIRST), title="Skola", ends_on=LAST
        ),
        was={"annex_confirmed_on": FIRST},
        after="party=individual_agreement.party.organisation title ends_on",
        on="individual_agreement.party.agreement",
    ),
    "special.changed": Deed(
        lambda s, row: annexes.change_special_agreement(actor=s.actor, special=row, title="Skola", ends_on=LAST),
        special,
        before="title ends_on annex_confirmed_on=individual_agreement.annex_confirmed_on",
        after="party=individual_agreement.party.organisation title ends_on",
        on="individual_agreement.party.agreement",
    ),
    "special.removed": Deed(
        lambda s, row: annexes.remove_special_agreement(actor=s.actor, special=row),
        special,
        before="title ends_on annex_confirmed_on=individual_agreement.annex_confirmed_on",
        after="party=individual_agreement.party.organisation",
        on="individual_agreement.party.agreement",
    ),
}
