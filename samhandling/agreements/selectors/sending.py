"""What is still open when an agreement is about to be sent to the councils."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from samhandling.agreements.models import Agreement, Party
from samhandling.agreements.selectors.gap_list import gaps_apart
from samhandling.organisations.enums import ContactKind
from samhandling.organisations.models import ContactPoint, OrganisationAccess


@dataclass(frozen=True, slots=True)
class BeforeSending:
    """Open gaps by kind with how many there are, how many are set aside, and the parties that are hard to reach.

    Without a log-in nobody can answer for the party here; without an address nobody is told that it was asked.
    """

    kinds: list[tuple[str, int]]
    set_aside: int
    without_login: list[Party]
    without_contact: list[Party]

    @property
    def open_gaps(self) -> int:
        return sum(count for _kind, count in self.kinds)


def before_sending(agreement: Agreement, today: date) -> BeforeSending:
    apart = gaps_apart(agreement, today)
    kinds = Counter(str(gap.title) for gap in apart.open)
    access = OrganisationAccess.objects.filter(
        collaboration=agreement.collaboration_id, organisation=OuterRef("organisation"), user__is_active=True
    )
    points = ContactPoint.objects.filter(collaboration=agreement.collaboration_id, kind=ContactKind.EMAIL)
    parties = list(
        agreement.parties.select_related("organisation").annotate(
            has_login=Exists(access),
            has_contact=Exists(points.filter(organisation=OuterRef("organisation")))
            | Exists(points.filter(person__organisation=OuterRef("organisation"), person__erased_at=None)),
        )
    )
    return BeforeSending(
        list(kinds.items()),
        len(apart.aside),
        [party for party in parties if not party.has_login],
        [party for party in parties if not party.has_login and not party.has_contact],
    )
