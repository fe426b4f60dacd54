"""One collaboration with something in every room, all of it marked, so that a leak can be recognised."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import models
from django.urls import URLResolver, get_resolver

from samhandling.agreements.enums import GapKind, PartyRole
from samhandling.agreements.models import Agreement, Aim, Comment, GapSetAside, Proposal, SpecialAgreement
from samhandling.agreements.selectors import all_gaps_of
from samhandling.forums.domain.shift import shift_day
from samhandling.forums.enums import AccessMode, MandateStatus, Office
from samhandling.forums.models import CompositionRule, Mandate, PresidiumTerm
from samhandling.matters.models import MatterPaper
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration, ImportRun, Participation
from tests.factories.accounts import make_invitation, make_token, make_user
from tests.factories.agreements import (
    make_agreement_in_force,
    make_area,
    make_clause,
    make_duty,
    make_individual_agreement,
    make_party,
    make_review,
    make_set_aside,
    ratify,
)
from tests.factories.documents import (
    make_class,
    make_disposal,
    make_document,
    make_kept,
    make_stored_file,
    publish,
    share,
)
from tests.factories.finance import make_fee_list, make_funder, make_index, make_project, make_split, terms
from tests.factories.forums import (
    leave_vacant,
    make_appointment,
    make_forum,
    make_paper,
    make_party_shift,
    make_seat,
    make_secretary,
)
from tests.factories.matters import answer, make_matter, make_recommendation, make_treatment, share_matter
from tests.factories.notices import make_notice
from tests.factories.opendata import make_feed
from tests.factories.organisations import (
    give_party,
    give_role,
    make_collaboration,
    make_contact_point,
    make_coordinator,
    make_organisation,
    make_person,
)

TODAY = date.today()  # noqa: DTZ011  # the pages tell about today
YEAR = timedelta(days=365)


@dataclass
class World:
    """`rows` answers which row a kwarg of an address stands for, by the address's name first, then by the kwarg's."""

    collaboration: Collaboration
    coordinator: object
    rows: dict[str, models.Model] = field(default_factory=dict)


def make_world(mark: str, *, is_public: bool = False) -> World:
    collaboration = make_collaboration(
        name=f"Samverkan {mark}", slug=f"samverkan-{mark.lower()}", is_public=is_public, introduction=f"Om {mark}"
    )
    world = World(collaboration, make_coordinator(collaboration, name=f"Samordnare {mark}"))
    _address_book(world, mark)
    _agreement(world, mark)
    _forum(world, mark)
    _documents(world, mark)
    _money(world, mark)
    _matters(world, mark)
    world.rows["feed"] = make_feed(world.coordinator, collaboration, world.rows["organisation"], secret=mark)
    world.rows["notice"] = make_notice(world.coordinator, collaboration, f"Svara om {mark}.")
    return world


def _address_book(world: World, mark: str) -> None:
    collaboration = world.collaboration
    organisation = make_organisation(display_name=f"Föreningen {mark}", collaboration=collaboration)
    participation, _ = Participation.objects.get_or_create(collaboration=collaboration, organisation=organisation)
    person = make_person(collaboration=collaboration, given_name="Åsa", family_name=mark, organisation=organisation)
    former = person.former.create(until_on=TODAY - YEAR, given_name="Åsa", family_name=f"Född{mark}")
    point = make_contact_point(person=person, value=f"{mark.lower()}@example.se")
    run = ImportRun.objects.create(
        collaboration=collaboration,
        kind="people",
        file_name=f"{mark}.csv",
        started_by=world.coordinator,
        headers=["Namn"],
        mapping={"full_name": "Namn"},
        rows=[],
    )
    invited = give_role(make_user(name=f"Inbjuden {mark}", is_active=False), collaboration, Role.READER)
    party_user = give_party(make_user(name=f"Ombud {mark}"), collaboration, organisation)
    world.rows |= {
        "organisation": organisation,
        "participation": participation,
        "person": person,
        "former": former,
        "contact": point,
        "import": run,
        "role": collaboration.access.get(user=world.coordinator),
        "invitation": make_invitation(user=invited, secret=mark, invited_by=world.coordinator),
        "party_access": party_user.organisation_access.get(),
        "token": make_token(world.coordinator, name=f"Nyckel {mark}"),
    }


def _agreement(world: World, mark: str) -> None:
    agreement = make_agreement_in_force(
        world.collaboration,
        title=f"Överenskommelse {mark}",
        does_not_cover=f"Inte {mark}",
        starts_on=TODAY - YEAR,
        ends_on=TODAY + YEAR,
    )
    party = make_party(agreement, world.rows["organisation"], role=PartyRole.MUNICIPALITY)
    ratify(party, note=f"Med förbehåll {mark}")
    individual = make_individual_agreement(party, titles=[f"Särskilt avtal {mark}"])
    clause = make_clause(agreement, text=f"Parterna lovar {mark}.")
    world.rows |= {
        "agreement": agreement,
        "party": party,
        "special": SpecialAgreement.objects.get(individual_agreement=individual),
        "clause": clause,
        "area": make_area(agreement, name=f"Område {mark}"),
        "aim": Aim.objects.create(agreement=agreement, position=1, text=f"Mål {mark}"),
        "duty": make_duty(agreement, what=f"Åta sig {mark}"),
        "aside": _set_aside(agreement, world, mark),
        "review": make_review(agreement, conclusion=f"Slutsats {mark}"),
        "comment": Comment.objects.create(
            agreement=agreement, party=party, text=f"Tycker {mark}", written_by=world.coordinator
        ),
        "proposal": Proposal.objects.create(
            clause=clause, text=f"Hellre {mark}", reason="Tydligare", base_version=1, proposed_by=world.coordinator
        ),
    }


def _set_aside(agreement: Agreement, world: World, mark: str) -> GapSetAside:
    """The gap of a clause without text, which is there to be seen in its list."""
    make_clause(agreement, text="", heading=f"Tom {mark}")
    (gap,) = [gap for gap in all_gaps_of(agreement, TODAY) if gap.code == GapKind.CLAUSE_WITHOUT_TEXT]
    return make_set_aside(
        agreement, world.coordinator, key=gap.key, digest=gap.digest, about=gap.about, reason=f"Känd {mark}"
    )


def _forum(world: World, mark: str) -> None:
    forum = make_forum(
        world.collaboration,
        name=f"Delegation {mark}",
        purpose=f"Till för {mark}",
        access=AccessMode.CLOSED,
        starts_on=TODAY - YEAR,
        agreement=world.rows["agreement"],
    )
    seat = make_seat(forum, organisation=world.rows["organisation"])
    appointment = make_appointment(seat, world.rows["person"], starts_on=TODAY - YEAR, ends_on=TODAY + YEAR)
    world.rows |= {
        "forum": forum,
        "seat": seat,
        "appointment": appointment,
        "rule": CompositionRule.objects.create(forum=forum, kind="free", count=1),
        "term": PresidiumTerm.objects.create(
            forum=forum,
            person=world.rows["person"],
            office=Office.CHAIR,
            starts_on=TODAY - YEAR,
            ends_on=TODAY + YEAR,
        ),
        "mandate": Mandate.objects.create(
            forum=forum,
            kind="mission",
            version=1,
            status=MandateStatus.ADOPTED,
            adopted_on=TODAY - YEAR,
            text=f"Uppdrag {mark}",
        ),
        "left_vacant": leave_vacant(
            make_seat(forum, organisation=world.rows["organisation"]), f"Vakant {mark}", shift_day(TODAY)
        ),
        "shift": make_party_shift(world.collaboration, world.rows["organisation"], shift_day(TODAY)),
        "paper": make_paper(forum, f"Handling {mark}", text=f"Papperet om {mark}", dated_on=TODAY),
        "access": forum.secretaries.get(user=make_secretary(forum)),
    }


def _documents(world: World, mark: str) -> None:
    """A working draft of an organisation whose people are nobody's coordinators, and beside it what is shared."""
    owner = world.rows["organisation"]
    other = make_organisation(display_name=f"Mottagaren {mark}", collaboration=world.collaboration, takes_part=True)
    world.rows["document"] = make_document(
        world.collaboration,
        owner,
        title=f"Utkast {mark}",
        correspondent=f"Avsändare {mark}",
        file=make_stored_file(f"Utkastet om {mark}", f"Utkast{mark}.txt"),
    )
    share(make_document(world.collaboration, owner, title=f"Delad {mark}"), other)
    world.rows["published"] = publish(make_document(world.collaboration, owner, title=f"Publicerad {mark}"))
    # What an organisation has got by sitting in the closed forum stands in its register, and is read in the forum.
    share(world.rows["paper"].document, owner, through=f"Delegation {mark}")
    world.rows["retention_class"] = make_class(world.collaboration, name=f"Klass {mark}")
    gone = make_kept(world.collaboration, owner, title=f"Gallras {mark}", retention_class=world.rows["retention_class"])
    world.rows["disposal"] = make_disposal(gone, decision_reference=f"Beslut {mark}")


