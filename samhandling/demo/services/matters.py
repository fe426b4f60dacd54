"""A year of matters in Västerbotten: raised, prepared, recommended, answered, late, lost. All of it made up.

The days are counted back from the day the demo is loaded, so that the same things wait on every day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from samhandling.demo.selectors import area_called, first_matter, party_called, region_of
from samhandling.demo.services.stage import Stage
from samhandling.documents.enums import DocumentKind
from samhandling.documents.services.drafts import draft_document
from samhandling.documents.services.letting_out import publish_document
from samhandling.matters.enums import Ending, JourneyStep, Result, Stance
from samhandling.matters.services.answers import give_answer
from samhandling.matters.services.journey import plan_treatment, record_outcome
from samhandling.matters.services.matters import (
    add_paper,
    close_matter,
    note_number,
    publish_matter,
    raise_matter,
    share_matter,
)
from samhandling.matters.services.recommendations import issue_recommendation, withdraw_recommendation
from samhandling.notices.services.reading import mark_all_read
from samhandling.organisations.permissions import forget_access

if TYPE_CHECKING:
    from samhandling.matters.models import Matter, Recommendation, Treatment

EXAMPLE = "Exempel: "
TEXT = "Detta är ett exempel, som ingen har skrivit på riktigt."
OLDEST = 330  # days since the first matter of the year was raised


@dataclass(frozen=True, slots=True)
class Plot:
    """One matter: in which area, who raised it (the region where nothing is told), and how far it has come."""

    area: str
    title: str
    question: str
    how: str
    raised_by: str = ""
    forums: tuple[str, str, str] = ("KCN", "PKD-AU", "PKD")


# What has been sent to the parties, the oldest first.
RECOMMENDED = (
    Plot("skills", "Gemensam antagning i hela länet", "Ska alla elever i länet söka på ett ställe?", "answered"),
    Plot(
        "access", "Samordnad skolskjuts över kommungräns", "Hur samordnar vi skolskjuts över kommungränser?", "change"
    ),
    Plot("smart", "Gemensam e-tjänst för bygglov", "Ska kommunerna dela en e-tjänst för bygglov?", "declined"),
    Plot("health", "Vårdcollege i hela länet", "Ska vårdcollege omfatta alla kommuner?", "answered", "Lycksele"),
    Plot("living", "Länsgemensam vattenförsörjningsplan", "Hur säkrar vi dricksvattnet tillsammans?", "answered"),
    Plot("business", "En väg in för företag", "Ska företag mötas av en och samma väg in?", "change", "Skellefteå"),
    Plot("access", "Laddstolpar längs inlandsvägarna", "Var behövs laddstolpar, och vem bygger?", "late", "Storuman"),
    Plot("smart", "Gemensam informationssäkerhet", "Ska vi dela en informationssäkerhetsfunktion?", "late"),
    Plot("health", "Samordnad upphandling av välfärdsteknik", "Ska vi upphandla välfärdsteknik ihop?", "paper", "Umeå"),
    Plot("skills", "Lokala lärcentra", "Hur finansierar vi lärcentra i inlandet?", "going", "Åsele"),
    Plot("living", "Länsleder för friluftsliv", "Vem sköter lederna som går genom flera kommuner?", "going"),
    Plot("business", "Gemensamt värdskap för etableringar", "Hur tar vi emot stora etableringar?", "withdrawn"),
)
# What is on its way, and what is not.
OTHERS = (
    Plot("access", "Nattåg till Norrland", "Vilken linje driver länet om nattågen?", "position"),
    Plot("access", "Flygplatser i inlandet", "Hur ska flygplatserna i inlandet finansieras?", "position", "Lycksele"),
    Plot("skills", "Praktikplatser för nyanlända", "Hur delar vi på praktikplatserna?", "prepared", "Umeå"),
    Plot("skills", "Yrkeshögskola på fler orter", "Var behövs nya utbildningar?", "prepared", "Vännäs"),
    Plot("health", "Nära vård tillsammans", "Hur fördelas ansvaret mellan region och kommun?", "discussed"),
    Plot(
        "health", "Tidiga insatser för barn", "Vad ska alla kommuner göra före skolstarten?", "discussed", "Nordmaling"
    ),
    Plot("smart", "Digital infrastruktur på landsbygden", "Hur når fibern de sista hushållen?", "discussed", "Dorotea"),
    Plot("smart", "Öppna data från kommunerna", "Vilka data ska alla publicera?", "raised"),
    Plot("living", "Klimatanpassning av samhällsplanering", "Vilka underlag delar vi?", "raised", "Robertsfors"),
    Plot("living", "Vindkraft och bygdemedel", "Hur fördelas bygdemedlen?", "overdue", "Sorsele"),
    Plot("business", "Besöksnäring året om", "Vad gör vi tillsammans för vintersäsongen?", "overdue", "Storuman"),
    Plot("business", "Kompetens för gruvnäringen", "Hur möter vi behoven fram till 2030?", "circling", "Malå"),
    Plot("access", "Kollektivtrafik till sjukhusen", "Hur når alla sitt sjukhus?", "circling", "Vilhelmina"),
    Plot("health", "Gemensam socialjour", "Ska fler kommuner dela socialjour?", "lost", "Bjurholm"),
    Plot("skills", "Samverkan om särskild undervisningsgrupp", "Kan kommuner dela på resurserna?", "lost", "Norsjö"),
    Plot("smart", "Gemensamt arkiv", "Ska kommunerna dela e-arkiv?", "stopped"),
    Plot("living", "Bostadsförsörjning i tillväxt", "Hur bygger vi där jobben kommer?", "closed", "Skellefteå"),
    Plot("business", "Landsbygdsservice", "Vilken service garanterar vi tillsammans?", "closed"),
    Plot("health", "Personal i hemsjukvården", "Kan vi dela bemanning?", "draft"),
    Plot("skills", "Språkutbildning på arbetsplatsen", "Vilket stöd behöver arbetsgivarna?", "draft"),
)


_VARMLAND = ("KDN", "VRAU", "VR")
# The topics of the evaluation in Värmland, and the question that was raised there and then vanished.
TOPICS = (
    Plot("competence", "Kompetensförsörjning", "Hur möter vi bristen på kompetens?", "lost", "Hagfors", _VARMLAND),
    Plot("competence", "Frågor som har saknats", "Vilka frågor borde rådet ta upp?", "lost", "Sunne", _VARMLAND),
    Plot("transport", "Information eller dialog", "Hur mycket av mötet ska vara samtal?", "discussed", "", _VARMLAND),
    Plot("transport", "Rådets storlek", "Hur många ska sitta i rådet?", "circling", "Karlstad", _VARMLAND),
    Plot("transport", "Råd och arbetsutskott", "Vem gör vad av råd och utskott?", "circling", "", _VARMLAND),
    Plot("competence", "Kommunens egen process", "Hur hinner frågor beredas hemma?", "overdue", "Arvika", _VARMLAND),
    Plot("competence", "Mellankommunala frågor", "Var möts kommunerna utan regionen?", "raised", "Kil", _VARMLAND),
)
ANSWERED_IN_VARMLAND = Plot(
    "transport", "Trafik över länsgränsen", "Vilka linjer vill vi ha över länsgränsen?", "going", "", _VARMLAND
)


def play_varmland(stage: Stage) -> None:
    """The topics of the evaluation as matters; one of them has become a recommendation."""
    _recommended(stage, ANSWERED_IN_VARMLAND, 11)
    for number, plot in enumerate(TOPICS):
        _other(stage, plot, number)


def play(stage: Stage) -> None:
    """The whole year. The region's strategist raises what nobody else has raised."""
    forget_access(stage.coordinator)  # who has since been written down as the region's own
    for number, plot in enumerate(RECOMMENDED):
        _recommended(stage, plot, number)
    for number, plot in enumerate(OTHERS):
        _other(stage, plot, number)
    _belongings(stage)
    # Who reads the demo meets what is asked today, and not the whole year that has passed.
    for user in {stage.coordinator, *stage.speakers.values()}:
        mark_all_read(actor=user, now=stage.now)


