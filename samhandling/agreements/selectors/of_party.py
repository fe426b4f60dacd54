"""What an organisation has promised, is asked for and must do: for the page about what it answers for."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.domain.phase import Life, is_followed_up, lies_before_councils
from samhandling.agreements.enums import RatificationResult, Status
from samhandling.agreements.models import Duty, Party
from samhandling.agreements.permissions import visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration, Organisation


class _Row(NamedTuple):
    party: int
    agreement: int
    title: str
    status: str
    starts_on: date
    ends_on: date
    entered_on: date | None
    proposed_on: date | None
    comments_due_on: date | None
    result: str | None
    decided_on: date | None
    body: str | None
    said: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """One agreement, and how this party stands to it on a day: asked, answered, or bound."""

    party: int
    agreement: int
    title: str
    status: Status
    starts_on: date
    comments_due_on: date | None
    result: str | None
    decided_on: date | None
    body: str
    said: int
    is_today: bool = True

    @property
    def waits(self) -> bool:
        """For an answer from the party. Only today can anybody wait."""
        if not self.is_today:
            return False
        if self.status == Status.PROPOSED:
            return self.result is None
        return self.status == Status.DRAFT and self.comments_due_on is not None and not self.said

    @property
    def due_on(self) -> date | None:
        return self.starts_on if self.status == Status.PROPOSED else self.comments_due_on

    @property
    def sentence(self) -> str:
        if self.status == Status.DRAFT:
            return self._talk
        if self.result is None or self.decided_on is None:
            if self.status == Status.PROPOSED:
                return _("To be ratified before %(day)s.") % {"day": _day(self.starts_on)}
            return _("Not ratified by you.")
        words = {"body": self.body, "day": _day(self.decided_on)}
        if self.result == RatificationResult.DECLINED:
            return _("Declined by %(body)s on %(day)s.") % words
        return _("Ratified by %(body)s on %(day)s.") % words

    @property
    def _talk(self) -> str:
        if self.said:
            return ngettext(
                "You have sent one comment or proposal.", "You have sent %(count)s comments and proposals.", self.said
            ) % {"count": self.said}
        if self.comments_due_on is None:
            return _("A draft. You have not been asked for comments yet.")
        return _("Comments are due by %(day)s. You have not answered.") % {"day": _day(self.comments_due_on)}

    @property
    def page(self) -> str:
        """Where one answers, and else where one reads."""
        if self.status == Status.DRAFT and self.is_today:
            return "agreements:talk"
        return "agreements:ratify" if self.waits else "agreements:detail"


def commitments_of(
    viewer: "Viewer", collaboration: "Collaboration", organisation: "Organisation", on: date, *, today: date
) -> list[Commitment]:
    """As of the day: what waits first, then what binds. One question."""
    rows = (
        Party.objects.filter(
            agreement__in=visible_to(viewer).filter(collaboration=collaboration).exclude(status=Status.WITHDRAWN),
            organisation=organisation,
        )
        .annotate(comments_made=Count("comments", distinct=True), proposals_made=Count("proposals", distinct=True))
        .order_by("-agreement__starts_on", "agreement")
        .values_list(
            "pk",
            "agreement",
            "agreement__title",
            "agreement__status",
            "agreement__starts_on",
            "agreement__ends_on",
            "agreement__entered_on",
            "agreement__proposed_on",
            "agreement__comments_due_on",
            "ratification__result",
            "ratification__decided_on",
            "ratification__body",
            "comments_made",
            "proposals_made",
        )
    )
    told = [_Row(*row[:-2], row[-2] + row[-1]) for row in rows]
    found = [_commitment(row, on, today) for row in told if _concerns(row, on, today)]
    return sorted(found, key=lambda one: not one.waits)


def _concerns(row: _Row, on: date, today: date) -> bool:
    return is_followed_up(_life(row), on, today) or lies_before_councils(_life(row), on, today)


def _life(row: _Row) -> Life:
    return Life(Status(row.status), row.starts_on, row.ends_on, row.entered_on, row.proposed_on)


def _commitment(row: _Row, on: date, today: date) -> Commitment:
    """What was decided later had not been decided, and what took effect later lay before the councils."""
    has_decided = row.decided_on is not None and row.decided_on <= on
    is_coming = lies_before_councils(_life(row), on, today)
    return Commitment(
        party=row.party,
        agreement=row.agreement,
        title=row.title,
        status=Status.PROPOSED if is_coming else Status(row.status),
        starts_on=row.starts_on,
        comments_due_on=row.comments_due_on,
        result=row.result if has_decided else None,
        decided_on=row.decided_on if has_decided else None,
        body=row.body or "",
        said=row.said,
        is_today=on == today,
    )


class OpenDuty(NamedTuple):
    pk: int
    agreement: int
    what: str
    due_on: date | None


def open_duties_of(
    viewer: "Viewer", collaboration: "Collaboration", organisation: "Organisation", on: date, *, today: date
) -> list[OpenDuty]:
    """What the organisation has still to do on the day by the agreements in force then, the first due first."""
    agreements = visible_to(viewer).filter(_in_force(on, today), collaboration=collaboration)
    undone = Q(fulfilled_on=None) | Q(fulfilled_on__gt=on)
    duties = Duty.objects.filter(undone, agreement__in=agreements, owner=organisation)
    rows = duties.order_by("due_on", "pk").values_list("pk", "agreement", "what", "due_on")
    return sorted((OpenDuty(*row) for row in rows), key=lambda duty: duty.due_on or date.max)


def _in_force(on: date, today: date) -> Q:
    """As `phase_on` says. Today one that nobody has closed is in force although its last day has passed."""
    if on == today:
        return Q(status=Status.IN_FORCE)
    closed = [] if on > today else [Status.ENDED]
    runs = Q(starts_on__lte=on, ends_on__gte=on) & (Q(entered_on=None) | Q(entered_on__lte=on))
    return runs & Q(status__in=[Status.IN_FORCE, *closed])


def _day(day: date) -> str:
    return date_format(day, "j F Y")
