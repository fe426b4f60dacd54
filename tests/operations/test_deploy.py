"""The units name commands that exist, with options they take, and settings that are read and without fault."""

import configparser
import os
import re
import secrets
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from samhandling.cli import _parser
from tests.operations.installation import Installation, with_tables
from tests.processes import PROJECT

DEPLOY = PROJECT / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str
    read.read(path, encoding="utf-8")
    return read


def run_unit(name: str, there: Installation, **otherwise: str) -> tuple[int, list[str]]:
    """What systemd would run, with the shipped settings filled in by the guide: exit code, and lines said."""
    service = unit(DEPLOY / name)["Service"]
    program, *arguments = shlex.split(service["ExecStart"])
    lines = (DEPLOY / "samhandling.env").read_text(encoding="utf-8").splitlines()
    shipped = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    own = {
        "SAMHANDLING_SECRET_KEY": secrets.token_hex(32), "SAMHANDLING_VAR": str(there.var), "DATABASE_URL": there.url,
        "PATH": os.environ["PATH"], "PYTHONPATH": str(PROJECT),
    }  # fmt: skip
    assert (Path(program).name, service["EnvironmentFile"]) == ("samhandling", "/etc/samhandling.env")
    done = subprocess.run(
        [sys.executable, "-m", "samhandling", *arguments], env=shipped | own | otherwise, cwd=there.var,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines()


@pytest.mark.django_db
def test_the_nightly_check_finds_no_fault_with_the_shipped_settings_and_looks_at_the_data_whatever_it_thinks_of_them(
    tmp_path,
):
    sound = [
        "System check identified no issues (1 silenced).",
        "Newest seal: none yet; `samhandling tick` makes it",
        "Last tick: never",
        "Last backup: never",
        "The database and the files are as they should be.",
    ]
    with with_tables(tmp_path) as there:
        assert there.run("setup")[0] == 0
        assert run_unit("samhandling-check.service", there) == (0, sound)
        code, output = run_unit("samhandling-check.service", there, SAMHANDLING_SECRET_KEY="0" * 64)
        assert (code, set(sound[1:]) <= set(output)) == (1, True)
        assert [line for line in output if "security.W009" in line] != []
        (there.files / "2026").mkdir(parents=True)
        (there.files / "2026" / "stray.txt").touch()
        os.utime(there.files / "2026" / "stray.txt", times=(0, 0))
        code, output = run_unit("samhandling-check.service", there)
        assert (code, {sound[0], "CommandError: Findings: 1."} <= set(output)) == (1, True)
        assert [line for line in output if line.startswith("2026/stray.txt: [core.nobodys_files] ")] != []


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_runs_a_command_that_there_is(path):
    program, *arguments = shlex.split(unit(path)["Service"]["ExecStart"])
    assert program == "/opt/samhandling/.venv/bin/samhandling"
    assert _parser().parse_args(arguments)


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.timer")), ids=lambda path: path.name)
def test_a_timer_has_its_service(path):
    assert path.with_suffix(".service") in SERVICES
    assert unit(path)["Install"]["WantedBy"] == "timers.target"


def test_the_environment_names_settings_that_are_told_of():
    guide = (PROJECT / "docs/howto/settings.md").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Z_]+)=", (DEPLOY / "samhandling.env").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) == 10
    assert [name for name in names if f"`{name}`" not in guide] == []


def test_the_guide_shows_where_each_file_is():
    guide = (PROJECT / "docs/howto/operate.md").read_text(encoding="utf-8")
    assert [path.name for path in DEPLOY.iterdir() if f"deploy/{path.name}" not in guide] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_units():
    done = subprocess.run(["systemd-analyze", "verify", *SERVICES], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "Unknown" in line or "Failed to parse" in line] == []
