"""Areas, aims and perspectives."""

from dataclasses import dataclass

from django.db.models import Count
from django.shortcuts import get_object_or_404

from samhandling.agreements.enums import AimKind
from samhandling.agreements.models import Agreement, Aim, Area
from samhandling.core.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Purpose:
    """What the collaboration is for and about."""

    aims: list[Aim]
    perspectives: list[Aim]


def purpose_of(agreement: Agreement) -> Purpose:
    aims = list(agreement.aims.all())
    return Purpose(
        aims=[aim for aim in aims if aim.kind == AimKind.AIM],
        perspectives=[aim for aim in aims if aim.kind == AimKind.PERSPECTIVE],
    )


def areas_of(agreement: Agreement) -> list[Area]:
    """The areas in order, each with how many duties lie in it (`duty_count`)."""
    return list(agreement.areas.annotate(duty_count=Count("duties")))


def names_of_areas(agreement: Agreement) -> list[str]:
    """What the agreement is about, in its order: for the overview."""
    return _names(agreement=agreement.pk)


_names = Prepared(str, lambda agreement: Area.objects.filter(agreement=agreement).values_list("name"))


def area_for(agreement: Agreement, pk: int) -> Area:
    return get_object_or_404(agreement.areas.all(), pk=pk)


def aim_for(agreement: Agreement, pk: int) -> Aim:
    return get_object_or_404(agreement.aims.all(), pk=pk)
