"""Who of many people can be invited to log in, with which address, and why the others cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samhandling.organisations.enums import ContactKind, WhyNotInvite
from samhandling.organisations.models import ContactPoint, Person

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


@dataclass(frozen=True, slots=True)
class Invitable:
    """A person, the address that the invitation goes to, and why it cannot go."""

    person: Person
    email: str
    why_not: WhyNotInvite | None

    @property
    def pk(self) -> int:
        return self.person.pk

    def __str__(self) -> str:
        return f"{self.person} ({self.email})" if self.email else str(self.person)


def invitable(actor: "User", collaboration: "Collaboration", people: Iterable[Person]) -> list[Invitable]:
    """Everybody in the order given. The first address of each counts. Two queries."""
    people = list(people)
    emails: dict[int, str] = {}
    points = ContactPoint.objects.filter(person__in=people, kind=ContactKind.EMAIL).order_by("pk")
    for pk, address in points.values_list("person", "value"):
        emails.setdefault(pk, address)
    here = Person.objects.filter(collaboration=collaboration, user__email__in=set(emails.values()))
    used = set(here.values_list("user__email", flat=True))
    found = []
    for person in people:
        email = emails.get(person.pk, "")
        reason = WhyNotInvite.ONESELF if email == actor.email else _why_not(person, email, used)
        found.append(Invitable(person, email, reason))
        used.add(email)
    return found


def _why_not(person: Person, email: str, used: set[str]) -> WhyNotInvite | None:
    if person.user_id is not None:
        return WhyNotInvite.LOGS_IN
    if not email:
        return WhyNotInvite.NO_EMAIL
    return WhyNotInvite.EMAIL_OF_ANOTHER if email in used else None
