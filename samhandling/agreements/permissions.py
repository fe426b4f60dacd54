"""Who may see and do what with agreements: the set, and the single act."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Duty, Party
from samhandling.organisations.permissions import access_of, answers_for, is_coordinator, is_member, shown

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

# What lies before the councils is public; what is still written on, or was never sent, is not.
MEMBERS_ONLY = (Status.DRAFT, Status.WITHDRAWN)


def visible_to(viewer: "Viewer") -> QuerySet[Agreement]:
    """Published collaborations' agreements once sent for ratification; for members, drafts as well."""
    access = access_of(viewer)
    return Agreement.objects.filter(seen(access.collaborations, access.guests))


def seen(members_in: Collection[int], guests_in: Collection[int], way: str = "") -> Q:
    """`visible_to` as a condition; `way` leads to the agreement, such as "agreement__"."""
    is_shown = shown(guests_in, f"{way}collaboration__") & ~Q(**{f"{way}status__in": MEMBERS_ONLY})
    return is_shown | Q(**{f"{way}collaboration__in": members_in})


def can_create(viewer: "Viewer", collaboration_id: int) -> bool:
    return is_coordinator(viewer, collaboration_id)


def can_edit(viewer: "Viewer", agreement: Agreement) -> bool:
    """Text, parties, areas, duties, reviews and the steps of its life: the coordinator's work."""
    return is_coordinator(viewer, agreement.collaboration_id)


def can_see_workings(viewer: "Viewer", agreement: Agreement) -> bool:
    """History, former wordings and gaps are for those who work with the agreement."""
    return is_member(viewer, agreement.collaboration_id)


def can_ratify(viewer: "Viewer", party: Party) -> bool:
    """Record what the party's council has decided."""
    return can_edit(viewer, party.agreement) or speaks_for(viewer, party)


def can_keep_annex(viewer: "Viewer", party: Party) -> bool:
    """Keep the individual agreement with this municipality, and its annex."""
    return can_edit(viewer, party.agreement) or speaks_for(viewer, party)


def can_fulfil(viewer: "Viewer", duty: Duty) -> bool:
    """Whoever answers for the owner says that it is done; the coordinator may say it for anybody."""
    return can_edit(viewer, duty.agreement) or speaks_for_owner(viewer, duty)


def can_comment(viewer: "Viewer", agreement: Agreement, party: Party | None = None) -> bool:
    """Comment on a draft and propose changes: for a party those who answer for it, else the coordinator."""
    if party is None:
        return can_edit(viewer, agreement)
    return party.agreement_id == agreement.pk and speaks_for(viewer, party)


def speaks_for(viewer: "Viewer", party: Party) -> bool:
    """Acts on behalf of the party, which the history then tells."""
    return answers_for(viewer, party.agreement.collaboration_id, party.organisation_id)


def speaks_for_owner(viewer: "Viewer", duty: Duty) -> bool:
    return duty.owner_id is not None and answers_for(viewer, duty.agreement.collaboration_id, duty.owner_id)


def can_finish_comments(viewer: "Viewer", party: Party) -> bool:
    """Say that the party has no more comments: those who answer for it; the coordinator may say it for anybody."""
    return can_edit(viewer, party.agreement) or speaks_for(viewer, party)
