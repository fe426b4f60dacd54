"""The renewal's timeline: how far each has come, by which day each step must be taken, and how that is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, Max, OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samhandling.agreements.domain.clauses import number_key
from samhandling.agreements.domain.timeline import (
    PACE_FIELDS,
    Pace,
    RenewalFacts,
    TimelineStep,
    notice_in,
    timeline,
    turn_of,
)
from samhandling.agreements.enums import ProposalState, RenewalStep, Status, StepState
from samhandling.agreements.models import Agreement, Clause, Party, Proposal, RenewalPlan, Review
from samhandling.agreements.permissions import can_edit
from samhandling.core.prepared import Prepared
from samhandling.lib.drawing.timeline import Mark, TimeLine, time_line

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

# How long before its day a step waits on the coordinator's home.
NEAR = timedelta(days=60)

_TONES = {
    StepState.DONE: "success",
    StepState.LATE: "danger",
    StepState.NEXT: "info",
    StepState.AHEAD: "neutral",
    StepState.PASSED: "neutral",
}


class _Row(NamedTuple):
    pk: int
    ends_on: date
    successor: int | None
    status: str | None
    comments_due_on: date | None
    reviewed_on: date | None
    has_open_proposals: bool
    has_silent_parties: bool
    has_undecided_parties: bool
    weeks_evaluated: int | None
    weeks_proposed: int | None
    weeks_commented: int | None
    weeks_joined: int | None
    weeks_sent: int | None
    weeks_decided: int | None
    weeks_signed: int | None
    weeks_entered: int | None
    break_from: int | None
    break_to: int | None


def _of_successor(rows: Any, way: str = "agreement") -> Exists:
    return Exists(rows.filter(**{f"{way}__predecessor": OuterRef("pk")}))


_rows = Prepared(
    _Row,
    lambda agreements: (
        Agreement.objects.filter(pk__in=agreements)
        .order_by()
        .annotate(
            reviewed_on=Subquery(
                Review.objects.filter(agreement=OuterRef("pk"))
                .order_by()
                .values("agreement")
                .annotate(last=Max("done_on"))
                .values("last")
            ),
            has_open_proposals=_of_successor(Proposal.objects.filter(state=ProposalState.OPEN), "clause__agreement"),
            has_silent_parties=_of_successor(
                Party.objects.filter(comments_done_on=None, comments=None, proposals=None)
            ),
            has_undecided_parties=_of_successor(Party.objects.filter(ratification=None)),
        )
        .values_list(
            "pk",
            "ends_on",
            "successor__pk",
            "successor__status",
            "successor__comments_due_on",
            "reviewed_on",
            "has_open_proposals",
            "has_silent_parties",
            "has_undecided_parties",
            *(f"renewal_plan__{name}" for name in PACE_FIELDS),
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Renewal:
    """The renewal of one agreement, as it stands on a day."""

    agreement: int
    successor: int | None
    facts: RenewalFacts
    pace: Pace
    steps: list[TimelineStep]

    @property
    def turn(self) -> TimelineStep | None:
        """The step to take now."""
        return turn_of(self.steps)

    @property
    def is_draft(self) -> bool:
        return self.facts.successor is Status.DRAFT


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """A step in its place on the line, with where it is taken."""

    step: TimelineStep
    mark: Mark
    url: str

    @property
    def tone(self) -> str:
        return _TONES[self.step.state]

    @property
    def label(self) -> str:
        return str(self.step.step.label)

    @property
    def state(self) -> str:
        return str(self.step.state.label)


@dataclass(frozen=True, slots=True)
class DrawnRenewal:
    """The page: the line with its steps, and the words of its state."""

    base: Agreement
    renewal: Renewal
    line: TimeLine
    steps: list[DrawnStep]
    notice: str

    @property
    def description(self) -> str:
        """What the drawing shows, in one sentence."""
        done = sum(one.step.state is StepState.DONE for one in self.steps)
        return _("%(done)s of %(all)s steps are done. The last is on %(day)s.") % {
            "done": done,
            "all": len(self.steps),
            "day": _day(self.steps[-1].step.latest),
        }


def renewals_of(agreements: Iterable[int], today: date) -> dict[int, Renewal]:
    """The renewals of these agreements by their keys: one query, however many they are."""
    keys = list(agreements)
    return {row.pk: _renewal(row, today) for row in _rows(agreements=keys)} if keys else {}


def renewed_by(agreement: Agreement) -> Agreement | None:
    """The agreement whose last day is counted from: the one in force, also from the pages of the next one's draft."""
    if agreement.status in {Status.IN_FORCE, Status.ENDED}:
        return agreement
    former = agreement.predecessor if agreement.status != Status.WITHDRAWN else None
    return former if former and former.status in {Status.IN_FORCE, Status.ENDED} else None


