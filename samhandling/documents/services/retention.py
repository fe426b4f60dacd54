"""How long documents are kept: the classes, and which class each document has."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from samhandling.core.access import require
from samhandling.core.audit import changes, event_of, record, record_many
from samhandling.core.verbs import facts_of, locked, refuse, remove, set_values
from samhandling.documents.domain.retention import LONGEST, why_not_keep, why_not_remove_class
from samhandling.documents.enums import RetentionRefusal
from samhandling.documents.models import DisposalLine, Document, RetentionClass
from samhandling.documents.permissions import can_keep, can_set_up_retention
from samhandling.lib.errors import RuleBroken

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


@transaction.atomic
def create_class(
    *, actor: "User", collaboration: "Collaboration", name: str, plan: str, years: int | None = None
) -> RetentionClass:
    """Write down what a decided plan says. Without years, what has the class is kept for ever."""
    require(can_set_up_retention(actor, collaboration.pk))
    made = RetentionClass(collaboration=collaboration, name=name.strip(), plan=plan.strip(), years=years)
    _save(made)
    record(actor, "retention.class_created", made, after=facts_of(made, "name", "years", "plan"))
    return made


@transaction.atomic
def change_class(
    *, actor: "User", retention_class: RetentionClass, name: str, plan: str, years: int | None = None
) -> RetentionClass:
    """Follow a new plan. Proposed disposals that rest on the old years are refused when they are carried out."""
    require(can_set_up_retention(actor, retention_class.collaboration_id))
    before, after = set_values(retention_class, {"name": name.strip(), "plan": plan.strip(), "years": years})
    if not after:
        return retention_class
    _save(retention_class)
    record(actor, "retention.class_changed", retention_class, before=before, after=after)
    return retention_class


@transaction.atomic
def remove_class(*, actor: "User", retention_class: RetentionClass) -> None:
    """Take away a class that nothing is kept by and nothing has been disposed of by."""
    require(can_set_up_retention(actor, retention_class.collaboration_id))
    held = locked(retention_class)
    used = DisposalLine.objects.filter(retention_class=held).count()
    refuse(why_not_remove_class(held.documents.count(), used))
    remove(actor, "retention.class_removed", held, "name", "years", "plan")


@transaction.atomic
def decide_keeping(
    *,
    actor: "User",
    documents: Iterable[Document],
    retention_class: RetentionClass | None,
    retained_from: date | None = None,
) -> int:
    """Give documents a class and the day their years are counted from, one or many at once. How many changed."""
    held = list(
        Document.objects.select_for_update(of=("self",))
        .select_related("owner")
        .filter(pk__in=[document.pk for document in documents])
        .order_by("pk")
    )
    require(all(can_keep(actor, document.collaboration_id, document.owner_id) for document in held))
    if retention_class is not None and not RetentionClass.objects.select_for_update().filter(pk=retention_class.pk):
        raise RuleBroken(RetentionRefusal.CLASS_REMOVED)
    if not held:
        raise RuleBroken(RetentionRefusal.NOTHING_CHOSEN)
    reason = why_not_keep(
        retained_from,
        has_class=retention_class is not None,
        classes_elsewhere=retention_class is not None
        and {document.collaboration_id for document in held} != {retention_class.collaboration_id},
        disposed=[document.pk for document in held if document.disposed_at],
    )
    refuse(reason)
    new = {"retention_class": retention_class, "retained_from": retained_from}
    differing = [(document, *changes(document, new)) for document in held]
    differing = [(document, before, after) for document, before, after in differing if after]
    Document.objects.filter(pk__in=[document.pk for document, _before, _after in differing]).update(**new)
    record_many(
        event_of(actor, "document.keeping_decided", document, on_behalf_of=document.owner, before=before, after=after)
        for document, before, after in differing
    )
    return len(differing)


def _save(retention_class: RetentionClass) -> None:
    if retention_class.years is not None and retention_class.years > LONGEST:
        raise RuleBroken(RetentionRefusal.TOO_LONG)
    try:
        with transaction.atomic():
            retention_class.save()
    except IntegrityError as taken:
        raise RuleBroken(RetentionRefusal.NAME_TAKEN) from taken
