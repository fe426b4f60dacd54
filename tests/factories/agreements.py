"""Agreements and what belongs to them, with defaults that hold together."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from samhandling.agreements.enums import PartyRole, RatificationResult, ReviewKind, Status
from samhandling.agreements.models import (
    Agreement,
    Area,
    Clause,
    ClauseVersion,
    Duty,
    GapSetAside,
    IndividualAgreement,
    Party,
    Ratification,
    Review,
    SpecialAgreement,
)
from samhandling.organisations.enums import Kind
from samhandling.organisations.models import Collaboration, Organisation
from tests.factories.organisations import make_collaboration, make_organisation, take_part

_numbers = count(1)

FIRST_DAY = date(2023, 1, 1)
LAST_DAY = date(2026, 12, 31)


def make_agreement(collaboration: Collaboration | None = None, parties: int = 3, **kw: Any) -> Agreement:
    """A draft for 2023-2026. The first of its parties is a region, the others are municipalities."""
    kw.setdefault("title", f"Överenskommelse {next(_numbers)}")
    kw.setdefault("starts_on", FIRST_DAY)
    kw.setdefault("ends_on", LAST_DAY)
    agreement = Agreement.objects.create(collaboration=collaboration or make_collaboration(), **kw)
    for number in range(parties):
        make_party(agreement, role=PartyRole.MUNICIPALITY if number else PartyRole.REGION)
    return agreement


def make_party(
    agreement: Agreement, organisation: Organisation | None = None, role: str = PartyRole.MUNICIPALITY
) -> Party:
    """An organisation that takes part in the collaboration, as a party; a new one unless told."""
    if organisation is None:
        kind = Kind.REGION if role == PartyRole.REGION else Kind.MUNICIPALITY
        organisation = make_organisation(collaboration=agreement.collaboration, kind=kind)
    take_part(organisation, agreement.collaboration)
    return Party.objects.create(agreement=agreement, organisation=organisation, role=role)


def make_clause(agreement: Agreement | None = None, text: str = "Parterna samverkar.", **kw: Any) -> Clause:
    """The next clause of the text, numbered last on the first level unless told, with its first version."""
    agreement = agreement or make_agreement()
    position = agreement.clauses.count() + 1
    kw.setdefault("position", position)
    kw.setdefault("number", str(position))
    kw.setdefault("heading", f"Rubrik {position}")
    clause = Clause.objects.create(agreement=agreement, text=text, **kw)
    ClauseVersion.objects.create(clause=clause, version=clause.version, heading=clause.heading, text=text)
    return clause


def make_area(agreement: Agreement | None = None, **kw: Any) -> Area:
    agreement = agreement or make_agreement()
    position = agreement.areas.count() + 1
    kw.setdefault("key", f"omrade-{position}")
    kw.setdefault("name", f"Område {position}")
    kw.setdefault("topics", ["digitalisering"])
    return Area.objects.create(agreement=agreement, position=position, **kw)


def make_duty(agreement: Agreement | None = None, **kw: Any) -> Duty:
    """A duty without owner or day unless told."""
    kw.setdefault("what", f"Ta fram underlag {next(_numbers)}")
    return Duty.objects.create(agreement=agreement or make_agreement(), **kw)


def make_review(agreement: Agreement | None = None, **kw: Any) -> Review:
    """The currency review of 2024, not yet done."""
    kw.setdefault("kind", ReviewKind.RELEVANCE)
    kw.setdefault("opens_on", date(2024, 1, 1))
    kw.setdefault("due_on", date(2024, 12, 31))
    return Review.objects.create(agreement=agreement or make_agreement(), **kw)


def make_set_aside(agreement: Agreement, user: Any, **kw: Any) -> GapSetAside:
    """A gap that was set aside of a text that is no more, unless told."""
    kw.setdefault("key", f"lucka-{next(_numbers)}")
    kw.setdefault("digest", "en annan text")
    kw.setdefault("about", "X ledamöter")
    kw.setdefault("reason", "Känd, åtgärdas i nästa överenskommelse.")
    kw.setdefault("set_aside_on", date(2026, 3, 2))
    return GapSetAside.objects.create(agreement=agreement, set_aside_by=user, **kw)


def make_individual_agreement(party: Party, titles: Iterable[str] = (), **kw: Any) -> IndividualAgreement:
    """The agreement with one municipality, with a special agreement for each title."""
    individual = IndividualAgreement.objects.create(party=party, **kw)
    for title in titles:
        SpecialAgreement.objects.create(individual_agreement=individual, title=title)
    return individual


def ratify(party: Party, result: str = RatificationResult.RATIFIED, **kw: Any) -> Ratification:
    """The party's council has decided."""
    kw.setdefault("body", "kommunfullmäktige")
    kw.setdefault("decided_on", date(2022, 11, 21))
    kw.setdefault("section", "§ 45")
    return Ratification.objects.create(party=party, result=result, **kw)


def ratify_all(agreement: Agreement) -> None:
    for party in agreement.parties.all():
        ratify(party)


def make_agreement_in_force(collaboration: Collaboration | None = None, parties: int = 3, **kw: Any) -> Agreement:
    """Proposed, ratified by all and in force since its first day."""
    kw.setdefault("status", Status.IN_FORCE)
    kw.setdefault("proposed_on", date(2022, 9, 1))
    kw.setdefault("entered_on", kw.get("starts_on", FIRST_DAY))
    agreement = make_agreement(collaboration, parties, **kw)
    make_clause(agreement)
    ratify_all(agreement)
    return agreement
