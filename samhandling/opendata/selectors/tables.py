"""Rows of the tables that are given away. The columns and what they mean stand in the room's enums."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from samhandling.agreements.models import Duty, Party
from samhandling.agreements.permissions import MEMBERS_ONLY
from samhandling.agreements.permissions import visible_to as agreements_visible_to
from samhandling.organisations.models import Population
from samhandling.organisations.permissions import organisations_visible_to
from samhandling.organisations.selectors import participants

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samhandling.agreements.models import Agreement
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

Cells = list[Any]


def _agreements(viewer: "Viewer", collaboration: "Collaboration") -> "QuerySet[Agreement]":
    """What has been before the councils. A draft is nobody's open data, not even its writers'."""
    return agreements_visible_to(viewer).filter(collaboration=collaboration).exclude(status__in=MEMBERS_ONLY)


def party_rows(viewer: "Viewer", collaboration: "Collaboration") -> Iterator[Cells]:
    parties = (
        Party.objects.filter(agreement__in=_agreements(viewer, collaboration).values("pk"))
        .select_related("agreement", "organisation", "ratification")
        .order_by("-agreement__starts_on", "agreement", "organisation__sort_key")
    )
    for party in parties:
        agreement, organisation = party.agreement, party.organisation
        cells = [
            *(agreement.pk, agreement.title, agreement.status, agreement.starts_on, agreement.ends_on),
            *(organisation.pk, str(organisation), organisation.scb_code, organisation.organisation_number, party.role),
        ]
        decision = getattr(party, "ratification", None)
        if decision is None:
            yield [*cells, "", "", None, "", ""]
        else:
            made = (decision.result, decision.body, decision.decided_on)
            yield [*cells, *made, decision.section, decision.registration_number]


def duty_rows(viewer: "Viewer", collaboration: "Collaboration") -> Iterator[Cells]:
    duties = (
        Duty.objects.filter(agreement__in=_agreements(viewer, collaboration).values("pk"))
        .select_related("agreement", "clause", "area", "owner")
        .order_by("-agreement__starts_on", "agreement", "pk")
    )
    for duty in duties:
        yield [
            *(duty.agreement_id, duty.agreement.title, duty.pk),
            duty.clause.number if duty.clause else "",
            duty.area.name if duty.area else "",
            duty.what,
            duty.owner_id,
            str(duty.owner or ""),
            *(duty.owner_in_words, duty.due_on, duty.due_in_words, duty.evidence),
            *(duty.law, duty.law_section, duty.fulfilled_on),
        ]


def population_rows(viewer: "Viewer", collaboration: "Collaboration") -> Iterator[Cells]:
    """All counts that are kept of those who take part or have done so, the newest first."""
    taking_part = participants(collaboration).filter(pk__in=organisations_visible_to(viewer).values("pk"))
    counts = Population.objects.filter(organisation__in=taking_part.values("pk")).select_related("organisation")
    for count in counts.order_by("organisation__sort_key", "-reference_on", "pk"):
        organisation = count.organisation
        yield [
            *(organisation.pk, str(organisation), organisation.scb_code, count.reference_on, count.inhabitants),
            *(count.table, count.source, count.fetched_on),
        ]
