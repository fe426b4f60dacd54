"""Texts as they lay in databases before there was a rule for them: every page, paper and file is made all the same."""

import csv
import io
import json
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook
from rdflib import Graph

from tests.factories.opendata import make_feed
from tests.journeys.test_nothing_breaks import walked
from tests.journeys.world import FILE_KINDS, World, addresses, make_world

pytestmark = pytest.mark.django_db

# Word's line break and bullet, an escape, a noncharacter, signs that our font lacks, a turned direction, two letters.
ILL = "\x0b\x1b[0m\ufffe😀漢\uf0b7\u202eo\u0308\u2028 =1"
# The house's own tables, whose texts are secrets, addresses, or what a machine has written.
PLUMBING = {"accounts", "core", "opendata"}
ROOMS = [room for room in apps.get_app_configs() if room.name.startswith("samhandling.") and room.label not in PLUMBING]
# What is calculated, chosen, or an address.
LEFT = {
    "slug",
    "key",
    "number",
    "language",
    "status",
    "accent",
    "support",
    "county_code",
    "scb_code",
    "organisation_number",
}
KINDS = (*FILE_KINDS, "docx", "pdf")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def spoil_every_text() -> int:
    """Past every form, as rows of former times are. Says how many columns."""
    spoilt = 0
    for model in (one for room in ROOMS for one in room.get_models()):
        for field in model._meta.get_fields():
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if is_text and field.editable and field.name not in LEFT and not isinstance(field, models.EmailField):
                text = ILL if field.max_length is None else ILL[: field.max_length]
                spoilt += 1
                for pk in model._base_manager.values_list("pk", flat=True):
                    unique = f"{text}{pk}" if field.max_length is None or len(ILL) + 9 < field.max_length else text
                    model._base_manager.filter(pk=pk).update(**{field.name: unique})
    return spoilt


@pytest.fixture
def world() -> World:
    world = make_world("Egnahem", is_public=True)
    assert spoil_every_text() > 60
    return world


def asked(world: World) -> Iterator[tuple[str, HttpResponse]]:
    """Every address, in every kind of file where there is a choice; and a calendar by its secret."""
    client = Client()
    client.force_login(world.coordinator)
    kinds = {name for name, kwargs in addresses() if "kind" in kwargs}
    for name, address in walked(world):
        for ending in KINDS if name in kinds else KINDS[:1]:
            if name != "account_logout":
                yield name, client.get(address.replace(KINDS[0], ending) if name in kinds else address)
    make_feed(world.coordinator, world.collaboration, secret="hemligt")
    yield "opendata:calendar", Client().get(reverse("opendata:calendar", kwargs={"secret": "hemligt"}))


def read(answer: HttpResponse) -> str:
    """The kind of file that it is, after a program of that kind has read it."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    content = answer.getvalue()
    readers = {
        "application/pdf": lambda: content.startswith(b"%PDF"),
        WORD: lambda: Document(io.BytesIO(content)),
        EXCEL: lambda: load_workbook(io.BytesIO(content)),
        "text/csv": lambda: list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";", strict=True)),
        "image/svg+xml": lambda: ElementTree.fromstring(content),
        "text/calendar": lambda: Calendar.from_ical(content),
        "application/rdf+xml": lambda: Graph().parse(data=content, format="xml"),
        "application/ld+json": lambda: json.loads(content),
        "application/json": lambda: json.loads(content),
    }
    if kind not in readers:
        return ""
    assert readers[kind]()
    return kind


def test_every_page_paper_and_file_is_made_of_texts_of_former_times(world: World):
    read_as = set()
    for name, answer in asked(world):
        assert answer.status_code < 500, name
        if answer.status_code == 200:
            read_as.add(read(answer))
    assert {kind for kind in read_as if kind} == {
        "application/pdf",
        WORD,
        EXCEL,
        "text/csv",
        "image/svg+xml",
        "text/calendar",
        "application/rdf+xml",
        "application/ld+json",
        "application/json",
    }
