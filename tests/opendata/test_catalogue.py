"""The catalogue: every mandatory property of DCAT-AP-SE 3.0.1 on every thing, and nothing that is not public."""

import pytest
from django.test import Client
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, Namespace

from samhandling.organisations.models import Collaboration
from tests.factories.agreements import make_agreement
from tests.factories.organisations import make_collaboration

pytestmark = pytest.mark.django_db

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SITE = "http://localhost:8000"
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
# What the profile demands, class by class; and what the portal needs to be of use.
MANDATORY = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCAT.dataset),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Distribution: (DCAT.accessURL,),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name, DCTERMS.type),
    VCARD.Organization: (VCARD.fn, VCARD.hasEmail),
}
WANTED = {
    DCAT.Dataset: (
        DCAT.theme,
        DCAT.keyword,
        DCAT.contactPoint,
        DCAT.distribution,
        DCAT.landingPage,
        DCTERMS.accessRights,
        DCTERMS.accrualPeriodicity,
        DCTERMS.language,
    ),
    DCAT.Distribution: (DCTERMS.title, DCTERMS.license, DCTERMS["format"], DCAT.mediaType),
    DCAT.DataService: (DCAT.endpointDescription, DCAT.servesDataset, DCTERMS.publisher, DCTERMS.license),
}
EU = "http://publications.europa.eu/resource/authority/"


@pytest.fixture
def county() -> Collaboration:
    return make_collaboration(
        slug="vasterbotten", name="Samverkan i Västerbotten", is_public=True, contact_email="samverkan@example.se"
    )


def catalogue() -> Graph:
    answer = Client().get("/datasets/dcat")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/rdf+xml; charset=utf-8")
    graph = Graph()
    graph.parse(data=answer.content, format="xml")
    return graph


def test_everything_says_what_the_profile_demands(county: Collaboration):
    make_collaboration(name="Samverkan i Värmland", slug="varmland", is_public=True)
    graph = catalogue()

    missing = [
        (kind.fragment, str(thing), str(what))
        for table in (MANDATORY, WANTED)
        for kind, whats in table.items()
        for thing in graph.subjects(RDF.type, kind)
        for what in whats
        if (thing, what, None) not in graph
    ]
    counts = {kind.fragment or str(kind): len(set(graph.subjects(RDF.type, kind))) for kind in MANDATORY}

    assert missing == []
    assert list(counts.values()) == [1, 6, 14, 1, 1, 7]


def test_every_name_is_absolute_and_lasts(county: Collaboration):
    graph = catalogue()
    own = {name for name in graph.subjects() if str(name).startswith(SITE)}
    assert set(graph.subjects()) == own
    assert URIRef(f"{SITE}/samverkan/vasterbotten/oppna-data/#forum") in own
    assert {(s, p, o) for s, p, o in graph} == set(catalogue())


def test_titles_and_descriptions_are_told_in_swedish_and_english(county: Collaboration):
    graph = catalogue()
    for what in (DCTERMS.title, DCTERMS.description, DCAT.keyword):
        for thing in set(graph.subjects(what)):
            texts = [text for text in graph.objects(thing, what) if isinstance(text, Literal)]
            assert {text.language for text in texts} == {"sv", "en"}, thing
    titles = {str(text) for text in graph.objects(None, DCTERMS.title)}
    assert {
        "Forum och ledamöter: Samverkan i Västerbotten",
        "Forums and members: Samverkan i Västerbotten",
    } <= titles


def test_the_words_of_authorities_are_their_own(county: Collaboration):
    graph = catalogue()
    assert set(graph.objects(None, DCTERMS.license)) == {CC0}
    assert set(graph.objects(None, DCAT.theme)) == {URIRef(f"{EU}data-theme/GOVE")}
    assert set(graph.objects(None, DCTERMS.accrualPeriodicity)) == {URIRef(f"{EU}frequency/CONT")}
    assert set(graph.objects(None, DCTERMS.type)) == {URIRef("http://purl.org/adms/publishertype/RegionalAuthority")}
    assert URIRef("mailto:samverkan@example.se") in set(graph.objects(None, VCARD.hasEmail))


def test_every_file_of_the_catalogue_can_be_fetched(county: Collaboration):
    make_agreement(county, status="in_force")
    graph = catalogue()
    for distribution in graph.subjects(RDF.type, DCAT.Distribution):
        address = str(graph.value(distribution, DCAT.downloadURL)).removeprefix(SITE)
        answer = Client().get(address)
        assert (answer.status_code, address) == (200, address)
        form = str(graph.value(distribution, DCTERMS["format"]))
        assert answer.headers["Content-Type"].startswith(form)


def test_an_unpublished_collaboration_is_not_in_the_catalogue(county: Collaboration):
    make_collaboration(name="Hemlighetsmyren", slug="hemlighetsmyren")
    assert "emlighetsmyren" not in Client().get("/datasets/dcat").content.decode()


def test_an_empty_site_still_has_a_catalogue():
    assert len(set(catalogue().subjects(RDF.type, DCAT.Catalog))) == 1


def test_the_catalogue_is_sent_again_only_when_it_says_something_new(county: Collaboration):
    first = Client().get("/datasets/dcat")
    assert Client().get("/datasets/dcat", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert Client().head("/datasets/dcat").headers["ETag"] == first.headers["ETag"]
    county.name = "Samverkan i hela Västerbotten"
    county.save()
    assert Client().get("/datasets/dcat", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_three_collaborations_cost_no_more_questions_than_one(county: Collaboration, django_assert_num_queries):
    with django_assert_num_queries(2):
        Client().get("/datasets/dcat")
    for number in range(2):
        make_collaboration(name=f"Samverkan {number}", is_public=True)
    with django_assert_num_queries(2):
        Client().get("/datasets/dcat")
