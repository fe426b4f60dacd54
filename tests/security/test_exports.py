"""What people have written leaves as text: no formula in a table, no line of its own in a header, no end of a JSON."""

import csv
import io
import json

import pytest
from django.db import models
from django.test import Client
from openpyxl import load_workbook

from samhandling.core.tables import FORMULA_STARTS
from tests.journeys.test_nothing_breaks import walked
from tests.journeys.world import addresses

FORMULA = '=cmd|"/C calc"!A1'
# A formula, the end of a header and of a script, in the name or title of everything.
HOSTILE = f"{FORMULA}\r\nSet-Cookie: ond=1\r\n\r\n</script>"


@pytest.fixture
def poisoned(world):
    """Every free text of every row says the worst, as if it had come past all forms."""
    for row in world.rows.values():
        model = type(row)
        free = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
            and not field.choices and not field.unique and field.max_length in {None, *range(60, 2000)}
            and field.name not in {"email", "password", "secret_hash", "sha256", "content", "content_type", "sort_key"}
        ]  # fmt: skip
        for name in free:
            model.objects.filter(pk=row.pk).update(**{name: HOSTILE[: model._meta.get_field(name).max_length or 200]})
    return world


def cells_of(answer) -> list[str]:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers["Content-Type"].startswith("text/csv"):
        return [
            cell
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
            for cell in row
        ]
    sheet = load_workbook(io.BytesIO(content)).active
    # What Excel would work out is of the kind "f"; text that only looks like it is of the kind "s".
    return [f"formula {cell.value}" if cell.data_type == "f" else "" for row in sheet.rows for cell in row]


def test_no_table_holds_a_formula_and_no_name_breaks_a_header(poisoned):
    client = Client(raise_request_exception=False)
    client.force_login(poisoned.coordinator)
    tables, dangerous, broken, guarded = 0, [], [], 0
    for name, address in walked(poisoned):
        for place in {address, address.replace(".csv", ".xlsx")}:
            answer = client.get(place)
            if answer.status_code >= 500 or "ond" in answer.cookies:
                broken.append((place, answer.status_code))
            kind = answer.headers.get("Content-Type", "")
            if not kind.startswith(("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml")):
                continue
            tables += 1
            cells = cells_of(answer)
            guarded += sum(cell.startswith(f"'{FORMULA}") for cell in cells)
            dangerous += [(name, cell) for cell in cells if cell.startswith((*FORMULA_STARTS, "formula"))]
    assert (dangerous, broken) == ([], [])
    assert (tables > 15, guarded > 10) == (True, True)


def test_what_is_written_stays_inside_its_quotation_marks_in_json(poisoned):
    client = Client(raise_request_exception=False)
    slug = poisoned.collaboration.slug
    read = [
        client.get(f"/api/v1/collaborations/{slug}/{name}")
        for name in ("organisations", "agreements", "forums", "seats")
    ] + [client.get(f"/samverkan/{slug}/export/popolo.json")]
    assert [answer.status_code for answer in read] == [200] * 5
    assert [type(json.loads(answer.content)) for answer in read] == [dict] * 5
    assert [answer.headers["X-Content-Type-Options"] for answer in read] == ["nosniff"] * 5
    assert (
        sum(FORMULA in json.dumps(json.loads(answer.content), ensure_ascii=False).replace("\\", "") for answer in read)
        >= 3
    )


def test_on_pages_what_is_written_is_text(poisoned):
    client = Client(raise_request_exception=False)
    client.force_login(poisoned.coordinator)
    texts, seen = [], 0
    for name, address in walked(poisoned):
        answer = client.get(address)
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = answer.content.decode()
        seen += "&lt;/script&gt;" in page
        if "1\r\n\r\n</script>" in page or 'calc"!A1\r\nSet-Cookie: ond=1\r\n\r\n</script>' in page:
            texts.append(name)
    assert texts == []
    assert seen > 20
    assert len(addresses()) > 150
