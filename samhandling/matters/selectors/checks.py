"""What cannot be so among matters, whoever wrote it: for `samhandling check`."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform

from samhandling.core.checks.states import Life
from samhandling.core.findings import Finding
from samhandling.core.models import Event
from samhandling.documents.enums import Openness
from samhandling.matters.enums import GIVEN, Result, Stance
from samhandling.matters.models import Answer, EarlierAnswer, Matter, MatterShare, Recommendation

_STILL_A_DRAFT = "The matter is a working draft, and others have it. Find out who wrote past the application."
_NEVER_LET_OUT = (
    "The matter says that others have it, and no forum and no party has. Find out who wrote past the application."
)
_OTHER_ANSWER = "The answer is not the one that was given last. Compare it with a backup, and find out who changed it."
_NO_ROWS = "The recommendation has no answer row. Find out who removed them, and restore them from a backup."
_NO_FORUM = "The recommendation comes from a step that did not end in one. Compare it with a backup."
_GIVING = ("answer.given", "answer.corrected")
LIVES = (
    Life(
        Matter,
        "openness",
        begins=[Openness.DRAFT, Openness.SHARED],
        after={"matter.published": [Openness.PUBLIC]},
    ),
    Life(
        Answer,
        "state",
        begins=[Stance.NOT_YET],
        after={"answer.given": GIVEN, "answer.corrected": GIVEN, "answer.released": GIVEN},
    ),
)


def check_matters(_now: datetime) -> Iterator[Finding]:
    shared = Exists(MatterShare.objects.filter(matter=OuterRef("pk")))
    sent = Exists(Recommendation.objects.filter(matter=OuterRef("pk")))
    for number in Matter.objects.filter(shared | Q(sent), openness=Openness.DRAFT).values_list("pk", flat=True):
        yield Finding("matters.still_a_draft", f"matters.matter {number}", _STILL_A_DRAFT)
    alone = Matter.objects.filter(~Q(shared), ~Q(sent), openness=Openness.SHARED)
    for number in alone.values_list("pk", flat=True):
        yield Finding("matters.never_let_out", f"matters.matter {number}", _NEVER_LET_OUT)
    yield from _check_answers()
    rows = Exists(Answer.objects.filter(recommendation=OuterRef("pk")))
    for number in Recommendation.objects.filter(~rows).values_list("pk", flat=True):
        yield Finding("matters.no_rows", f"matters.recommendation {number}", _NO_ROWS)
    wrong = ~Q(treatment__result=Result.RECOMMENDATION) | ~Q(treatment__matter=F("matter"))
    for number in Recommendation.objects.filter(wrong).values_list("pk", flat=True):
        yield Finding("matters.not_recommended", f"matters.recommendation {number}", _NO_FORUM)
    for life in LIVES:
        yield from life.contradictions()


def _check_answers() -> Iterator[Finding]:
    """What the last act that told a state told. An answer that was corrected otherwise tells none."""
    acts = Event.objects.filter(
        object_type="matters.answer", object_id=OuterRef("pk"), verb__in=_GIVING, after__has_key="state"
    ).order_by("-pk")
    told = Subquery(acts.annotate(told=KeyTextTransform("state", "after")).values("told")[:1])
    given = Answer.objects.exclude(state=Stance.NOT_YET).annotate(told=told)
    for number in given.exclude(told=F("state")).order_by("pk").values_list("pk", flat=True):
        yield Finding("matters.other_answer", f"matters.answer {number}", _OTHER_ANSWER)
    yield from _check_earlier()


def _check_earlier() -> Iterator[Finding]:
    """Each earlier answer is what was given before the next act: the first by the first, and so on."""
    earlier: dict[int, list[tuple[int, str]]] = {}
    for answer, number, state in EarlierAnswer.objects.order_by("pk").values_list("answer", "pk", "state"):
        earlier.setdefault(answer, []).append((number, state))
    told: dict[int, list[str]] = {}
    acts = Event.objects.filter(object_type="matters.answer", object_id__in=earlier, verb__in=_GIVING).order_by("pk")
    for answer, after in acts.values_list("object_id", "after"):
        stood = told.setdefault(answer, [""])
        stood.append(after.get("state", stood[-1]))
    for answer, rows in earlier.items():
        for (number, state), given in zip(rows, told.get(answer, [""])[1:], strict=False):
            if state != given:
                yield Finding("matters.other_answer", f"matters.earlieranswer {number}", _OTHER_ANSWER)
