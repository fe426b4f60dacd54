"""How each verb about matters is provoked, and what its event tells."""

from typing import Any

from samhandling.matters.enums import Result
from samhandling.matters.models import Answer, Matter, MatterPaper, Recommendation, Treatment
from samhandling.matters.services import answers, journey, matters, recommendations
from tests.deeds.deed import Deed
from tests.factories.documents import publish
from tests.factories.forums import make_forum
from tests.factories.matters import answer, make_matter, make_recommendation, make_treatment, open_matter
from tests.journeys.overtaken import LONG_AGO, NOW, TODAY, Scene


def by_owner(act: Any, row: Any, **more: Any) -> Deed:
    """What somebody does who answers for the organisation that raised it."""
    return Deed(act, row, by="answering", **more)


def draft(scene: Scene) -> Matter:
    return make_matter(scene.here, scene.organisation)


def shared(scene: Scene) -> Matter:
    return open_matter(draft(scene))


def closed(scene: Scene) -> Matter:
    matter = shared(scene)
    matter.closed_on, matter.ending = TODAY, "agreed"
    matter.save()
    return matter


def planned(scene: Scene) -> Treatment:
    return make_treatment(draft(scene), make_forum(scene.here, starts_on=LONG_AGO), due_on=TODAY)


def recommended(scene: Scene) -> Treatment:
    forum = make_forum(scene.here, starts_on=LONG_AGO)
    matter = shared(scene)
    matter.agreement = scene.row("agreement")
    matter.save()
    return make_treatment(matter, forum, done_on=TODAY, result=Result.RECOMMENDATION)


def issued(scene: Scene) -> Recommendation:
    forum = make_forum(scene.here, starts_on=LONG_AGO)
    return make_recommendation(shared(scene), scene.organisation, forum=forum)


def row_of(scene: Scene) -> Answer:
    return issued(scene).answers.get()


def answered(scene: Scene) -> Answer:
    return answer(row_of(scene), reasons="För dyrt")


def paper(scene: Scene) -> MatterPaper:
    return MatterPaper.objects.create(matter=draft(scene), document=publish(scene.own()))


def give(scene: Scene, row: Answer, correction: str = "") -> object:
    return answers.give_answer(
        actor=scene.answering,
        answer=row,
        state="declined",
        body="KF",
        decided_on=TODAY,
        reasons="Nej",
        now=NOW,
        correction=correction,
    )


DEEDS: dict[str, Deed] = {
    "matter.raised": by_owner(
        lambda s, _: matters.raise_matter(
            actor=s.answering,
            collaboration=s.here,
            raised_by=s.organisation,
            raised_on=TODAY,
            title="Bussar",
            question="Hur når alla gymnasiet?",
        ),
        None,
        after="raised_by raised_on",
    ),
    "matter.changed": by_owner(
        lambda s, row: matters.change_matter(actor=s.answering, matter=row, title="Bussar", raised_on=TODAY),
        draft,
        before="raised_on",
        after="raised_on",
    ),
    "matter.discarded": by_owner(lambda s, row: matters.discard_matter(actor=s.answering, matter=row), draft),
    "matter.shared": by_owner(
        lambda s, row: matters.share_matter(
            actor=s.answering, matter=row, forums=[s.row("forum")], is_confirmed=True, now=NOW
        ),
        draft,
        after="forums=@forums",
    ),
    "matter.published": by_owner(
        lambda s, row: matters.publish_matter(actor=s.answering, matter=row, is_checked=True, now=NOW), shared
    ),
    "matter.closed": by_owner(
        lambda s, row: matters.close_matter(
            actor=s.answering, matter=row, ending="agreed", closed_on=TODAY, ending_words="Klart", today=TODAY
        ),
        shared,
        before="closed_on ending",
        after="closed_on ending",
    ),
    "matter.reopened": by_owner(
        lambda s, row: matters.reopen_matter(actor=s.answering, matter=row, reason="Åter på bordet"),
        closed,
        before="closed_on ending",
        after="closed_on ending",
        reason="Åter på bordet",
    ),
    "matter.paper_added": by_owner(
        lambda s, _: matters.add_paper(actor=s.answering, matter=draft(s), document=publish(s.own())),
        None,
        after="document",
        on="matter",
    ),
    "matter.paper_removed": by_owner(
        lambda s, row: matters.remove_paper(actor=s.answering, paper=row), paper, before="document", on="matter"
    ),
    "matter.number_noted": by_owner(
        lambda s, row: matters.note_number(
            actor=s.answering, matter=row, organisation=s.organisation, number="KS 2026/1"
        ),
        draft,
        was={"number": ""},
        now={"number": "KS 2026/1"},
    ),
    "treatment.planned": by_owner(
        lambda s, _: journey.plan_treatment(
            actor=s.answering, matter=draft(s), forum=s.row("forum"), step="prepare", due_on=TODAY
        ),
        None,
        after="forum step due_on",
        on="matter",
    ),
    "treatment.changed": by_owner(
        lambda s, row: journey.change_treatment(actor=s.answering, treatment=row, step="discuss"),
        planned,
        before="step",
        after="step",
        on="matter",
    ),
    "treatment.removed": by_owner(
        lambda s, row: journey.remove_treatment(actor=s.answering, treatment=row),
        planned,
        before="step forum organisation due_on",
        on="matter",
    ),
    "treatment.recorded": Deed(
        lambda s, row: journey.record_outcome(
            actor=s.actor, treatment=row, result="position", done_on=TODAY, today=TODAY
        ),
        planned,
        before="result done_on",
        after="result done_on step place=@place",
        on="matter",
    ),
    "recommendation.issued": Deed(
        lambda s, _: recommendations.issue_recommendation(
            actor=s.actor, treatment=recommended(s), title="Gå med", text="Att gå med", answer_by=TODAY, today=TODAY
        ),
        after="title answer_by forum=treatment.forum.name parties=@asked",
    ),
    "recommendation.reminded": Deed(
        lambda s, row: recommendations.remind_parties(actor=s.actor, recommendation=row, today=TODAY),
        issued,
        after="parties=answers.count",
    ),
    "recommendation.withdrawn": Deed(
        lambda s, row: recommendations.withdraw_recommendation(
            actor=s.actor, recommendation=row, reason="Fel", today=TODAY
        ),
        issued,
        before="withdrawn_on",
        after="withdrawn_on",
        reason="Fel",
    ),
    "answer.given": by_owner(give, row_of, before="state body decided_on", after="state body decided_on"),
    "answer.corrected": by_owner(
        lambda s, row: give(s, row, "Fel datum"),
        answered,
        before="state body decided_on",
        after="state body decided_on",
        reason="Fel datum",
    ),
    "answer.released": by_owner(
        lambda s, row: answers.release_reasons(actor=s.answering, answer=row),
        answered,
        before="is_released",
        after="is_released",
    ),
}
