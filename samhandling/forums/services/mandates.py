"""Write and adopt the forum's mission statement or rules of procedure."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, facts_of, locked, refuse, remove
from samhandling.forums.domain.mandates import why_not_adopt, why_not_write
from samhandling.forums.enums import MandateStatus, Refusal
from samhandling.forums.models import Forum, Mandate
from samhandling.forums.permissions import can_run
from samhandling.lib.errors import RuleBroken


@transaction.atomic
def draft_mandate(*, actor: User, forum: Forum, kind: str, text: str) -> Mandate:
    """Begin a new version. There is one draft at a time."""
    forum = locked(forum, "type")
    require(can_run(actor, forum))
    if forum.mandates.filter(status=MandateStatus.DRAFT).exists():
        raise RuleBroken(Refusal.DRAFT_EXISTS)
    version = (forum.mandates.aggregate(last=Max("version"))["last"] or 0) + 1
    return add(
        actor, "mandate.drafted", Mandate(forum=forum, kind=kind, version=version, text=text), "version", on=forum
    )


@transaction.atomic
def write_mandate(*, actor: User, mandate: Mandate, kind: str, text: str) -> Mandate:
    """Change the draft. What the draft said before is not kept: only what is adopted is."""
    mandate = _locked(mandate)
    require(can_run(actor, mandate.forum))
    refuse(why_not_write(mandate.status))
    if (mandate.kind, mandate.text) != (kind, text):
        mandate.kind, mandate.text = kind, text
        mandate.save(update_fields=["kind", "text"])
        record(actor, "mandate.written", mandate.forum, after={"version": mandate.version})
    return mandate


@transaction.atomic
def adopt_mandate(*, actor: User, mandate: Mandate, adopted_on: date, adopted_by: str, today: date) -> Mandate:
    """From now on this is what holds; the former version is kept as it was, as replaced."""
    mandate = _locked(mandate)
    require(can_run(actor, mandate.forum))
    former = mandate.forum.mandates.filter(status=MandateStatus.ADOPTED).first()
    former_adopted_on = former.adopted_on if former else None
    if reason := why_not_adopt(
        mandate.status, mandate.text, adopted_on, former_adopted_on=former_adopted_on, today=today
    ):
        named = former_adopted_on if reason is Refusal.ADOPTED_TOO_EARLY else None
        raise RuleBroken(reason, f"{date_format(named, 'j F Y')}." if named else "")
    mandate.forum.mandates.filter(status=MandateStatus.ADOPTED).update(status=MandateStatus.REPLACED)
    mandate.status, mandate.adopted_on, mandate.adopted_by = MandateStatus.ADOPTED, adopted_on, adopted_by
    mandate.save(update_fields=["status", "adopted_on", "adopted_by"])
    record(actor, "mandate.adopted", mandate.forum, after=facts_of(mandate, "version", "adopted_on", "adopted_by"))
    return mandate


@transaction.atomic
def discard_draft(*, actor: User, mandate: Mandate) -> None:
    """Throw the draft away. Its number may be used again."""
    mandate = _locked(mandate)
    require(can_run(actor, mandate.forum))
    refuse(why_not_write(mandate.status))
    remove(actor, "mandate.discarded", mandate, "version", on=mandate.forum)


def _locked(mandate: Mandate) -> Mandate:
    locked(mandate.forum)
    return Mandate.objects.select_related("forum").get(pk=mandate.pk)
