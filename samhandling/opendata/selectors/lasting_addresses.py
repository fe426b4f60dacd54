"""Where the lasting address of a thing leads today."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from samhandling.forums.models import Appointment, Forum, PresidiumTerm, Seat
from samhandling.forums.permissions import appointments_visible_to, seats_visible_to, visible_to
from samhandling.organisations.models import Participation, Person
from samhandling.organisations.permissions import collaborations_visible_to, is_member, organisations_visible_to

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def page_of_organisation(viewer: "Viewer", pk: int) -> str:
    """In a collaboration where it takes part, or to which it belongs, and that this person may see."""
    organisation = get_object_or_404(organisations_visible_to(viewer), pk=pk)
    here = Q(participations__organisation=organisation) | Q(forums__seats__organisation=organisation)
    here |= Q(own_organisations=organisation)
    collaboration = collaborations_visible_to(viewer).filter(here).order_by("pk").first()
    if collaboration is None:
        raise Http404
    return reverse("organisations:detail", args=[collaboration.slug, pk])


def page_of_forum(viewer: "Viewer", pk: int) -> str:
    return _forum(get_object_or_404(visible_to(viewer).select_related("collaboration"), pk=pk))


def page_of_person(viewer: "Viewer", pk: int) -> str:
    """Members see everybody; others those who sit or have sat in a forum."""
    person = get_object_or_404(Person.objects.select_related("collaboration"), pk=pk, erased_at=None, merged_into=None)
    seated = appointments_visible_to(viewer).filter(person=person)
    if not is_member(viewer, person.collaboration_id) and not seated.exists():
        raise Http404
    return reverse("forums:person", args=[person.collaboration.slug, pk])


def page_of_seat(viewer: "Viewer", pk: int) -> str:
    return _seat(get_object_or_404(seats_visible_to(viewer).select_related("forum__collaboration"), pk=pk))


def page_of_appointment(viewer: "Viewer", pk: int) -> str:
    found = appointments_visible_to(viewer).select_related("seat__forum__collaboration")
    appointment: Appointment = get_object_or_404(found, pk=pk)
    return _seat(appointment.seat)


def page_of_presidium_term(viewer: "Viewer", pk: int) -> str:
    terms = PresidiumTerm.objects.filter(forum__in=visible_to(viewer).values("pk"))
    return _forum(get_object_or_404(terms.select_related("forum__collaboration"), pk=pk).forum)


def page_of_participation(viewer: "Viewer", pk: int) -> str:
    visible = Participation.objects.filter(collaboration__in=collaborations_visible_to(viewer).values("pk"))
    found = get_object_or_404(visible.select_related("collaboration"), pk=pk)
    return reverse("organisations:detail", args=[found.collaboration.slug, found.organisation_id])


def _forum(forum: Forum) -> str:
    return reverse("forums:detail", args=[forum.collaboration.slug, forum.pk])


def _seat(seat: Seat) -> str:
    return reverse("forums:seat", args=[seat.forum.collaboration.slug, seat.pk])
