"""What is given away as open data: sets of facts, each in one or more files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Words(Protocol):
    """A text that is told in the reader's language: a string, or one that waits to be translated."""

    def __str__(self) -> str: ...


@dataclass(frozen=True, slots=True)
class File:
    """One file of a dataset. `path` begins with a slash; `columns` is where its columns are described."""

    key: str
    title: Words
    media_type: str
    site: str
    path: str
    columns: str = ""

    @property
    def url(self) -> str:
        """Absolute, for those who come from elsewhere."""
        return f"{self.site}{self.path}"

    @property
    def form(self) -> str:
        """What people call the format."""
        return {"application/ld+json": "JSON-LD", "text/csv": "CSV"}.get(self.media_type, self.media_type)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers questions."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A set of facts of one collaboration. `iri` is its lasting name, `page` where people read about it."""

    iri: str
    page: str
    short_title: Words
    title: Words
    description: Words
    keywords: Sequence[Words]
    files: Sequence[File]
    contact: Contact
    frequency: str
    updated_on: date | None = None

    @property
    def key(self) -> str:
        """Its name within the page."""
        return self.iri.rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who runs the site and answers for what it gives away. `kind` is a word of ADMS publisher types."""

    name: str
    email: str
    kind: str


@dataclass(frozen=True, slots=True)
class Service:
    """The interface that programs ask."""

    title: Words
    description: Words
    endpoint: str
    described_at: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    site: str
    title: Words
    description: Words
    publisher: Publisher
    datasets: Sequence[Dataset]
    service: Service
    updated_on: date | None = None
