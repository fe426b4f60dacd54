"""The catalogue as DCAT-AP-SE 3.0.1. Everything has a lasting address, so that a portal knows it again tomorrow."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD, Namespace

from samhandling.lib.text import plain
from samhandling.opendata.domain.datasets import Catalogue, Contact, Dataset, File, Publisher, Service, Words
from samhandling.opendata.domain.iris import CC0

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PUBLISHER_TYPES = Namespace("http://purl.org/adms/publishertype/")
EU = "http://publications.europa.eu/resource/authority/"
LICENCE = URIRef(CC0)
THEME = URIRef(f"{EU}data-theme/GOVE")
PUBLIC = URIRef(f"{EU}access-right/PUBLIC")
LANGUAGES = {"sv": URIRef(f"{EU}language/SWE"), "en": URIRef(f"{EU}language/ENG")}
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

InLanguages = Callable[[Words], Mapping[str, str]]


def drawn(catalogue: Catalogue, in_languages: InLanguages) -> Graph:
    """The catalogue as a graph. `in_languages` gives a text in every language of the site."""
    graph = Graph()
    for prefix, space in (("dcat", DCAT), ("dcterms", DCTERMS), ("foaf", FOAF), ("vcard", VCARD)):
        graph.bind(prefix, space)
    _Drawing(graph, in_languages, catalogue.site).catalogue(catalogue)
    return graph


def xml_of(graph: Graph) -> bytes:
    """The graph as RDF/XML."""
    return graph.serialize(format="pretty-xml", encoding="utf-8", max_depth=1)


def fingerprint(graph: Graph) -> str:
    """The same as long as the graph says the same, in whatever order it says it."""
    lines = sorted(graph.serialize(format="nt").splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


class _Drawing:
    """One graph being drawn. It has no nameless nodes: each thing has an address of its own."""

    def __init__(self, graph: Graph, in_languages: InLanguages, site: str) -> None:
        self.graph = graph
        self.in_languages = in_languages
        self.site = site
        self.publisher_iri = URIRef(f"{site}/datasets/dcat#utgivare")

    def catalogue(self, catalogue: Catalogue) -> None:
        iri = URIRef(f"{self.site}/datasets/dcat#katalog")
        self._a(iri, DCAT.Catalog)
        self._texts(iri, DCTERMS.title, catalogue.title)
        self._texts(iri, DCTERMS.description, catalogue.description)
        self._publisher(catalogue.publisher)
        self._link(iri, DCTERMS.publisher, self.publisher_iri)
        self._link(iri, DCTERMS.license, LICENCE)
        self._link(iri, DCAT.themeTaxonomy, URIRef(f"{EU}data-theme"))
        self._page(iri, FOAF.homepage, f"{self.site}/oppna-data/")
        for language in LANGUAGES.values():
            self._link(iri, DCTERMS.language, language)
        self._day(iri, DCTERMS.modified, catalogue.updated_on)
        for dataset in catalogue.datasets:
            self._link(iri, DCAT.dataset, URIRef(dataset.iri))
            self._dataset(dataset)
        self._service(iri, catalogue)

    def _publisher(self, publisher: Publisher) -> None:
        iri = self.publisher_iri
        self._a(iri, FOAF.Agent)
        self.graph.add((iri, FOAF.name, Literal(plain(publisher.name))))
        self._link(iri, DCTERMS.type, PUBLISHER_TYPES[publisher.kind])
        self._link(iri, FOAF.mbox, URIRef(f"mailto:{publisher.email}"))

    def _dataset(self, dataset: Dataset) -> None:
        iri = URIRef(dataset.iri)
        self._a(iri, DCAT.Dataset)
        self._texts(iri, DCTERMS.title, dataset.title)
        self._texts(iri, DCTERMS.description, dataset.description)
        for keyword in dataset.keywords:
            self._texts(iri, DCAT.keyword, keyword)
        self._link(iri, DCTERMS.publisher, self.publisher_iri)
        self._link(iri, DCAT.theme, THEME)
        self._link(iri, DCTERMS.accessRights, PUBLIC)
        self._link(iri, DCTERMS.accrualPeriodicity, URIRef(f"{EU}frequency/{dataset.frequency}"))
        self._link(iri, DCTERMS.language, LANGUAGES["sv"])
        self._page(iri, DCAT.landingPage, dataset.page)
        self._day(iri, DCTERMS.modified, dataset.updated_on)
        self._contact(iri, dataset.contact)
        for file in dataset.files:
            self._distribution(iri, file, dataset.updated_on)

    def _contact(self, owner: URIRef, contact: Contact) -> None:
        iri = URIRef(f"{owner}-kontakt")
        self._link(owner, DCAT.contactPoint, iri)
        self._a(iri, VCARD.Organization)
        self.graph.add((iri, VCARD.fn, Literal(plain(contact.name))))
        self._link(iri, VCARD.hasEmail, URIRef(f"mailto:{contact.email}"))

    def _distribution(self, dataset: URIRef, file: File, updated_on: date | None) -> None:
        iri = URIRef(f"{dataset}-{file.key}")
        self._link(dataset, DCAT.distribution, iri)
        self._a(iri, DCAT.Distribution)
        self._texts(iri, DCTERMS.title, file.title)
        self._link(iri, DCAT.accessURL, URIRef(file.url))
        self._link(iri, DCAT.downloadURL, URIRef(file.url))
        self._link(iri, DCTERMS.license, LICENCE)
        self.graph.add((iri, DCTERMS["format"], Literal(file.media_type)))
        self._link(iri, DCAT.mediaType, URIRef(f"{MEDIA_TYPES}{file.media_type}"))
        self._day(iri, DCTERMS.modified, updated_on)
        if file.columns:
            self._page(iri, FOAF.page, file.columns)

    def _service(self, catalogue_iri: URIRef, catalogue: Catalogue) -> None:
        service: Service = catalogue.service
        iri = URIRef(f"{self.site}/datasets/dcat#granssnitt")
        self._link(catalogue_iri, DCAT.service, iri)
        self._a(iri, DCAT.DataService)
        self._texts(iri, DCTERMS.title, service.title)
        self._texts(iri, DCTERMS.description, service.description)
        self._link(iri, DCAT.endpointURL, URIRef(service.endpoint))
        self._link(iri, DCAT.endpointDescription, URIRef(service.described_at))
        self._link(iri, DCTERMS.publisher, self.publisher_iri)
        self._link(iri, DCTERMS.license, LICENCE)
        self._link(iri, DCAT.theme, THEME)
        self._link(iri, DCTERMS.accessRights, PUBLIC)
        self._contact(iri, Contact(catalogue.publisher.name, catalogue.publisher.email))
        for dataset in catalogue.datasets:
            self._link(iri, DCAT.servesDataset, URIRef(dataset.iri))

    # --- Small strokes --------------------------------------------------------------------------------

    def _a(self, iri: URIRef, kind: URIRef) -> None:
        self.graph.add((iri, RDF.type, kind))

    def _link(self, iri: URIRef, what: URIRef, to: URIRef) -> None:
        self.graph.add((iri, what, to))

    def _page(self, iri: URIRef, what: URIRef, address: str) -> None:
        self._link(iri, what, URIRef(address))
        self._a(URIRef(address), FOAF.Document)

    def _texts(self, iri: URIRef, what: URIRef, words: Words) -> None:
        for language, text in self.in_languages(words).items():
            self.graph.add((iri, what, Literal(plain(text), lang=language)))

    def _day(self, iri: URIRef, what: URIRef, day: date | None) -> None:
        if day is not None:
            self.graph.add((iri, what, Literal(day.isoformat(), datatype=XSD.date)))
