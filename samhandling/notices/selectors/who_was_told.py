"""Who got word of a request, and how: what whoever asked sees on the page of what they asked about."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from samhandling.core.history import events_of
from samhandling.core.outbox import unreached
from samhandling.notices.domain.hours import Wish
from samhandling.notices.domain.telling import source_of
from samhandling.notices.enums import Frequency, Way
from samhandling.notices.models import Notice
from samhandling.notices.selectors.wishes import wishes_of
from samhandling.organisations.models import Organisation, OrganisationAccess


@dataclass(slots=True)
class ToldParty:
    """One party: how many were told in each way. Nobody is named: who answers for a party stands at its access."""

    organisation: Organisation
    ways: Counter[Way] = field(default_factory=Counter)
    is_asker: bool = False
    has_somebody: bool = False  # now, whoever was there to be told then

    @property
    def count(self) -> int:
        return sum(self.ways.values())

    @property
    def in_words(self) -> list[tuple[int, str]]:
        """Each way with the number of people, in the order of the ways."""
        return [(self.ways[way], str(way.label)) for way in Way if self.ways[way]]


@dataclass(frozen=True, slots=True)
class WhoWasTold:
    asked_at: datetime
    parties: list[ToldParty]

    @property
    def count(self) -> int:
        return sum(party.count for party in self.parties)

    @property
    def untold(self) -> list[ToldParty]:
        """Parties with nobody to tell: somebody there should be invited."""
        return [party for party in self.parties if not party.count and not party.has_somebody]

    @property
    def untold_in_words(self) -> str:
        return ", ".join(str(party.organisation) for party in self.untold)


def who_was_told(obj: models.Model, verb: str, organisations: Iterable[Organisation]) -> WhoWasTold | None:
    """Each time the verb was done to the object, as far as it stands: None when it never was, or was taken back."""
    events = list(events_of(obj).filter(verb=verb))
    if not events:
        return None
    parties = {organisation.pk: ToldParty(organisation) for organisation in organisations}
    notices = list(
        Notice.objects.filter(source__in=[source_of(event.pk) for event in events], organisation__in=parties)
        .select_related("user")
        .order_by()
    )
    standing = [notice for notice in notices if notice.withdrawn_at is None]
    if notices and not standing:
        return None
    wishes = wishes_of({notice.user_id for notice in standing})
    refused = unreached({notice.user.email for notice in standing}) if standing else set()
    for notice in standing:
        if notice.organisation_id is not None:
            way = _way(notice, wishes.get(notice.user_id, Wish()), is_refused=notice.user.email in refused)
            parties[notice.organisation_id].ways[way] += 1
    speaking = OrganisationAccess.objects.filter(
        organisation__in=parties, collaboration=events[0].collaboration_id, user__is_active=True
    )
    for organisation, user in speaking.values_list("organisation_id", "user_id"):
        parties[organisation].has_somebody = True
        parties[organisation].is_asker |= user == events[0].actor_id
    return WhoWasTold(events[0].at, list(parties.values()))


def _way(notice: Notice, wish: Wish, *, is_refused: bool) -> Way:
    match wish.frequency(notice.kind):
        case Frequency.NEVER:
            return Way.HERE
        case _ if is_refused:
            return Way.UNREACHED
        case Frequency.AT_ONCE:
            return Way.AT_ONCE
    return Way.TOGETHER
