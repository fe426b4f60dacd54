"""The files themselves."""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from samhandling.core.chosen_day import hears_day
from samhandling.core.exports import csv_response
from samhandling.core.http import VisitorRequest, as_of
from samhandling.opendata.domain.catalogue import drawn, fingerprint, xml_of
from samhandling.opendata.domain.popolo import head, written
from samhandling.opendata.enums import DutyColumn, PartyColumn, PopulationColumn
from samhandling.opendata.selectors.concepts import concept_rows, concepts_of, in_all_languages
from samhandling.opendata.selectors.datasets import catalogue
from samhandling.opendata.selectors.popolo import facts_of, facts_of_all
from samhandling.opendata.selectors.tables import duty_rows, party_rows, population_rows
from samhandling.opendata.views.answers import open_to_all, reader_of, shared

if TYPE_CHECKING:
    from samhandling.opendata.selectors.popolo import PublicFacts
    from samhandling.organisations.models import Collaboration

JSON_LD = "application/ld+json"


@hears_day
@require_safe
def popolo(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponseBase:
    """Who takes part and who sits where in this collaboration, on `?datum=`."""
    facts = facts_of(reader_of(request, collaboration), collaboration, as_of(request))
    address = reverse("opendata:popolo", kwargs={"collaboration": collaboration.slug})
    response = HttpResponse("".join(_popolo(facts, address)), content_type=JSON_LD)
    return shared(request, response, is_public=collaboration.is_public)


@hears_day
@require_safe
def popolo_all(request: VisitorRequest) -> HttpResponseBase:
    """The same for everything that is published. Sent as it is read, so it has no fingerprint."""
    facts = facts_of_all(AnonymousUser(), as_of(request))
    response = StreamingHttpResponse(_popolo(facts, reverse("opendata:popolo_all")), content_type=JSON_LD)
    open_to_all(response)
    return response


def _popolo(facts: "PublicFacts", address: str) -> Iterable[str]:
    iris = facts.iris
    start = head(
        iris,
        address=iris.absolute(address),
        schema=iris.absolute(reverse("opendata:popolo_schema")),
        on=facts.on,
    )
    concepts = concept_rows(concepts_of(facts.collaborations), iris)
    return written(start, [*facts.lists(), ("concepts", concepts)])


@require_safe
def popolo_schema(request: VisitorRequest) -> HttpResponse:
    """The JSON Schema that the documents keep."""
    text = files("samhandling.opendata").joinpath("facts/popolo.schema.json").read_bytes()
    return shared(request, HttpResponse(text, content_type="application/schema+json"))


@require_safe
def dcat(request: VisitorRequest) -> HttpResponse:
    """The catalogue that a data portal fetches every night."""
    graph = drawn(catalogue(), in_all_languages)
    response = HttpResponse(xml_of(graph), content_type="application/rdf+xml; charset=utf-8")
    return shared(request, response, fingerprint=fingerprint(graph))


@require_safe
def parties_csv(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    rows = party_rows(reader_of(request, collaboration), collaboration)
    return _table(request, collaboration, "parter", PartyColumn.values, rows)


@require_safe
def duties_csv(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    rows = duty_rows(reader_of(request, collaboration), collaboration)
    return _table(request, collaboration, "ataganden", DutyColumn.values, rows)


@require_safe
def populations_csv(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    rows = population_rows(reader_of(request, collaboration), collaboration)
    return _table(request, collaboration, "folkmangd", PopulationColumn.values, rows)


def _table(
    request: VisitorRequest,
    collaboration: "Collaboration",
    name: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> HttpResponse:
    response = csv_response(f"{collaboration.slug}-{name}", headers, rows)
    return shared(request, response, is_public=collaboration.is_public)