def _money(world: World, mark: str) -> None:
    """Drafts of everything, which only those who keep the accounts and the other members may see."""
    agreement, officer = world.rows["agreement"], world.coordinator
    index = make_index(world.collaboration, officer, 2026, 3_400, source=f"Prognosen {mark}")
    fee_list = make_fee_list(agreement, officer, 2026)
    shared = make_split(agreement, officer, terms(title=f"Kostnad {mark}"))
    project = make_project(agreement, officer, title=f"Projekt {mark}", owner=world.rows["organisation"])
    funder = make_funder(project, officer, organisation=world.rows["organisation"])
    world.rows |= {"index": index, "fee_list": fee_list, "split": shared, "project": project, "funder": funder}


def _matters(world: World, mark: str) -> None:
    """A draft that only its own organisation sees, and a matter that the parties are asked to answer in."""
    organisation = world.rows["organisation"]
    draft = make_matter(
        world.collaboration, organisation, title=f"Utkastärende {mark}", question=f"Vad tycks om {mark}?"
    )
    matter = make_matter(
        world.collaboration,
        organisation,
        title=f"Ärende {mark}",
        question=f"Hur löser vi {mark}?",
        raised_on=TODAY - YEAR,
        raised_by_person=world.rows["person"],
    )
    share_matter(matter, world.rows["forum"])
    other = make_organisation(display_name=f"Svarande {mark}", collaboration=world.collaboration, takes_part=True)
    recommendation = make_recommendation(
        matter, organisation, other, forum=world.rows["forum"], issued_on=TODAY, title=f"Råd {mark}"
    )
    answered = recommendation.answers.get(organisation=other)
    answer(answered, decided_on=TODAY, reasons=f"Skäl {mark}", given_at=datetime.now(UTC))
    world.rows |= {
        "matter": matter,
        "draft_matter": draft,
        "treatment": make_treatment(matter, world.rows["forum"], due_on=TODAY + YEAR),
        "matter_paper": MatterPaper.objects.create(matter=matter, document=world.rows["published"]),
        "recommendation": recommendation,
        "answer": recommendation.answers.get(organisation=organisation),
        "reasoned": answered,
    }


