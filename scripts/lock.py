"""Write down exactly which packages are used: `lock.py` after a change in pyproject.toml or package.json.

`--check` changes nothing and fails when a lock file is out of date, or names the host of a registry: whoever
installs uses the registry that their own machine is set up with.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
REQUIREMENTS = PROJECT / "requirements"
PYPROJECT = str(PROJECT / "pyproject.toml")
COMPILE = (
    str(PROJECT / ".venv/bin/uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes",
    "--no-emit-index-url", "--no-annotate", "--no-header",
)  # fmt: skip
LOCKS = {
    "base.lock": (PYPROJECT,),
    "dev.lock": (PYPROJECT, "--group", f"{PYPROJECT}:dev", "--constraints", "base.lock"),
    "node.lock": ("--group", f"{PYPROJECT}:node"),
    "uv.lock": ("--group", f"{PYPROJECT}:install"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is out of date")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")
    asked = parser.parse_args()
    if asked.check:
        found = [*stale_locks(), *named_hosts()]
        print("\n".join(found) or "The lock files are up to date.")
        return 1 if found else 0
    write_locks(REQUIREMENTS, upgrade=asked.upgrade)
    return 0


def write_locks(folder: Path, *, upgrade: bool = False) -> None:
    """A version that is already locked stays, unless an upgrade is asked for or pyproject.toml forbids it."""
    for name, sources in LOCKS.items():
        command = [*COMPILE, *sources, "--output-file", name, *(["--upgrade"] if upgrade else [])]
        subprocess.run(command, check=True, cwd=folder)


def stale_locks() -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lock in REQUIREMENTS.glob("*.lock"):
            shutil.copy(lock, folder)
        write_locks(folder)
        return [
            f"requirements/{lock}: does not fit pyproject.toml; run `make lock`"
            for lock in LOCKS
            if (folder / lock).read_bytes() != (REQUIREMENTS / lock).read_bytes()
        ]


def named_hosts() -> list[str]:
    """Lines of lock files with an address in them. The npm lock's `funding` links are no registry."""
    locks = [*sorted(REQUIREMENTS.glob("*.lock")), PROJECT / "package-lock.json"]
    return [
        f"{lock.relative_to(PROJECT)}:{number}: names a host: {line.strip()}"
        for lock in locks
        for number, line in enumerate(lock.read_text(encoding="utf-8").splitlines(), start=1)
        if "://" in line and '"url": ' not in line
    ]


if __name__ == "__main__":
    sys.exit(main())
