"""Find the browser that drives the journeys and takes the screenshots; on Debian, as root, install it."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = (
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
)
ADVICE = (
    "There is no Chromium, which the browser tests and the screenshots need.\n"
    "Install it (Debian: apt install chromium), or name the program: make test CHROMIUM=/path/to/chromium"
)


def find() -> str | None:
    """The program to start: the one named in CHROMIUM, else the first that the machine has."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def main() -> int:
    if find() is None and not os.environ.get("CHROMIUM") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium …", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in APT:
            subprocess.run(command, check=False, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if find() is None:
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
