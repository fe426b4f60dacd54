"""Three agreements: one that ended, one in force, and the draft of the next."""

from datetime import timedelta

from bench.made.county import County, Term, write
from bench.made.words import THEMES, paragraph, sentence
from samhandling.agreements.enums import (
    AimKind,
    PartyRole,
    RatificationResult,
    ReviewKind,
    ReviewOutcome,
    Status,
)
from samhandling.agreements.models import (
    Agreement,
    Aim,
    Area,
    Clause,
    ClauseVersion,
    Comment,
    Duty,
    IndividualAgreement,
    Party,
    Proposal,
    Ratification,
    Review,
    SpecialAgreement,
)
from samhandling.core.audit import event_of

CHAPTERS = 8
CLAUSES_IN_A_CHAPTER = 5
DUTIES = 40
SPECIAL_AGREEMENTS = 4

ACTS = {
    Status.IN_FORCE: "agreement.entered",
    Status.ENDED: "agreement.ended",
}  # how it came there


def make_agreements(county: County) -> list[Agreement]:
    former: Agreement | None = None
    made = []
    for term, status in zip(county.terms, (Status.ENDED, Status.IN_FORCE, Status.DRAFT), strict=True):
        former = _agreement(county, term, status, former)
        made.append(former)
    return made


def _agreement(county: County, term: Term, status: Status, former: Agreement | None) -> Agreement:
    place = county.collaboration.name.removeprefix("Samverkan i ")
    (agreement,) = write(
        [
            Agreement(
                collaboration=county.collaboration,
                title=f"Regional utveckling i {place} {term.first.year}–{term.last.year}",
                status=status,
                starts_on=term.first,
                ends_on=term.last,
                legal_basis="Lag (2010:630) om regionalt utvecklingsansvar",
                does_not_cover=sentence(county.chance),
                has_individual_agreements=True,
                comments_due_on=county.today + timedelta(days=30) if status == Status.DRAFT else None,
                proposed_on=None if status == Status.DRAFT else term.first - timedelta(days=90),
                entered_on=None if status == Status.DRAFT else term.first,
                predecessor=former,
            )
        ]
    )
    county.events.append(event_of(county.coordinator, "agreement.drafted", agreement))
    if status in ACTS:
        county.events.append(event_of(county.coordinator, ACTS[status], agreement))
    parties = _parties(county, agreement, term)
    areas = _areas(agreement)
    clauses = _text(county, agreement)
    _duties(county, agreement, term, clauses, areas)
    _reviews(county, agreement, term)
    if status == Status.DRAFT:
        _talk(county, agreement, clauses, parties)
    else:
        _annexes(county, agreement, term, parties, areas)
    return agreement


def _parties(county: County, agreement: Agreement, term: Term) -> list[Party]:
    parties = write(
        Party(
            agreement=agreement,
            organisation=party,
            role=PartyRole.REGION if party == county.region else PartyRole.MUNICIPALITY,
        )
        for party in county.parties
    )
    if agreement.status == Status.DRAFT:
        return parties
    write(
        Ratification(
            party=party,
            result=RatificationResult.RATIFIED,
            body=f"Fullmäktige i {party.organisation}",
            decided_on=term.first - timedelta(days=county.chance.randint(20, 60)),
            section=f"§ {county.chance.randint(1, 200)}",
            registration_number=f"KS {term.first.year - 1}/{county.chance.randint(1, 999)}",
        )
        for party in parties
    )
    for party in parties:
        county.events.append(
            event_of(
                county.coordinator,
                "party.ratified",
                agreement,
                after={"party": party.organisation.display_name, "result": RatificationResult.RATIFIED},
            )
        )
    return parties


def _areas(agreement: Agreement) -> list[Area]:
    write(
        Aim(agreement=agreement, kind=kind, position=number, text=f"Länet samlas om {theme}")
        for kind in (AimKind.AIM, AimKind.PERSPECTIVE)
        for number, theme in enumerate(THEMES[:5])
    )
    return write(
        Area(agreement=agreement, key=f"omrade-{number}", position=number, name=theme.capitalize(), topics=[theme])
        for number, theme in enumerate(THEMES)
    )


