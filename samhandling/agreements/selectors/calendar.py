"""The days of agreements, for the slot `calendar.events`: reviews, ends, duties, and the last day to give notice."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.agreements.domain.annexes import Term, notice_day
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Duty, Review, SpecialAgreement
from samhandling.agreements.permissions import visible_to
from samhandling.core.calendar import CalendarEvent, CalendarWish
from samhandling.organisations.permissions import is_coordinator, parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

RUNNING = (Status.PROPOSED, Status.IN_FORCE)


def calendar_events(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    """For a party what rests on it. For a person what rests on the parties they answer for; all for a coordinator."""
    sees_all = wish.is_whole or is_coordinator(viewer, wish.collaboration_id)
    everything = wish.organisation_id is None and sees_all
    parties = _parties(viewer, wish)
    if not everything and not parties:
        return []
    agreements = visible_to(viewer).filter(collaboration=wish.collaboration_id, status__in=RUNNING)
    agreements = agreements.select_related("collaboration")
    if not everything:
        agreements = agreements.filter(parties__organisation__in=parties).distinct()
    running = list(agreements)
    mine = None if everything else parties
    return [
        *_ends(running, wish),
        *_reviews(running, wish),
        *_duties(running, wish, mine),
        *_specials(running, wish, mine),
    ]


def _parties(viewer: "Viewer", wish: CalendarWish) -> frozenset[int]:
    if wish.organisation_id is not None:
        return frozenset({wish.organisation_id})
    return parties_of(viewer, wish.collaboration_id)


def _ends(agreements: list[Agreement], wish: CalendarWish) -> list[CalendarEvent]:
    return [
        CalendarEvent(
            f"agreement-{agreement.pk}-ends",
            agreement.ends_on,
            _("Last day of %(agreement)s") % {"agreement": agreement},
            "",
            _page(agreement, "detail"),
        )
        for agreement in agreements
        if agreement.ends_on >= wish.since
    ]


def _reviews(agreements: list[Agreement], wish: CalendarWish) -> list[CalendarEvent]:
    """Those that have not been held, on the day they must be done."""
    reviews = Review.objects.filter(agreement__in=agreements, done_on=None, due_on__gte=wish.since)
    return [
        CalendarEvent(
            f"review-{review.pk}",
            review.due_on,
            _("Last day for the %(kind)s of %(agreement)s")
            % {"kind": review.get_kind_display(), "agreement": review.agreement},
            "",
            _page(review.agreement, "reviews"),
        )
        for review in reviews.select_related("agreement__collaboration")
    ]


def _duties(agreements: list[Agreement], wish: CalendarWish, mine: frozenset[int] | None) -> list[CalendarEvent]:
    """Those that are not done and have a day."""
    duties: QuerySet[Duty] = Duty.objects.filter(agreement__in=agreements, fulfilled_on=None, due_on__gte=wish.since)
    if mine is not None:
        duties = duties.filter(owner__in=mine)
    return [
        CalendarEvent(
            f"duty-{duty.pk}",
            duty.due_on,
            _("Last day: %(duty)s") % {"duty": _shortened(duty.what)},
            _duty_in_words(duty),
            _page(duty.agreement, "duty", duty=duty.pk),
        )
        for duty in duties.select_related("agreement__collaboration", "owner")
        if duty.due_on is not None
    ]


def _duty_in_words(duty: Duty) -> str:
    owner = str(duty.owner or duty.owner_in_words)
    lines = [duty.what, _("By %(agreement)s.") % {"agreement": duty.agreement}]
    return "\n".join([*lines, _("%(owner)s is responsible.") % {"owner": owner}] if owner else lines)


def _specials(agreements: list[Agreement], wish: CalendarWish, mine: frozenset[int] | None) -> list[CalendarEvent]:
    """When a special agreement ends, and the last day to give notice before that."""
    specials = SpecialAgreement.objects.filter(
        Q(ends_on__gte=wish.since), individual_agreement__party__agreement__in=agreements
    )
    if mine is not None:
        specials = specials.filter(individual_agreement__party__organisation__in=mine)
    found: list[CalendarEvent] = []
    for special in specials.select_related(
        "individual_agreement__party__agreement__collaboration", "individual_agreement__party__organisation"
    ):
        found += _special(special, wish)
    return found


def _special(special: SpecialAgreement, wish: CalendarWish) -> list[CalendarEvent]:
    party = special.individual_agreement.party
    url = _page(party.agreement, "annex", party=party.pk)
    words = {"special": special, "party": party.organisation}
    days = (
        ("ends", special.ends_on, _("Last day of %(special)s with %(party)s") % words),
        (
            "notice",
            notice_day(Term(special.ends_on, special.notice_months)),
            _("Last day to give notice on %(special)s with %(party)s") % words,
        ),
    )
    return [
        CalendarEvent(f"special-{special.pk}-{what}", day, title, "", url)
        for what, day, title in days
        if day is not None and day >= wish.since
    ]


def _shortened(text: str) -> str:
    """Enough to know it by; all of it stands in the description."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


def _page(agreement: Agreement, page: str, **where: int) -> str:
    slug = agreement.collaboration.slug
    return reverse(f"agreements:{page}", kwargs={"collaboration": slug, "pk": agreement.pk, **where})
