"""Whatever is spoilt in whichever table is found. The tables are walked, so that a new one has no way around."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Field, JSONField, Model
from django.utils import timezone

from samhandling.accounts.models import Session, User
from samhandling.agreements.domain.timeline import Pace
from samhandling.agreements.models import Agreement, Clause, ClauseVersion, RenewalPlan
from samhandling.core import slots
from samhandling.core.audit import record
from samhandling.core.checks.damage import check_pages
from samhandling.core.checks.tables import check_foreign_keys
from samhandling.core.checks.values import check_values
from samhandling.core.findings import Finding
from samhandling.core.held_files import hold_file
from samhandling.core.models import DiscardedFile, Event, KeptForm, OutgoingMail, RememberedAnswer
from samhandling.demo.services.loading import load_demo
from samhandling.documents.models import RetentionClass
from samhandling.forums.models import Mandate
from samhandling.notices.services.wishes import change_wish
from samhandling.opendata.services.feeds import stamp_events
from samhandling.organisations.models import Collaboration, ImportRun, Person
from samhandling.organisations.selectors.borders import check_borders, ways_home
from samhandling.portal.models import AccessibilityStatement, FirstStepsKept, KnownShortcoming
from tests.factories.accounts import make_invitation, make_token
from tests.factories.opendata import make_feed
from tests.factories.organisations import make_organisation
from tests.operations.damaging import spoilt
from tests.operations.looking import found

pytestmark = pytest.mark.django_db

MODELS = apps.get_models(include_auto_created=True)
NOW = timezone.now()
FAR = 10**9  # the number of no row
IS_SQLITE = connection.vendor == "sqlite"


def name_of(part: Any) -> str:
    return part._meta.label if isinstance(part, type) else part.name


@pytest.fixture(scope="module", autouse=True)
def counties(django_db_setup, django_db_blocker):
    """Three counties, and a row in every table that they leave empty."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("setup", verbosity=0)
        load_demo(today=date(2026, 11, 22))
        user, collaboration = User.objects.earliest("pk"), Collaboration.objects.earliest("pk")
        OutgoingMail.objects.create(to="anna@example.se", subject="Hej", body="Hej", next_attempt_at=NOW)
        DiscardedFile.objects.create(name="2026/x.txt")
        RememberedAnswer.objects.create(user=user, key="a", fingerprint="b", created_at=NOW)
        KeptForm.objects.create(user=user, address="/", kept_at=NOW)
        hold_file(user=user, upload=SimpleUploadedFile("a.txt", b"a"), now=NOW)
        running = Agreement.objects.filter(collaboration=collaboration).earliest("pk")
        RenewalPlan.objects.create(agreement=running, **asdict(Pace()))
        make_invitation(user=user, invited_by=user)
        make_token(user)
        Session.objects.create(session_key="hemlig", session_data="", expire_date=NOW + timedelta(days=1), user=user)
        ImportRun.objects.create(collaboration=collaboration, kind="people", file_name="x.csv", started_by=user)
        stamp_events(feed=make_feed(user, collaboration), now=NOW)
        make_feed(user, Collaboration.objects.latest("pk"), secret="annan")
        change_wish(actor=user, news="weekly")
        kept = RetentionClass.objects.earliest("pk")
        kept.name = "En klass som inget annat län har"
        kept.save()
        for county in Collaboration.objects.all():
            make_organisation(collaboration=county)
        statement = AccessibilityStatement.objects.create(
            collaboration=collaboration, public_actor="Region", service_name="Tjänst", contact_email="a@example.se",
            tested_how="För hand", assessed_on=NOW, updated_on=NOW,
        )  # fmt: skip
        KnownShortcoming.objects.create(statement=statement, what="Kartan")
        FirstStepsKept.objects.create(user=user, collaboration=collaboration)
        Group.objects.create(name="grupp").permissions.add(Permission.objects.earliest("pk"))
        address = EmailAddress.objects.create(user=user, email=user.email)
        EmailConfirmation.objects.create(email_address=address, key="a", sent=NOW)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        app = SocialApp.objects.create(provider="saml", name="x", client_id="x")
        account = SocialAccount.objects.create(user=user, provider="saml", uid="x")
        SocialToken.objects.create(app=app, account=account, token="x")
        record(user, "user.invited", user)
        call_command("tick", verbosity=0)
        yield
        transaction.set_rollback(True)


def row_of(model: type[Model]) -> Model:
    row = model._base_manager.order_by("pk").first()
    assert row is not None, f"Lay a row of {model._meta.label} in the fixture, so that it can be spoilt."
    return row


def place(row: Model) -> str:
    return f"{row._meta.label_lower} {row.pk}" if isinstance(row.pk, int) else row._meta.label_lower


