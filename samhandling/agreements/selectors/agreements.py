"""Agreements one may see, and how each stands."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.domain.status import IN_FAVOUR
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Area, Duty, Party, Review
from samhandling.agreements.permissions import can_edit, can_see_workings, visible_to
from samhandling.core.prepared import Prepared

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agreement stands, and what this person may do with it: what every page of it needs."""

    agreement: Agreement
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
    def tone(self) -> str:
        return _TONES[Status(self.agreement.status)]


def agreement_for(viewer: "Viewer", collaboration: "Collaboration", pk: int) -> Agreement:
    """The agreement, or 404 when this person may not know it exists."""
    agreements = visible_to(viewer).filter(collaboration=collaboration)
    return get_object_or_404(agreements.select_related("collaboration", "predecessor"), pk=pk)


def agreements_of(viewer: "Viewer", collaboration: "Collaboration") -> QuerySet[Agreement]:
    """The collaboration's agreements, the newest period first."""
    return visible_to(viewer).filter(collaboration=collaboration).order_by("-starts_on", "sort_key")


def standings_of(viewer: "Viewer", collaboration: "Collaboration", today: date) -> list[Standing]:
    """The list of agreements: what is in force first, then what is on its way, then what was."""
    counted = agreements_of(viewer, collaboration).annotate(
        party_count=Count("parties", distinct=True),
        ratified_count=Count("parties", filter=Q(parties__ratification__result__in=IN_FAVOUR), distinct=True),
    )
    standings = [
        _standing(viewer, agreement, agreement.party_count, agreement.ratified_count, today) for agreement in counted
    ]
    return sorted(standings, key=lambda standing: _ORDER.index(Status(standing.agreement.status)))


def standing_of(viewer: "Viewer", agreement: Agreement, today: date) -> Standing:
    results = list(Party.objects.filter(agreement=agreement).order_by().values_list("ratification__result", flat=True))
    return _standing(viewer, agreement, len(results), sum(result in IN_FAVOUR for result in results), today)


class TabCounts(NamedTuple):
    """How many things lie under a tab of the agreement's pages."""

    areas: int
    duties: int
    reviews: int


def tab_counts(agreement: Agreement) -> TabCounts:
    return _tab_counts(pk=agreement.pk)[0]


def predecessor_of(viewer: "Viewer", agreement: Agreement) -> Agreement | None:
    """The agreement that this one follows, when this person may see it."""
    return visible_to(viewer).filter(successor=agreement).first() if agreement.predecessor_id else None


def successor_of(viewer: "Viewer", agreement: Agreement) -> Agreement | None:
    """The agreement that follows this one, when this person may see it: a draft is for members."""
    return visible_to(viewer).filter(predecessor=agreement).first()


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
_TONES = {
    Status.DRAFT: "neutral",
    Status.PROPOSED: "info",
    Status.IN_FORCE: "success",
    Status.ENDED: "neutral",
    Status.WITHDRAWN: "neutral",
}


def _standing(viewer: "Viewer", agreement: Agreement, parties: int, ratified: int, today: date) -> Standing:
    return Standing(
        agreement=agreement,
        sentence=_sentence(agreement, parties, ratified, today),
        parties=parties,
        ratified=ratified,
        is_editor=can_edit(viewer, agreement),
        is_insider=can_see_workings(viewer, agreement),
    )


def _sentence(agreement: Agreement, parties: int, ratified: int, today: date) -> str:
    """The one line under the heading."""
    first, last = _day(agreement.starts_on), _day(agreement.ends_on)
    match Status(agreement.status):
        case Status.DRAFT:
            return _("A draft for %(first)s to %(last)s. The text may still change.") % {"first": first, "last": last}
        case Status.PROPOSED:
            return " ".join((_("Awaiting ratification by the parties."), _ratified_in_words(ratified, parties)))
        case Status.IN_FORCE if agreement.ends_on < today:
            return _("The last day was %(last)s. The agreement has not been closed.") % {"last": last}
        case Status.IN_FORCE:
            sentence = _("In force until %(last)s.") % {"last": last}
            return f"{sentence} {_ratified_in_words(ratified, parties)}"
        case Status.ENDED:
            return _("Was in force from %(first)s to %(last)s.") % {"first": first, "last": last}
        case Status.WITHDRAWN:
            return _("Was withdrawn before it took effect.")


def _ratified_in_words(ratified: int, parties: int) -> str:
    return ngettext(
        "%(ratified)s of %(parties)s party has ratified.", "%(ratified)s of %(parties)s have ratified.", parties
    ) % {"ratified": ratified, "parties": parties}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
