"""What waits for somebody in agreements: as one who answers for a party, and as coordinator.

Asked for by every home page, so all of it is read as plain values by prepared questions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.domain.annexes import Term, is_notice_near, notice_day
from samhandling.agreements.domain.duties import SOON
from samhandling.agreements.domain.gap_rules import has_gaps
from samhandling.agreements.domain.status import NOT_OVER
from samhandling.agreements.enums import PartyRole, ProposalState, ReviewKind, Status
from samhandling.agreements.models import Agreement, Duty, GapSetAside, Party, Proposal, Review, SpecialAgreement
from samhandling.agreements.selectors.gaps import facts_by_agreement
from samhandling.agreements.selectors.timeline import is_near, renewals_of
from samhandling.core.navigation import Waiting
from samhandling.core.prepared import Prepared
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of, parties_as_values, rows_of_parties

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class Subject:
    """The agreement that something waits in: as much of it as a line about it tells."""

    pk: int
    title: str
    collaboration: int
    slug: str

    def waits(
        self, text: str, page: str, *, due_on: date | None = None, is_urgent: bool = False, **where: int
    ) -> Waiting:
        address = reverse(f"agreements:{page}", kwargs={"collaboration": self.slug, "pk": self.pk, **where})
        return Waiting(text, address, self.collaboration, due_on, is_urgent)


def _with_subject(rows: "QuerySet[Any]", to_agreement: str, *more: str) -> "QuerySet[Any, Any]":
    """The four values of a subject, and then the others."""
    agreement = ("pk", "title", "collaboration", "collaboration__slug")
    way = f"{to_agreement}__" if to_agreement else ""
    return rows.values_list(*(f"{way}{name}" for name in agreement), *more)


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:
    return [*_waits_for_parties(viewer, today), *_waits_for_coordinator(viewer, today)]


# --- For those who answer for a party ------------------------------------------------------------


def _waits_for_parties(viewer: "Viewer", today: date) -> Iterable[Waiting]:
    parties = parties_as_values(viewer)
    if not parties:
        return
    for vote in _undecided(**parties):
        text = _("Ratify %(agreement)s for %(party)s") % {"agreement": vote.title, "party": vote.party_name}
        yield vote.waits(text, "ratify", due_on=vote.starts_on, party=vote.party)
    for annex in _unconfirmed(**parties):
        words = {"agreement": annex.title, "party": annex.party_name}
        yield annex.waits(_("Confirm the annex of %(party)s to %(agreement)s") % words, "annex", party=annex.party)
    for special in _special(today=today, **parties):
        term = Term(special.ends_on, special.notice_months)
        if is_notice_near(term, today):
            text = _("Decide whether %(special)s should continue") % {"special": special.special}
            yield special.waits(text, "annex", due_on=notice_day(term), party=special.party)
    for duty in _due(until=today + SOON, **parties):
        text = _("Carry out the duty: %(duty)s") % {"duty": duty.what}
        yield duty.waits(text, "duty", due_on=duty.due_on, is_urgent=duty.due_on < today, duty=duty.duty)
    for draft in _silent(**parties):
        words = {"agreement": draft.title, "party": draft.party_name}
        text = _("Comment on the draft of %(agreement)s for %(party)s") % words
        yield draft.waits(text, "talk", due_on=draft.due_on, is_urgent=draft.due_on < today)


@dataclass(frozen=True, slots=True)
class _Annex(Subject):
    party: int
    party_name: str


@dataclass(frozen=True, slots=True)
class _Vote(_Annex):
    starts_on: date


@dataclass(frozen=True, slots=True)
class _Special(Subject):
    party: int
    special: str
    ends_on: date
    notice_months: int


@dataclass(frozen=True, slots=True)
class _Duty(Subject):
    duty: int
    what: str
    due_on: date


@dataclass(frozen=True, slots=True)
class _Draft(Subject):
    party_name: str
    due_on: date


_undecided = Prepared(
    _Vote,
    lambda **parties: _with_subject(
        Party.objects.filter(
            rows_of_parties(parties, "agreement__collaboration", "organisation"),
            agreement__status=Status.PROPOSED,
            ratification=None,
        ),
        "agreement",
        "pk",
        "organisation__display_name",
        "agreement__starts_on",
    ),
)
_unconfirmed = Prepared(
    _Annex,
    lambda **parties: _with_subject(
        Party.objects.filter(
            rows_of_parties(parties, "agreement__collaboration", "organisation"),
            role=PartyRole.MUNICIPALITY,
            agreement__status=Status.IN_FORCE,
            agreement__has_individual_agreements=True,
            individual_agreement__annex_confirmed_on=None,
        ),
        "agreement",
        "pk",
        "organisation__display_name",
    ),
)
_TO_PARTY = "individual_agreement__party"
_special = Prepared(
    _Special,
    lambda today, **parties: _with_subject(
        SpecialAgreement.objects.filter(
            rows_of_parties(parties, f"{_TO_PARTY}__agreement__collaboration", f"{_TO_PARTY}__organisation"),
            individual_agreement__party__agreement__status=Status.IN_FORCE,
            ends_on__gte=today,
            notice_months__gt=0,
        ),
        f"{_TO_PARTY}__agreement",
        _TO_PARTY,
        "title",
        "ends_on",
        "notice_months",
    ),
)
_due = Prepared(
    _Duty,
    lambda until, **parties: _with_subject(
        Duty.objects.filter(
            rows_of_parties(parties, "agreement__collaboration", "owner"),
            agreement__status=Status.IN_FORCE,
            fulfilled_on=None,
            due_on__lte=until,
        ),
        "agreement",
        "pk",
        "what",
        "due_on",
    ),
)
_silent = Prepared(
    _Draft,
    lambda **parties: _with_subject(
        Party.objects.filter(
            rows_of_parties(parties, "agreement__collaboration", "organisation"),
            agreement__status=Status.DRAFT,
            agreement__comments_due_on__isnull=False,
            comments_done_on=None,
            comments=None,
            proposals=None,
        ),
        "agreement",
        "organisation__display_name",
        "agreement__comments_due_on",
    ),
)


# --- For the coordinator -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Review(Subject):
    kind: str
    due_on: date


@dataclass(frozen=True, slots=True)
class _Proposals(Subject):
    count: int


@dataclass(frozen=True, slots=True)
class Running(Subject):
    """An agreement that is on its way or in force, with what the search for gaps asks of it."""

    status: str
    ends_on: date
    has_individual_agreements: bool


def _waits_for_coordinator(viewer: "Viewer", today: date) -> Iterable[Waiting]:
    mine = [pk for pk, roles in access_of(viewer).roles.items() if Role.COORDINATOR in roles]
    if not mine:
        return
    for review in _open_reviews(collaborations=mine, today=today):
        words = {"kind": ReviewKind(review.kind).label, "agreement": review.title}
        text = _("Carry out the %(kind)s of %(agreement)s") % words
        yield review.waits(text, "reviews", due_on=review.due_on, is_urgent=review.due_on < today)
    running = _running(collaborations=mine)
    facts = facts_by_agreement(running, today)
    digests = _digests([one.pk for one in running])
    for one in running:
        # How many gaps there are is told by the page, where other rooms add theirs.
        if has_gaps(facts[one.pk], digests[one.pk]):
            yield one.waits(_("Look at the gaps in %(agreement)s") % {"agreement": one.title}, "gaps")
    for open_ones in _open_proposals(collaborations=mine):
        text = ngettext(
            "Answer one proposal on %(agreement)s", "Answer %(count)s proposals on %(agreement)s", open_ones.count
        ) % {"count": open_ones.count, "agreement": open_ones.title}
        yield open_ones.waits(text, "talk")
    yield from _steps_of_renewals([one for one in running if one.status == Status.IN_FORCE], today)


def _steps_of_renewals(running: "list[Running]", today: date) -> Iterable[Waiting]:
    """The step to take now in each renewal, when its day is near or has passed."""
    renewals = renewals_of([one.pk for one in running], today)
    for one in running:
        turn = renewals[one.pk].turn
        if turn is None or not is_near(turn, today):
            continue
        text = _("Renewal of %(agreement)s: %(step)s") % {"agreement": one.title, "step": turn.step.label}
        yield one.waits(text, "renewal", due_on=turn.latest, is_urgent=turn.latest < today)


def _digests(agreements: list[int]) -> dict[int, dict[str, str]]:
    """What is set aside in each agreement: the digests by the keys of the gaps."""
    found: dict[int, dict[str, str]] = {agreement: {} for agreement in agreements}
    for row in _set_aside(agreements=agreements):
        found[row.agreement][row.key] = row.digest
    return found


class _Aside(NamedTuple):
    agreement: int
    key: str
    digest: str


_set_aside = Prepared(
    _Aside,
    lambda agreements: (
        GapSetAside.objects.filter(agreement__in=agreements).order_by().values_list("agreement_id", "key", "digest")
    ),
)

_open_reviews = Prepared(
    _Review,
    lambda collaborations, today: _with_subject(
        Review.objects.filter(
            agreement__collaboration__in=collaborations,
            agreement__status=Status.IN_FORCE,
            done_on=None,
            opens_on__lte=today,
        ),
        "agreement",
        "kind",
        "due_on",
    ),
)
_running = Prepared(
    Running,
    lambda collaborations: _with_subject(
        Agreement.objects.filter(collaboration__in=collaborations, status__in=NOT_OVER),
        "",
        "status",
        "ends_on",
        "has_individual_agreements",
    ),
)
_open_proposals = Prepared(
    _Proposals,
    lambda collaborations: _with_subject(
        Proposal.objects.filter(
            clause__agreement__collaboration__in=collaborations,
            clause__agreement__status=Status.DRAFT,
            state=ProposalState.OPEN,
        ),
        "clause__agreement",
    ).annotate(count=Count("pk")),
)