# Which row the first number of an address stands for, where its name does not tell.
PK_OF = {
    "organisations:contact_add": "organisation",
    "organisations:contact_edit": "contact",
    "organisations:contact_remove": "contact",
    "organisations:detail": "organisation",
    "organisations:edit": "organisation",
    "organisations:merge": "organisation",
    "organisations:participation_end": "participation",
    "organisations:participation_remove": "participation",
    "organisations:import": "import",
    "organisations:import_columns": "import",
    "organisations:import_undo": "import",
    "organisations:role_take": "role",
    "organisations:invitation_send": "invitation",
    "organisations:invitation_revoke": "invitation",
    # One's own passkeys and connections: nobody has any here, so the number of something else is not found.
    "mfa_edit_webauthn": "role",
    "mfa_remove_webauthn": "role",
    "accounts:disconnect": "role",
    "organisations:party_take": "party_access",
    "forums:person": "person",
    "forums:person_panel": "person",
    "forums:handover": "person",
    "forums:handover_file": "person",
    "forums:party": "organisation",
    "forums:organisation_panel": "organisation",
    "forums:shift": "organisation",
    "forums:shift_done": "organisation",
    "forums:shift_not_done": "organisation",
    "forums:shift_file": "organisation",
    "forums:shift_template": "organisation",
    "forums:agreement_panel": "agreement",
    "forums:import": "import",
    "forums:import_columns": "import",
    "forums:import_undo": "import",
    "forums:seat": "seat",
    "forums:appoint": "seat",
    "forums:replace": "seat",
    "forums:edit_seat": "seat",
    "forums:abolish_seat": "seat",
    "forums:remove_seat": "seat",
    "forums:move_seat_up": "seat",
    "forums:end_appointment": "appointment",
    "forums:correct_appointment": "appointment",
    "documents:organisation_panel": "organisation",
    "portal:one_of_ours": "organisation",
    "documents:class_change": "retention_class",
    "documents:class_remove": "retention_class",
    "documents:disposal": "disposal",
    "documents:disposal_export": "disposal",
    "documents:disposal_carry_out": "disposal",
    "documents:disposal_withdraw": "disposal",
    "finance:index_correct": "index",
    "finance:ledger": "organisation",
    "finance:organisation_panel": "organisation",
    "finance:annex_panel": "party",
    **dict.fromkeys(
        (
            "matters:recommendation",
            "matters:remind",
            "matters:withdraw",
            "matters:answer",
            "matters:answer_give",
            "matters:reasons_release",
        ),
        "recommendation",
    ),
}
ROOM_PK = {
    "organisations": "person",
    "agreements": "agreement",
    "forums": "forum",
    "documents": "document",
    "finance": "project",
    "matters": "matter",
}
FILE_KINDS = ("csv", "xlsx")


