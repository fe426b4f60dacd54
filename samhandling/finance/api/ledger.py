"""What each party pays, for what, year by year: what has been adopted, or budgeted in a project."""

from typing import Annotated

from django.utils import timezone
from ninja import Query

from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.paging import Listing, Paging
from samhandling.core.api.shortlists import short_listing
from samhandling.finance.api import router
from samhandling.finance.enums import Form, Means
from samhandling.finance.selectors.entries import entries_of
from samhandling.finance.selectors.ledger import ledger_of
from samhandling.organisations.selectors import collaboration_for, organisation_for


class EntryOut(Out):
    """One amount that one organisation bears in one year.

    `source_id` is the fee list, shared cost or project; null for a fee of the base year, which no list holds.
    """

    year: int
    form: Form
    organisation_id: int
    what: str
    area: str
    amount_ore: Annotated[int, From("ore")]
    means: Means
    reference: str
    source_id: int | None
    agreement_id: int | None
    is_example: bool


class LedgerYearOut(Out):
    """A party's year. Per inhabitant is öre, null where no population is known."""

    year: int
    cash_ore: int
    in_kind_ore: int
    inhabitants: int | None
    per_inhabitant_ore: int | None
    entries: list[EntryOut]


@router.read("/collaborations/{slug}/ledger", Listing[EntryOut])
def ledger_entries(request: ApiRequest, slug: Slug, paging: Query[Paging]) -> Listing[EntryOut]:
    """Every adopted fee and share, and every budgeted part of a project: the newest year first."""
    entries = entries_of(request.user, collaboration_for(request.user, slug))
    ordered = sorted(entries, key=lambda one: (-one.year, one.form.value, one.source_id or 0, one.organisation_id))
    return short_listing(request, ordered, paging, EntryOut.of)


@router.read("/collaborations/{slug}/organisations/{int:pk}/ledger", Listing[LedgerYearOut])
def organisation_ledger(request: ApiRequest, slug: Slug, pk: Pk, paging: Query[Paging]) -> Listing[LedgerYearOut]:
    """What one organisation bears, the newest year first."""
    collaboration = collaboration_for(request.user, slug)
    organisation = organisation_for(request.user, collaboration, pk)
    years = ledger_of(request.user, collaboration, organisation, timezone.localdate())
    return short_listing(request, years, paging, LedgerYearOut.of)
