"""Popolo 1.0.1 as JSON-LD 1.1 that any reader of RDF understands as W3C ORG, without fetching anything.

The context stands in the document itself. Words such as "chair" stay plain words for those who read JSON, and are
addresses for those who read RDF.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from samhandling.opendata.domain.iris import CC0, Iris

Row = dict[str, Any]


def context(iris: Iris) -> Row:
    """What every word of the document means."""
    return {
        "@version": 1.1,
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "opengov": "http://www.w3.org/ns/opengov#",
        "org": "http://www.w3.org/ns/org#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "http://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": "@id",
        # The lists stand beside each other, and belong to nothing.
        "organizations": "@included",
        "areas": "@included",
        "persons": "@included",
        "posts": "@included",
        "memberships": "@included",
        "concepts": "@included",
        "Organization": "org:Organization",
        "OrganizationalCollaboration": "org:OrganizationalCollaboration",
        "Person": {"@id": "foaf:Person", "@context": {"name": "foaf:name"}},
        # A post lies in an organisation where a membership is a membership of one: Popolo has one word for both.
        "Post": {"@id": "org:Post", "@context": {"organization_id": _link("org:postIn")}},
        "Membership": "org:Membership",
        "Role": "org:Role",
        "Concept": "skos:Concept",
        "Area": "dcterms:Location",
        **_LITERALS,
        **_LINKS,
        "role": {"@id": "org:role", "@type": "@vocab", "@context": {"@vocab": iris.roles}},
        "classification": {"@id": "org:classification", "@type": "@vocab", "@context": {"@vocab": iris.kinds}},
        "identifiers": {
            "@id": "org:identifier",
            "@context": {"identifier": "rdf:value", "scheme": "dcterms:type"},
        },
        "other_names": {"@id": "opengov:otherName", "@context": {"name": "rdf:value"}},
        "contact_details": {
            "@id": "opengov:contactDetail",
            "@context": {"type": "dcterms:type", "value": "rdf:value"},
        },
        "links": {"@id": "rdfs:seeAlso", "@context": {"url": "@id", "note": "rdfs:label"}},
        "names": {"@id": "skos:prefLabel", "@container": "@language"},
    }


def _day(iri: str) -> Row:
    return {"@id": iri, "@type": "xsd:date"}


def _link(iri: str) -> Row:
    return {"@id": iri, "@type": "@id"}


_LITERALS: Row = {
    "name": "skos:prefLabel",
    "label": "skos:prefLabel",
    "given_name": "foaf:givenName",
    "family_name": "foaf:familyName",
    "sort_name": "schema:alternateName",
    "identifier": "skos:notation",
    "founding_date": _day("schema:foundingDate"),
    "dissolution_date": _day("opengov:dissolutionDate"),
    "start_date": _day("schema:validFrom"),
    "end_date": _day("schema:validThrough"),
    "as_of": _day("dcterms:valid"),
}
_LINKS: Row = {
    "licence": _link("dcterms:license"),
    "conforms_to": _link("dcterms:conformsTo"),
    "parent_id": _link("org:subOrganizationOf"),
    "area_id": _link("schema:areaServed"),
    "person_id": _link("org:member"),
    "member_id": _link("org:member"),
    "organization_id": _link("org:organization"),
    "post_id": _link("opengov:post"),
    "on_behalf_of_id": _link("opengov:onBehalfOf"),
    "holds": _link("org:holds"),
}


def head(iris: Iris, *, address: str, schema: str, on: date) -> Row:
    """What is said of the document itself."""
    return {
        "@context": context(iris),
        "id": address,
        "as_of": on.isoformat(),
        "licence": CC0,
        "conforms_to": schema,
    }


def row(**values: Any) -> Row:
    """A thing with what is known of it: days as ISO, and nothing for what is not known."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value not in (None, "", [], {})
    }


def written(start: Mapping[str, Any], lists: Iterable[tuple[str, Iterable[Row]]]) -> Iterator[str]:
    """The document as JSON in pieces, so that a large one never lies whole in memory."""
    yield json.dumps(start, ensure_ascii=False)[:-1]
    for name, rows in lists:
        yield f',\n"{name}": ['
        between = "\n"
        for one in rows:
            yield between + json.dumps(one, ensure_ascii=False)
            between = ",\n"
        yield "\n]"
    yield "}\n"
