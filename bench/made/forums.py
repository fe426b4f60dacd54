"""Forums with their seats, and who has sat in them through eight years."""

from dataclasses import dataclass
from datetime import date, timedelta

from bench.made.county import County, Term, write
from bench.made.words import THEMES, paragraph, sentence
from samhandling.agreements.models import Agreement
from samhandling.core.audit import event_of
from samhandling.forums.enums import AccessMode, MandateKind, MandateStatus, Office, RuleKind, SeatKind
from samhandling.forums.models import (
    Appointment,
    CompositionRule,
    Forum,
    ForumAccess,
    ForumType,
    Mandate,
    PresidiumTerm,
    Seat,
)
from samhandling.organisations.models import Organisation, Person
from samhandling.organisations.services.people import give_public_role

GROUPS = 10
PILOTS = 6
VACANT_IN_A_HUNDRED = 7
REPLACED_IN_A_HUNDRED = 20


@dataclass(frozen=True, slots=True)
class Plan:
    """A forum, and how it is put together."""

    abbreviation: str
    name: str
    type: str
    rule: RuleKind
    count: int = 0
    deputies: int = 0
    role: str = ""
    above: str = ""
    source: str = ""
    is_owned: bool = False
    has_ended: bool = False


def plans() -> list[Plan]:
    chosen = [
        Plan("PKD", "Primärkommunala delegationen", "delegation", RuleKind.PER_PARTY, 2, 1, "municipality"),
        Plan("RUN", "Regionala utvecklingsnämnden", "board", RuleKind.FROM_ORGANISATION, 15, 15, is_owned=True),
        Plan("BSR", "Beredningen för samverkan", "preparatory_committee", RuleKind.FREE, 13, is_owned=True),
        Plan("AU", "Delegationens arbetsutskott", "committee", RuleKind.FROM_FORUM, 7, 7, above="PKD", source="PKD"),
        Plan("SRU", "Samråd för regional utveckling", "consultation", RuleKind.FREE, 13),
        Plan("KCN", "Kommunchefsnätverket", "officer_network", RuleKind.PER_PARTY, 1, 0, "municipality"),
    ]
    chosen += [
        Plan(f"N{number}", f"Nätverket för {theme}", "officer_network", RuleKind.PER_PARTY, 1, above="KCN")
        for number, theme in enumerate(THEMES, 1)
    ]
    chosen += [
        Plan(f"A{number}", f"Arbetsgruppen för {theme}", "working_group", RuleKind.FREE, 8, above=f"N{number}")
        for number, theme in enumerate(THEMES[:GROUPS], 1)
    ]
    return chosen + [
        Plan(f"F{number}", f"Försöket med {theme}", "working_group", RuleKind.FREE, 8, has_ended=True)
        for number, theme in enumerate(THEMES[:PILOTS], 1)
    ]


def make_forums(county: County, running: Agreement) -> None:
    types = {kind.key: kind for kind in ForumType.objects.filter(collaboration=None)}
    areas = list(running.areas.all())
    made: dict[str, Forum] = {}
    for plan in plans():  # one by one: each may belong to one before it
        (made[plan.abbreviation],) = write([_forum(county, running, plan, types[plan.type], made)])
        county.events.append(event_of(county.coordinator, "forum.set_up", made[plan.abbreviation]))
    for number, theme in enumerate(areas, 1):
        made[f"N{number}"].areas.add(theme)
    seats = [seat for plan in plans() for seat in _seats(county, plan, made)]
    held = _sit(county, write(seats))
    give_public_role({one.person_id for one in held})
    _preside(county, list(made.values()), held)
    _mandates(county, list(made.values()))
    write([ForumAccess(forum=made["PKD"], user=county.people[0].user)])


def _forum(county: County, running: Agreement, plan: Plan, kind: ForumType, made: dict[str, Forum]) -> Forum:
    former, _now, _coming = county.terms
    return Forum(
        collaboration=county.collaboration,
        agreement=None if plan.is_owned else running,
        type=kind,
        abbreviation=plan.abbreviation,
        name=plan.name,
        parent=made.get(plan.above),
        owner=county.region if plan.is_owned else None,
        purpose=paragraph(county.chance, 3),
        led_by="Regionala utvecklingsdirektören" if plan.type == "officer_network" else "",
        access=AccessMode.OPEN if plan.abbreviation == "PKD" else AccessMode.TRANSPARENT,
        starts_on=former.first,
        ends_on=former.last if plan.has_ended else None,
    )


