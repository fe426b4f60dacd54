"""Eight processes write while a backup is taken; what is restored elsewhere is one moment of all of them."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.utils import timezone

from samhandling.core.backup.taking import take_backup
from tests import migrated
from tests.operations.installation import Installation, empty, of_the_test
from tests.processes import PROJECT

WRITERS = 8
SCRIPT = Path(__file__).with_name("writing.py")


def start(here: Installation, stop: Path) -> "subprocess.Popen[str]":
    """All writers, when each has committed something."""
    command = [sys.executable, SCRIPT, str(WRITERS), stop]
    writing = subprocess.Popen(command, env=here.environment, cwd=PROJECT, text=True, stdout=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while len(list(stop.parent.glob(f"{stop.name}.w*"))) < WRITERS:
        assert writing.poll() is None
        assert time.monotonic() < deadline, "the writers did not get going"
        time.sleep(0.05)
    return writing


def moment_of(there: Installation) -> dict[str, int]:
    """How far each writer had come, when everything in the place agrees with exactly that far."""
    sha256 = dict(there.ask("SELECT content, sha256 FROM core_storedfile"))
    there_by_id = dict(there.ask("SELECT id, sha256 FROM core_storedfile"))
    acts: dict[str, list[int]] = {}
    kept: dict[int, str] = {}
    for verb, number, after in there.ask("SELECT verb, object_id, after FROM core_event ORDER BY id"):
        values = json.loads(after) if isinstance(after, str) else after
        acts.setdefault(values["writer"], []).append(values["number"])
        if verb == "file.kept":
            kept[number] = values["sha256"]
        else:
            del kept[number]
    assert {writer: numbers == list(range(1, len(numbers) + 1)) for writer, numbers in acts.items()} == dict.fromkeys(
        acts, True
    )  # of each writer all acts up to one, in order, and none after it
    assert there_by_id == kept  # a row for each file that was kept and not discarded, and no other
    assert there.contents() == sha256  # and on the disk those files, whole, and no other
    return {writer: len(numbers) for writer, numbers in acts.items()}


@pytest.mark.django_db(transaction=True)
def test_a_backup_under_eight_writers_is_one_moment_of_all_of_them(settings, tmp_path):
    here, stop = of_the_test(tmp_path / "here"), tmp_path / "stop"
    settings.MEDIA_ROOT, settings.POSTGRES_PROGRAMS = here.files, str(migrated.postgres_programs())
    here.var.mkdir()
    writing = start(here, stop)
    try:
        _archive, manifest = take_backup(tmp_path / "backup.zip", now=timezone.now())
    finally:
        stop.touch()
        output = writing.communicate(timeout=60)[0]
    assert (writing.returncode, manifest.faults) == (0, [])
    written = {writer: int(acts) for writer, acts in (line.split() for line in output.splitlines())}
    with empty(tmp_path / "there") as there:
        code, restore_output = there.run("restore", str(tmp_path / "backup.zip"))
        assert (code, restore_output.splitlines()[-1]) == (0, "The database and the files are as they should be.")
        moment = moment_of(there)
    assert moment.keys() == written.keys()
    assert all(0 < moment[writer] <= written[writer] for writer in written)
    assert sum(moment.values()) < sum(written.values())  # they went on while the backup was taken
