"""A world with two of each: an agreement in force and a draft, a closed forum and an open one, and their addresses."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import models

from samhandling.agreements.enums import PartyRole
from samhandling.agreements.models import Aim, Comment, Proposal, SpecialAgreement
from samhandling.core.api.scopes import all_scopes
from samhandling.forums.enums import AccessMode, MandateStatus, Office, SeatKind
from samhandling.forums.models import CompositionRule, Mandate, PresidiumTerm
from samhandling.organisations.models import Organisation, Participation
from tests.factories.accounts import by_token
from tests.factories.agreements import (
    make_agreement,
    make_area,
    make_clause,
    make_duty,
    make_individual_agreement,
    make_party,
    make_review,
)
from tests.factories.finance import make_fee_list, make_split, terms
from tests.factories.forums import make_appointment, make_forum, make_paper, make_seat, make_secretary
from tests.factories.organisations import make_person
from tests.journeys.world import TODAY, YEAR, World

# Which row the number {pk} stands for, by what stands before it in the address.
PK_AFTER = {
    "agreements": "agreement",
    "appointments": "appointment",
    "contact-points": "contact",
    "documents": "document",
    "forums": "forum",
    "index-figures": "index",
    "matters": "matter",
    "organisations": "organisation",
    "participations": "participation",
    "people": "person",
    "projects": "project",
    "recommendations": "recommendation",
    "seats": "seat",
}


@dataclass(frozen=True)
class Rows:
    """Rows that belong together, by the names that they have in addresses."""

    slug: str
    rows: dict[str, models.Model]

    def numbers(self, template: str) -> dict[str, object]:
        """What to write for each {name} of an address. A name that nobody has told about fails the test."""
        return {name: self._number(template, name) for name in re.findall(r"{(\w+)}", template)}

    def address(self, template: str) -> str:
        return template.format_map(self.numbers(template))

    def _number(self, template: str, name: str) -> object:
        if name == "slug":
            return self.slug
        if name == "version":
            return self.rows["mandate"].version
        if name == "year":
            return self.rows["fee_list"].year
        if name == "pk":
            before = re.search(r"/([\w-]+)/{pk}", template)
            name = PK_AFTER.get(before.group(1), name) if before else name
        if name not in self.rows:
            pytest.fail(
                f"Nobody has told which row {{{name}}} is in {template}. Put it into `make_world`"
                " (tests/journeys/world.py) by that name; which row a {pk} is stands in PK_AFTER (tests/api/rooms.py)."
            )
        return self.rows[name].pk


def rows_of(world: World) -> Rows:
    """What `make_world` makes: an agreement in force, and a closed forum."""
    return Rows(world.collaboration.slug, world.rows)


def make_drafts(world: World, mark: str) -> Rows:
    """In the same collaboration: a draft, and an open forum with a vacant seat, a drafted mandate and a paper."""
    rows = dict(world.rows) | _draft(world, mark)
    rows |= _open_forum(world, mark, rows["agreement"])
    return Rows(world.collaboration.slug, rows)


def _draft(world: World, mark: str) -> dict[str, models.Model]:
    agreement = make_agreement(
        world.collaboration,
        title=f"Utkast {mark}",
        starts_on=TODAY + YEAR + timedelta(days=1),
        ends_on=TODAY + 4 * YEAR,
        has_individual_agreements=True,
    )
    party = make_party(agreement, world.rows["organisation"], role=PartyRole.MUNICIPALITY)
    individual = make_individual_agreement(party, titles=[f"Enskilt {mark}"])
    clause = make_clause(agreement, text=f"Utkastet lovar {mark}.")
    return {
        "agreement": agreement,
        "fee_list": make_fee_list(agreement, world.coordinator, 2026),
        "split": make_split(agreement, world.coordinator, terms(title=f"Ny kostnad {mark}")),
        "party": party,
        "special": SpecialAgreement.objects.get(individual_agreement=individual),
        "clause": clause,
        "area": make_area(agreement, name=f"Nytt område {mark}"),
        "aim": Aim.objects.create(agreement=agreement, position=1, text=f"Nytt mål {mark}"),
        "duty": make_duty(agreement, what=f"Nytt åtagande {mark}"),
        "review": make_review(agreement, opens_on=TODAY - YEAR, due_on=TODAY + YEAR),
        "comment": Comment.objects.create(
            agreement=agreement, clause=clause, party=party, text=f"Menar {mark}", written_by=world.coordinator
        ),
        "proposal": Proposal.objects.create(
            clause=clause, text=f"Skriv {mark}", reason="Tydligare", base_version=1, proposed_by=world.coordinator
        ),
    }


def _open_forum(world: World, mark: str, agreement: models.Model) -> dict[str, models.Model]:
    forum = make_forum(
        world.collaboration,
        name=f"Öppet forum {mark}",
        access=AccessMode.OPEN,
        starts_on=TODAY - YEAR,
        agreement=agreement,
        owner=world.rows["organisation"],
    )
    person = make_person(collaboration=world.collaboration, given_name="Ulla", family_name=f"{mark}dotter")
    make_appointment(make_seat(forum), person, starts_on=TODAY - YEAR, ends_on=TODAY + YEAR)
    CompositionRule.objects.create(forum=forum, kind="per_party", count=1, party_role=PartyRole.MUNICIPALITY)
    Mandate.objects.create(
        forum=forum, kind="mission", version=1, status=MandateStatus.ADOPTED, adopted_on=TODAY - YEAR, text="Förr"
    )
    later = make_seat(forum, kind=SeatKind.DEPUTY)
    return {
        "forum": forum,
        "seat": make_seat(forum),  # nobody sits there
        "appointment": make_appointment(later, starts_on=TODAY - YEAR, ends_on=TODAY + YEAR),
        "person": person,
        "term": PresidiumTerm.objects.create(
            forum=forum, person=person, office=Office.CHAIR, starts_on=TODAY - YEAR, ends_on=TODAY + YEAR
        ),
        "mandate": Mandate.objects.create(forum=forum, kind="mission", version=2, text=f"Skriver om {mark}"),
        "paper": make_paper(forum, f"Öppen handling {mark}", text=f"Öppet om {mark}", dated_on=TODAY),
        "access": forum.secretaries.get(user=make_secretary(forum, world.coordinator)),
    }


def choices_of(rows: Rows) -> dict[str, int]:
    """Numbers that a body may name in the field, and that are there to choose."""
    found = {f"{name}_id": row.pk for name, row in rows.rows.items()}
    participant = Participation.objects.filter(collaboration__slug=rows.slug).values("organisation")
    others = Organisation.objects.filter(pk__in=participant).exclude(pk=rows.rows["organisation"].pk)
    return found | {
        "owner_id": rows.rows["organisation"].pk,
        "organisation_id": (others.first() or rows.rows["organisation"]).pk,
        "parent_id": rows.rows["organisation"].pk,
        "document_id": rows.rows["paper"].document_id,
    }


def with_every_scope(user) -> dict[str, str]:
    return by_token(user, *(scope.name for scope in all_scopes()))
