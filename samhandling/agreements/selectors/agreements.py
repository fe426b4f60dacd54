"""Agreements one may see, and how each stands."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from samhandling.agreements.domain.phase import Life, Phase, phase_on
from samhandling.agreements.domain.status import IN_FAVOUR, NOT_OVER
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Area, Duty, Party, Review
from samhandling.agreements.permissions import can_edit, can_see_workings, seen, visible_to
from samhandling.core.prepared import Prepared
from samhandling.organisations.permissions import access_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agreement stands on a day, and what this person may do with it: what every page of it needs."""

    agreement: Agreement
    on: date
    phase: Phase
    sentence: str
    parties: int
    ratified: int
    is_editor: bool
    is_insider: bool

    @property
    def is_draft(self) -> bool:
        return self.agreement.status == Status.DRAFT

    @property
    def may_edit_text(self) -> bool:
        """The coordinator, while the agreement is a draft."""
        return self.is_editor and self.is_draft

    @property
    def may_follow_up(self) -> bool:
        """The coordinator, until the agreement is over."""
        return self.is_editor and self.agreement.status not in {Status.ENDED, Status.WITHDRAWN}

    @property
    def holds(self) -> bool:
        return self.phase is Phase.HOLDS

    @property
    def was_in_force(self) -> bool:
        return self.phase is Phase.OVER

    @property
    def is_over(self) -> bool:
        """It has had its time on the day, or was withdrawn."""
        return self.phase is Phase.OVER or self.agreement.status == Status.WITHDRAWN

    @property
    def is_ahead(self) -> bool:
        """It is meant for days that are still to come."""
        return not self.is_over and self.on < self.agreement.starts_on

    @property
    def word(self) -> str:
        """The state on the day, in a word."""
        return str(_WORDS.get(self.phase) or self.agreement.get_status_display())

    @property
    def tone(self) -> str:
        return _TONES_OF_PHASES.get(self.phase) or _TONES[Status(self.agreement.status)]


def agreement_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Agreement:
    """The agreement, or 404 when this person may not know it exists."""
    agreements = visible_to(viewer).filter(collaboration=collaboration)
    return get_object_or_404(agreements.select_related("collaboration", "predecessor"), pk=pk)


def agreements_of(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Agreement]:
    """The collaboration's agreements, the newest period first."""
    return visible_to(viewer).filter(collaboration=collaboration).order_by("-starts_on", "sort_key")


def standings_of(
    viewer: "Viewer", collaboration: "Collaboration", on: date, *, today: date | None = None
) -> list[Standing]:
    """The list of agreements as on the day: what is in force first, then what is on its way, then what was."""
    return _standings(viewer, [collaboration.pk], on, today or on)


def leading_standings(viewer: "Viewer", collaborations: "Sequence[Collaboration]", today: date) -> dict[int, Standing]:
    """The agreement that matters most in each of these collaborations, by the collaboration: one query for them all."""
    leading: dict[int, Standing] = {}
    for standing in _standings(viewer, [one.pk for one in collaborations], today, today):
        if standing.agreement.status in NOT_OVER:
            leading.setdefault(standing.agreement.collaboration_id, standing)
    return leading


def _standings(viewer: "Viewer", collaborations: list[int], on: date, today: date) -> list[Standing]:
    """What `visible_to` tells of these collaborations; of those alike the newest period first."""
    access = access_of(viewer)
    counted = _counted(members_in=access.collaborations, guests_in=access.guests, collaborations=collaborations, on=on)
    standings = [_standing(viewer, row.agreement, (row.ratified, row.parties), on, today) for row in counted]
    return sorted(standings, key=_place)


class _Counted(NamedTuple):
    """An agreement, how many parties it has and how many of them have ratified."""

    agreement: Agreement
    parties: int
    ratified: int


_FIELDS = [field.attname for field in Agreement._meta.concrete_fields]


def _as_counted(*columns: Any) -> _Counted:
    *fields, parties, ratified = columns
    return _Counted(Agreement.from_db(DEFAULT_DB_ALIAS, _FIELDS, fields), parties, ratified)


_counted = Prepared(
    _as_counted,
    lambda members_in, guests_in, collaborations, on: (
        Agreement.objects.filter(seen(members_in, guests_in), collaboration__in=collaborations)
        .order_by("-starts_on", "sort_key")
        .annotate(
            number_of_parties=Count("parties", distinct=True),
            number_of_ratified=Count("parties", filter=_ratified_by(on), distinct=True),
        )
        .values_list(*_FIELDS, "number_of_parties", "number_of_ratified")
    ),
)


def _ratified_by(on: date) -> Q:
    return Q(parties__ratification__result__in=IN_FAVOUR, parties__ratification__decided_on__lte=on)


def standing_of(viewer: "Viewer", agreement: Agreement, on: date, *, today: date | None = None) -> Standing:
    """`today` is told apart from the day where that is another: only today can somebody have forgotten to act."""
    decisions = _decisions(agreement=agreement.pk)
    ratified = sum(one.result in IN_FAVOUR and one.decided_on <= on for one in decisions)
    return _standing(viewer, agreement, (ratified, len(decisions)), on, today or on)


class _Decision(NamedTuple):
    """What a party has decided, and when; both are empty before it has."""

    result: str
    decided_on: date


