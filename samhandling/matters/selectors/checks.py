"""What cannot be so among matters, whoever wrote it: for `samhandling check`."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from samhandling.core.checks.states import Life
from samhandling.core.findings import Finding
from samhandling.documents.enums import Openness
from samhandling.matters.enums import GIVEN, Result, Stance
from samhandling.matters.models import Answer, Matter, MatterShare, Recommendation

_STILL_A_DRAFT = "The matter is a working draft, and others have it. Find out who wrote past the application."
_NO_ROWS = "The recommendation has no answer row. Find out who removed them, and restore them from a backup."
_NO_FORUM = "The recommendation comes from a step that did not end in one. Compare it with a backup."
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
    rows = Exists(Answer.objects.filter(recommendation=OuterRef("pk")))
    for number in Recommendation.objects.filter(~rows).values_list("pk", flat=True):
        yield Finding("matters.no_rows", f"matters.recommendation {number}", _NO_ROWS)
    wrong = ~Q(treatment__result=Result.RECOMMENDATION) | ~Q(treatment__matter=F("matter"))
    for number in Recommendation.objects.filter(wrong).values_list("pk", flat=True):
        yield Finding("matters.not_recommended", f"matters.recommendation {number}", _NO_FORUM)
    for life in LIVES:
        yield from life.contradictions()
