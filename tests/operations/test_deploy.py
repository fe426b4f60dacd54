"""The units name commands that exist, with options they take, and settings that are read."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from samhandling.cli import _parser
from tests.processes import PROJECT

DEPLOY = PROJECT / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str
    read.read(path, encoding="utf-8")
    return read


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
    told = (PROJECT / "docs/howto/settings.md").read_text(encoding="utf-8")
    names = re.findall(r"^([A-Z_]+)=", (DEPLOY / "samhandling.env").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(names) == 10
    assert [name for name in names if f"`{name}`" not in told] == []


def test_the_guide_shows_where_each_file_is():
    guide = (PROJECT / "docs/howto/operate.md").read_text(encoding="utf-8")
    assert [path.name for path in DEPLOY.iterdir() if f"deploy/{path.name}" not in guide] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_understands_the_units():
    done = subprocess.run(["systemd-analyze", "verify", *SERVICES], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "Unknown" in line or "Failed to parse" in line] == []
