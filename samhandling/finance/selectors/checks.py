"""What cannot be so in any accounts, whoever wrote it: for `samhandling check`. All is calculated again."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch

from samhandling.core.checks.states import Life
from samhandling.core.findings import Finding
from samhandling.finance.domain.fees import fee_of
from samhandling.finance.enums import FeeState, SplitState
from samhandling.finance.models import CostSplit, Fee, FeeList, IndexFigure, SplitShare
from samhandling.finance.selectors.fees import rounding_of, steps_of
from samhandling.finance.selectors.splits import recalculated
from samhandling.lib.errors import RuleBroken

AT_A_TIME = 200

_NO_FEES = "The list is adopted and holds no fee. Find out who removed them, and restore them from a backup."
_NO_STEPS = "The list's index cannot be read. Compare it with a backup; by the index table it can be recalculated."
_FEE_DIFFERS = "The fee is not what its base, index and rounding give. Compare it with the decision and with a backup."
_SHARE_DIFFERS = "The share is not what the key gives. Compare it with the decision and with a backup."
_SUM_DIFFERS = "The shares and the region's part are not the whole cost. Compare them with the decision and a backup."
_NO_KEY = "The key cannot divide the cost. Compare its terms and shares with the decision and with a backup."
_TWO_IN_USE = "Two figures are in use for the year. Correct one of them, so that the other is replaced."
LIVES = (
    Life(
        FeeList,
        "state",
        begins=[FeeState.DRAFT],
        after={
            "fee_list.drafted": [FeeState.DRAFT],
            "fee_list.checked": [FeeState.CHECKED],
            "fee_list.adopted": [FeeState.ADOPTED],
        },
    ),
    Life(CostSplit, "state", begins=[SplitState.DRAFT], after={"cost_split.adopted": [SplitState.ADOPTED]}),
)


def check_finance(_now: datetime) -> Iterator[Finding]:
    yield from _check_index()
    yield from _check_lists()
    yield from _check_splits()
    for life in LIVES:
        yield from life.contradictions()


def _check_index() -> Iterator[Finding]:
    in_use = IndexFigure.objects.filter(replaced_at=None).order_by().values_list("collaboration_id", "year")
    for collaboration, year in (
        in_use.annotate(times=Count("pk")).filter(times__gt=1).values_list("collaboration_id", "year")
    ):
        where = f"organisations.collaboration {collaboration}, year {year}"
        yield Finding("finance.two_indexes", where, _TWO_IN_USE)


def _check_lists() -> Iterator[Finding]:
    empty = FeeList.objects.filter(~Exists(Fee.objects.filter(fee_list=OuterRef("pk"))), state=FeeState.ADOPTED)
    for number in empty.order_by("pk").values_list("pk", flat=True):
        yield Finding("finance.no_fees", f"finance.feelist {number}", _NO_FEES)
    for fee_list in FeeList.objects.order_by("pk").prefetch_related("fees").iterator(chunk_size=AT_A_TIME):
        yield from _check_fees(fee_list)


def _check_fees(fee_list: FeeList) -> Iterator[Finding]:
    try:
        steps, rounding = steps_of(fee_list), rounding_of(fee_list)
    except (KeyError, TypeError, ValueError):
        yield Finding("finance.no_steps", f"finance.feelist {fee_list.pk}", _NO_STEPS)
        return
    for fee in fee_list.fees.all():
        if fee_of(fee.base_ore, steps, rounding) != fee.amount_ore:
            yield Finding("finance.fee_differs", f"finance.fee {fee.pk}", _FEE_DIFFERS)


def _check_splits() -> Iterator[Finding]:
    shares = Prefetch("shares", SplitShare.objects.select_related("party__organisation"))
    for split in CostSplit.objects.order_by("pk").prefetch_related(shares).iterator(chunk_size=AT_A_TIME):
        yield from _check_split(split)


def _check_split(split: CostSplit) -> Iterator[Finding]:
    where = f"finance.costsplit {split.pk}"
    try:
        again = recalculated(split)
    except RuleBroken:
        yield Finding("finance.no_key", where, _NO_KEY)
        return
    stored = sum(share.amount_ore for share in split.shares.all())
    if stored + again.sharing.region != split.total_ore:
        yield Finding("finance.sum_differs", where, _SUM_DIFFERS)
    elif not again.agrees:
        yield Finding("finance.share_differs", where, _SHARE_DIFFERS)
