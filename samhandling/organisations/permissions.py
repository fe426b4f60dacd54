"""Who may see and do what in a collaboration. Other rooms build on these four questions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, QuerySet, Value
from django.http import Http404

from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.prepared import Prepared
from samhandling.organisations.enums import Role
from samhandling.organisations.models import (
    Collaboration,
    CollaborationAccess,
    ImportRun,
    Organisation,
    OrganisationAccess,
    Person,
)

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.core.http import Viewer


@dataclass(frozen=True, slots=True)
class Access:
    """All of a user's access at one glance: collaboration id to roles, and to the parties they answer for.

    And to whom they work for, as the register of people tells, which opens nothing by itself. A guest has access to
    something inside only, such as a forum, and sees of the rest what a published collaboration shows to everybody.
    """

    roles: dict[int, frozenset[str]]
    parties: dict[int, frozenset[int]]
    guests: frozenset[int] = field(default=frozenset())
    employers: dict[int, frozenset[int]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)  # by organisation, of those they answer for

    @property
    def collaborations(self) -> set[int]:
        """Where the user is a member."""
        return {*self.roles, *self.parties}

    @property
    def open_to(self) -> set[int]:
        """Where the user may enter also while nothing is published."""
        return {*self.collaborations, *self.guests}


NO_ACCESS = Access({}, {})
# Set and read by name, so that it lies on the user itself also when `viewer` is the request's lazy stand-in.
_KEPT = "_access"


def access_of(viewer: "Viewer") -> Access:
    """Two queries and the slot's own the first time, none after: kept on the user, who lives as long as a request."""
    if not viewer.is_authenticated or not viewer.is_active:
        return NO_ACCESS
    kept: Access | None = getattr(viewer, _KEPT, None)
    if kept is None:
        kept = _read_access(viewer)
        setattr(viewer, _KEPT, kept)
    return kept


def forget_access(viewer: "Viewer") -> None:
    """After access was given or taken: the next question reads again."""
    setattr(viewer, _KEPT, None)


class _Role(NamedTuple):
    collaboration: int
    role: str


class _Tie(NamedTuple):
    collaboration: int
    organisation: int
    kind: str
    answers: bool


_roles = Prepared(
    _Role,
    lambda user: CollaborationAccess.objects.filter(user=user).order_by().values_list("collaboration_id", "role"),
)


def _ties_of(user: int) -> "QuerySet[OrganisationAccess, tuple[int, int, str, bool]]":
    """Whom they answer for and whom they work for, in one question: the menu of every page wants both."""
    columns = ("collaboration_id", "organisation_id", "organisation__kind")
    answers = OrganisationAccess.objects.filter(user=user).order_by()
    works = Person.objects.filter(user=user, erased_at=None, merged_into=None, organisation__isnull=False).order_by()
    return answers.values_list(*columns, Value(True)).union(works.values_list(*columns, Value(False)), all=True)


_ties = Prepared(_Tie, _ties_of)


def _read_access(user: "User") -> Access:
    roles: dict[int, set[str]] = {}
    for held in _roles(user=user.pk):
        roles.setdefault(held.collaboration, set()).add(held.role)
    ties = _ties(user=user.pk)
    return Access(
        {key: frozenset(found) for key, found in roles.items()},
        _by_collaboration(tie for tie in ties if tie.answers),
        frozenset(key for guests_of in slots.functions("access.guests") for key in guests_of(user)),
        _by_collaboration(tie for tie in ties if not tie.answers),
        {tie.organisation: tie.kind for tie in ties if tie.answers},
    )


