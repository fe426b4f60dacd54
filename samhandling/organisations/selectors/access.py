"""Who has which access, and how."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from samhandling.accounts.models import Invitation, User
from samhandling.accounts.selectors import open_invitations, unanswered_invitations, user_by_email
from samhandling.core import slots
from samhandling.core.history import HistoryLine, read
from samhandling.core.models import Event
from samhandling.organisations.enums import ContactKind, Role
from samhandling.organisations.models import (
    Collaboration,
    CollaborationAccess,
    ContactPoint,
    Organisation,
    OrganisationAccess,
    Person,
)


def members_of(collaboration: Collaboration) -> QuerySet[User]:
    """Everybody with any access, in the order of their names. Also those who have not yet answered."""
    has_access = Q(collaboration_access__collaboration=collaboration) | Q(
        organisation_access__collaboration=collaboration
    )
    return User.objects.filter(has_access).distinct().order_by("name", "email")


def users_with_role(collaboration: Collaboration, *roles: Role) -> QuerySet[User]:
    """Those who can log in and have one of the roles."""
    having = CollaborationAccess.objects.filter(collaboration=collaboration, role__in=roles).values("user")
    return User.objects.filter(pk__in=having, is_active=True).order_by("name")


def coordinators_of(collaboration: Collaboration) -> QuerySet[User]:
    return users_with_role(collaboration, Role.COORDINATOR)


def users_who_answer_for(collaboration: Collaboration, organisations: Iterable[int]) -> QuerySet[OrganisationAccess]:
    """Those who can log in and answer for one of the organisations here: one row for each of these."""
    return (
        collaboration.organisation_access.filter(organisation__in=list(organisations), user__is_active=True)
        .select_related("user", "organisation")
        .order_by("organisation__sort_key", "user__name", "pk")
    )


def users_of_oneself(user: User, collaboration_id: int) -> set[int]:
    """The user, and other log-ins that the address book knows as the same person's.

    They are those whose address is one of the person's who is linked to the user, or who has the user's address.
    """
    points = ContactPoint.objects.filter(collaboration=collaboration_id, kind=ContactKind.EMAIL)
    has_address = points.filter(value__iexact=user.email).values("person")
    people = Person.objects.filter(Q(user=user) | Q(pk__in=has_address), collaboration=collaboration_id)
    found = points.filter(person__in=people.values("pk")).values_list("value", flat=True)
    addresses = {value.strip().lower() for value in found}
    return {user.pk, *User.objects.filter(email__in=addresses).values_list("pk", flat=True)}


def users_in(collaboration: Collaboration) -> set[int]:
    """Every log-in that has access here, or is somebody's in the register of people."""
    people = collaboration.people.exclude(user=None).values_list("user", flat=True)
    return {pk for pk in (*members_of(collaboration).values_list("pk", flat=True), *people) if pk is not None}


def stakes_in(users: set[int], collaboration: Collaboration, organisation: Organisation) -> set[str]:
    """By what these log-ins get into the organisation's affairs here: answering for it, working for it, a seat."""
    stakes = {stake for find in slots.functions("access.stakes") for stake in find(users, collaboration, organisation)}
    if collaboration.organisation_access.filter(user__in=users, organisation=organisation).exists():
        stakes.add("answers")
    if collaboration.people.filter(user__in=users, organisation=organisation).exists():
        stakes.add("works")
    return stakes


def user_with_access(collaboration: Collaboration, email: str) -> User | None:
    """The member who logs in with the address. Whether strangers have an account is nobody's business here."""
    user = user_by_email(email)
    return user if user and members_of(collaboration).filter(pk=user.pk).exists() else None


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One user with all access here: roles, parties, the person they are, and whether they have answered."""

    user: User
    roles: list[CollaborationAccess]
    parties: list[OrganisationAccess]
    person: Person | None
    invitation: Invitation | None
    is_last_coordinator: bool

    @property
    def pk(self) -> int:
        return self.user.pk

    def __str__(self) -> str:
        return str(self.user)

    @property
    def query(self) -> str:
        """Fills in the invitation, for somebody who gets more access."""
        return urlencode({"epost": self.user.email, "namn": self.user.name})


def access_lines(collaboration: Collaboration, *, now: datetime) -> list[AccessLine]:
    """Everybody with access. The number of queries does not grow with the number of users."""
    users = list(members_of(collaboration))
    roles = list(collaboration.access.all())
    parties = list(collaboration.organisation_access.select_related("organisation"))
    people = {person.user_id: person for person in collaboration.people.exclude(user=None)}
    invitations = open_invitations([user.pk for user in users], now=now)
    active = {user.pk for user in users if user.is_active}
    coordinators = {access.user_id for access in roles if access.role == Role.COORDINATOR} & active
    return [
        AccessLine(
            user=user,
            roles=[access for access in roles if access.user_id == user.pk],
            parties=[access for access in parties if access.user_id == user.pk],
            person=people.get(user.pk),
            invitation=invitations.get(user.pk),
            is_last_coordinator=coordinators == {user.pk},
        )
        for user in users
    ]


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """Somebody who was invited here and has not answered: `is_open` while the link works."""

    invitation: Invitation
    is_open: bool


def invitation_lines(collaboration: Collaboration, *, now: datetime) -> list[InvitationLine]:
    """Those who have not answered, in the order of their names. Two queries, however many they are."""
    users = list(members_of(collaboration).filter(is_active=False).values_list("pk", flat=True))
    found = unanswered_invitations(users)
    invitations = [found[pk] for pk in users if pk in found]
    return [
        InvitationLine(invitation, is_open=invitation.revoked_at is None and invitation.expires_at > now)
        for invitation in invitations
    ]


def invitation_in(collaboration: Collaboration, pk: int) -> Invitation:
    """The latest invitation of somebody who was invited here and has not answered."""
    users = members_of(collaboration).filter(is_active=False, invitations__pk=pk).values_list("pk", flat=True)
    found = next(iter(unanswered_invitations(users).values()), None)
    if found is None or found.pk != pk:
        raise Http404
    return found


def coordinates_somewhere(user: User) -> bool:
    """True for who is coordinator of any collaboration. Lies in the slot `account.second_factor`."""
    return CollaborationAccess.objects.filter(user=user, role=Role.COORDINATOR).exists()


def role_access_in(collaboration: Collaboration, pk: int) -> CollaborationAccess:
    return get_object_or_404(collaboration.access.select_related("user"), pk=pk)


def party_access_in(collaboration: Collaboration, pk: int) -> OrganisationAccess:
    return get_object_or_404(collaboration.organisation_access.select_related("user", "organisation"), pk=pk)


@dataclass(frozen=True, slots=True)
class AccessEvent:
    """One line of the history of access, and whom it was about."""

    subject: str
    line: HistoryLine


def history_of_access(collaboration: Collaboration) -> list[AccessEvent]:
    events = list(
        Event.objects.filter(collaboration_id=collaboration.pk, verb__startswith="access.").select_related("actor")[:50]
    )
    names = _names_of_users(event.object_id for event in events)
    return [AccessEvent(names.get(event.object_id, ""), line) for event, line in zip(events, read(events), strict=True)]


def _names_of_users(ids: Iterable[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=set(ids))}
