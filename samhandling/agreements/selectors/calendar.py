"""The days of agreements, for the slot `calendar.events`: reviews, ends, duties, and the last day to give notice."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.agreements.domain.annexes import Term, notice_day
from samhandling.agreements.enums import RenewalStep, ReviewKind, Status, StepState
from samhandling.agreements.models import Agreement, Duty, Party, Review, SpecialAgreement
from samhandling.agreements.permissions import seen
from samhandling.agreements.selectors.timeline import renewals_of
from samhandling.core.calendar import CalendarEvent, CalendarWish
from samhandling.core.prepared import Prepared
from samhandling.organisations.permissions import access_of, is_coordinator, parties_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

RUNNING = (Status.PROPOSED, Status.IN_FORCE)


class _Agreement(NamedTuple):
    pk: int
    title: str
    ends_on: date
    status: str
    slug: str


Running = Mapping[int, _Agreement]


class _Review(NamedTuple):
    pk: int
    agreement: int
    kind: str
    due_on: date


class _Duty(NamedTuple):
    pk: int
    agreement: int
    what: str
    due_on: date
    owner: str | None
    owner_in_words: str


class _Special(NamedTuple):
    pk: int
    agreement: int
    party: int
    party_name: str
    title: str
    ends_on: date
    notice_months: int | None


def calendar_events(viewer: "Viewer", wish: CalendarWish) -> list[CalendarEvent]:
    """For a party what rests on it. For a person what rests on the parties they answer for; all for a coordinator."""
    sees_all = wish.is_whole or is_coordinator(viewer, wish.collaboration_id)
    everything = wish.organisation_id is None and sees_all
    parties = _parties(viewer, wish)
    if not everything and not parties:
        return []
    access = access_of(viewer)
    mine = {} if everything else {"parties": parties}
    rows = _agreements(
        members_in=access.collaborations, guests_in=access.guests, collaboration=wish.collaboration_id, **mine
    )
    running = {row.pk: row for row in rows}
    return [
        *_ends(running, wish),
        *_reviews(running, wish),
        *_duties(running, wish, mine),
        *_specials(running, wish, mine),
        *_renewals(running, wish, everything=everything),
    ]


def _parties(viewer: "Viewer", wish: CalendarWish) -> frozenset[int]:
    if wish.organisation_id is not None:
        return frozenset({wish.organisation_id})
    return parties_of(viewer, wish.collaboration_id)


def _running(members_in: Any, guests_in: Any, collaboration: int, parties: Any = None) -> QuerySet[Agreement, Any]:
    found = Agreement.objects.filter(seen(members_in, guests_in), collaboration=collaboration, status__in=RUNNING)
    if parties is not None:
        found = found.filter(pk__in=Party.objects.filter(organisation__in=parties).values("agreement"))
    return found.order_by("-starts_on", "sort_key").values_list(
        "pk", "title", "ends_on", "status", "collaboration__slug"
    )


def _open_duties(agreements: Any, since: date, parties: Any = None) -> QuerySet[Duty, Any]:
    found = Duty.objects.filter(agreement__in=agreements, fulfilled_on=None, due_on__gte=since)
    if parties is not None:
        found = found.filter(owner__in=parties)
    return found.values_list("pk", "agreement", "what", "due_on", "owner__display_name", "owner_in_words")


def _ending_specials(agreements: Any, since: date, parties: Any = None) -> QuerySet[SpecialAgreement, Any]:
    party = "individual_agreement__party"
    found = SpecialAgreement.objects.filter(ends_on__gte=since, **{f"{party}__agreement__in": agreements})
    if parties is not None:
        found = found.filter(**{f"{party}__organisation__in": parties})
    return found.values_list(
        "pk",
        f"{party}__agreement",
        party,
        f"{party}__organisation__display_name",
        "title",
        "ends_on",
        "notice_months",
    )


_agreements = Prepared(_Agreement, _running)
_review_rows = Prepared(
    _Review,
    lambda agreements, since: Review.objects.filter(
        agreement__in=agreements, done_on=None, due_on__gte=since
    ).values_list("pk", "agreement", "kind", "due_on"),
)
_duty_rows = Prepared(_Duty, _open_duties)
_special_rows = Prepared(_Special, _ending_specials)


def _ends(running: Running, wish: CalendarWish) -> list[CalendarEvent]:
    return [
        CalendarEvent(
            f"agreement-{agreement.pk}-ends",
            agreement.ends_on,
            _("Last day of %(agreement)s") % {"agreement": agreement.title},
            "",
            _page(agreement, "detail"),
        )
        for agreement in running.values()
        if agreement.ends_on >= wish.since
    ]


def _reviews(running: Running, wish: CalendarWish) -> list[CalendarEvent]:
    """Those that have not been held, on the day they must be done."""
    return [
        CalendarEvent(
            f"review-{review.pk}",
            review.due_on,
            _("Last day for the %(kind)s of %(agreement)s")
            % {"kind": ReviewKind(review.kind).label, "agreement": running[review.agreement].title},
            "",
            _page(running[review.agreement], "reviews"),
        )
        for review in _review_rows(agreements=running, since=wish.since)
    ]


def _duties(running: Running, wish: CalendarWish, mine: dict[str, frozenset[int]]) -> list[CalendarEvent]:
    """Those that are not done and have a day."""
    return [
        CalendarEvent(
            f"duty-{duty.pk}",
            duty.due_on,
            _("Last day: %(duty)s") % {"duty": _shortened(duty.what)},
            _duty_in_words(duty, running[duty.agreement]),
            _page(running[duty.agreement], "duty", duty=duty.pk),
        )
        for duty in _duty_rows(agreements=running, since=wish.since, **mine)
    ]


def _duty_in_words(duty: _Duty, agreement: _Agreement) -> str:
    owner = duty.owner or duty.owner_in_words
    lines = [duty.what, _("By %(agreement)s.") % {"agreement": agreement.title}]
    return "\n".join([*lines, _("%(owner)s is responsible.") % {"owner": owner}] if owner else lines)


# What a party itself takes part in; the rest is the coordinator's work.
_OF_PARTIES = {RenewalStep.COMMENTS, RenewalStep.DECIDE, RenewalStep.ENTER}


def _renewals(running: Running, wish: CalendarWish, *, everything: bool) -> list[CalendarEvent]:
    """The latest days of the steps that have not been taken."""
    in_force = {pk: agreement for pk, agreement in running.items() if agreement.status == Status.IN_FORCE}
    renewals = renewals_of(in_force, wish.since)
    return [
        CalendarEvent(
            f"agreement-{pk}-renewal-{one.step.value}",
            one.latest,
            _("Renewal of %(agreement)s: %(step)s") % {"agreement": in_force[pk].title, "step": one.step.label},
            "",
            _page(in_force[pk], "renewal"),
        )
        for pk, renewal in renewals.items()
        for one in renewal.steps
        if one.state is not StepState.DONE and one.latest >= wish.since
        if everything or one.step in _OF_PARTIES
    ]


def _specials(running: Running, wish: CalendarWish, mine: dict[str, frozenset[int]]) -> list[CalendarEvent]:
    """When a special agreement ends, and the last day to give notice before that."""
    rows = _special_rows(agreements=running, since=wish.since, **mine)
    return [event for special in rows for event in _special(special, running[special.agreement], wish)]


def _special(special: _Special, agreement: _Agreement, wish: CalendarWish) -> list[CalendarEvent]:
    url = _page(agreement, "annex", party=special.party)
    words = {"special": special.title, "party": special.party_name}
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


def _page(agreement: _Agreement, page: str, **where: int) -> str:
    return reverse(f"agreements:{page}", kwargs={"collaboration": agreement.slug, "pk": agreement.pk, **where})
