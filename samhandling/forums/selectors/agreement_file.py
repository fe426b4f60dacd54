"""What the forums of an agreement file are matched against."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from samhandling.agreements.enums import PartyRole
from samhandling.agreements.models import Agreement, Party
from samhandling.forums.models import Forum
from samhandling.forums.selectors.seats import lives_on
from samhandling.lib.swedish import search_key
from samhandling.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class AgreementParties:
    """The agreement's parties by folded name, and its region."""

    region: Organisation | None
    by_name: dict[str, Organisation]

    def organisation(self, name: str) -> Organisation | None:
        """The party that the file means; "region" is the region."""
        return self.region if name.casefold() == "region" else self.by_name.get(search_key(name))


def parties_by_name(agreement: Agreement) -> AgreementParties:
    by_name: dict[str, Organisation] = {}
    region = None
    for party in Party.objects.filter(agreement=agreement).select_related("organisation"):
        organisation = party.organisation
        by_name[search_key(organisation.display_name)] = by_name[search_key(organisation.formal_name)] = organisation
        region = organisation if party.role == PartyRole.REGION else region
    return AgreementParties(region, by_name)


def existing_forums(agreement: Agreement, keys: Collection[str], names: Collection[str]) -> dict[str, Forum]:
    """Forums of the collaboration that the file names and that are there when the agreement begins, by key."""
    there = Forum.objects.filter(
        Q(abbreviation__in=keys) | Q(name__in=names),
        lives_on(agreement.starts_on),
        collaboration=agreement.collaboration_id,
    ).select_related("type")
    return {(forum.abbreviation or forum.name).casefold(): forum for forum in there}