def _text(county: County, agreement: Agreement) -> list[Clause]:
    """Eight chapters of five clauses; every third clause has been rewritten once."""
    heads = write(_clause(county, agreement, number, None) for number in range(CHAPTERS))
    below = write(_clause(county, agreement, number, head) for head in heads for number in range(CLAUSES_IN_A_CHAPTER))
    clauses = [*heads, *below]
    write(
        ClauseVersion(
            clause=clause,
            version=version,
            heading=clause.heading,
            text=clause.text if version == clause.version else paragraph(county.chance, 4),
            written_by=county.coordinator,
        )
        for clause in clauses
        for version in range(1, clause.version + 1)
    )
    for clause in clauses:
        county.events.append(event_of(county.coordinator, "clause.added", agreement, after={"clause": clause.number}))
    return clauses


def _clause(county: County, agreement: Agreement, number: int, head: Clause | None) -> Clause:
    theme = THEMES[(number + (head.position if head else 0)) % len(THEMES)]
    return Clause(
        agreement=agreement,
        parent=head,
        position=number,
        number=f"{head.number}.{number + 1}" if head else str(number + 1),
        heading=f"Om {theme}",
        text=paragraph(county.chance, 6),
        version=2 if number % 3 == 0 else 1,
    )


def _duties(county: County, agreement: Agreement, term: Term, clauses: list[Clause], areas: list[Area]) -> None:
    duties = []
    for number in range(DUTIES):
        due = county.day_in(term) + timedelta(days=county.chance.randint(0, 90))
        is_past = due < county.today and agreement.status != Status.DRAFT
        duties.append(
            Duty(
                agreement=agreement,
                clause=clauses[number % len(clauses)],
                area=areas[number % len(areas)],
                owner=county.parties[number % len(county.parties)] if number % 8 else None,
                what=sentence(county.chance),
                due_on=due if number % 10 else None,
                fulfilled_on=due if is_past and number % 9 else None,
                evidence=sentence(county.chance) if is_past else "",
            )
        )
    for duty in write(duties):
        about = agreement.collaboration_id
        county.events.append(event_of(county.coordinator, "duty.added", duty, collaboration_id=about))
        if duty.fulfilled_on:
            county.events.append(event_of(county.coordinator, "duty.fulfilled", duty, collaboration_id=about))


def _reviews(county: County, agreement: Agreement, term: Term) -> None:
    reviews = []
    for year in range(term.first.year, term.last.year + 1):
        opens, due = term.first.replace(year=year, month=9), term.first.replace(year=year, month=12)
        is_done = due < county.today and agreement.status != Status.DRAFT
        reviews.append(
            Review(
                agreement=agreement,
                kind=ReviewKind.FINAL if year == term.last.year else ReviewKind.RELEVANCE,
                opens_on=opens,
                due_on=due,
                done_on=due if is_done else None,
                outcome=ReviewOutcome.KEEP if is_done else "",
                conclusion=paragraph(county.chance, 3) if is_done else "",
            )
        )
    write(reviews)


def _annexes(county: County, agreement: Agreement, term: Term, parties: list[Party], areas: list[Area]) -> None:
    """Nine of ten have signed their individual agreement, and confirmed its annex."""
    individual = write(
        IndividualAgreement(
            party=party,
            signed_on=term.first + timedelta(days=number),
            registration_number=f"RUN {number}-{term.first.year}",
            annex_confirmed_on=term.first + timedelta(days=60),
        )
        for number, party in enumerate(parties[1:])
        if number % 10
    )
    write(
        SpecialAgreement(
            individual_agreement=one,
            area=areas[number % len(areas)],
            title=f"Avtal om {areas[number % len(areas)].name.lower()}",
            registration_number=f"RUN {number}-{term.first.year}",
            starts_on=term.first,
            ends_on=term.last,
            notice_months=12,
        )
        for one in individual
        for number in range(county.chance.randint(0, SPECIAL_AGREEMENTS))
    )
    for one in individual:
        county.events.append(
            event_of(county.coordinator, "annex.confirmed", agreement, after={"party": one.party.organisation})
        )


def _talk(county: County, draft: Agreement, clauses: list[Clause], parties: list[Party]) -> None:
    """What the parties say about the draft: each a comment and every third a proposal."""
    write(
        Comment(
            agreement=draft,
            clause=county.chance.choice(clauses),
            party=party,
            text=paragraph(county.chance, 2),
            written_by=county.coordinator,
        )
        for party in parties
    )
    write(
        Proposal(
            clause=clause,
            party=party,
            text=paragraph(county.chance, 5),
            reason=sentence(county.chance),
            base_version=clause.version,
            proposed_by=county.coordinator,
        )
        for party, clause in zip(parties[::3], clauses, strict=False)
    )