def test_the_counties_are_sound_and_every_table_has_a_row():
    assert found() == []
    assert [model._meta.label for model in MODELS if row_of(model) is None] == []


# --- values ----------------------------------------------------------------------------------------

SENSELESS: dict[str, Any] = {
    "BooleanField": 7, "DateField": "2026-02-30", "DateTimeField": "igår", "BinaryField": "text", "UUIDField": "zz",
    "CharField": b"\xff", "TextField": b"\xff", "SlugField": b"\xff", "FileField": b"\xff",
}  # fmt: skip


def senseless(field: "Field[Any, Any]") -> Any:
    """What the field can never hold, and yet its column can."""
    if field.choices:
        return 99 if "Integer" in field.get_internal_type() else "?"
    return SENSELESS.get(field.get_internal_type(), "text")


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_value_that_its_field_cannot_hold_is_found_in_every_column(model):
    own = [field for field in model._meta.concrete_fields if not field.is_relation and not field.primary_key]
    fields = [field for field in own if (field.choices or IS_SQLITE) and not isinstance(field, JSONField)]
    row = row_of(model)
    with spoilt(row, **({field.column: senseless(field) for field in fields} or {row._meta.pk.column: row.pk})):
        findings = [(finding.code, finding.where, finding.words.split()[0]) for finding in check_values()]
    assert findings == [("core.values", place(row), field.name) for field in fields]


@pytest.mark.skipif(not IS_SQLITE, reason="PostgreSQL's columns for JSON take nothing else")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_what_is_no_json_is_found_by_the_tables_own_rule(model):
    for field in (field for field in model._meta.concrete_fields if isinstance(field, JSONField)):
        with spoilt(row_of(model), **{field.column: "{"}):
            (finding,) = check_pages()
        assert finding.code == "core.damaged"
        assert f"CHECK constraint failed in {model._meta.db_table}" in finding.words


def test_text_that_is_longer_than_its_column_is_found():
    row = row_of(Collaboration)
    if IS_SQLITE:  # PostgreSQL refuses it
        with spoilt(row, county_code="123"):
            assert found() == [("core.values", place(row))]


# --- foreign keys ----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_foreign_key_that_leads_nowhere_is_found_in_every_table(model):
    for field in (field for field in model._meta.concrete_fields if field.is_relation):
        with spoilt(row_of(model), **{field.column: FAR}):
            findings = [(finding.code, finding.where) for finding in check_foreign_keys()]
            if field.db_constraint:
                where = f"{model._meta.db_table}.{field.column} → {field.related_model._meta.db_table}"
                assert findings == [("core.orphans", where)]
            else:
                assert ("accounts.log_in_of_nobody", f"accounts.session of accounts.user {FAR}") in found()


# --- collaborations --------------------------------------------------------------------------------


def leads_home(model: type[Model]) -> bool:
    return model is Collaboration or bool(ways_home(model))


def home_of(row: Model) -> int | None:
    if isinstance(row, Collaboration):
        return row.pk
    path = ways_home(type(row))[0].path
    return type(row)._base_manager.filter(pk=row.pk).values_list(path, flat=True).get()


def rows_elsewhere(model: type[Model], here: int | None) -> Iterator[Model]:
    """Rows of another collaboration: those that are there, then one like ours that hangs on something there."""
    rows = model._base_manager.order_by("pk")
    if model is Collaboration:
        yield from rows.exclude(pk=here)
        return
    way = ways_home(model)[0]
    yield from rows.exclude(**{way.path: here}).exclude(**{way.path: None})[:50]
    like, field = row_of(model), model._meta.get_field(way.field)
    like.pk = None
    for other in (other for other in model._meta.concrete_fields if other.unique and other.null):
        setattr(like, other.attname, None)
    for there in rows_elsewhere(field.related_model, here):
        setattr(like, field.name, there)
        with suppress(IntegrityError), transaction.atomic():
            yield from model._base_manager.bulk_create([like])
            return


def foreign() -> set[str]:
    return {finding.where for finding in check_borders() if finding.code == "organisations.foreign"}


@contextmanager
def hung_elsewhere(row: Model, field: "Field[Any, Any]") -> Iterator[set[str]]:
    """The row pointing at the first of another collaboration's that its table's rules allow; what that brought out."""
    for there in rows_elsewhere(field.related_model, home_of(row)):
        before = foreign()
        with suppress(IntegrityError), spoilt(row, **{field.column: there.pk}):
            yield foreign() - before
            return
    raise AssertionError(f"Nothing of another collaboration is there for {row._meta.label}.{field.name}.")


