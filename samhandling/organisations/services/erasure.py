"""A person is erased: the row stays, so that what they did keeps its place, but nothing says who it was."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.accounts.services.users import anonymise_user
from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.idempotency import forget_contents
from samhandling.core.models import OutgoingMail
from samhandling.core.papers import forget_papers
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import ImportState, Refusal
from samhandling.organisations.models import (
    CollaborationAccess,
    ImportRun,
    OrganisationAccess,
    Person,
)
from samhandling.organisations.permissions import can_administer
from samhandling.organisations.selectors.people import runs_that_tell_of, ties_of_person
from samhandling.organisations.services.merging import empty_person
from samhandling.organisations.services.people import hold_person

if TYPE_CHECKING:
    from samhandling.accounts.models import User

# How long the rows of an upload are kept: one that was only looked at, and one that may still be undone.
PREVIEW_KEPT = timedelta(days=7)
UNDO_KEPT = timedelta(days=90)


@transaction.atomic
def erase_person(*, actor: "User", person: Person, now: datetime) -> Person:
    """Refused while something still hangs on the person. Cannot be taken back."""
    require(can_administer(actor, person.collaboration_id))
    hold_person(person)
    if ties := ties_of_person(person):
        raise RuleBroken(Refusal.PERSON_TIED, " ".join(ties))
    user = person.user
    for erase in slots.functions("person.erase"):
        erase(actor, person)
    _clear_runs(runs_that_tell_of(person))
    addresses = list(person.contact_points.values_list("value", flat=True))
    OutgoingMail.objects.filter(to__in=addresses).delete()
    person.contact_points.all().delete()
    empty_person(person)
    person.erased_at = now
    person.save(update_fields=["erased_at"])
    forget_contents()
    record(actor, "person.erased", person, person_id=person.pk)
    transaction.on_commit(forget_papers)  # one of them may name the person
    if user is not None:
        _erase_user(actor, user, person.collaboration_id)
    return person


def _erase_user(actor: "User", user: "User", collaboration_id: int) -> None:
    """Access here ends. The log-in itself goes when nobody else needs it."""
    here = {"user": user, "collaboration": collaboration_id}
    CollaborationAccess.objects.filter(**here).delete()
    OrganisationAccess.objects.filter(**here).delete()
    is_needed = user.people.exists() or user.collaboration_access.exists() or user.organisation_access.exists()
    if not is_needed:
        anonymise_user(actor=actor, user=user)


def _clear_runs(runs: list[ImportRun]) -> None:
    for run in runs:
        run.source, run.rows, run.traces = {}, [], {}
        run.save(update_fields=["source", "rows", "traces"])


@transaction.atomic
def forget_old_imports(now: datetime) -> None:
    """Uploads hold people's details, so they are kept no longer than they are needed. Lies in the slot `tick`."""
    ImportRun.objects.filter(state=ImportState.PREVIEWED, started_at__lt=now - PREVIEW_KEPT).delete()
    ImportRun.objects.filter(state=ImportState.APPLIED, applied_at__lt=now - UNDO_KEPT).update(
        source={}, rows=[], traces={}
    )
