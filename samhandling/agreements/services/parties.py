"""Who enters into the agreement, and what each party's council has decided."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.agreements.domain.status import why_not_ratify, why_not_remind_of_decision
from samhandling.agreements.enums import PartyRole, Refusal, Status
from samhandling.agreements.models import Agreement, Party, Ratification
from samhandling.agreements.permissions import can_edit, can_ratify, speaks_for
from samhandling.agreements.selectors.parties import decision_of
from samhandling.agreements.services.draft import open_draft
from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.audit import changes, record
from samhandling.core.verbs import add, alter, locked, refuse, remove
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.enums import Kind
from samhandling.organisations.selectors.access import users_who_answer_for

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Organisation

_ROLES = {Kind.REGION: PartyRole.REGION, Kind.MUNICIPALITY: PartyRole.MUNICIPALITY}


@transaction.atomic
def add_party(*, actor: "User", agreement: Agreement, organisation: "Organisation", role: str = "") -> Party:
    """Let an organisation of the collaboration be a party. Its role follows from its kind unless told."""
    draft = open_draft(actor, agreement)
    if not organisation.participations.filter(collaboration=draft.collaboration_id, left_on=None).exists():
        raise RuleBroken(Refusal.NOT_IN_COLLABORATION)
    if draft.parties.filter(organisation=organisation).exists():
        raise RuleBroken(Refusal.ALREADY_PARTY)
    role = role or _ROLES.get(Kind(organisation.kind), PartyRole.OTHER)
    party = Party(agreement=draft, organisation=organisation, role=role)
    return add(actor, "party.added", party, on=draft, after={"party": organisation, "role": role})


@transaction.atomic
def add_parties(*, actor: "User", agreement: Agreement, organisations: "Iterable[Organisation]") -> list[Party]:
    """Several at once: all of them, or none."""
    return [add_party(actor=actor, agreement=agreement, organisation=one) for one in organisations]


def why_not_remove_party(party: Party) -> list[str]:
    """What still depends on the party, in words: seats, a special agreement, a duty. Empty when nothing does."""
    return [tie for ties in slots.functions("party.ties") for tie in ties(party)]


@transaction.atomic
def remove_party(*, actor: "User", party: Party) -> None:
    """Take a party out of a draft, once nothing depends on it."""
    draft = open_draft(actor, party.agreement)
    if ties := why_not_remove_party(party):
        raise RuleBroken(Refusal.PARTY_HAS_TIES, ", ".join(ties))
    remove(actor, "party.removed", party, on=draft, before={"party": party.organisation, "role": party.role})


@transaction.atomic
def record_ratification(
    *,
    actor: "User",
    party: Party,
    result: str,
    body: str,
    decided_on: date,
    section: str,
    today: date,
    registration_number: str = "",
    note: str = "",
    reason: str = "",
) -> Ratification:
    """Write down what the party's council decided. What is already written is corrected, and then with a reason."""
    require(can_ratify(actor, party))
    agreement = locked(party.agreement)
    refuse(why_not_ratify(Status(agreement.status), decided_on, today))
    decision = {
        "result": result,
        "body": body,
        "decided_on": decided_on,
        "section": section,
        "registration_number": registration_number,
        "note": note,
    }
    former = Ratification.objects.filter(party=party).first()
    before, after = changes(former, decision) if former else ({}, decision)
    if former and not after:
        raise RuleBroken(Refusal.NOTHING_CHANGED)
    if former and not reason.strip():
        raise RuleBroken(Refusal.REASON_MISSING)
    ratification, _ = Ratification.objects.update_or_create(party=party, defaults=decision)
    record(
        actor,
        "ratification.corrected" if former else "ratification.recorded",
        agreement,
        before=before,
        after={"party": party.organisation, **after},
        reason=reason,
        on_behalf_of=party.organisation if speaks_for(actor, party) else None,
    )
    return ratification


@transaction.atomic
def remind_of_decision(*, actor: "User", agreement: Agreement, parties: Collection[Party], today: date) -> list[Party]:
    """Ask these parties once more to have their councils decide: all of them, or none. The events are what tells it."""
    require(can_edit(actor, agreement))
    agreement = locked(agreement, "collaboration")
    held = list(
        agreement.parties.filter(pk__in=[party.pk for party in parties]).select_related("organisation", "ratification")
    )
    organisations = [party.organisation_id for party in held]
    answering = users_who_answer_for(agreement.collaboration, organisations).values_list("organisation", flat=True)
    somebody = set(answering)
    for party in held:
        refuse(
            why_not_remind_of_decision(
                Status(agreement.status),
                party.reminded_on,
                today,
                has_decided=decision_of(party) is not None,
                has_somebody=party.organisation_id in somebody,
            )
        )
        after = {"party": party.organisation}
        alter(actor, "party.reminded_of_decision", party, {"reminded_on": today}, on=agreement, after=after)
    return held
