"""What this room lays in the slots of the frame: a place in the menu, what waits, what is found."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.agreements.domain.annexes import Term, is_notice_near, notice_day
from samhandling.agreements.domain.duties import SOON
from samhandling.agreements.domain.gap_rules import has_gaps
from samhandling.agreements.enums import PartyRole, Status
from samhandling.agreements.models import Agreement, Clause, Duty, Party, Review, SpecialAgreement
from samhandling.agreements.permissions import visible_to
from samhandling.agreements.selectors.gaps import facts_by_agreement
from samhandling.core.navigation import Hit, NavItem, Waiting
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation

RUNNING = (Status.DRAFT, Status.PROPOSED, Status.IN_FORCE)


def nav_items(_viewer: "Viewer", collaboration: "Collaboration") -> list[NavItem]:
    """The agreements' place in the collaboration's menu."""
    url = reverse("agreements:list", kwargs={"collaboration": collaboration.slug})
    return [NavItem(_("Agreements"), url, 10)]


def hits(viewer: "Viewer", query: str, limit: int) -> list[Hit]:
    """Agreements by title, then clauses by heading and text."""
    agreements = visible_to(viewer).filter(search_key__contains=query).select_related("collaboration")[:limit]
    found = [
        Hit(agreement.title, str(agreement.collaboration), _page(agreement, "detail"), _("Agreement"))
        for agreement in agreements
    ]
    clauses = (
        Clause.objects.filter(agreement__in=visible_to(viewer), is_removed=False, search_key__contains=query)
        .select_related("agreement__collaboration")
        .only("number", "heading", "agreement__title", "agreement__collaboration__slug")[: limit - len(found)]
    )
    return found + [
        Hit(str(clause), clause.agreement.title, _page(clause.agreement, "clause", clause=clause.pk), _("Clause"))
        for clause in clauses
    ]


def ties_of_organisation(organisation: "Organisation", collaboration: "Collaboration") -> list[str]:
    """Why the organisation cannot stop taking part: it is a party to what is being made or is in force."""
    running = Agreement.objects.filter(
        collaboration=collaboration, status__in=RUNNING, parties__organisation=organisation
    )
    return [_("Is a party to %(agreement)s.") % {"agreement": agreement} for agreement in running]


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:
    """What waits for this person in agreements: as somebody who answers for a party, and as coordinator."""
    return [*_waits_for_parties(viewer, today), *_waits_for_coordinator(viewer, today)]


# --- For those who answer for a party ------------------------------------------------------------


def _mine(viewer: "Viewer", to_collaboration: str, to_organisation: str) -> Q:
    """Rows of the parties this person answers for, each in its own collaboration."""
    mine = Q(pk__in=[])
    for collaboration_id, organisations in access_of(viewer).parties.items():
        mine |= Q(**{to_collaboration: collaboration_id, f"{to_organisation}__in": organisations})
    return mine


def _waits_for_parties(viewer: "Viewer", today: date) -> list[Waiting]:
    if not access_of(viewer).parties:
        return []
    return [*_ratifications(viewer), *_annexes(viewer), *_notices(viewer, today), *_duties(viewer, today)]


def _ratifications(viewer: "Viewer") -> list[Waiting]:
    undecided = Party.objects.filter(
        _mine(viewer, "agreement__collaboration", "organisation"), agreement__status=Status.PROPOSED, ratification=None
    ).select_related("agreement__collaboration", "organisation")
    return [
        _wait(
            _("Ratify %(agreement)s for %(party)s") % {"agreement": party.agreement, "party": party},
            party.agreement,
            "ratify",
            due_on=party.agreement.starts_on,
            party=party.pk,
        )
        for party in undecided
    ]


def _annexes(viewer: "Viewer") -> list[Waiting]:
    unconfirmed = Party.objects.filter(
        _mine(viewer, "agreement__collaboration", "organisation"),
        role=PartyRole.MUNICIPALITY,
        agreement__status=Status.IN_FORCE,
        agreement__has_individual_agreements=True,
        individual_agreement__annex_confirmed_on=None,
    ).select_related("agreement__collaboration", "organisation")
    return [
        _wait(
            _("Confirm the annex of %(party)s to %(agreement)s") % {"agreement": party.agreement, "party": party},
            party.agreement,
            "annex",
            party=party.pk,
        )
        for party in unconfirmed
    ]


def _notices(viewer: "Viewer", today: date) -> list[Waiting]:
    mine = _mine(
        viewer,
        "individual_agreement__party__agreement__collaboration",
        "individual_agreement__party__organisation",
    )
    running = SpecialAgreement.objects.filter(
        mine,
        individual_agreement__party__agreement__status=Status.IN_FORCE,
        ends_on__gte=today,
        notice_months__gt=0,
    ).select_related("individual_agreement__party__agreement__collaboration")
    return [
        _wait(
            _("Decide whether %(special)s shall go on") % {"special": special},
            special.individual_agreement.party.agreement,
            "annex",
            due_on=notice_day(Term(special.ends_on, special.notice_months)),
            party=special.individual_agreement.party_id,
        )
        for special in running
        if is_notice_near(Term(special.ends_on, special.notice_months), today)
    ]


def _duties(viewer: "Viewer", today: date) -> list[Waiting]:
    due = Duty.objects.filter(
        _mine(viewer, "agreement__collaboration", "owner"),
        agreement__status=Status.IN_FORCE,
        fulfilled_on=None,
        due_on__lte=today + SOON,
    ).select_related("agreement__collaboration")
    return [
        _wait(
            _("Carry out the duty: %(duty)s") % {"duty": duty.what},
            duty.agreement,
            "duty",
            due_on=duty.due_on,
            is_urgent=duty.due_on is not None and duty.due_on < today,
            duty=duty.pk,
        )
        for duty in due
    ]


# --- For the coordinator -------------------------------------------------------------------------


def _waits_for_coordinator(viewer: "Viewer", today: date) -> list[Waiting]:
    mine = [pk for pk, roles in access_of(viewer).roles.items() if Role.COORDINATOR in roles]
    if not mine:
        return []
    return [*_reviews(mine, today), *_gaps(mine, today)]


def _reviews(collaborations: list[int], today: date) -> list[Waiting]:
    open_reviews = Review.objects.filter(
        agreement__collaboration__in=collaborations,
        agreement__status=Status.IN_FORCE,
        done_on=None,
        opens_on__lte=today,
    ).select_related("agreement__collaboration")
    return [
        _wait(
            _("Carry out the %(kind)s of %(agreement)s")
            % {"kind": review.get_kind_display(), "agreement": review.agreement},
            review.agreement,
            "reviews",
            due_on=review.due_on,
            is_urgent=review.due_on < today,
        )
        for review in open_reviews
    ]


def _gaps(collaborations: list[int], today: date) -> list[Waiting]:
    """Agreements whose text or promises have gaps. How many is told by the page, where other rooms add theirs."""
    running = list(
        Agreement.objects.filter(collaboration__in=collaborations, status__in=RUNNING).select_related("collaboration")
    )
    facts = facts_by_agreement(running, today)
    return [
        _wait(_("Look at the gaps in %(agreement)s") % {"agreement": agreement}, agreement, "gaps")
        for agreement in running
        if has_gaps(facts[agreement.pk])
    ]


def _wait(
    text: str, agreement: Agreement, page: str, *, due_on: date | None = None, is_urgent: bool = False, **where: int
) -> Waiting:
    return Waiting(text, _page(agreement, page, **where), agreement.collaboration_id, due_on, is_urgent)


def _page(agreement: Agreement, page: str, **where: int) -> str:
    slug = agreement.collaboration.slug
    return reverse(f"agreements:{page}", kwargs={"collaboration": slug, "pk": agreement.pk, **where})