def drawn_renewal(viewer: "Viewer", base: Agreement, today: date) -> DrawnRenewal:
    """All that the page of the renewal shows."""
    clauses = Clause.objects.filter(agreement=base, is_removed=False).order_by()
    texts = sorted(clauses.values_list("pk", "number", "text"), key=lambda row: number_key(row[1]))
    notice = notice_in(texts)
    (row,) = _rows(agreements=[base.pk])
    renewal = _renewal(row, today, notice)
    line = time_line([(one.latest, str(one.step.label)) for one in renewal.steps], today)
    is_editor = can_edit(viewer, base)
    steps = [
        DrawnStep(one, mark, _address(base, renewal, one.step, is_editor=is_editor))
        for one, mark in zip(renewal.steps, line.marks, strict=True)
    ]
    words = ""
    if notice is not None:
        words = _("Clause %(number)s says that notice must be given or negotiation asked for %(months)s months before.")
        words %= {"number": notice.clause_number, "months": notice.months}
    return DrawnRenewal(base, renewal, line, steps, words)


def pace_of(agreement: Agreement) -> dict[str, int]:
    """How long the steps take, as it was last decided."""
    plan = RenewalPlan.objects.filter(agreement=agreement).first()
    return {name: getattr(plan or Pace(), name) for name in PACE_FIELDS}


def turn_in_words(renewal: Renewal, today: date) -> str:
    """What to do next, as a sentence that follows the agreement's own; empty when all is done."""
    turn = renewal.turn
    if turn is None:
        return ""
    words = {"step": str(turn.step.label), "day": _day(turn.latest)}
    if turn.latest < today:
        return _("The renewal is late: “%(step)s” was due by %(day)s.") % words
    if any(one.state is StepState.LATE and one.step is not RenewalStep.EVALUATE for one in renewal.steps):
        return _("The renewal is late. Next is “%(step)s”, by %(day)s.") % words
    return _("Next in the renewal: “%(step)s”, by %(day)s.") % words


def is_near(step: TimelineStep, today: date) -> bool:
    """Within two months, or late."""
    return step.latest <= today + NEAR


def page_of_step(renewal: Renewal, step: RenewalStep) -> tuple[str, int]:
    """The page where the step is taken, and of which agreement; the next one's as soon as it is drafted."""
    if step is RenewalStep.EVALUATE:
        return "reviews", renewal.agreement
    if renewal.successor is None:
        return "renewal", renewal.agreement
    pages = {
        RenewalStep.ASK: "talk",
        RenewalStep.COMMENTS: "talk",
        RenewalStep.JOIN: "talk",
        RenewalStep.DECIDE: "parties",
    }
    return pages.get(step, "detail"), renewal.successor


def _address(base: Agreement, renewal: Renewal, step: RenewalStep, *, is_editor: bool) -> str:
    """Where the step is taken; nothing where there is no such place yet."""
    slug, notice = base.collaboration.slug, renewal.facts.notice
    if step is RenewalStep.NOTICE and notice is not None:
        return reverse("agreements:clause", kwargs={"collaboration": slug, "pk": base.pk, "clause": notice.clause})
    if step is RenewalStep.PROPOSE and renewal.successor is None and is_editor:
        return reverse("agreements:renew", kwargs={"collaboration": slug, "pk": base.pk})
    if step is RenewalStep.SEND and renewal.is_draft and is_editor:
        return reverse("agreements:propose", kwargs={"collaboration": slug, "pk": renewal.successor})
    page, agreement = page_of_step(renewal, step)
    if page == "renewal":
        return ""
    return reverse(f"agreements:{page}", kwargs={"collaboration": slug, "pk": agreement})


def _renewal(row: _Row, today: date, notice: Any = None) -> Renewal:
    is_alive = row.status is not None and row.status != Status.WITHDRAWN
    facts = RenewalFacts(
        ends_on=row.ends_on,
        last_reviewed_on=row.reviewed_on,
        successor=Status(row.status) if row.status and is_alive else None,
        comments_due_on=row.comments_due_on if is_alive else None,
        has_open_proposals=bool(row.has_open_proposals),
        has_silent_parties=bool(row.has_silent_parties),
        has_undecided_parties=bool(row.has_undecided_parties),
        notice=notice,
    )
    chosen = {name: getattr(row, name) for name in PACE_FIELDS}
    pace = Pace() if chosen["break_from"] is None else Pace(**chosen)
    return Renewal(row.pk, row.successor if is_alive else None, facts, pace, timeline(facts, pace, today))


def _day(day: date) -> str:
    return date_format(day, "j F Y")