_decisions = Prepared(
    _Decision,
    lambda agreement: (
        Party.objects.filter(agreement=agreement)
        .order_by()
        .values_list("ratification__result", "ratification__decided_on")
    ),
)


class TabCounts(NamedTuple):
    """How many things lie under a tab of the agreement's pages."""

    areas: int
    duties: int
    reviews: int


def tab_counts(agreement: Agreement) -> TabCounts:
    return _tab_counts(pk=agreement.pk)[0]


class Titled(NamedTuple):
    """As much of another agreement as a link to it needs."""

    pk: int
    title: str

    def __str__(self) -> str:
        return self.title


def predecessor_of(viewer: "Viewer", agreement: Agreement) -> Titled | None:
    """The agreement that this one follows, when this person may see it."""
    access, former = access_of(viewer), agreement.predecessor_id
    if former is None:
        return None
    return next(iter(_former(members_in=access.collaborations, guests_in=access.guests, pk=former)), None)


def successor_of(viewer: "Viewer", agreement: Agreement) -> Titled | None:
    """The agreement that follows this one, when this person may see it: a draft is for members."""
    access = access_of(viewer)
    found = _successor(members_in=access.collaborations, guests_in=access.guests, former=agreement.pk)
    return next(iter(found), None)


_former = Prepared(
    Titled,
    lambda members_in, guests_in, pk: Agreement.objects.filter(seen(members_in, guests_in), pk=pk).values_list(
        "pk", "title"
    ),
)
_successor = Prepared(
    Titled,
    lambda members_in, guests_in, former: Agreement.objects.filter(
        seen(members_in, guests_in), predecessor=former
    ).values_list("pk", "title"),
)


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    of_agreement = rows.filter(agreement=OuterRef("pk")).order_by().values("agreement")
    return Coalesce(Subquery(of_agreement.annotate(number=Count("pk")).values("number")), 0)


_tab_counts = Prepared(
    TabCounts,
    lambda pk: (
        Agreement.objects.filter(pk=pk)
        .order_by()
        .values_list(_number_of(Area.objects.all()), _number_of(Duty.objects.all()), _number_of(Review.objects.all()))
    ),
)
_ORDER = [Status.IN_FORCE, Status.PROPOSED, Status.DRAFT, Status.ENDED, Status.WITHDRAWN]
_ORDER_OF_PHASES = [Phase.HOLDS, Phase.UNSETTLED, Phase.COMING, Phase.OVER]
_WORDS = {
    Phase.HOLDS: Status.IN_FORCE.label,
    Phase.COMING: pgettext_lazy("agreement", "coming"),
    Phase.OVER: Status.ENDED.label,
}
_TONES_OF_PHASES = {Phase.HOLDS: "success", Phase.COMING: "info", Phase.OVER: "neutral"}
_TONES = {
    Status.DRAFT: "neutral",
    Status.PROPOSED: "info",
    Status.IN_FORCE: "success",
    Status.ENDED: "neutral",
    Status.WITHDRAWN: "neutral",
}


def _place(standing: Standing) -> tuple[int, int]:
    """What has been withdrawn stands last, on whatever day."""
    status = Status(standing.agreement.status)
    if status is Status.WITHDRAWN:
        return len(_ORDER_OF_PHASES), 0
    return _ORDER_OF_PHASES.index(standing.phase), _ORDER.index(status)


def _standing(viewer: "Viewer", agreement: Agreement, votes: tuple[int, int], on: date, today: date) -> Standing:
    """`votes` is how many have ratified, and how many parties there are."""
    life = Life(Status(agreement.status), agreement.starts_on, agreement.ends_on, agreement.entered_on)
    phase = phase_on(life, on, today)
    is_forgotten = life.status is Status.IN_FORCE and phase is Phase.OVER and on == today
    return Standing(
        agreement=agreement,
        on=on,
        phase=phase,
        sentence=_forgotten(life) if is_forgotten else _sentence(life, phase, on, _ratified_in_words(*votes)),
        parties=votes[1],
        ratified=votes[0],
        is_editor=can_edit(viewer, agreement),
        is_insider=can_see_workings(viewer, agreement),
    )


def _forgotten(life: Life) -> str:
    return _("The last day was %(last)s. The agreement has not been closed.") % {"last": _day(life.ends_on)}


def _sentence(life: Life, phase: Phase, on: date, ratified: str) -> str:
    """The one line under the heading."""
    days = {"first": _day(life.starts_on), "last": _day(life.ends_on)}
    match phase:
        case Phase.COMING:
            return _("Applies from %(first)s to %(last)s.") % (days | {"first": _day(life.first_day)})
        case Phase.HOLDS:
            return " ".join((_("In force until %(last)s.") % days, ratified))
        case Phase.OVER:
            return _("Was in force from %(first)s to %(last)s.") % days
    if life.status is Status.DRAFT:
        return _("A draft for %(first)s to %(last)s. The text may still change.") % days
    if life.status is Status.WITHDRAWN:
        return _("Was withdrawn before it took effect.")
    sentence = " ".join((_("Awaiting ratification by the parties."), ratified))
    if on < life.starts_on:
        return " ".join((sentence, _("Meant to apply from %(first)s.") % days))
    return sentence


def _ratified_in_words(ratified: int, parties: int) -> str:
    return ngettext(
        "%(ratified)s of %(parties)s party has ratified.", "%(ratified)s of %(parties)s have ratified.", parties
    ) % {"ratified": ratified, "parties": parties}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
