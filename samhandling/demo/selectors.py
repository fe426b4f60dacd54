"""Finding the props."""

from typing import TYPE_CHECKING

from samhandling.accounts.models import User
from samhandling.agreements.models import Agreement, Area, Clause, Party
from samhandling.forums.models import Forum, Seat
from samhandling.matters.models import Matter
from samhandling.organisations.models import Collaboration, Organisation, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

DOMAIN = "demo.example.se"


def is_loaded() -> bool:
    return User.objects.filter(email__endswith=f"@{DOMAIN}").exists()


def address_of(part: str) -> str:
    return f"{part}@{DOMAIN}"


def player(part: str) -> User | None:
    """The user who plays the part, or None before the demo is loaded."""
    return User.objects.filter(email=address_of(part), is_active=True).first()


def forum_called(collaboration: Collaboration, abbreviation: str) -> Forum:
    return Forum.objects.select_related("type").get(collaboration=collaboration, abbreviation=abbreviation)


def seats_of(forum: Forum, kind: str) -> "QuerySet[Seat]":
    return Seat.objects.filter(forum=forum, kind=kind).select_related("forum", "organisation").order_by("number")


def parties_of(agreement: Agreement) -> "QuerySet[Party]":
    return agreement.parties.select_related("organisation", "agreement").order_by("-role", "organisation__sort_key")


def party_called(agreement: Agreement, name: str) -> Party:
    return agreement.parties.select_related("organisation", "agreement").get(organisation__display_name=name)


def area_at(agreement: Agreement, position: int) -> Area:
    """The areas in their order, counted from 0."""
    return agreement.areas.order_by("position")[position]


def area_called(agreement: Agreement, key: str) -> Area:
    return agreement.areas.select_related("agreement").get(key=key)


def first_matter(collaboration: Collaboration) -> Matter:
    return (
        Matter.objects.select_related("raised_by", "collaboration").filter(collaboration=collaboration).earliest("pk")
    )


def clause_numbered(agreement: Agreement, number: str) -> Clause:
    return agreement.clauses.select_related("agreement").get(number=number, is_removed=False)


def region_of(agreement: Agreement) -> Organisation:
    return Organisation.objects.get(agreement_parties__agreement=agreement, agreement_parties__role="region")


def director_of(collaboration: Collaboration, organisation: Organisation) -> Person | None:
    """The municipality's director, as long as nobody logs in as them."""
    return Person.objects.filter(
        collaboration=collaboration, organisation=organisation, title="Kommundirektör", user=None
    ).first()
