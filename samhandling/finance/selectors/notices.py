"""What acts on money tell, and whom."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.models import Agreement, Party
from samhandling.finance.enums import FunderKind
from samhandling.finance.models import CostSplit, FeeList, Funder, Project, SplitShare
from samhandling.finance.permissions import can_keep_accounts
from samhandling.notices.domain.telling import Telling, Told, told
from samhandling.notices.enums import NoticeKind
from samhandling.notices.selectors.who_was_told import WhoWasTold, who_was_told
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.core.models import Event

Tell = Callable[["list[Event]"], Iterator[Told]]
KEEPERS = (Role.FINANCE, Role.COORDINATOR)


def tellings() -> dict[str, Telling]:
    """The slot `notices`."""
    asked = ("fee_list.drafted", "fee_list.checked")
    return {
        "fee_list.drafted": Telling(_to_keepers(_("Check the fees of %(year)s in %(agreement)s.")), withdraws=asked),
        "fee_list.checked": Telling(
            _to_keepers(_("Have the fees of %(year)s in %(agreement)s adopted.")), withdraws=asked
        ),
        "fee_list.adopted": Telling(_fees_adopted, withdraws=asked),
        "cost_split.adopted": Telling(_split_adopted),
        "project.funder_added": Telling(_decision_asked),
        "project.decided": Telling(_project_decided),
        "project.removed": Telling(_project_removed),
    }


def _to_keepers(text: Promise) -> Tell:
    def tell(events: "list[Event]") -> Iterator[Told]:
        for event, fee_list in _with_fee_list(events):
            facts = {"year": fee_list.year, "agreement": fee_list.agreement}
            yield told(event, text, _fees_address(fee_list), kind=NoticeKind.REQUEST, facts=facts, roles=KEEPERS)

    return tell


def _fees_adopted(events: "list[Event]") -> Iterator[Told]:
    found = list(_with_fee_list(events))
    parties = _parties_of({fee_list.agreement_id for _event, fee_list in found})
    text = _("The fees of %(year)s in %(agreement)s have been adopted.")
    for event, fee_list in found:
        facts = {"year": fee_list.year, "agreement": fee_list.agreement}
        whom = parties.get(fee_list.agreement_id, [])
        yield told(event, text, _fees_address(fee_list), facts=facts, parties=whom, roles=KEEPERS)


def _with_fee_list(events: "list[Event]") -> "Iterator[tuple[Event, FeeList]]":
    lists = FeeList.objects.select_related("agreement__collaboration").in_bulk({event.object_id for event in events})
    for event in events:
        yield event, lists[event.object_id]


def _split_adopted(events: "list[Event]") -> Iterator[Told]:
    pks = {event.object_id for event in events}
    splits = CostSplit.objects.select_related("agreement__collaboration").in_bulk(pks)
    sharing: dict[int, list[int]] = {}
    for shared, payer in SplitShare.objects.filter(split__in=pks).values_list("split", "party__organisation"):
        sharing.setdefault(shared, []).append(payer)
    text = _("How the cost of %(title)s is shared in %(year)s has been adopted.")
    for event in events:
        split = splits[event.object_id]
        agreement = split.agreement
        url = reverse("finance:split", args=[agreement.collaboration.slug, agreement.pk, split.pk])
        facts = {"title": split.title, "year": split.year}
        yield told(event, text, url, facts=facts, parties=sharing.get(split.pk, []), roles=KEEPERS)


def _decision_asked(events: "list[Event]") -> Iterator[Told]:
    """A party that is to pay is asked for its own body's decision. Other funders have no log-in here."""
    projects = _projects({event.object_id for event in events})
    rows = Funder.objects.filter(project__in=projects, kind=FunderKind.PARTY, organisation__isnull=False)
    funders = {
        (project, name): organisation
        for project, name, organisation in rows.values_list("project", "name", "organisation")
    }
    text = _("Record what %(party)s decides on the joint project %(project)s.")
    for event in events:
        name, project = event.after["funder"], projects[event.object_id]
        whom, facts = [funders.get((project.pk, name))], {"party": name, "project": project}
        yield told(event, text, _project_address(project), kind=NoticeKind.REQUEST, facts=facts, parties=whom)


def _project_decided(events: "list[Event]") -> Iterator[Told]:
    projects = _projects({event.object_id for event in events})
    text = _("The decision of %(party)s on the joint project %(project)s has been recorded.")
    for event in events:
        project = projects[event.object_id]
        facts = {"party": event.after["party"], "project": project}
        yield told(event, text, _project_address(project), facts=facts, parties=[project.owner_id], roles=KEEPERS)


def _project_removed(events: "list[Event]") -> Iterator[Told]:
    """The event lies on the collaboration, and the project is gone: those who keep the accounts are told."""
    found = Collaboration.objects.in_bulk({event.object_id for event in events})
    for event in events:
        url = reverse("finance:projects", args=[found[event.object_id].slug])
        text = _("The joint project %(project)s has been removed.")
        yield told(event, text, url, facts={"project": event.before["title"]}, roles=KEEPERS)


def told_of(viewer: "Viewer", project: Project) -> WhoWasTold | None:
    """Who got word that their party's decision is asked for. For those who keep the accounts."""
    if not can_keep_accounts(viewer, project.collaboration_id):
        return None
    paying = [funder for funder in project.funders.all() if funder.kind == FunderKind.PARTY]
    parties = [funder.organisation for funder in paying if funder.organisation]
    return who_was_told(project, "project.funder_added", parties) if parties else None


def _projects(pks: set[int]) -> dict[int, Project]:
    return Project.objects.select_related("collaboration").in_bulk(pks)


def _project_address(project: Project) -> str:
    return reverse("finance:project", args=[project.collaboration.slug, project.pk])


def _fees_address(fee_list: FeeList) -> str:
    agreement: Agreement = fee_list.agreement
    return reverse("finance:fee_list", args=[agreement.collaboration.slug, agreement.pk, fee_list.year])


def _parties_of(agreements: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for agreement, organisation in Party.objects.filter(agreement__in=agreements).values_list(
        "agreement", "organisation"
    ):
        found.setdefault(agreement, []).append(organisation)
    return found