def _belongings(stage: Stage) -> None:
    """What a matter may have beside its journey: a paper, and the number it has with the party that raised it."""
    matter = first_matter(stage.collaboration)
    speaker = stage.speaker(str(matter.raised_by))
    paper = draft_document(
        actor=speaker,
        collaboration=stage.collaboration,
        owner=matter.raised_by,
        title=f"{matter.title}: underlag",
        dated_on=matter.raised_on,
        upload=_file(matter.title),
        kind=DocumentKind.MEMO,
    )
    publish_document(actor=speaker, document=paper, is_checked=True, now=stage.now)
    add_paper(actor=speaker, matter=matter, document=paper)
    number = stage.text("RUN 214-2026")
    note_number(actor=speaker, matter=matter, organisation=matter.raised_by, number=number)


def _recommended(stage: Stage, plot: Plot, number: int) -> None:
    """Raised, prepared by the officers and the committee, recommended by the delegation, answered by the parties."""
    raised_on = _ago(stage, OLDEST - 20 * number)
    matter = _raise(stage, plot, raised_on)
    _share(stage, matter, raised_on, plot.forums)
    for leg in (DISCUSSED, PREPARED):
        _take(stage, matter, plot, leg)
    words = "Parterna rekommenderas att delta och att avsätta medel i nästa budget."
    treatment = _take(stage, matter, plot, RECOMMENDED_THEN, words)
    day = raised_on + timedelta(days=RECOMMENDED_THEN.days)
    recommendation = issue_recommendation(
        actor=stage.coordinator,
        treatment=treatment,
        title=EXAMPLE + plot.title,
        text=words,
        answer_by=max(day + timedelta(days=90), stage.today) if plot.how == "going" else day + timedelta(days=90),
        today=day,
    )
    _take(stage, matter, plot, Leg(0, JourneyStep.FOLLOW_UP, 30 + 5 * number))
    if plot.how == "withdrawn":
        reason = "Exempel: regeringen har lämnat en utredning som tar över frågan."
        withdraw_recommendation(
            actor=stage.coordinator, recommendation=recommendation, reason=reason, today=stage.today
        )
        return
    _answer_all(stage, recommendation, plot.how, number)
    if plot.how == "change":
        _correct(stage, recommendation)
    if plot.how == "answered":
        publish_matter(actor=stage.coordinator, matter=matter, is_checked=True, now=_at(day))


