"""What waits for somebody because of money. Asked for by every home page: plain values, by prepared questions."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from samhandling.agreements.enums import Status
from samhandling.core.navigation import Waiting
from samhandling.core.prepared import Prepared
from samhandling.finance.enums import FeeState, FunderKind
from samhandling.finance.models import FeeBase, FeeList, Funder, IndexFigure, PartyDecision
from samhandling.organisations.enums import Role
from samhandling.organisations.permissions import access_of, parties_as_values, rows_of_parties

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

INDEX_IS_OUT = (6, 1)  # month and day: SKR's May report is there, and next year's fees can be reckoned
KEEPERS = {Role.FINANCE, Role.COORDINATOR}
_PLACE = ("agreement__collaboration", "agreement__collaboration__slug")


def waiting(viewer: "Viewer", today: date) -> list[Waiting]:
    """For those who keep accounts: next year's index and fees. For parties: projects that wait for their decision."""
    kept = [pk for pk, roles in access_of(viewer).roles.items() if roles & KEEPERS]
    return [*_for_keepers(kept, today), *_for_parties(viewer)]


def _for_keepers(kept: list[int], today: date) -> Iterable[Waiting]:
    if not kept:
        return
    is_out = (today.month, today.day) >= INDEX_IS_OUT
    yield from _fees_to_reckon(kept, today.year + is_out)
    for fees in _drafts(kept=kept):
        words = {"year": fees.year, "agreement": fees.title}
        text = (
            _("Check the fees of %(year)s in %(agreement)s") % words
            if fees.state == FeeState.DRAFT
            else _("Have the fees of %(year)s in %(agreement)s adopted") % words
        )
        yield _wait(text, fees.collaboration, fees.slug, "fee_list", agreement=fees.agreement, year=fees.year)


class _Draft(NamedTuple):
    collaboration: int
    slug: str
    agreement: int
    title: str
    year: int
    state: str


_drafts = Prepared(
    _Draft,
    lambda kept: (
        FeeList.objects.filter(agreement__collaboration__in=kept)
        .exclude(state=FeeState.ADOPTED)
        .values_list(*_PLACE, "agreement", "agreement__title", "year", "state")
    ),
)


def _fees_to_reckon(kept: list[int], year: int) -> Iterable[Waiting]:
    """Agreements with a base year and no list for the year: the index is wanted first, then the list."""
    for base in _without_list(kept=kept, year=year):
        if base.is_noted:
            text = _("Calculate the %(year)s fees in %(agreement)s") % {"year": year, "agreement": base.title}
            yield _wait(text, base.collaboration, base.slug, "fee_list_draft", agreement=base.agreement)
        else:
            yield _wait(_("Enter the index for %(year)s") % {"year": year}, base.collaboration, base.slug, "index_note")


class _Base(NamedTuple):
    collaboration: int
    slug: str
    agreement: int
    title: str
    is_noted: bool


_without_list = Prepared(
    _Base,
    lambda kept, year: (
        FeeBase.objects.filter(
            ~Exists(FeeList.objects.filter(agreement=OuterRef("agreement"), year=year)),
            agreement__collaboration__in=kept,
            agreement__status=Status.IN_FORCE,
            year__lt=year,
        )
        .annotate(
            is_noted=Exists(
                IndexFigure.objects.filter(
                    collaboration=OuterRef("agreement__collaboration"), year=year, replaced_at=None
                )
            )
        )
        .values_list(*_PLACE, "agreement", "agreement__title", "is_noted")
    ),
)


def _for_parties(viewer: "Viewer") -> Iterable[Waiting]:
    parties = parties_as_values(viewer)
    for one in _undecided(**parties) if parties else ():
        text = _("Record what %(party)s decided on %(project)s") % {"project": one.title, "party": one.party}
        yield _wait(text, one.collaboration, one.slug, "project_decide", pk=one.project, organisation=one.organisation)


class _Undecided(NamedTuple):
    collaboration: int
    slug: str
    project: int
    title: str
    organisation: int
    party: str


_undecided = Prepared(
    _Undecided,
    lambda **parties: Funder.objects.filter(
        rows_of_parties(parties, "project__collaboration", "organisation"),
        ~Exists(PartyDecision.objects.filter(project=OuterRef("project"), organisation=OuterRef("organisation"))),
        kind=FunderKind.PARTY,
    ).values_list(
        "project__collaboration",
        "project__collaboration__slug",
        "project",
        "project__title",
        "organisation",
        "organisation__display_name",
    ),
)


def _wait(text: str, collaboration: int, slug: str, page: str, **where: int) -> Waiting:
    return Waiting(text, reverse(f"finance:{page}", kwargs={"collaboration": slug, **where}), collaboration)
