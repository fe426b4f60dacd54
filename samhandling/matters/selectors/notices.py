"""What acts on matters tell, and whom; and the days that are told before they come."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhandling.matters.enums import Stance
from samhandling.matters.models import Answer, Recommendation
from samhandling.notices.domain.hours import step_of
from samhandling.notices.domain.telling import Telling, Told, told
from samhandling.notices.enums import NoticeKind
from samhandling.organisations.enums import Role

if TYPE_CHECKING:
    from samhandling.core.models import Event

Tell = Callable[["list[Event]"], Iterable[Told]]
ASKED = ("recommendation.issued", "recommendation.reminded")
COORDINATORS = (Role.COORDINATOR,)


def tellings() -> dict[str, Telling]:
    """The slot `notices`."""
    return {
        "recommendation.issued": Telling(
            _to_parties(_("Answer the recommendation “%(title)s” by %(day)s."), NoticeKind.REQUEST, only_silent=True)
        ),
        "recommendation.reminded": Telling(
            _to_parties(_("Answer the recommendation “%(title)s” by %(day)s."), NoticeKind.REQUEST, only_silent=True),
            withdraws=ASKED,
        ),
        "recommendation.withdrawn": Telling(
            _to_parties(_("The recommendation “%(title)s” has been withdrawn."), NoticeKind.NEWS), withdraws=ASKED
        ),
        "answer.given": Telling(_to_those_who_keep(_("%(party)s has answered the recommendation “%(title)s”."))),
        "answer.corrected": Telling(
            _to_those_who_keep(_("%(party)s has corrected its answer to the recommendation “%(title)s”."))
        ),
    }


def deadlines(day: date) -> Iterator[Told]:
    """The slot `notices.deadlines`: answers that are asked for and have not come."""
    silent = Answer.objects.filter(state=Stance.NOT_YET, recommendation__withdrawn_on=None)
    rows = silent.select_related("organisation", "recommendation__matter__collaboration")
    for answer in rows.order_by("pk"):
        recommendation = answer.recommendation
        if step := step_of(recommendation.answer_by, day):
            yield Told(
                source=f"answer:{answer.pk}:{recommendation.answer_by}:{step}",
                collaboration=recommendation.matter.collaboration_id,
                text=_("%(party)s is to answer the recommendation “%(title)s” by %(day)s."),
                url=_answer_address(answer),
                kind=NoticeKind.REQUEST,
                facts={
                    "party": answer.organisation,
                    "title": recommendation.title,
                    "day": recommendation.answer_by,
                },
                parties=[answer.organisation_id],
            )


def _to_parties(text: Promise, kind: NoticeKind, *, only_silent: bool = False) -> Tell:
    """To those who answer for a party that was asked; `only_silent`: that has not answered."""

    def tell(events: "list[Event]") -> Iterator[Told]:
        recommendations = _recommendations(event.object_id for event in events)
        parties = _parties_of(recommendations, only_silent=only_silent)
        for event in events:
            one = recommendations[event.object_id]
            facts = {"title": one.title, "day": one.answer_by}
            yield told(event, text, _address(one), kind=kind, facts=facts, parties=parties.get(one.pk, ()))

    return tell


def _to_those_who_keep(text: Promise) -> Tell:
    """To the coordinators: the secretaries of the forum follow it in the table."""

    def tell(events: "list[Event]") -> Iterator[Told]:
        rows = Answer.objects.select_related("organisation", "recommendation__matter__collaboration")
        answers = rows.in_bulk({event.object_id for event in events})
        for event in events:
            answer = answers[event.object_id]
            facts = {"party": answer.organisation, "title": answer.recommendation.title}
            yield told(event, text, _answer_address(answer), facts=facts, roles=COORDINATORS)

    return tell


def _recommendations(pks: Iterable[int]) -> dict[int, Recommendation]:
    return Recommendation.objects.select_related("matter__collaboration").in_bulk(set(pks))


def _parties_of(recommendations: Iterable[int], *, only_silent: bool) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    rows = Answer.objects.filter(recommendation__in=list(recommendations)).order_by("pk")
    if only_silent:
        rows = rows.filter(state=Stance.NOT_YET)
    for recommendation, organisation in rows.values_list("recommendation", "organisation"):
        found.setdefault(recommendation, []).append(organisation)
    return found


def _address(recommendation: Recommendation) -> str:
    return reverse("matters:recommendation", args=[recommendation.matter.collaboration.slug, recommendation.pk])


def _answer_address(answer: Answer) -> str:
    recommendation = answer.recommendation
    slug = recommendation.matter.collaboration.slug
    return reverse("matters:answer", args=[slug, recommendation.pk, answer.organisation_id])