def addresses(
    resolver: URLResolver | None = None, namespace: str = "", outer: tuple[str, ...] = ()
) -> list[tuple[str, list[str]]]:
    """Every named address of the site, with the kwargs that it wants."""
    found: list[tuple[str, list[str]]] = []
    for pattern in (resolver or get_resolver()).url_patterns:
        kwargs = (*outer, *getattr(pattern.pattern, "converters", {}))
        if isinstance(pattern, URLResolver) and pattern.namespace == "api":
            continue  # it knows no cookies, and answers programs in JSON: tests/api walks it
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += addresses(pattern, inner, kwargs)
        elif pattern.name:
            found.append((namespace + pattern.name, sorted(set(kwargs))))
    return found


def rooms() -> list[str]:
    """Whose addresses there are to walk: a long walk is cut up by them, so that the cores share it."""
    return sorted({room_of(name) for name, _kwargs in addresses()})


def room_of(name: str) -> str:
    """Addresses without a room of their own are those of the library for log-ins."""
    return name.partition(":")[0] if ":" in name else "accounts"


def number_for(world: World, name: str, kwarg: str) -> int:
    """The number that stands for this in the address. What nobody has told about fails the test."""
    if kwarg == "version":
        return int(world.rows["mandate"].version)
    if kwarg == "year":
        return int(world.rows["fee_list"].year)
    row = (PK_OF.get(name) or ROOM_PK.get(room_of(name))) if kwarg == "pk" else kwarg
    if row not in world.rows:
        pytest.fail(
            f"{name} has a <{kwarg}>, and nobody has told which row it stands for. Put the row into `make_world`"
            " (tests/journeys/world.py) by that name; which row a <pk> is stands in ROOM_PK or PK_OF."
        )
    return int(world.rows[row].pk)
