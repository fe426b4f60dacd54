"""Every unique rule of the product: which verb meets it when somebody else was a moment before, and what it becomes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from samhandling.accounts.models import ApiToken, Invitation, User
from samhandling.accounts.services.invitations import invite_user
from samhandling.accounts.services.tokens import create_token
from samhandling.agreements import enums as agreements
from samhandling.agreements.models import (
    Agreement,
    Area,
    Clause,
    ClauseVersion,
    GapSetAside,
    IndividualAgreement,
    Party,
    Ratification,
    RenewalPlan,
)
from samhandling.agreements.selectors import all_gaps_of
from samhandling.agreements.services.annexes import save_individual_agreement
from samhandling.agreements.services.areas import add_area
from samhandling.agreements.services.clauses import add_clause
from samhandling.agreements.services.gaps import set_gaps_aside
from samhandling.agreements.services.parties import add_party
from samhandling.agreements.services.parties import record_ratification as ratified
from samhandling.agreements.services.renewal import draft_successor
from samhandling.agreements.services.timeline import plan_renewal
from samhandling.core.enums import ChangeRefusal
from samhandling.core.files import store_file
from samhandling.core.models import HeldFile, KeptForm, RememberedAnswer, StoredFile
from samhandling.documents import enums as documents
from samhandling.documents.models import DisposalLine, Document, RetentionClass, SecrecyMarking, Share
from samhandling.documents.services.disposal import propose_disposal
from samhandling.documents.services.drafts import start_following
from samhandling.documents.services.letting_out import share_document
from samhandling.documents.services.retention import create_class
from samhandling.documents.services.secrecy import mark_as_secret
from samhandling.finance import enums as finance
from samhandling.finance.models import (
    BaseFee,
    BudgetLine,
    Fee,
    FeeBase,
    FeeList,
    Funder,
    IndexFigure,
    PartyDecision,
    SplitShare,
)
from samhandling.finance.services.projects import add_funder, budget_for, decide_on_project
from samhandling.forums import enums as forums
from samhandling.forums.domain.shift import Wish, mark_of_seat
from samhandling.forums.enums import NextHolder
from samhandling.forums.models import (
    Appointment,
    Forum,
    ForumAccess,
    ForumType,
    LeftVacant,
    Mandate,
    Paper,
    PartyShift,
    Seat,
)
from samhandling.forums.services.access import add_secretary
from samhandling.forums.services.appointments import appoint
from samhandling.forums.services.mandates import draft_mandate
from samhandling.forums.services.papers import submit_document
from samhandling.forums.services.seats import add_seat
from samhandling.forums.services.shift import save_shift
from samhandling.forums.services.shift_answer import ask_parties
from samhandling.forums.services.types import load_forum_types
from samhandling.lib.periods import Period
from samhandling.matters import enums as matters
from samhandling.matters.enums import Result
from samhandling.matters.models import (
    Answer,
    Matter,
    MatterPaper,
    MatterShare,
    OwnNumber,
    Recommendation,
    Treatment,
)
from samhandling.matters.services.matters import add_paper, note_number, share_matter
from samhandling.matters.services.recommendations import issue_recommendation
from samhandling.notices.models import Notice, NoticeWish
from samhandling.notices.services.telling import tell_due
from samhandling.notices.services.wishes import change_wish
from samhandling.opendata.models import CalendarFeed, EventStamp
from samhandling.opendata.services.feeds import make_feed as follow
from samhandling.opendata.services.feeds import stamp_events
from samhandling.organisations import enums as organisations
from samhandling.organisations.enums import Kind, Role, Sector
from samhandling.organisations.models import (
    Collaboration,
    CollaborationAccess,
    FormerFacts,
    Organisation,
    OrganisationAccess,
    Participation,
    Person,
    Population,
)
from samhandling.organisations.selectors.populations import Figures
from samhandling.organisations.services.access import give_party, give_role
from samhandling.organisations.services.collaborations import add_participant, install_collaboration
from samhandling.organisations.services.organisations import create_organisation
from samhandling.organisations.services.people import change_person, link_user
from samhandling.organisations.services.populations import store_fetched
from samhandling.organisations.services.register import load_register
from samhandling.portal.models import AccessibilityStatement, FirstStepsKept
from samhandling.portal.services.first_steps import put_steps_away
from samhandling.portal.services.statements import write_statement
from tests.factories import opendata
from tests.factories.accounts import make_user
from tests.factories.agreements import make_agreement, make_agreement_in_force, make_duty
from tests.factories.documents import make_document, make_kept, make_upload, share
from tests.factories.finance import make_base, make_fee_list, make_index, make_split
from tests.factories.forums import SHIFT_DAY, make_forum, make_seat, make_secretary
from tests.factories.matters import make_matter, make_treatment, open_matter
from tests.factories.organisations import give_party as answers_for
from tests.factories.organisations import make_coordinator, make_municipality, make_organisation, make_person
from tests.journeys.world import World, make_world

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
TODAY, LONG_AGO = date(2026, 9, 1), date(2023, 1, 1)
SAME = ChangeRefusal.SAME_SAVED


@dataclass
class Scene:
    """A world where somebody acts for the collaboration, and somebody for one of its organisations."""

    world: World
    actor: Any
    here: Collaboration
    organisation: Organisation
    other: Organisation
    answering: User

    def row(self, name: str) -> Any:
        return self.world.rows[name]

    def draft(self) -> Agreement:
        return make_agreement(self.here, parties=0)

    def own(self, **fields: Any) -> Document:
        return make_document(self.here, self.organisation, **fields)


def set_scene() -> Scene:
    world = make_world("Egnahem")
    organisation = world.rows["organisation"]
    other = make_organisation(collaboration=world.collaboration, takes_part=True)
    answering = answers_for(make_user(), world.collaboration, organisation)
    make_person(collaboration=world.collaboration, organisation=organisation, user=answering)
    return Scene(world, world.coordinator, world.collaboration, organisation, other, answering)


def just_before(model: type[Model], rival: Callable[[], object] | None) -> Callable[..., Any]:
    """Before the first write to the table, the rival writes: the very same row, unless told what."""
    table = f'"{model._meta.db_table}"'
    writing = [True]

    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql[:6]
        if writing and table in sql[:80] and (verb == "INSERT" or (rival and verb == "UPDATE")):
            writing.clear()
            if rival:
                rival()
            else:
                run(sql, params, many, context)
        return run(sql, params, many, context)

    return execute


@dataclass(frozen=True)
class Meets:
    """The verb that meets the rule, and what it becomes; None where the same written twice is one.

    `prepared` makes, before anybody acts, what the verb and the rival need. Where a service asks `get_or_create`, the
    rival of this test goes with its savepoint, so the general words are seen; a real one is found by the second look.
    """

    act: Callable[..., object]
    becomes: Any = SAME
    rival: Callable[..., object] | None = None
    prepared: Callable[[Scene], Any] = lambda _scene: None


def new_organisation(scene: Scene, _made: object) -> object:
    facts = {"display_name": "Rådet", "formal_name": "Rådet", "kind": Kind.OTHER, "sector": Sector.PUBLIC}
    return create_organisation(actor=scene.actor, collaboration=scene.here, organisation_number="232100-0222", **facts)


def decision(scene: Scene, _made: object) -> object:
    return decide_on_project(
        actor=scene.actor, project=scene.row("project"), organisation=scene.other, result="approved", body="KS",
        decided_on=TODAY, section="§ 1", registration_number="", today=TODAY,
    )  # fmt: skip


def ratification(scene: Scene, party: Party) -> object:
    return ratified(
        actor=scene.actor, party=party, result="ratified", body="KF", decided_on=TODAY, section="§ 1", today=TODAY
    )


def proposed_party(scene: Scene) -> Party:
    agreement = make_agreement(scene.here, parties=2, status="proposed")
    return agreement.parties.all()[0]


def taking_part(**days: date) -> Meets:
    return Meets(
        lambda s, new: add_participant(actor=s.actor, collaboration=s.here, organisation=new, **days),
        organisations.Refusal.ALREADY_TAKES_PART,
        prepared=lambda s: make_organisation(collaboration=s.here),
    )


def figures(scene: Scene) -> Figures:
    make_municipality(collaboration=scene.here)
    return Figures(date(2024, 12, 31), "TAB5557", "SCB", {"2480": 132_000})


def seated(scene: Scene) -> Forum:
    """A forum that whoever answers for the organisation is the secretary of."""
    forum = make_forum(scene.here)
    make_secretary(forum, scene.answering)
    return forum


def token_of_another(scene: Scene) -> list[Any]:
    app = SocialApp.objects.create(provider="kommunen", name="Kommunen", client_id="1")
    return [app, SocialAccount.objects.create(user=scene.answering, provider="kommunen", uid="1")]


def recommended(scene: Scene) -> Treatment:
    """A forum has recommended something, and nobody has sent it yet."""
    matter = open_matter(make_matter(scene.here, scene.organisation, agreement=scene.row("agreement")))
    return make_treatment(matter, make_forum(scene.here), done_on=TODAY, result=Result.RECOMMENDATION)


def issued(scene: Scene, treatment: Treatment) -> object:
    return issue_recommendation(
        actor=scene.actor, treatment=treatment, title="Gå med", text="Att gå med", answer_by=TODAY, today=TODAY
    )


def left_vacant(scene: Scene, seat: Seat) -> object:
    """A seat of the organisation is left vacant in the shift; of one that nobody has held the mark is empty."""
    wish = Wish(seat.pk, mark_of_seat([], None), NextHolder.VACANT, Period(SHIFT_DAY, SHIFT_DAY), reason="Väntar")
    return save_shift(
        actor=scene.answering, collaboration=scene.here, organisation=scene.organisation, shift_on=SHIFT_DAY,
        wishes=[wish], decision={}, language="sv", now=NOW,
    )  # fmt: skip


RULES: dict[tuple[type[Model], str], Meets] = {
    (StoredFile, "key"): Meets(lambda s, _: store_file(upload=make_upload(), user=None)),
    (RememberedAnswer, "one_answer_per_key_and_user"): Meets(
        lambda s, _: RememberedAnswer.objects.create(user=s.actor, key="1", fingerprint="a", created_at=NOW)
    ),
    (KeptForm, "one_kept_form_per_user_and_address"): Meets(
        lambda s, _: KeptForm.objects.create(user=s.actor, address="/", kept_at=NOW)
    ),
    (HeldFile, "stored"): Meets(
        lambda s, stored: HeldFile.objects.create(user=s.actor, stored=stored, held_at=NOW),
        prepared=lambda s: store_file(upload=make_upload(), user=s.actor),
    ),
    (User, "email"): Meets(
        lambda s, _: invite_user(actor=s.actor, email="ny@example.se", name="Ny", language="sv", now=NOW)
    ),
    (Invitation, "secret_hash"): Meets(
        lambda s, _: invite_user(actor=s.actor, email="ny@example.se", name="Ny", language="sv", now=NOW)
    ),
    (ApiToken, "secret_hash"): Meets(
        lambda s, _: create_token(
            actor=s.actor, name="x", scopes=["forums:read"], expires_at=NOW + timedelta(days=9), now=NOW
        )
    ),
    (Collaboration, "slug"): Meets(
        lambda s, _: install_collaboration(coordinator=s.actor, name="Norr", slug="norr"),
        organisations.Refusal.SLUG_TAKEN,
    ),
    (Organisation, "scb_code"): Meets(lambda s, _: load_register()),
    (Organisation, "one_organisation_per_number"): Meets(new_organisation, organisations.Refusal.NUMBER_TAKEN),
    (Participation, "one_participation_per_start"): taking_part(joined_on=LONG_AGO, left_on=TODAY),
    (Participation, "one_participation_since_the_beginning"): taking_part(left_on=TODAY),
    (Participation, "one_open_participation"): taking_part(),
    (FormerFacts, "one_set_of_former_facts_per_last_day"): Meets(
        lambda s, person: change_person(actor=s.actor, person=person, title="Chef", from_on=TODAY, today=TODAY),
        prepared=lambda s: make_person(collaboration=s.here),
    ),
    (EventStamp, "one_stamp_per_event"): Meets(lambda s, _: stamp_events(feed=s.row("feed"), now=NOW), None),
    (Population, "one_population_per_table"): Meets(
        lambda s, figures: store_fetched(figures=figures, fetched_on=TODAY), None, prepared=figures
    ),
    (Person, "one_person_per_user_and_collaboration"): Meets(
        lambda s, made: link_user(actor=s.actor, person=made[0], email=made[2].email),
        organisations.Refusal.USER_TAKEN,
        rival=lambda s, made: Person.objects.filter(pk=made[1].pk).update(user=made[2]),
        prepared=lambda s: [*(make_person(collaboration=s.here) for _ in range(2)), make_coordinator(s.here)],
    ),
    (CollaborationAccess, "one_role_once_per_collaboration"): Meets(
        lambda s, _: give_role(actor=s.actor, collaboration=s.here, user=s.answering, role=Role.READER)
    ),
    (OrganisationAccess, "answers_once_per_party"): Meets(
        lambda s, user: give_party(actor=s.actor, collaboration=s.here, user=user, organisation=s.other),
        prepared=lambda s: make_user(),
    ),
    (RetentionClass, "one_retention_class_per_name"): Meets(
        lambda s, _: create_class(actor=s.actor, collaboration=s.here, name="Avtal", plan="Plan", years=5),
        documents.RetentionRefusal.NAME_TAKEN,
    ),
    (Document, "follows"): Meets(
        lambda s, made: start_following(actor=s.answering, document=made[1], old=made[0]),
        documents.Refusal.ALREADY_FOLLOWED,
        rival=lambda s, made: Document.objects.filter(pk=made[2].pk).update(follows=made[0]),
        prepared=lambda s: [share(s.own(), s.other), s.own(), s.own()],
    ),
    (Share, "shared_once_by_each_road"): Meets(
        lambda s, document: share_document(
            actor=s.answering, document=document, recipients=[s.other], is_confirmed=True, now=NOW
        ),
        documents.Refusal.ALREADY_SHARED,
        prepared=lambda s: s.own(),
    ),
    (SecrecyMarking, "one_secrecy_marking_at_a_time"): Meets(
        lambda s, document: mark_as_secret(
            actor=s.answering, document=document, law="OSL", chapter="21", section="1", now=NOW
        ),
        documents.SecrecyRefusal.ALREADY_MARKED,
        prepared=lambda s: s.own(),
    ),
    (DisposalLine, "once_in_each_disposal"): Meets(
        lambda s, document: propose_disposal(
            actor=s.answering, documents=[document], decision_reference="§ 1", decided_on=TODAY, now=NOW, today=TODAY
        ),
        prepared=lambda s: make_kept(s.here, s.organisation),
    ),
    (Agreement, "predecessor"): Meets(
        lambda s, old: draft_successor(
            actor=s.actor, agreement=old, starts_on=date(2027, 1, 1), ends_on=date(2030, 12, 31)
        ),
        agreements.Refusal.HAS_SUCCESSOR,
        prepared=lambda s: make_agreement_in_force(s.here, ends_on=date(2026, 12, 31)),
    ),
    (Party, "one_party_each"): Meets(
        lambda s, draft: add_party(actor=s.actor, agreement=draft, organisation=s.other),
        agreements.Refusal.ALREADY_PARTY,
        prepared=Scene.draft,
    ),
    (Ratification, "party"): Meets(ratification, prepared=proposed_party),
    (GapSetAside, "set_aside_once"): Meets(
        lambda s, draft: set_gaps_aside(
            actor=s.actor, agreement=draft, gaps=[all_gaps_of(draft, TODAY)[0].key], reason="Känd", today=TODAY
        ),
        agreements.Refusal.ALREADY_SET_ASIDE,
        prepared=Scene.draft,
    ),
    (RenewalPlan, "agreement"): Meets(
        lambda s, running: plan_renewal(actor=s.actor, agreement=running, weeks_decided=16),
        agreements.Refusal.ALREADY_PLANNED,
        prepared=lambda s: make_agreement_in_force(s.here),
    ),
    (Area, "one_area_per_key"): Meets(
        lambda s, draft: add_area(actor=s.actor, agreement=draft, name="Kultur"),
        agreements.Refusal.AREA_KEY_TAKEN,
        prepared=Scene.draft,
    ),
    (Clause, "one_clause_per_number"): Meets(
        lambda s, draft: add_clause(actor=s.actor, agreement=draft, heading="Ny"), prepared=Scene.draft
    ),
    (ClauseVersion, "clause_versions_count_up"): Meets(
        lambda s, draft: add_clause(actor=s.actor, agreement=draft, heading="Ny"), prepared=Scene.draft
    ),
    (IndividualAgreement, "party"): Meets(
        lambda s, party: save_individual_agreement(actor=s.actor, party=party, signed_on=TODAY),
        prepared=lambda s: make_agreement_in_force(s.here, has_individual_agreements=True).parties.filter(
            role="municipality"
        )[0],
    ),
    (ForumType, "one_forum_type_per_key"): Meets(
        lambda s, made: ForumType.objects.create(**made),
        prepared=lambda s: (
            {"collaboration": s.here, "key": "egen", "name": {}, "standing": "appointed"} | {"level": "mixed"}
        ),
    ),
    (ForumType, "one_shipped_type_per_key"): Meets(lambda s, _: load_forum_types()),
    (Forum.areas.through, "forum_and_area"): Meets(lambda s, _: s.row("forum").areas.add(s.row("area")), None),
    (Seat, "one_seat_per_number"): Meets(lambda s, _: add_seat(actor=s.actor, forum=s.row("forum"), starts_on=TODAY)),
    (Appointment, "one_appointment_per_seat_and_start"): Meets(
        lambda s, made: appoint(actor=s.actor, seat=made[0], person=made[1], starts_on=TODAY, ends_on=TODAY),
        forums.Refusal.SEAT_TAKEN,
        prepared=lambda s: [make_seat(make_forum(s.here)), make_person(collaboration=s.here)],
    ),
    (Mandate, "mandate_versions_count_up"): Meets(
        lambda s, _: draft_mandate(actor=s.actor, forum=s.row("forum"), kind="mission", text="Text"),
        forums.Refusal.DRAFT_EXISTS,
    ),
    (LeftVacant, "left_vacant_once_per_seat_and_term"): Meets(
        left_vacant, prepared=lambda s: make_seat(make_forum(s.here), organisation=s.organisation)
    ),
    (PartyShift, "one_shift_per_party_and_term"): Meets(
        lambda s, _: ask_parties(
            actor=s.actor, collaboration=s.here, organisations=[s.other], shift_on=SHIFT_DAY, answer_by=TODAY
        )
    ),
    (ForumAccess, "secretary_once_per_forum"): Meets(
        lambda s, _: add_secretary(actor=s.actor, forum=s.row("forum"), user=s.answering)
    ),
    (Paper, "document_once_before_each_forum"): Meets(
        lambda s, made: submit_document(
            actor=s.answering, forum=made[0], document=made[1], is_confirmed=True, now=NOW, today=TODAY
        ),
        forums.Refusal.ALREADY_LAID,
        prepared=lambda s: [seated(s), s.own()],
    ),
    (IndexFigure, "one_index_figure_per_year"): Meets(
        lambda s, _: make_index(s.here, s.actor, 2031, 3_000), finance.Refusal.INDEX_TWICE
    ),
    (FeeBase, "agreement"): Meets(
        lambda s, agreement: make_base(agreement, s.actor), prepared=lambda s: make_agreement_in_force(s.here)
    ),
    (BaseFee, "one_base_fee_per_party"): Meets(lambda s, _: make_base(s.row("agreement"), s.actor)),
    (FeeList, "one_fee_list_per_year"): Meets(
        lambda s, _: make_fee_list(s.row("agreement"), s.actor, 2027),
        prepared=lambda s: make_index(s.here, s.actor, 2027, 3_000),
    ),
    (Fee, "one_fee_per_party_and_year"): Meets(
        lambda s, _: make_fee_list(s.row("agreement"), s.actor, 2027),
        prepared=lambda s: make_index(s.here, s.actor, 2027, 3_000),
    ),
    (SplitShare, "one_share_per_party"): Meets(lambda s, _: make_split(s.row("agreement"), s.actor)),
    (Funder, "one_funder_each"): Meets(
        lambda s, _: add_funder(actor=s.actor, project=s.row("project"), kind="party", name="", organisation=s.other),
        finance.Refusal.FUNDER_TWICE,
    ),
    (BudgetLine, "one_budget_line_per_year_and_means"): Meets(
        lambda s, _: budget_for(actor=s.actor, funder=s.row("funder"), lines=[(2028, "cash", 100, None)])
    ),
    (PartyDecision, "one_decision_per_party_and_project"): Meets(decision),
    (CalendarFeed, "secret_hash"): Meets(
        lambda s, _: follow(actor=s.answering, collaboration=s.here, organisation=None, now=NOW)
    ),
    (CalendarFeed, "one_open_calendar_of_ones_own"): Meets(
        lambda s, _: follow(actor=s.answering, collaboration=s.here, organisation=None, now=NOW),
        rival=lambda s, _: opendata.make_feed(s.answering, s.here, secret="annan"),
    ),
    (CalendarFeed, "one_open_calendar_per_party"): Meets(
        lambda s, _: follow(actor=s.answering, collaboration=s.here, organisation=s.other, now=NOW),
        rival=lambda s, _: opendata.make_feed(s.answering, s.here, s.other, secret="annan"),
    ),
    (Matter.areas.through, "matter_and_area"): Meets(lambda s, _: s.row("matter").areas.add(s.row("area")), None),
    (MatterShare, "matter_shared_once_with_each_forum"): Meets(
        lambda s, made: share_matter(actor=s.answering, matter=made[0], forums=[made[1]], is_confirmed=True, now=NOW),
        matters.Refusal.ALREADY_SHARED,
        prepared=lambda s: [make_matter(s.here, s.organisation), make_forum(s.here)],
    ),
    (OwnNumber, "one_own_number_per_party"): Meets(
        lambda s, matter: note_number(actor=s.answering, matter=matter, organisation=s.organisation, number="KS 1"),
        prepared=lambda s: make_matter(s.here, s.organisation),
    ),
    (MatterPaper, "once_among_the_matters_papers"): Meets(
        lambda s, made: add_paper(actor=s.answering, matter=made[0], document=made[1]),
        matters.Refusal.PAPER_ALREADY_THERE,
        prepared=lambda s: [make_matter(s.here, s.organisation), s.own()],
    ),
    (Recommendation, "treatment"): Meets(issued, matters.Refusal.ALREADY_ISSUED, prepared=recommended),
    (Answer, "one_answer_row_per_party"): Meets(issued, matters.Refusal.ALREADY_ISSUED, prepared=recommended),
    (Notice, "one_notice_per_source_and_user"): Meets(
        lambda s, _: tell_due(day=TODAY, now=NOW),
        None,
        prepared=lambda s: make_duty(make_agreement_in_force(s.here), owner=s.organisation, due_on=TODAY),
    ),
    (NoticeWish, "user"): Meets(lambda s, _: change_wish(actor=s.actor, news="weekly")),
    (AccessibilityStatement, "collaboration"): Meets(
        lambda s, _: write_statement(
            actor=s.actor, collaboration=s.here, fields={"assessed_on": TODAY}, shortcomings=[], today=TODAY
        )
    ),
    (FirstStepsKept, "first_steps_once_each"): Meets(lambda s, _: put_steps_away(actor=s.actor, collaboration=s.here)),
    # Of the frameworks. No verb of ours counts on them; the rows are those that theirs write.
    (Permission, "content_type_and_codename"): Meets(
        lambda s, kind: Permission.objects.create(content_type=kind, codename="x", name="x"),
        prepared=lambda s: ContentType.objects.get_for_model(User),
    ),
    (Group, "name"): Meets(lambda s, _: Group.objects.create(name="x")),
    (Group.permissions.through, "group_and_permission"): Meets(
        lambda s, made: made[0].permissions.add(made[1]),
        None,
        prepared=lambda s: [Group.objects.create(name="x"), Permission.objects.first()],
    ),
    (ContentType, "app_label_and_model"): Meets(lambda s, _: ContentType.objects.create(app_label="x", model="x")),
    (EmailAddress, "user_and_email"): Meets(
        lambda s, _: EmailAddress.objects.create(user=s.answering, email="a@example.se")
    ),
    (EmailAddress, "unique_primary_email"): Meets(
        lambda s, _: EmailAddress.objects.create(user=s.answering, email="a@example.se", primary=True),
        rival=lambda s, _: EmailAddress.objects.create(user=s.answering, email="b@example.se", primary=True),
    ),
    (EmailAddress, "unique_verified_email"): Meets(
        lambda s, _: EmailAddress.objects.create(user=s.answering, email="a@example.se", verified=True),
        rival=lambda s, _: EmailAddress.objects.create(user=s.actor, email="a@example.se", verified=True),
    ),
    (EmailConfirmation, "key"): Meets(
        lambda s, address: EmailConfirmation.objects.create(email_address=address, key="x", sent=NOW),
        prepared=lambda s: EmailAddress.objects.create(user=s.answering, email="a@example.se"),
    ),
    (Authenticator, "unique_authenticator_type"): Meets(
        lambda s, _: Authenticator.objects.create(user=s.answering, type="totp", data={})
    ),
    (SocialAccount, "provider_and_uid"): Meets(
        lambda s, _: SocialAccount.objects.create(user=s.answering, provider="kommunen", uid="1")
    ),
    (SocialToken, "app_and_account"): Meets(
        lambda s, made: SocialToken.objects.create(app=made[0], account=made[1], token="x"),
        prepared=token_of_another,
    ),
}
