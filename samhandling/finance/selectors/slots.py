"""What this room lays in the slots of the rooms below: what waits, what is found, what hangs on a party."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.agreements.enums import Status
from samhandling.core.navigation import Hit, Waiting
from samhandling.finance.enums import FeeState, FunderKind
from samhandling.finance.models import (
    BaseFee,
    Fee,
    FeeBase,
    FeeList,
    Funder,
    IndexFigure,
    PartyDecision,
    Project,
    SplitShare,
)
from samhandling.finance.permissions import projects_visible_to, splits_visible_to
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.agreements.models import Party
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation

INDEX_IS_OUT = (6, 1)  # month and day: SKR's May report is there, and next year's fees can be reckoned
KEEPERS = {Role.FINANCE, Role.COORDINATOR}


def waiting_for(viewer: "Viewer", today: date) -> list[Waiting]:
    """For those who keep accounts: next year's index and fees. For parties: projects that wait for their decision."""
    access = access_of(viewer)
    kept = [pk for pk, roles in access.roles.items() if roles & KEEPERS]
    return [*_for_keepers(kept, today), *_for_parties(access.parties)] if kept or access.parties else []


def _for_keepers(kept: list[int], today: date) -> Iterable[Waiting]:
    if not kept:
        return
    is_out = (today.month, today.day) >= INDEX_IS_OUT
    yield from _fees_to_reckon(kept, today.year + is_out)
    drafts = FeeList.objects.filter(agreement__collaboration__in=kept).exclude(state=FeeState.ADOPTED)
    for fee_list in drafts.select_related("agreement__collaboration"):
        words = {"year": fee_list.year, "agreement": fee_list.agreement}
        yield _wait(
            _("Check the fees of %(year)s in %(agreement)s") % words
            if fee_list.state == FeeState.DRAFT
            else _("Have the fees of %(year)s in %(agreement)s adopted") % words,
            fee_list.agreement.collaboration,
            "fee_list",
            agreement=fee_list.agreement_id,
            year=fee_list.year,
        )


def _fees_to_reckon(kept: list[int], year: int) -> Iterable[Waiting]:
    """Agreements with a base year and no list for the year: the index is wanted first, then the list."""
    noted = IndexFigure.objects.filter(collaboration=OuterRef("agreement__collaboration"), year=year, replaced_at=None)
    listed = FeeList.objects.filter(agreement=OuterRef("agreement"), year=year)
    bases = FeeBase.objects.filter(
        ~Exists(listed), agreement__collaboration__in=kept, agreement__status=Status.IN_FORCE, year__lt=year
    )
    for base in bases.annotate(is_noted=Exists(noted)).select_related("agreement__collaboration"):
        where = base.agreement.collaboration
        if base.is_noted:
            text = _("Reckon the fees of %(year)s in %(agreement)s") % {"year": year, "agreement": base.agreement}
            yield _wait(text, where, "fee_list_draft", agreement=base.agreement_id)
        else:
            yield _wait(_("Note the index of %(year)s") % {"year": year}, where, "index_note")


def _for_parties(parties: "dict[int, frozenset[int]]") -> Iterable[Waiting]:
    mine = Q(pk__in=[])
    for collaboration_id, organisations in parties.items():
        mine |= Q(project__collaboration=collaboration_id, organisation__in=organisations)
    decided = PartyDecision.objects.filter(project=OuterRef("project"), organisation=OuterRef("organisation"))
    asked = Funder.objects.filter(mine, ~Exists(decided), kind=FunderKind.PARTY)
    for funder in asked.select_related("project__collaboration", "organisation"):
        words = {"project": funder.project, "party": funder.organisation}
        yield _wait(
            _("Record what %(party)s decided on %(project)s") % words,
            funder.project.collaboration,
            "project_decide",
            pk=funder.project_id,
            organisation=funder.organisation_id or 0,
        )


def search(viewer: "Viewer", query: str, limit: int) -> list[Hit]:
    """Projects and shared costs by title."""
    words = Q()
    for word in query.split():
        words &= Q(search_key__contains=word)
    if not query.split():
        return []
    projects = projects_visible_to(viewer).filter(words).select_related("collaboration")[:limit]
    hits = [
        Hit(one.title, str(one.collaboration), _address(one.collaboration, "project", pk=one.pk), _("Joint project"))
        for one in projects
    ]
    splits = splits_visible_to(viewer).filter(words).select_related("agreement__collaboration")[: limit - len(hits)]
    return hits + [
        Hit(
            f"{one.title} {one.year}",
            str(one.agreement.collaboration),
            _address(one.agreement.collaboration, "split", agreement=one.agreement_id, split=one.pk),
            _("Shared cost"),
        )
        for one in splits
    ]


def ties_of_party(party: "Party") -> list[str]:
    """Why the party cannot leave the agreement: it has a fee or a share there."""
    ties = [
        _("Has a fee in %(year)s.") % {"year": year}
        for year in Fee.objects.filter(party=party).order_by("fee_list__year").values_list("fee_list__year", flat=True)
    ]
    shares = SplitShare.objects.filter(party=party).select_related("split").order_by("split__sort_key")
    ties += [_("Has a share of %(cost)s.") % {"cost": share.split} for share in shares]
    if BaseFee.objects.filter(party=party).exists():
        ties.append(_("Has a fee in the base year."))
    return ties


def ties_of_organisation(organisation: "Organisation", collaboration: "Collaboration") -> list[str]:
    """Why the organisation cannot stop taking part: projects it owns or funds that still run."""
    running = Project.objects.filter(collaboration=collaboration).filter(
        Q(owner=organisation) | Q(funders__organisation=organisation)
    )
    return [_("Takes part in the project %(project)s.") % {"project": project} for project in running.distinct()]


def _wait(text: str, collaboration: "Collaboration", page: str, **where: int) -> Waiting:
    return Waiting(text, _address(collaboration, page, **where), collaboration.pk)


def _address(collaboration: "Collaboration", page: str, **where: int) -> str:
    return reverse(f"finance:{page}", kwargs={"collaboration": collaboration.slug, **where})
