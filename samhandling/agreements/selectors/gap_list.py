"""The gaps of one agreement apart: those that are open, each with the way to mend it, and those set aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samhandling.agreements.domain.gaps import Gap, is_set_aside
from samhandling.agreements.enums import Mender, Severity, Status
from samhandling.agreements.models import Agreement, GapSetAside
from samhandling.agreements.permissions import can_edit
from samhandling.agreements.selectors.gaps import all_gaps_of
from samhandling.organisations.permissions import parties_of
from samhandling.organisations.selectors.access import coordinators_of

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

# In an address: the form was entered from the list of gaps, and leads back to it.
FROM, GAPS = "fran", "luckor"


@dataclass(frozen=True, slots=True)
class OpenGap:
    """A gap with the page where it lies and the form where it is mended; an empty address where there is none.

    `set_aside` is the form that sets it aside, `returned` what was said of it when its text was another.
    """

    gap: Gap
    page: str
    form: str
    set_aside: str
    returned: GapSetAside | None


@dataclass(frozen=True, slots=True)
class GapKindRow:
    """All open gaps of one kind: told once, with why this person cannot mend them, then each with its place."""

    first: Gap
    why_not: str
    places: list[OpenGap]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """The gaps of one degree."""

    severity: Severity
    kinds: list[GapKindRow]

    @property
    def count(self) -> int:
        return sum(len(kind.places) for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class AsideGap:
    """A gap that is set aside: what it is, where it lies, and who left it so, when and why."""

    gap: Gap
    page: str
    aside: GapSetAside


@dataclass(frozen=True, slots=True)
class GapList:
    """All gaps as the page shows them. `ask` names whom to turn to, for those who cannot mend all of them."""

    groups: list[GapGroup]
    aside: list[AsideGap]
    ask: str

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class GapsApart:
    open: list[Gap]
    aside: list[tuple[Gap, GapSetAside]]
    returned: dict[str, GapSetAside]  # by the gap's key


def gaps_apart(agreement: Agreement, today: date) -> GapsApart:
    """Every gap as it is now, by whether it is set aside. What was set aside of another text counts as open."""
    found = all_gaps_of(agreement, today)
    rows = agreement.gaps_set_aside.select_related("set_aside_by") if found else []
    asides = {row.key: row for row in rows}
    digests = {key: row.digest for key, row in asides.items()}
    parted: dict[bool, list[Gap]] = {True: [], False: []}
    for gap in found:
        parted[is_set_aside(gap, digests)].append(gap)
    returned = {gap.key: asides[gap.key] for gap in parted[False] if gap.key in asides}
    # Two that are alike in one clause were set aside as one.
    aside = {gap.key: (gap, asides[gap.key]) for gap in parted[True]}
    return GapsApart(parted[False], list(aside.values()), returned)


def open_gaps_of(agreement: Agreement, today: date) -> list[Gap]:
    """What is left to see to, the serious first."""
    return gaps_apart(agreement, today).open


def aside_for(agreement: Agreement, pk: int) -> GapSetAside:
    """One of those set aside in this agreement, or 404."""
    return get_object_or_404(agreement.gaps_set_aside.select_related("agreement"), pk=pk)


def gap_list(viewer: "Viewer", agreement: Agreement, today: date) -> GapList:
    """By degree, then by kind; those set aside by when that was done."""
    apart = gaps_apart(agreement, today)
    may = _Menders(viewer, agreement)
    kinds: dict[tuple[Severity, str, str], list[OpenGap]] = {}
    for gap in apart.open:
        why_not = may.why_not(gap)
        form = "" if why_not else _form_of(gap, agreement)
        set_aside = (
            f"{_address('agreements:gaps_aside', {'pk': agreement.pk}, agreement)}?{urlencode({'lucka': gap.key})}"
        )
        row = OpenGap(gap, _page_of(gap, agreement), form, set_aside, apart.returned.get(gap.key))
        kinds.setdefault((gap.severity, gap.code, why_not), []).append(row)
    groups = [
        GapGroup(
            severity,
            [GapKindRow(rows[0].gap, key[2], rows) for key, rows in kinds.items() if key[0] == severity],
        )
        for severity in Severity
    ]
    aside = [AsideGap(gap, _page_of(gap, agreement), row) for gap, row in apart.aside]
    return GapList(
        [group for group in groups if group.kinds],
        sorted(aside, key=lambda one: (one.aside.set_aside_on, one.aside.pk)),
        "" if may.is_editor or not apart.open else whom_to_ask(agreement),
    )


def gap_choices(gaps: Iterable[Gap]) -> list[tuple[str, str]]:
    """The gaps to choose among: two that are alike in one clause are one."""
    return list({gap.key: gap_in_words(gap) for gap in gaps}.items())


def gap_in_words(gap: Gap) -> str:
    """Kind, what it concerns and where, in one line."""
    what = f"{gap.title}: {gap.about}" if gap.about else str(gap.title)
    place = _("clause %(number)s") % {"number": gap.clause_number} if gap.clause_number else ""
    return f"{what} ({place})" if place else what


def gap_table(agreement: Agreement, today: date) -> tuple[list[str], list[list[Any]]]:
    """All gaps as a table: the open ones first, then those set aside, with who left them so, when and why."""
    apart = gaps_apart(agreement, today)
    headers = [_("Severity"), _("Gap"), _("About"), _("Clause"), _("State"), _("Reason"), _("Set aside by"), _("On")]
    rows: list[list[Any]] = [[*_cells(gap), pgettext("a gap", "open"), "", "", ""] for gap in apart.open]
    rows += [
        [*_cells(gap), _("set aside"), row.reason, str(row.set_aside_by), row.set_aside_on] for gap, row in apart.aside
    ]
    return headers, rows


def _cells(gap: Gap) -> list[str]:
    return [capfirst(str(gap.severity.label)), str(gap.title), gap.about, gap.clause_number]


def whom_to_ask(agreement: Agreement) -> str:
    """The coordinators by name, as in "Åsa Lind, Per Ek"."""
    return ", ".join(str(user) for user in coordinators_of(agreement.collaboration))


class _Menders:
    """What this person may mend in this agreement, read once for all its gaps."""

    def __init__(self, viewer: "Viewer", agreement: Agreement) -> None:
        self.is_editor = can_edit(viewer, agreement)
        self.is_draft = agreement.status == Status.DRAFT
        self._speaks_for: set[int] = set()
        mine = parties_of(viewer, agreement.collaboration_id)
        if mine and not self.is_editor:
            self._speaks_for = set(agreement.parties.filter(organisation__in=mine).values_list("pk", flat=True))

    def why_not(self, gap: Gap) -> str:
        """Why this person cannot mend the gap, in words; empty when they can."""
        if gap.mending is None:
            return ""
        by = gap.mending.by
        if by is Mender.TEXT and not self.is_draft:
            return str(Mender.TEXT.label)
        if self.is_editor or (by is Mender.PARTY and gap.mending.url_args["party"] in self._speaks_for):
            return ""
        return str(Mender.PARTY.label if by is Mender.PARTY else Mender.COORDINATOR.label)


def _page_of(gap: Gap, agreement: Agreement) -> str:
    return _address(gap.url_name, gap.url_args, agreement) if gap.url_name else ""


def _form_of(gap: Gap, agreement: Agreement) -> str:
    """Where it is mended, with the right thing chosen, and with the way back."""
    if gap.mending is None:
        return ""
    address = _address(gap.mending.url_name, gap.mending.url_args, agreement)
    return f"{address}?{urlencode({**gap.mending.query, FROM: GAPS})}"


def _address(name: str, args: dict[str, int], agreement: Agreement) -> str:
    return reverse(name, kwargs={"collaboration": agreement.collaboration.slug, **args})