def _by_collaboration(ties: Iterable[_Tie]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for tie in ties:
        found.setdefault(tie.collaboration, set()).add(tie.organisation)
    return {key: frozenset(organisations) for key, organisations in found.items()}


def is_member(viewer: "Viewer", collaboration_id: int) -> bool:
    """Somebody with any access to the collaboration."""
    return collaboration_id in access_of(viewer).collaborations


def has_role(viewer: "Viewer", collaboration_id: int, *roles: Role) -> bool:
    return bool(access_of(viewer).roles.get(collaboration_id, frozenset()) & set(roles))


def is_coordinator(viewer: "Viewer", collaboration_id: int) -> bool:
    return has_role(viewer, collaboration_id, Role.COORDINATOR)


def parties_of(viewer: "Viewer", collaboration_id: int) -> frozenset[int]:
    """The organisations that this user answers for here."""
    return access_of(viewer).parties.get(collaboration_id, frozenset())


def kinds_of_parties(viewer: "Viewer", collaboration_id: int) -> set[str]:
    """The kinds of the organisations that this user answers for here."""
    kinds = access_of(viewer).kinds
    return {kinds[organisation] for organisation in parties_of(viewer, collaboration_id)}


def parties_as_values(viewer: "Viewer") -> dict[str, int | frozenset[int]]:
    """All parties that this user answers for, as values for a prepared question; `rows_of_parties` takes them."""
    told: dict[str, int | frozenset[int]] = {}
    for number, (collaboration_id, organisations) in enumerate(access_of(viewer).parties.items()):
        told |= {f"collaboration_{number}": collaboration_id, f"organisations_{number}": organisations}
    return told


def rows_of_parties(values: Mapping[str, Any], to_collaboration: str, to_organisation: str) -> Q:
    """The rows of those parties, each in its own collaboration: the same organisation may be a party in two."""
    found = Q(pk__in=[])
    for number in range(len(values) // 2):
        found |= Q(
            **{
                to_collaboration: values[f"collaboration_{number}"],
                f"{to_organisation}__in": values[f"organisations_{number}"],
            }
        )
    return found


def answers_for(viewer: "Viewer", collaboration_id: int, organisation_id: int) -> bool:
    return organisation_id in parties_of(viewer, collaboration_id)


def collaborations_visible_to(viewer: "Viewer") -> QuerySet[Collaboration]:
    """The published ones, and those one has access to, or to something inside."""
    return Collaboration.objects.filter(shown(access_of(viewer).open_to))


def shown(open_to: Collection[int], way: str = "") -> Q:
    """Published, or one of these. `way` leads to the collaboration, such as "collaboration__".

    Joined: as a list of the collaborations one may see it costs more, and as a list of what lies in them much more.
    """
    return Q(**{f"{way}is_public": True}) | Q(**{f"{way}pk__in": open_to})


def sees(viewer: "Viewer", collaboration: Collaboration) -> bool:
    """Whether the collaboration is among those that are visible to this person."""
    return collaboration.is_public or collaboration.pk in access_of(viewer).open_to


def organisations_visible_to(viewer: "Viewer") -> QuerySet[Organisation]:
    """National records, and those of collaborations one may see. Merged ones are found through their heir."""
    return Organisation.objects.filter(known(access_of(viewer).open_to))


def known(open_to: Collection[int], way: str = "") -> Q:
    """`organisations_visible_to` as a condition; `way` leads to the organisation."""
    own = Q(**{f"{way}collaboration": None}) | shown(open_to, f"{way}collaboration__")
    return own & Q(**{f"{way}merged_into": None})


def people_visible_to(viewer: "Viewer") -> QuerySet[Person]:
    """Everybody in collaborations where one is a member. Who holds a seat is public through the forum instead."""
    mine = access_of(viewer).collaborations
    return Person.objects.filter(collaboration__in=mine, erased_at=None, merged_into=None)


def imports_visible_to(viewer: "Viewer") -> QuerySet[ImportRun]:
    mine = [key for key, roles in access_of(viewer).roles.items() if Role.COORDINATOR in roles]
    return ImportRun.objects.filter(collaboration__in=mine)


def can_administer(viewer: "Viewer", collaboration_id: int) -> bool:
    """Settings, access, organisations, people, imports: the coordinator's work."""
    return is_coordinator(viewer, collaboration_id)


def can_enter_people(viewer: "Viewer", collaboration_id: int, organisation_id: int | None) -> bool:
    """Add people of an organisation to the register: the coordinator, and those who answer for it."""
    speaks = organisation_id is not None and answers_for(viewer, collaboration_id, organisation_id)
    return speaks or can_administer(viewer, collaboration_id)


def can_link(viewer: "Viewer", person: Person) -> bool:
    """Say which log-in is the person's: the coordinator, and those who answer for whom the person works for.

    Nobody may say it of their own log-in, so that it takes two; the service refuses it.
    """
    speaks = person.organisation_id is not None and answers_for(viewer, person.collaboration_id, person.organisation_id)
    return speaks or can_administer(viewer, person.collaboration_id)


def can_publish(viewer: "Viewer", collaboration: Collaboration) -> bool:
    return is_coordinator(viewer, collaboration.pk)


def can_edit_organisation(viewer: "Viewer", collaboration_id: int, organisation: Organisation) -> bool:
    """The collaboration's own records. The national register is nobody's to change."""
    return organisation.collaboration_id == collaboration_id and can_administer(viewer, collaboration_id)


def can_add_populations(viewer: "Viewer", collaboration_id: int) -> bool:
    """Add population figures of another date: those who reckon with them."""
    return has_role(viewer, collaboration_id, Role.FINANCE, Role.COORDINATOR)


def can_found_collaboration(viewer: "Viewer") -> bool:
    """Somebody who already coordinates one may begin another."""
    return any(Role.COORDINATOR in roles for roles in access_of(viewer).roles.values())


def require_member(viewer: "Viewer", collaboration_id: int) -> None:
    """404 for strangers: that there are people or imports here is nothing they may know."""
    if not is_member(viewer, collaboration_id):
        raise Http404


def require_administrator(viewer: "Viewer", collaboration_id: int) -> None:
    """404 for strangers, 403 for members without the right."""
    require_member(viewer, collaboration_id)
    require(can_administer(viewer, collaboration_id))
