"""What there is, told to people."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samhandling.core.http import VisitorRequest
from samhandling.opendata.domain.iris import CC0
from samhandling.opendata.enums import DutyColumn, PartyColumn, PopulationColumn
from samhandling.opendata.selectors.concepts import concepts_of
from samhandling.opendata.selectors.datasets import citation_of, datasets_of, last_changes, published, site

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


@require_safe
def overview(request: VisitorRequest) -> HttpResponse:
    """All collaborations that give something away, and what a data portal registers."""
    collaborations = published()
    iris = site()
    return render(
        request,
        "opendata/overview.html",
        {
            "collaborations": collaborations,
            "concepts": concepts_of(collaborations),
            "dcat_url": iris.absolute(reverse("opendata:dcat")),
            "popolo_url": iris.absolute(reverse("opendata:popolo_all")),
            "api_url": iris.absolute("/api/v1/openapi.json"),
            "licence": CC0,
        },
    )


@require_safe
def of_collaboration(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    """What this collaboration gives away, in which formats, and how to tell where it comes from."""
    updated_on = last_changes([collaboration]).get(collaboration.pk)
    iris = site()
    return render(
        request,
        "opendata/page.html",
        {
            "datasets": datasets_of(collaboration, updated_on),
            "updated_on": updated_on,
            "citation": citation_of(collaboration, updated_on),
            "citation_address": iris.collaboration(collaboration.slug),
            "popolo_url": iris.absolute(reverse("opendata:popolo", args=[collaboration.slug])),
            "dcat_url": iris.absolute(reverse("opendata:dcat")),
            "schema_url": reverse("opendata:popolo_schema"),
            "api_url": iris.absolute("/api/v1/openapi.json"),
            "licence": CC0,
        },
    )


@require_safe
def columns(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    """What every column of our own files means."""
    tables = {"parter": PartyColumn.choices, "ataganden": DutyColumn.choices, "folkmangd": PopulationColumn.choices}
    datasets = datasets_of(collaboration, None)
    files = [(file, tables.get(file.key)) for dataset in datasets for file in dataset.files if file.form == "CSV"]
    return render(request, "opendata/columns.html", {"files": files})
