"""Write down exactly which packages are used: `lock.py` after a change in pyproject.toml or package.json.

`--check` changes nothing, asks nobody, and fails when a lock file does not hold what pyproject.toml wants, or
names the host of a registry: whoever installs uses the registry that their own machine is set up with.
`--outdated` changes nothing either: it lists what `--upgrade` would take, and fails when that is anything.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
REQUIREMENTS = PROJECT / "requirements"
PYPROJECT = PROJECT / "pyproject.toml"
COMPILE = (
    str(PROJECT / ".venv/bin/uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes",
    "--no-emit-index-url", "--no-annotate", "--no-header",
)  # fmt: skip
LOCKS = {
    "base.lock": (str(PYPROJECT),),
    "dev.lock": (str(PYPROJECT), "--group", f"{PYPROJECT}:dev", "--constraints", "base.lock"),
    "uv.lock": ("--group", f"{PYPROJECT}:install"),
    "node.lock": ("--group", f"{PYPROJECT}:node"),
    "maps.lock": ("--group", f"{PYPROJECT}:maps"),
}
GROUPS = {"test": "dev.lock", "lint": "dev.lock", "install": "uv.lock", "node": "node.lock", "maps": "maps.lock"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is out of date")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")
    parser.add_argument("--outdated", action="store_true", help="change nothing, tell what is behind")
    asked = parser.parse_args()
    if asked.check:
        found = [*unmet_requirements(), *named_hosts()]
        print("\n".join(found) or "The lock files fit pyproject.toml.")
        return 1 if found else 0
    if asked.outdated:
        behind = outdated()
        print("\n".join(behind) or "All packages are the newest that pyproject.toml allows.")
        return 1 if behind else 0
    write_locks(REQUIREMENTS, upgrade=asked.upgrade)
    return 0


def outdated() -> list[str]:
    """Each locked package that has a newer version that is allowed, as `requirements/base.lock: x 1.0 -> 1.1`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_locks(folder, upgrade=True)
        return [
            f"requirements/{lock}: {package} {version} -> {newest}"
            for lock in LOCKS
            for package, newest in locked_versions(folder / lock).items()
            if (version := locked_versions(REQUIREMENTS / lock).get(package, "nothing")) != newest
        ]


def write_locks(folder: Path, *, upgrade: bool) -> None:
    """A version that is already locked stays, unless an upgrade is asked for or pyproject.toml forbids it."""
    environment = os.environ | {"UV_SYSTEM_CERTS": "true", "UV_PYTHON_DOWNLOADS": "never"}
    for name, sources in LOCKS.items():
        command = [*COMPILE, *sources, "--output-file", name, *(["--upgrade"] if upgrade else [])]
        subprocess.run(command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)


def unmet_requirements() -> list[str]:
    """What pyproject.toml wants and a lock file does not give, or gives in a version that does not do."""
    given = {name: locked_versions(REQUIREMENTS / name) for name in LOCKS}
    unmet = [
        f"requirements/{name}: lacks {requirement}; run `make lock`"
        for name, requirement in requirements()
        if not requirement.specifier.contains(given[name].get(canonicalize_name(requirement.name), "0"))
    ]
    differing = [
        f"requirements/dev.lock: has another {package} than base.lock; run `make lock`"
        for package, version in given["base.lock"].items()
        if given["dev.lock"].get(package) != version
    ]
    return unmet + differing


def requirements() -> Iterator[tuple[str, Requirement]]:
    """Each lock file with each package that it must hold."""
    wanted = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    groups = wanted["dependency-groups"]
    for text in wanted["project"]["dependencies"]:
        yield from ((lock, Requirement(text)) for lock in ("base.lock", "dev.lock"))
    for group, lock in GROUPS.items():
        yield from ((lock, Requirement(text)) for text in groups[group])


def locked_versions(lock: Path) -> dict[str, str]:
    """Package to version: the lines `name==1.2.3 \\` of a lock file."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    pinned = [line.split(";")[0].rstrip(" \\").split("==") for line in lines if "==" in line and line[0].isalnum()]
    return {canonicalize_name(package): version.strip() for package, version in pinned}


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
