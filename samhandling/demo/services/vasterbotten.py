"""Västerbotten: an agreement in its last year, and the next one on its way between sixteen parties."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from samhandling.agreements.services.annexes import add_special_agreement, confirm_annex, save_individual_agreement
from samhandling.agreements.services.clauses import rewrite_clause
from samhandling.agreements.services.duties import fulfil_duty
from samhandling.agreements.services.renewal import (
    accept_proposal,
    answer_comment,
    ask_for_comments,
    draft_successor,
    propose_change,
    write_comment,
)
from samhandling.agreements.services.reviews import record_review
from samhandling.demo.cast import PLAYERS, SEATED
from samhandling.demo.selectors import clause_numbered, parties_of, party_called, region_of
from samhandling.demo.services.ratifying import enter, ratify
from samhandling.demo.services.stage import County, Stage, set_stage
from samhandling.demo.years import moved
from samhandling.forums.domain.composition import Rule
from samhandling.forums.enums import MandateKind, Office, RuleKind
from samhandling.forums.services.composition import create_seats, set_composition
from samhandling.forums.services.forums import change_forum
from samhandling.forums.services.mandates import adopt_mandate, draft_mandate
from samhandling.forums.services.presidium import choose
from samhandling.organisations.selectors.collaborations import times_of
from samhandling.organisations.services.collaborations import add_participant, end_participation
from samhandling.organisations.services.people import change_person

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Person

COUNTY = County(
    slug="vasterbotten",
    name="Samverkan i Västerbotten",
    code="24",
    accent="#1F5D50",
    support="#B4552D",
)
EXAMPLE = "Exempel: "


def play(coordinator: "User", *, today: date) -> Stage:
    read_on = moved(date(2022, 9, 1), today)
    stage = set_stage(COUNTY, coordinator, file="vasterbotten.yaml", today=today, read_on=read_on)
    stage.awaited = {place: PLAYERS[part] for place, part in SEATED.items()}
    ratify(stage, proposed_on=stage.on(2022, 9, 5), first_on=stage.on(2022, 10, 24))
    enter(stage, entered_on=stage.term[0])
    _seat_people(stage)
    _change_since(stage)
    _adopt_mandates(stage)
    _keep_annexes(stage)
    _follow_up(stage)
    _renew(stage)
    return stage


def _seat_people(stage: Stage) -> None:
    delegation = stage.fill("PKD", title="Kommunalråd", vacant={4, 18})
    committee = delegation[0::4][:7]
    stage.fill("PKD-AU", among=committee, decided_by="Primärkommunala delegationen")
    stage.fill(
        "PKD-AU", kind="deputy", among=delegation[1::4][:6], decided_by="Primärkommunala delegationen", vacant={7}
    )
    _seat_region(stage)
    for abbreviation, title, vacant in (
        ("KCN", "Kommundirektör", {4}),
        ("SKN", "Skolchef", {9, 12}),
        ("SON", "Socialchef", set[int]()),
    ):
        stage.fill(abbreviation, title=title, vacant=vacant, decided_by="Kommunens delegationsbeslut")
    _preside(stage, "PKD", delegation[:2])
    _preside(stage, "PKD-AU", committee[:2])


def _seat_region(stage: Stage) -> None:
    """The agreement says nothing of how many sit in the region's board: nine is this example's own."""
    region = region_of(stage.agreement)
    board = stage.forum("RUN")
    rule = Rule(key=0, kind=RuleKind.FROM_ORGANISATION, count=9, source_organisation=region.pk)
    set_composition(actor=stage.coordinator, forum=board, rules=[rule])
    create_seats(actor=stage.coordinator, forum=board, starts_on=board.starts_on)
    committee = stage.fill("BSR", title="Regionfullmäktigeledamot", decided_by="Regionfullmäktige")
    members = stage.fill("RUN", title="Regionråd", decided_by="Regionfullmäktige", vacant={9})
    stage.fill("SRU", among=[*committee, *members[:6]], decided_by="BSR och RUN")
    _preside(stage, "BSR", committee[:2])
    _preside(stage, "RUN", members[:2])


def _change_since(stage: Stage) -> None:
    """Somebody got another title in the middle of the term, and a municipality came back after a while outside."""
    chair = stage.forum("PKD").presidium.get(office=Office.CHAIR).person
    change_person(
        actor=stage.coordinator,
        person=chair,
        from_on=stage.on(2025, 2, 1),
        today=stage.today,
        title="Kommunstyrelsens ordförande",
    )
    returning = party_called(stage.agreement, "Sorsele").organisation
    end_participation(
        actor=stage.coordinator,
        participation=times_of(stage.collaboration, returning)[0],
        left_on=stage.on(2018, 12, 31),
    )
    add_participant(
        actor=stage.coordinator,
        collaboration=stage.collaboration,
        organisation=returning,
        joined_on=stage.on(2021, 1, 1),
    )


def _preside(stage: Stage, abbreviation: str, chosen: "list[Person]") -> None:
    starts_on, ends_on = stage.term
    for person, office in zip(chosen, (Office.CHAIR, Office.VICE_CHAIR), strict=True):
        choose(
            actor=stage.coordinator,
            forum=stage.forum(abbreviation),
            person=person,
            office=office,
            starts_on=starts_on,
            ends_on=ends_on,
        )


MANDATES = {
    "PKD": (
        MandateKind.MISSION,
        "Delegationen driver kommunernas gemensamma frågor och rekommenderar dem och regionen beslut.",
        "Primärkommunala delegationen",
    ),
    "PKD-AU": (
        MandateKind.MISSION,
        "Arbetsutskottet bereder alla ärenden till delegationen och ser till att kommunerna får tid att ta ställning.",
        "Primärkommunala delegationen",
    ),
    "BSR": (
        MandateKind.RULES,
        "Beredningen bereder frågor om samverkan och regional utveckling åt regionfullmäktige.",
        "Regionfullmäktige",
    ),
    "KCN": (
        MandateKind.MISSION,
        "Nätverket håller ihop kommunernas tjänstepersoner, förbereder delegationens frågor och följer upp dem.",
        "Kommunchefsnätverket",
    ),
}


def _adopt_mandates(stage: Stage) -> None:
    for abbreviation, (kind, text, adopted_by) in MANDATES.items():
        forum = stage.forum(abbreviation)
        mandate = draft_mandate(actor=stage.coordinator, forum=forum, kind=kind, text=EXAMPLE + text)
        adopt_mandate(
            actor=stage.coordinator,
            mandate=mandate,
            adopted_on=stage.on(2023, 3, 10),
            adopted_by=adopted_by,
            today=stage.today,
        )
    change_forum(actor=stage.coordinator, forum=stage.forum("PKD"), now=stage.now, access="open")
    change_forum(actor=stage.coordinator, forum=stage.forum("PKD-AU"), now=stage.now, access="closed")


SPECIAL = ("Gemensam gymnasieantagning", "Mediecenter", "Vårdcollege", "Systematisk kompetensförsörjning")


def _keep_annexes(stage: Stage) -> None:
    """Thirteen of fifteen have signed; two of those have not yet confirmed their annex."""
    starts_on, ends_on = stage.term
    municipalities = [party for party in parties_of(stage.agreement) if party.role == "municipality"]
    for number, party in enumerate(municipalities[:13]):
        save_individual_agreement(
            actor=stage.coordinator,
            party=party,
            signed_on=stage.on(2023, 2, 1) + timedelta(days=number),
            registration_number=stage.text(f"RUN {80 + number}-2023"),
        )
        for title in SPECIAL[: 1 + number % 4]:
            add_special_agreement(
                actor=stage.coordinator,
                party=party,
                title=title,
                starts_on=starts_on,
                ends_on=ends_on,
                notice_months=12,
            )
        if number < 11:
            confirm_annex(actor=stage.coordinator, party=party, confirmed_on=stage.on(2023, 3, 1))


def _follow_up(stage: Stage) -> None:
    review = stage.agreement.reviews.filter(kind="relevance").order_by("due_on").first()
    if review:
        record_review(
            actor=stage.coordinator,
            review=review,
            done_on=stage.on(2024, 11, 15),
            outcome="revise",
            conclusion=EXAMPLE
            + "Överenskommelsen håller, men delegationernas storlek och bilagans nummer måste bestämmas.",
            today=stage.today,
        )
    duty = stage.agreement.duties.filter(what__startswith="Anta en uppdragsbeskrivning").first()
    if duty:
        fulfil_duty(
            actor=stage.coordinator,
            duty=duty,
            fulfilled_on=stage.on(2023, 3, 10),
            evidence="Antagen uppdragsbeskrivning, PKD § 12",
            today=stage.today,
        )


def _renew(stage: Stage) -> None:
    """Next term's draft, with the first thing mended and the parties' first words about it."""
    draft = draft_successor(
        actor=stage.coordinator,
        agreement=stage.agreement,
        starts_on=stage.on(2027, 1, 1),
        ends_on=stage.on(2030, 12, 31),
        title=stage.text(f"{stage.agreement.title} 2027–2030"),
    )
    mended = clause_numbered(draft, "4.2")
    rewrite_clause(
        actor=stage.coordinator,
        clause=mended,
        heading=mended.heading,
        text=mended.text.replace("PKB", "PKD"),
        reason="Delegationen heter PKD i hela texten",
    )
    ask_for_comments(
        actor=stage.coordinator, agreement=draft, due_on=stage.today + timedelta(days=19), today=stage.today
    )
    draft.refresh_from_db()
    comment = write_comment(
        actor=stage.speaker("Skellefteå"),
        agreement=draft,
        party=party_called(draft, "Skellefteå"),
        clause=clause_numbered(draft, "5.2"),
        text=EXAMPLE + "Säg vilken folkmängd som gäller: den 1 november eller den 31 december.",
    )
    answer_comment(actor=stage.coordinator, comment=comment, answer="Bra. Vi föreslår 31 december året före.")
    write_comment(
        actor=stage.speaker("Vilhelmina"),
        agreement=draft,
        party=party_called(draft, "Vilhelmina"),
        text=EXAMPLE + "Kommunerna behöver minst sex veckor för egen beredning innan delegationen tar ställning.",
    )
    size = clause_numbered(draft, "4.3")
    proposal = propose_change(
        actor=stage.speaker("Lycksele"),
        clause=size,
        party=party_called(draft, "Lycksele"),
        text=size.text.replace("X ledamöter", "femton ledamöter, en från varje kommun"),
        reason="Storleken ska stå i överenskommelsen",
    )
    accept_proposal(actor=stage.coordinator, proposal=proposal, now=stage.now, answer="Vi gör så.")
    last = clause_numbered(draft, "6")
    propose_change(
        actor=stage.speaker("Umeå"),
        clause=last,
        party=party_called(draft, "Umeå"),
        text=last.text + " Varje kommun svarar inom tre månader på delegationens rekommendationer.",
        reason="Vi behöver veta vad som blir av det vi rekommenderar",
    )