HANGS_ON = [
    (model, field)
    for model in MODELS
    for field in model._meta.concrete_fields
    if field.is_relation and leads_home(field.related_model)
]
# What hangs on one thing alone, and of which nothing is remembered, contradicts nothing wherever it hangs.
ONE_WAY = {
    "agreements.Aim.agreement",
    "agreements.ClauseVersion.clause", "agreements.Duty.agreement", "agreements.IndividualAgreement.party",
    "agreements.Party.agreement", "agreements.Ratification.party", "agreements.Review.agreement",
    "agreements.GapSetAside.agreement", "agreements.RenewalPlan.agreement",
    "agreements.SpecialAgreement.individual_agreement", "documents.SecrecyMarking.document", "documents.Share.document",
    "finance.BudgetLine.funder", "finance.Funder.project", "finance.PartyDecision.project", "forums.ForumAccess.forum",
    "forums.ForumType.collaboration", "forums.LeftVacant.seat", "forums.Mandate.forum",
    "notices.Notice.collaboration", "matters.OwnNumber.matter", "matters.EarlierAnswer.answer",
    "opendata.CalendarFeed.collaboration", "opendata.EventStamp.feed",
    "organisations.CollaborationAccess.collaboration", "organisations.ImportRun.collaboration",
    "organisations.FormerFacts.person", "organisations.Organisation.collaboration",
    "organisations.OrganisationAccess.collaboration",
    "organisations.Participation.collaboration", "organisations.Population.organisation",
    "portal.AccessibilityStatement.collaboration", "portal.FirstStepsKept.collaboration",
    "portal.KnownShortcoming.statement",
}  # fmt: skip


@pytest.mark.parametrize(
    ("model", "field"), HANGS_ON, ids=[f"{model._meta.label}.{field.name}" for model, field in HANGS_ON]
)
def test_a_row_that_hangs_on_another_collaboration_is_found_by_every_foreign_key(model, field):
    path = ways_home(model)[0].path
    row = model._base_manager.exclude(**{path: None}).order_by("pk").first() or row_of(model)
    with hung_elsewhere(row, field) as is_found:
        assert bool(is_found) == (f"{model._meta.label}.{field.name}" not in ONE_WAY)


# --- states ----------------------------------------------------------------------------------------

STATES = [
    (model, field)
    for model in MODELS
    for field in model._meta.concrete_fields
    if (field.name in {"state", "status", "openness"} and field.choices)
    or (model, field.name) == (Collaboration, "is_public")
]


@pytest.mark.parametrize(
    ("model", "field"), STATES, ids=[f"{model._meta.label}.{field.name}" for model, field in STATES]
)
def test_a_state_that_the_memory_contradicts_is_found_from_each_state_to_each_other(model, field):
    states = [False, True] if field.name == "is_public" else [value for value, _label in field.flatchoices]
    for now in states:
        if row := model._base_manager.filter(**{field.name: now}).order_by("pk").first():
            for other in (state for state in states if state != now):
                with spoilt(row, **{field.column: other}):
                    codes = [finding.code for check in slots.functions("check") for finding in check(NOW)]
                assert codes != [], (now, other)


def test_the_memory_of_another_collaboration_is_found():
    person = Person.objects.earliest("pk")
    event = Event.objects.filter(object_type="organisations.person", object_id=person.pk).latest("pk")
    elsewhere = Collaboration.objects.exclude(pk=person.collaboration_id).earliest("pk")
    with spoilt(event, collaboration_id=elsewhere.pk):
        assert list(check_borders()) == [
            Finding(
                "organisations.foreign",
                place(person),
                "It belongs to another collaboration than when something happened to it."
                " Find out who wrote past the application.",
            )
        ]


# --- numbers ---------------------------------------------------------------------------------------


def test_a_clause_whose_number_is_not_that_of_its_place_is_found():
    first, second = Clause.objects.filter(parent=None, is_removed=False).order_by("agreement", "position")[:2]
    where = ("agreements.misnumbered", place(first))
    with spoilt(first, number="99"):
        assert found() == [where]
    with spoilt(first, position=second.position + 1):
        assert set(found()) >= {where, ("agreements.misnumbered", place(second))}
    with spoilt(first, parent_id=first.pk):  # a ring, which no text leads to
        assert where in found()


def test_a_version_that_is_missing_in_the_middle_is_found():
    newest = ClauseVersion.objects.filter(version=2).earliest("pk")
    with spoilt(newest, version=3), spoilt(newest.clause, version=3):
        assert found() == [("agreements.version_gone", f"agreements.clause {newest.clause_id}")]
    mandate = Mandate.objects.filter(version=1).earliest("pk")
    with spoilt(mandate, version=7):
        assert found() == [("forums.mandate_gone", f"forums.forum {mandate.forum_id}")]
