"""Whom a sentence reaches: users who can log in, each once, and for which party."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samhandling.accounts.models import User
from samhandling.notices.domain.telling import Told
from samhandling.organisations.models import CollaborationAccess, OrganisationAccess


@dataclass(frozen=True, slots=True)
class Addressee:
    user: int
    language: str
    party: int | None


def addressees_of(tolds: Iterable[Told]) -> Iterator[tuple[Told, list[Addressee]]]:
    """Three queries, however many are told. Who is reached both for a party and otherwise is told for the party."""
    tolds = list(tolds)
    speaking = _speakers(tolds)
    having = _role_holders(tolds)
    wanted = {user for told in tolds for user in told.users if user is not None}
    wanted |= {user for users in speaking.values() for user in users} | {
        user for users in having.values() for user in users
    }
    languages = dict(User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", "language"))
    for told in tolds:
        reached: dict[int, int | None] = {}
        for party in told.parties:
            if party is not None:
                for user in speaking.get((told.collaboration, party), ()):
                    reached.setdefault(user, party)
        others = [user for role in told.roles for user in having.get((told.collaboration, role), ())]
        for one in (*told.users, *others):
            if one is not None:
                reached.setdefault(one, None)
        yield (
            told,
            [
                Addressee(user, languages[user], party)
                for user, party in reached.items()
                if user in languages and user != told.but_not
            ],
        )


def _speakers(tolds: list[Told]) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    parties = {party for told in tolds for party in told.parties if party is not None}
    if parties:
        access = OrganisationAccess.objects.filter(
            organisation__in=parties, collaboration__in={told.collaboration for told in tolds if told.parties}
        ).order_by("pk")
        for collaboration, organisation, user in access.values_list("collaboration_id", "organisation_id", "user_id"):
            found.setdefault((collaboration, organisation), []).append(user)
    return found


def _role_holders(tolds: list[Told]) -> dict[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = {}
    roles = {role for told in tolds for role in told.roles}
    if roles:
        access = CollaborationAccess.objects.filter(
            role__in=roles, collaboration__in={told.collaboration for told in tolds if told.roles}
        ).order_by("pk")
        for collaboration, role, user in access.values_list("collaboration_id", "role", "user_id"):
            found.setdefault((collaboration, role), []).append(user)
    return found
