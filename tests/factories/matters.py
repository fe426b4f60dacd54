"""Matters at each step of their way, with defaults that hold together."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from samhandling.documents.enums import Openness
from samhandling.forums.models import Forum
from samhandling.matters.enums import JourneyStep, Result, Route, Stance
from samhandling.matters.models import Answer, Matter, MatterShare, Recommendation, Treatment
from samhandling.organisations.models import Collaboration, Organisation
from tests.factories.forums import make_forum
from tests.factories.organisations import make_collaboration, make_organisation

_numbers = count(1)

RAISED_ON = date(2026, 2, 2)
SHARED_AT = datetime(2026, 2, 9, 9, 30, tzinfo=UTC)


def make_matter(
    collaboration: Collaboration | None = None, raised_by: Organisation | None = None, **fields: Any
) -> Matter:
    """A working draft; whoever raised it takes part in the collaboration."""
    collaboration = collaboration or make_collaboration()
    raised_by = raised_by or make_organisation(collaboration=collaboration, takes_part=True)
    values = {"title": f"Ärende {next(_numbers)}", "question": "Hur gör vi?", "raised_on": RAISED_ON} | fields
    return Matter.objects.create(collaboration=collaboration, raised_by=raised_by, **values)


def share_matter(matter: Matter, *forums: Forum) -> Matter:
    """The same matter, which the forums have."""
    for forum in forums:
        MatterShare.objects.create(matter=matter, forum=forum, shared_at=SHARED_AT)
    return open_matter(matter)


def open_matter(matter: Matter, openness: str = Openness.SHARED) -> Matter:
    matter.openness = openness
    matter.published_at = SHARED_AT if openness == Openness.PUBLIC else None
    matter.save(update_fields=["openness", "published_at"])
    return matter


def make_treatment(matter: Matter, forum: Forum | None = None, **fields: Any) -> Treatment:
    """Taken up by the forum, or by the `organisation`."""
    fields.setdefault("step", JourneyStep.POSITION)
    if forum is None and "organisation" not in fields:
        forum = make_forum(matter.collaboration)
    return Treatment.objects.create(matter=matter, forum=forum, **fields)


def make_recommendation(
    matter: Matter,
    *parties: Organisation,
    forum: Forum | None = None,
    issued_on: date = date(2026, 3, 2),
    **fields: Any,
) -> Recommendation:
    """Issued to the parties, none of which has answered. The matter is no draft after it."""
    if matter.openness == Openness.DRAFT:
        open_matter(matter)
    treatment = make_treatment(matter, forum, done_on=issued_on, result=Result.RECOMMENDATION)
    values = {
        "title": f"Rekommendation {next(_numbers)}",
        "text": "Att delta i det gemensamma arbetet.",
        "answer_by": issued_on + timedelta(days=120),
    } | fields
    recommendation = Recommendation.objects.create(matter=matter, treatment=treatment, issued_on=issued_on, **values)
    for party in parties:
        Answer.objects.create(recommendation=recommendation, organisation=party)
    return recommendation


def answer(row: Answer, state: Stance = Stance.ADOPTED, **fields: Any) -> Answer:
    """The same row, answered by the party itself."""
    values = {
        "body": "Kommunfullmäktige",
        "decided_on": row.recommendation.issued_on + timedelta(days=30),
        "route": Route.OWN,
        "given_at": datetime(2026, 4, 1, 9, tzinfo=UTC),
    } | fields
    row.state = state
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row
