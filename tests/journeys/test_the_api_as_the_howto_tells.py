"""The examples of docs/howto/use-the-api.md, run as they stand."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from samhandling.organisations.models import Person
from tests.factories.accounts import make_token
from tests.factories.organisations import (
    make_collaboration,
    make_coordinator,
    make_municipality,
    make_person,
)

HOWTO = Path(__file__).resolve().parents[2] / "docs/howto/use-the-api.md"
EXAMPLES = re.findall(r"```sh\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="the examples are for curl")


@pytest.mark.django_db(transaction=True)
def test_the_examples_do_what_they_say(live_server):
    collaboration = make_collaboration(slug="vasterbotten", is_public=True)
    make_municipality(collaboration=collaboration)
    known = make_person(collaboration=collaboration, given_name="Bo", family_name="Bergman")
    secret = "sht_exempel"
    scopes = ["organisations:read", "organisations:write"]
    make_token(make_coordinator(collaboration), secret=secret, scopes=scopes)
    place = {**os.environ, "SITE": live_server.url, "TOKEN": secret, "ID": str(known.pk)}

    def run(example: str) -> list[dict]:
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", example], env=place, capture_output=True, check=True)
        return [json.loads(part) for part in re.sub(r"\}\{", "}\n{", done.stdout.decode()).splitlines()]

    public, searched, made, changed = (run(example) for example in EXAMPLES)
    assert [row["slug"] for row in public[0]["items"]] == ["vasterbotten"]
    assert [row["display_name"] for row in public[1]["items"]] == ["Umeå"]
    assert [row["family_name"] for row in searched[0]["items"]] == ["Bergman"]
    assert made[0]["title"] == "Regiondirektör"
    assert changed[0]["title"] == "Utvecklingsdirektör"
    assert run(EXAMPLES[2]) == made
    assert sorted(map(str, Person.objects.all())) == ["Anna Berg", "Bo Bergman"]
