"""Eight years of matters: raised, dealt with in forums, recommended, and answered by the parties."""

from datetime import UTC, date, datetime, time, timedelta

from bench.made.county import County, write
from bench.made.words import THEMES, sentence
from samhandling.agreements.models import Agreement, Party
from samhandling.core.audit import event_of
from samhandling.documents.enums import Openness
from samhandling.forums.models import Forum
from samhandling.matters.enums import Ending, JourneyStep, Result, Route, Stance
from samhandling.matters.models import Answer, Matter, Recommendation, Treatment

MATTERS, STEPS = 2_000, 3
EVERY_WHICH_IS_RECOMMENDED = 7  # about 300 of 2 000
GIVEN = (Stance.ADOPTED, Stance.ADOPTED, Stance.ADOPTED, Stance.NOTED, Stance.DECLINED, Stance.NOT_YET)


def make_matters(county: County, agreement: Agreement) -> None:
    """Rows and the events that let them stand. Nine of ten matters are closed after eight years."""
    forums = list(Forum.objects.filter(collaboration=county.collaboration).order_by("pk"))
    parties = list(Party.objects.filter(agreement=agreement).order_by("pk"))
    matters = write(_matter(county, agreement, parties, number) for number in range(MATTERS))
    county.events += [event_of(county.coordinator, "matter.raised", matter) for matter in matters]
    treatments = write(
        _treatment(matter, forums[(number + step) % len(forums)], number, step)
        for number, matter in enumerate(matters)
        for step in range(STEPS)
    )
    last = [one for one in treatments if one.result == Result.RECOMMENDATION]
    recommendations = write(_recommendation(one, number) for number, one in enumerate(last))
    answers = write(_answer(county, recommendation, party) for recommendation in recommendations for party in parties)
    county.events += [
        event_of(county.coordinator, "answer.given", one, after={"state": one.state})
        for one in answers
        if one.state != Stance.NOT_YET
    ]


def _matter(county: County, agreement: Agreement, parties: list[Party], number: int) -> Matter:
    former, running, _coming = county.terms
    is_closed = bool(number % 10)
    day = county.day_in(county.chance.choice((former, running)))
    matter = Matter(
        collaboration=county.collaboration,
        title=f"{county.chance.choice(THEMES).capitalize()} {number}",
        question=sentence(county.chance)[:300],
        agreement=agreement,
        raised_by_id=parties[number % len(parties)].organisation_id,
        raised_on=day,
        owner_organisation_id=parties[number % len(parties)].organisation_id if number % 9 else None,
        openness=Openness.SHARED if number % 5 else Openness.PUBLIC,
        published_at=None if number % 5 else _moment(day),
        closed_on=day + timedelta(days=200) if is_closed else None,
        ending=Ending.AGREED if is_closed else "",
    )
    matter.fold_names()
    return matter


def _treatment(matter: Matter, forum: Forum, number: int, step: int) -> Treatment:
    day = matter.raised_on + timedelta(days=30 * (step + 1))
    is_last = step == STEPS - 1
    result = Result.PREPARED
    if is_last:
        result = Result.POSITION if number % EVERY_WHICH_IS_RECOMMENDED else Result.RECOMMENDATION
    return Treatment(
        matter=matter, forum=forum, step=list(JourneyStep)[step + 1], due_on=day, done_on=day, result=result
    )


def _recommendation(treatment: Treatment, number: int) -> Recommendation:
    day = treatment.done_on or treatment.matter.raised_on
    return Recommendation(
        matter=treatment.matter,
        treatment=treatment,
        title=f"{treatment.matter.title}, {number}",
        text="Att delta.",
        issued_on=day,
        answer_by=day + timedelta(days=90),
    )


def _answer(county: County, recommendation: Recommendation, party: Party) -> Answer:
    state = county.chance.choice(GIVEN)
    if state == Stance.NOT_YET:
        return Answer(recommendation=recommendation, organisation_id=party.organisation_id)
    day = recommendation.issued_on + timedelta(days=county.chance.randrange(20, 110))
    return Answer(
        recommendation=recommendation,
        organisation_id=party.organisation_id,
        state=state,
        body="Kommunstyrelsen",
        decided_on=day,
        route=Route.OWN,
        given_at=_moment(day),
    )


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=UTC)
