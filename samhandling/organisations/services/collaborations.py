"""A collaboration: begun, described, published, and who takes part."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import add, alter, refuse, remove, set_values
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.domain.rules import why_not_leave, why_not_publish
from samhandling.organisations.enums import Refusal, Role
from samhandling.organisations.models import Collaboration, CollaborationAccess, Organisation, Participation
from samhandling.organisations.permissions import (
    can_administer,
    can_found_collaboration,
    can_publish,
    forget_access,
)
from samhandling.organisations.selectors.collaborations import (
    days_of,
    missing_from_county,
    ties_of_organisation,
    time_in_words,
    times_of,
)
from samhandling.ui import theme

if TYPE_CHECKING:
    from samhandling.accounts.models import User

# Whom to ask is a person, so the memory tells only that it was changed.
_CONTACT = {"contact_name", "contact_email", "contact_phone"}


@transaction.atomic
def found_collaboration(
    *, actor: "User", name: str, slug: str, county_code: str = "", coordinator: "User | None" = None
) -> Collaboration:
    """Begin a collaboration. Whoever begins it coordinates it, unless somebody else is named."""
    require(can_found_collaboration(actor))
    return _found(actor, coordinator or actor, name=name, slug=slug, county_code=county_code)


@transaction.atomic
def install_collaboration(*, coordinator: "User", name: str, slug: str, county_code: str = "") -> Collaboration:
    """The first collaboration of an installation, made by whoever runs it and not by a user."""
    return _found(None, coordinator, name=name, slug=slug, county_code=county_code)


def _found(actor: "User | None", coordinator: "User", **facts: str) -> Collaboration:
    if Collaboration.objects.filter(slug=facts["slug"]).exists():
        raise RuleBroken(Refusal.SLUG_TAKEN)
    collaboration = add(actor, "collaboration.founded", Collaboration(**facts), "name")
    CollaborationAccess.objects.create(collaboration=collaboration, user=coordinator, role=Role.COORDINATOR)
    forget_access(coordinator)
    return collaboration


@transaction.atomic
def change_settings(*, actor: "User", collaboration: Collaboration, **settings: Any) -> Collaboration:
    """Name, introduction, contact and colours. Colours that cannot be read by everybody are refused."""
    require(can_administer(actor, collaboration.pk))
    if problems := theme.problems(
        settings.get("accent", collaboration.accent), settings.get("support", collaboration.support)
    ):
        raise RuleBroken(Refusal.COLOURS_TOO_WEAK, " ".join(problems))
    contact = {name: value for name, value in settings.items() if name in _CONTACT}
    public = {name: value for name, value in settings.items() if name not in _CONTACT}
    alter(actor, "collaboration.changed", collaboration, public)
    _was, changed = set_values(collaboration, contact)
    if changed:
        collaboration.save(update_fields=list(changed))
        record(actor, "collaboration.contact_changed", collaboration)
    return collaboration


@transaction.atomic
def publish_collaboration(*, actor: "User", collaboration: Collaboration) -> Collaboration:
    """From now on everybody may read what is public in it."""
    require(can_publish(actor, collaboration))
    refuse(why_not_publish(collaboration.introduction, collaboration.contact_email))
    return _set_public(actor, collaboration, is_public=True)


@transaction.atomic
def unpublish_collaboration(*, actor: "User", collaboration: Collaboration) -> Collaboration:
    """From now on only those with access may read it."""
    require(can_publish(actor, collaboration))
    return _set_public(actor, collaboration, is_public=False)


def _set_public(actor: "User", collaboration: Collaboration, *, is_public: bool) -> Collaboration:
    if collaboration.is_public == is_public:
        return collaboration
    collaboration.is_public = is_public
    collaboration.save(update_fields=["is_public"])
    record(actor, "collaboration.published" if is_public else "collaboration.unpublished", collaboration)
    return collaboration


# --- Taking part -----------------------------------------------------------------------------------


@transaction.atomic
def add_participant(
    *,
    actor: "User",
    collaboration: Collaboration,
    organisation: Organisation,
    joined_on: date | None = None,
    left_on: date | None = None,
) -> Participation:
    """The organisation takes part from that day, or since always. Earlier times that it has taken part stay."""
    require(can_administer(actor, collaboration.pk))
    require(organisation.collaboration_id in {None, collaboration.pk})
    participation = Participation(
        collaboration=collaboration, organisation=organisation, joined_on=joined_on, left_on=left_on
    )
    _check_days(participation)
    days = [name for name, day in (("joined_on", joined_on), ("left_on", left_on)) if day]
    here = collaboration.pk
    return add(actor, "organisation.joined", participation, *days, on=organisation, collaboration_id=here)


def _check_days(participation: Participation) -> None:
    """An organisation takes part once at a time. Two who change it wait for each other, other writers do not."""
    Collaboration.objects.select_for_update(no_key=True).get(pk=participation.collaboration_id)
    refuse(why_not_leave(participation.joined_on, participation.left_on))
    others = times_of(participation.collaboration, participation.organisation)
    for other in others:
        if other.pk != participation.pk and days_of(other).overlaps(days_of(participation)):
            raise RuleBroken(Refusal.ALREADY_TAKES_PART, f"{time_in_words(other)}.")


@transaction.atomic
def add_county(*, actor: "User", collaboration: Collaboration) -> int:
    """All municipalities of the county and its region take part, in one act. Tells how many were added."""
    require(can_administer(actor, collaboration.pk))
    missing = list(missing_from_county(collaboration))
    for organisation in missing:
        add_participant(actor=actor, collaboration=collaboration, organisation=organisation)
    return len(missing)


@transaction.atomic
def end_participation(*, actor: "User", participation: Participation, left_on: date) -> Participation:
    """The organisation takes part until that day. It stays in the history of the collaboration."""
    require(can_administer(actor, participation.collaboration_id))
    participation.left_on = left_on
    _check_days(participation)
    participation.save(update_fields=["left_on"])
    organisation, here = participation.organisation, participation.collaboration_id
    record(actor, "organisation.left", organisation, collaboration_id=here, after={"left_on": left_on})
    return participation


@transaction.atomic
def end_participations(*, actor: "User", participations: Iterable[Participation], left_on: date) -> list[Participation]:
    """All of them take part until that day, or none; a refusal says who."""
    return [_end_one(actor, one, left_on) for one in sorted(participations, key=lambda one: one.pk)]


def _end_one(actor: "User", participation: Participation, left_on: date) -> Participation:
    try:
        return end_participation(actor=actor, participation=participation, left_on=left_on)
    except RuleBroken as broken:
        raise RuleBroken(broken.reason, f"{participation.organisation}.") from broken


@transaction.atomic
def remove_participant(*, actor: "User", participation: Participation) -> None:
    """Take away what was added by mistake. Refused while the organisation has seats or is a party.

    What ties it here is of today and on, and so rests on its last time: an earlier one can be taken away.
    """
    require(can_administer(actor, participation.collaboration_id))
    last = times_of(participation.collaboration, participation.organisation)[-1]
    ties = ties_of_organisation(participation.organisation, participation.collaboration)
    if ties and participation.pk == last.pk:
        raise RuleBroken(Refusal.HAS_TIES, " ".join(ties))
    organisation, here = participation.organisation, participation.collaboration_id
    remove(actor, "organisation.participation_removed", participation, on=organisation, collaboration_id=here)