def _seats(county: County, plan: Plan, made: dict[str, Forum]) -> list[Seat]:
    forum = made[plan.abbreviation]
    rule = CompositionRule(
        forum=forum,
        kind=plan.rule,
        count=plan.count,
        deputies=plan.deputies,
        party_role=plan.role,
        source_forum=made.get(plan.source),
        source_organisation=county.region if plan.rule == RuleKind.FROM_ORGANISATION else None,
    )
    write([rule])
    parties: list[Organisation | None] = [None]
    if plan.rule == RuleKind.FROM_ORGANISATION:
        parties = [county.region]
    elif plan.rule == RuleKind.PER_PARTY:
        parties = list(county.municipalities if plan.role else county.parties)
    seats = []
    for kind, many in ((SeatKind.ORDINARY, plan.count), (SeatKind.DEPUTY, plan.deputies)):
        places = [party for party in parties for _ in range(many)]
        seats += [
            Seat(
                forum=forum,
                rule=rule,
                kind=kind,
                number=number,
                organisation=party,
                starts_on=forum.starts_on,
                ends_on=forum.ends_on,
            )
            for number, party in enumerate(places, 1)
        ]
    return seats


def _sit(county: County, seats: list[Seat]) -> list[Appointment]:
    """Both terms through; every fifth leaves in the middle for somebody new, and some seats stand empty now."""
    people = _by_home(county)
    terms = [
        appointment
        for seat in seats
        for number, term in enumerate(county.terms[:2])
        if seat.ends_on is None or number == 0
        for appointment in _term(county, seat, term, people)
    ]
    held = write(terms)
    for one in held:
        values = {"starts_on": one.starts_on, "ends_on": one.ends_on, "seat": f"ledamot {one.seat.number}"}
        county.events.append(
            event_of(county.coordinator, "appointment.made", one.seat.forum, after=values, person_id=one.person_id)
        )
    return held


def _term(county: County, seat: Seat, term: Term, people: dict[int, list[Person]]) -> list[Appointment]:
    chance = county.chance
    is_now = term == county.terms[1]
    if is_now and chance.randrange(100) < VACANT_IN_A_HUNDRED:
        return []
    home = people[(seat.organisation or county.region).pk]
    first = _appointment(county, seat, chance.choice(home), term.first, term.last)
    if chance.randrange(100) >= REPLACED_IN_A_HUNDRED:
        return [first]
    change = term.first + timedelta(days=chance.randint(200, 1200))
    first.ends_on = change - timedelta(days=1)
    return [first, _appointment(county, seat, chance.choice(home), change, term.last)]


def _appointment(county: County, seat: Seat, person: Person, first: date, last: date) -> Appointment:
    return Appointment(
        seat=seat,
        person=person,
        starts_on=first,
        ends_on=last,
        decided_by=f"Fullmäktige i {seat.organisation or county.region}",
        decided_on=first - timedelta(days=30),
        decision_reference=f"§ {county.chance.randint(1, 250)}",
    )


def _by_home(county: County) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    for person in county.people:
        found.setdefault(person.organisation_id or 0, []).append(person)
    return found


def _preside(county: County, forums: list[Forum], held: list[Appointment]) -> None:
    former, running, _coming = county.terms
    sitting: dict[tuple[int, date], list[Appointment]] = {}
    for one in held:
        sitting.setdefault((one.seat.forum_id, one.ends_on), []).append(one)
    write(
        PresidiumTerm(forum=forum, person=one.person, office=office, starts_on=one.starts_on, ends_on=one.ends_on)
        for forum in forums
        if forum.type.has_presidium
        for term in (former, running)
        for one, office in zip(sitting.get((forum.pk, term.last), []), (Office.CHAIR, Office.VICE_CHAIR), strict=False)
    )


def _mandates(county: County, forums: list[Forum]) -> None:
    """Most have their terms of reference in two versions; some have none."""
    former, running, _coming = county.terms
    mandates = write(
        Mandate(
            forum=forum,
            kind=MandateKind.MISSION,
            version=version,
            status=MandateStatus.REPLACED if version == 1 else MandateStatus.ADOPTED,
            text=paragraph(county.chance, 12),
            adopted_on=term.first + timedelta(days=60),
            adopted_by=sentence(county.chance)[:40],
        )
        for number, forum in enumerate(forums)
        if number % 6
        for version, term in enumerate((former, running), 1)
    )
    for mandate in mandates:
        values = {"version": mandate.version}
        county.events.append(event_of(county.coordinator, "mandate.adopted", mandate.forum, after=values))
