"""The doors that hostile files knock at, each in a process of its own that may be measured, and ended if it hangs."""

import base64
import json
import os
import resource
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse

from samhandling.accounts.models import User
from samhandling.finance.domain.tables import TABLES
from samhandling.finance.pxweb import PxWeb
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import Collaboration, Organisation
from tests.factories.accounts import by_token
from tests.factories.documents import make_document

READ = "read"
# Guards against hanging, far from what is promised.
_PROCESSOR_SECONDS, _MEMORY = 300, 4 * 1024**3

_RESET = Path("/proc/self/clear_refs")

# What a door says: that it read the file, or why it did not.
Door = Callable[[str, bytes], str]


@dataclass(frozen=True, slots=True)
class Walked:
    """What a process did, and took: by the file's name what was said, seconds of processor, and megabytes over rest."""

    outcomes: dict[str, str]
    seconds: float
    megabytes: int


def doors(user: User, collaboration: Collaboration, owner: Organisation) -> dict[str, Door]:
    """Every way by which a file, or the text of one, is read in. The user may use them all."""
    client = Client()
    client.force_login(user)
    slug = collaboration.slug
    of_a_document = {"title": "Yttrande", "kind": "letter", "dated_on": "2026-11-20", "direction": "internal"}
    of_figures = {"reference_on": "2026-12-31", "table": "TAB1", "source": "SCB"}
    headers = by_token(user, "documents:read", "documents:write")

    def page(name: str, field: str = "file", **more: Any) -> Door:
        address = reverse(name, args=[slug])

        def send(file_name: str, content: bytes) -> str:
            answer = client.post(address, {**more, field: SimpleUploadedFile(file_name, content)})
            for _step in range(2):  # the page that shows what was read
                if answer.status_code == 302:
                    answer = client.get(answer.headers["Location"])
                    assert answer.status_code in {200, 302}, answer.status_code
                    if answer.status_code == 200:
                        return READ
            assert answer.status_code == 200, answer.status_code
            if answer.context.get("preview") is not None:
                return READ
            return _messages(answer.context["form"].errors.as_data(), answer.context.get("problems") or [])

        return send

    def program(body: Callable[[str, bytes], bytes]) -> Door:
        address = f"/api/v1/collaborations/{slug}/documents/{make_document(collaboration, owner).pk}/file"

        def send(file_name: str, content: bytes) -> str:
            sent = body(file_name, content)
            answer = client.put(address, sent, content_type="application/json", headers=headers)
            assert answer.status_code < 500, answer.status_code
            return READ if answer.status_code < 300 else str(answer.json()["title"])

        return send

    return {
        "people": page("organisations:imports"),
        "appointments": page("forums:imports"),
        "population": page("finance:population_file", **of_figures),
        "agreement": page("agreements:import"),
        "document": page("documents:new", "upload", **of_a_document, owner=owner.pk),
        "a program's file": program(_in_json),
        "a program's text": program(lambda _name, content: content),
        "statistics": _statistics,
    }


def _messages(errors: Any, problems: Iterable[Any]) -> str:
    of_the_form = [str(one.messages[0]) for errors_of_field in errors.values() for one in errors_of_field]
    return " ".join([*of_the_form, *(problem.what for problem in problems)])


def _in_json(name: str, content: bytes) -> bytes:
    return json.dumps({"name": name, "content_base64": base64.b64encode(content).decode()}).encode()


def _statistics(_name: str, content: bytes) -> str:
    """The service that answers with such a file."""
    service = PxWeb("http://statistics.invalid/api/v2", lambda _seconds: None)
    answer = httpx.MockTransport(lambda _request: httpx.Response(200, content=content))
    service.client = httpx.Client(transport=answer, base_url="http://statistics.invalid")
    try:
        service.population(TABLES["TAB638"], 2020, ["2480"])
    except RuleBroken as broken:
        return broken.message
    return READ


def walked(door: Door, files: Mapping[str, bytes]) -> Walked:
    """Send the files through the door in a process of its own."""
    connections.close_all()  # none may be shared with it
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            try:
                json.dump(asdict(_walk(door, files)), out)
            except BaseException:  # told to whoever waits, and the process ends here whatever it was
                json.dump(traceback.format_exc(), out)
        os._exit(0)  # nothing of the parent's is ended along with it
    os.close(writing)
    with os.fdopen(reading) as incoming:
        text = incoming.read()
    _pid, status = os.waitpid(child, 0)
    found = json.loads(text) if text else f"The process ended with {status}."
    assert isinstance(found, dict), found
    return Walked(**found)


def _walk(door: Door, files: Mapping[str, bytes]) -> Walked:
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    door("rest.csv", b"Namn;E-post\nBo Ek;bo@example.se\n")  # what is loaded once is no file's doing
    outcomes, seconds, megabytes = {}, 0.0, 0
    for name, content in files.items():
        _RESET.write_text("5", encoding="ascii")  # the peak begins anew
        at_rest, started = _memory("VmRSS"), time.process_time()
        outcomes[name] = door(name, content)
        seconds += time.process_time() - started
        megabytes = max(megabytes, _memory("VmHWM") - at_rest)
    return Walked(outcomes, seconds, megabytes)


def _memory(kind: str) -> int:
    """Megabytes that the process holds, or at most held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{kind}:")[2].split()[0]) // 1024
