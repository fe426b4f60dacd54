"""Make .venv and lay in it what `requirements/` has locked: `install.py base` to run, `install.py dev` to test.

Needs nothing but Python and its standard library. When nothing has changed it is done at once.
`--port N` tells at once when somebody else already listens there, before minutes are spent.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Samhandling needs Python 3.11 or newer, and `{}` is {}.{}.\n"
        "If there is a newer one on this machine, name it: make demo PYTHON=python3.12".format(
            sys.executable, *sys.version_info[:2]
        )
    )

import argparse
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
ENVIRONMENT = os.environ | {
    "VIRTUAL_ENV": str(VENV),
    "UV_PYTHON_DOWNLOADS": "never",  # this environment's own Python, and no other
    "UV_SYSTEM_CERTS": "true",  # trust whom the machine trusts, as pip does
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


class CannotInstallError(Exception):
    """A missing piece of the machine; the words tell which and what to do."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["base", "dev"])
    parser.add_argument("--port", type=int, help="fail when this port is taken")
    asked = parser.parse_args()
    try:
        if asked.port is not None:
            require_free_port(asked.port)
        make_environment()
        install(asked.what)
    except CannotInstallError as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


def require_free_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as taken:
            another = port + 1 if 1024 <= port < 65535 else 8001
            raise CannotInstallError(f"Port {port} cannot be used: {taken}\nChoose another: PORT={another}") from taken


def make_environment() -> None:
    """A virtual environment that works, made by the Python that runs this."""
    if _works():
        return
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise CannotInstallError(
            f"This Python lacks the module {' and '.join(missing)}, which makes virtual environments.\n"
            "On Debian and Ubuntu: apt install python3-venv\n"
            "Or name another Python: make demo PYTHON=/path/to/python3"
        )
    print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if made.returncode:
        raise CannotInstallError("The virtual environment could not be made; the lines above tell why.")


def _works() -> bool:
    """False when there is none, or when the folder was moved or its Python taken away."""
    if not PYTHON.exists():
        return False
    code = f"import sys, pip; sys.exit(sys.version_info < (3, 11) or sys.prefix != {str(VENV)!r})"
    return subprocess.run([PYTHON, "-c", code], check=False, capture_output=True).returncode == 0


def install(what: str) -> None:
    lock = PROJECT / "requirements" / f"{what}.lock"
    stamp = VENV / f"installed-{what}"
    wanted = _fingerprint(lock)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Installing the Python packages of {lock.relative_to(PROJECT)} …", flush=True)
    _install_uv()
    locked = ["--require-hashes", "-r", str(lock)]
    itself = ["--no-deps", "-e", str(PROJECT)]
    for packages in (locked, itself):
        if _run([UV, "pip", "install", "-q", *packages], show_errors=False) == 0:
            continue
        print("uv could not; pip does it instead, and takes a minute …", flush=True)
        if _run([PYTHON, "-m", "pip", "install", "-q", *packages]):
            raise CannotInstallError(
                "The packages could not be installed; the lines above tell why.\n"
                "Is the machine on the network, and does pip reach its package index?"
            )
    stamp.write_text(wanted)


def _install_uv() -> None:
    """uv installs ten times as fast as pip. Where it cannot be had, pip does the work."""
    lock = PROJECT / "requirements" / "uv.lock"
    _run([PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)])


def _run(command: list[str | Path], *, show_errors: bool = True) -> int:
    errors = None if show_errors else subprocess.DEVNULL
    try:
        return subprocess.run(command, check=False, env=ENVIRONMENT, cwd=PROJECT, stderr=errors).returncode
    except FileNotFoundError:
        return 127


def _fingerprint(lock: Path) -> str:
    sources = [lock, lock.with_name("uv.lock"), PROJECT / "pyproject.toml"]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