# How many of the sixteen have not answered, by how it goes.
SILENT = {"late": 4, "going": 11, "paper": 2}


def _answer_all(stage: Stage, recommendation: "Recommendation", how: str, number: int) -> None:
    """Each party after its own way through its boards: the first after a month, the last after three."""
    rows = list(recommendation.answers.select_related("organisation"))
    told = rows[: len(rows) - SILENT.get(how, 0)]
    for place, row in enumerate(told):
        took = timedelta(days=28 + (37 * place + number) % 66)
        day = min(recommendation.issued_on + took, stage.today)
        stance, reasons = _stance(how, place)
        on_paper = how == "paper" and place == 3
        give_answer(
            actor=stage.coordinator if on_paper else stage.speaker(str(row.organisation)),
            answer=row,
            state=stance,
            body="Kommunstyrelsen" if place % 3 else "Kommunfullmäktige",
            decided_on=day,
            section=f"§ {40 + place * 3}",
            registration_number=stage.text(f"KS 2026/{100 + place}"),
            reasons=reasons,
            is_released=bool(reasons) and place % 2 == 0,
            upload=_file(recommendation.title) if on_paper else None,
            now=_at(day),
        )


def _correct(stage: Stage, recommendation: "Recommendation") -> None:
    """The first party's secretary had written the wrong section."""
    row = recommendation.answers.select_related("organisation").first()
    if row is None or row.decided_on is None:
        return
    give_answer(
        actor=stage.speaker(str(row.organisation)),
        answer=row,
        state=row.state,
        body=row.body,
        decided_on=row.decided_on,
        section="§ 41",
        registration_number=row.registration_number,
        correction="Exempel: paragrafen var fel.",
        now=_at(row.decided_on + timedelta(days=14)),
    )


def _stance(how: str, place: int) -> tuple[Stance, str]:
    if how == "declined" and place == 4:
        return Stance.DECLINED, "Exempel: kommunen har nyss upphandlat ett eget system och är bunden till 2029."
    if how == "change" and place == 6:
        return Stance.ADOPTED_WITH_CHANGE, "Exempel: kommunen deltar, men först från nästa budgetår."
    if place == 9:
        return Stance.NOTED, ""
    return (Stance.NO_STANDPOINT, "") if place == 12 and how != "answered" else (Stance.ADOPTED, "")


def _file(title: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("exempel.txt", f"{title}\n\n{TEXT}".encode())


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a journey. With a result it was done so many days after the matter was raised; without one it is
    planned so many days from today."""

    forum: int  # which of the matter's forums
    step: JourneyStep
    days: int
    result: Result | None = None
    is_authoritative: bool = False


DISCUSSED = Leg(0, JourneyStep.DISCUSS, 14, Result.CONSULTATION)
PREPARED = Leg(1, JourneyStep.PREPARE, 28, Result.PREPARED)
POSITION = Leg(2, JourneyStep.POSITION, 42, Result.POSITION, is_authoritative=True)
RECOMMENDED_THEN = Leg(2, JourneyStep.POSITION, 42, Result.RECOMMENDATION, is_authoritative=True)
JOURNEYS: dict[str, tuple[Leg, ...]] = {
    "draft": (),
    "raised": (Leg(0, JourneyStep.DISCUSS, 14),),
    "discussed": (DISCUSSED, Leg(1, JourneyStep.PREPARE, 24)),
    "prepared": (DISCUSSED, PREPARED, Leg(2, JourneyStep.POSITION, 31, is_authoritative=True)),
    "position": (PREPARED, POSITION, Leg(0, JourneyStep.FOLLOW_UP, 60)),
    "overdue": (Leg(1, JourneyStep.PREPARE, -9),),
    "lost": (DISCUSSED,),
    "circling": (
        *(Leg(1, JourneyStep.PREPARE, days, Result.RETURNED) for days in (14, 70, 130)),
        Leg(1, JourneyStep.PREPARE, 20),
    ),
    "stopped": (DISCUSSED, Leg(2, JourneyStep.POSITION, 120)),
    "closed": (POSITION,),
}
LONG_AGO = {"stopped", "closed", "circling"}


def _other(stage: Stage, plot: Plot, number: int) -> None:
    """On its way as far as its plot says; or late, lost, circling, stopped, closed, still a draft."""
    raised_on = _ago(stage, 260 if plot.how in LONG_AGO else 120 - 4 * number)
    matter = _raise(stage, plot, raised_on)
    if JOURNEYS[plot.how]:
        _share(stage, matter, raised_on, plot.forums)
    for leg in JOURNEYS[plot.how]:
        _take(stage, matter, plot, leg)
    if plot.how == "closed":
        close_matter(
            actor=stage.coordinator,
            matter=matter,
            ending=Ending.AGREED,
            closed_on=raised_on + timedelta(days=POSITION.days),
            ending_words="Exempel: delegationen tog ställning, och parterna arbetar efter det.",
            today=stage.today,
        )


def _take(stage: Stage, matter: "Matter", plot: Plot, leg: Leg, words: str = "") -> "Treatment":
    day = matter.raised_on + timedelta(days=leg.days) if leg.result else stage.today + timedelta(days=leg.days)
    treatment = plan_treatment(
        actor=stage.coordinator,
        matter=matter,
        forum=stage.forum(plot.forums[leg.forum]),
        step=leg.step,
        due_on=day,
        is_authoritative=leg.is_authoritative,
    )
    if leg.result is None:
        return treatment
    return record_outcome(
        actor=stage.coordinator,
        treatment=treatment,
        result=leg.result,
        done_on=day,
        result_words=words,
        today=stage.today,
    )


def _ago(stage: Stage, days: int) -> date:
    return stage.today - timedelta(days=days)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _raise(stage: Stage, plot: Plot, raised_on: date) -> "Matter":
    name = plot.raised_by or str(region_of(stage.agreement))
    return raise_matter(
        actor=stage.speaker(name),
        collaboration=stage.collaboration,
        raised_by=party_called(stage.agreement, name).organisation,
        raised_on=raised_on,
        title=EXAMPLE + plot.title,
        question=plot.question,
        purpose="Ärendet är påhittat. Det visar hur en fråga går från en part till alla.",
        agreement=stage.agreement,
        areas=[area_called(stage.agreement, plot.area)],
        owner_forum=None if plot.how == "lost" else stage.forum(plot.forums[1]),
    )


def _share(stage: Stage, matter: "Matter", day: date, forums: tuple[str, str, str]) -> None:
    actor = stage.speaker(str(matter.raised_by))
    chosen = [stage.forum(abbreviation) for abbreviation in forums]
    share_matter(actor=actor, matter=matter, forums=chosen, is_confirmed=True, now=_at(day))
    matter.refresh_from_db()
