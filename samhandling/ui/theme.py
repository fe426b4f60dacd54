"""A collaboration's colours: from two hex codes to a style sheet in which every text can be read.

The design system wants sixteen steps of each colour, for light and for dark. We keep the hue, and choose the
lightness of each step so that texts have at least 4.5:1 and lines at least 3:1 on every surface of the page.
"""

import hashlib
import math
import re
from collections.abc import Iterable
from functools import lru_cache

from coloraide import Color
from django.utils.translation import gettext as _

DEFAULT_ACCENT = "#1F5D50"
DEFAULT_SUPPORT = "#B4552D"
PAPER = "#6B6353"  # what the warm greys are made from
SIGNALS = (("info", "#2B6591"), ("success", "#2F7A4F"), ("warning", "#9A6500"), ("danger", "#B3382C"))

# A little more than WCAG asks, so that grey text also reads on the tints of any colour.
TEXT, TEXT_STRONG, LINE, LINE_STRONG = 5.2, 10.0, 3.0, 4.5
ON_BASE, ON_BASE_SUBTLE = 5.2, 4.5
SURFACES = (
    "background-default",
    "background-tinted",
    "surface-default",
    "surface-tinted",
    "surface-hover",
    "surface-active",
)
# Lightness in OKLCH, and how much of the colour's own chroma is left.
LIGHT = {
    "background-default": (0.985, 0.07),
    "background-tinted": (0.965, 0.18),
    "surface-default": (1.0, 0.0),
    "surface-tinted": (0.945, 0.26),
    "surface-hover": (0.915, 0.34),
    "surface-active": (0.885, 0.42),
    "border-subtle": (0.87, 0.4),
}
DARK = {
    "background-default": (0.195, 0.2),
    "background-tinted": (0.23, 0.22),
    "surface-default": (0.22, 0.2),
    "surface-tinted": (0.265, 0.36),
    "surface-hover": (0.3, 0.4),
    "surface-active": (0.335, 0.44),
    "border-subtle": (0.38, 0.4),
}
FARTHEST_MOVE = 0.14
LEAST_DIFFERENCE = 8.0

Steps = dict[str, str]


def problems(accent: str, support: str) -> list[str]:
    """Why these two colours should not be chosen, in sentences; an empty list when they serve well."""
    named = ((_("The main colour"), accent), (_("The supporting colour"), support))
    found = [problem for name, code in named if (problem := _problem_of(name, code))]
    if not found and Color(accent).delta_e(Color(support), method="2000") < LEAST_DIFFERENCE:
        found.append(_("The two colours are too similar to tell apart. Change one of them."))
    return found


def _problem_of(name: str, code: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", code):
        return _("%(colour)s is not written as # and six hexadecimal digits, like #1F5D50.") % {"colour": name}
    shown = scale(code, is_dark=False)["base-default"]
    if Color(code).convert("oklch")["lightness"] - Color(shown).convert("oklch")["lightness"] > FARTHEST_MOVE:
        return _(
            "%(colour)s is too light to be readable on white. It would be shown as %(shown)s; choose a darker one."
        ) % {
            "colour": name,
            "shown": shown,
        }
    return ""


@lru_cache(maxsize=256)
def stylesheet(accent: str, support: str) -> str:
    """The colours as custom properties, for light and for dark. On paper it is always light."""
    families = (("accent", accent), ("brand1", support), ("neutral", PAPER), *SIGNALS)
    return (
        f":root{{{_declarations(families, is_dark=False)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_declarations(families, is_dark=True)}}}}}\n"
    )


@lru_cache(maxsize=256)
def fingerprint(accent: str, support: str) -> str:
    """Changes when the style sheet does, so that browsers may keep it for a year."""
    return hashlib.sha256(stylesheet(accent, support).encode()).hexdigest()[:10]


def _declarations(families: Iterable[tuple[str, str]], *, is_dark: bool) -> str:
    return "".join(
        f"--ds-color-{family}-{step}:{colour};"
        for family, code in families
        for step, colour in scale(code, is_dark=is_dark).items()
    )


def scale(code: str, *, is_dark: bool) -> Steps:
    """The sixteen steps of one colour in one scheme."""
    steps = {name: _tint(code, *values) for name, values in (DARK if is_dark else LIGHT).items()}
    grounds = [_tint(source, *(DARK if is_dark else LIGHT)[name]) for name in SURFACES for source in (code, PAPER)]
    steps["border-default"] = _contrasting(code, grounds, LINE, is_dark=is_dark)
    steps["border-strong"] = _contrasting(code, grounds, LINE_STRONG, is_dark=is_dark)
    steps["text-subtle"] = _contrasting(code, grounds, TEXT, is_dark=is_dark)
    steps["text-default"] = _contrasting(code, grounds, TEXT_STRONG, is_dark=is_dark, chroma=0.5)
    return steps | (_dark_base(code) if is_dark else _light_base(code))


def _light_base(code: str) -> Steps:
    """Filled parts such as the main button: the colour itself, darkened until white can be read on it."""
    base = _contrasting(code, ["#ffffff"], ON_BASE, is_dark=False, start=_lightness(code))
    return {
        "base-default": base,
        "base-hover": _tint(code, _lightness(base) - 0.06, 1),
        "base-active": _tint(code, _lightness(base) - 0.12, 1),
        "base-contrast-subtle": _contrasting(code, [base], ON_BASE_SUBTLE, is_dark=True, chroma=0.1, start=0.94),
        "base-contrast-default": "#ffffff",
    }


def _dark_base(code: str) -> Steps:
    """At night the filled parts are light and their text is dark."""
    ink = _tint(code, 0.18, 0.3)
    base = _contrasting(code, [ink], ON_BASE + 1, is_dark=True, start=max(_lightness(code), 0.7), chroma=0.85)
    return {
        "base-default": base,
        "base-hover": _tint(code, _lightness(base) + 0.05, 0.8),
        "base-active": _tint(code, _lightness(base) + 0.1, 0.7),
        "base-contrast-subtle": _contrasting(code, [base], ON_BASE_SUBTLE, is_dark=False, chroma=0.4, start=0.3),
        "base-contrast-default": ink,
    }


def _contrasting(
    code: str, grounds: list[str], least: float, *, is_dark: bool, start: float | None = None, chroma: float = 1.0
) -> str:
    """The step nearest to `start` that stands out enough from every ground: darker by day, lighter by night."""
    lightness = start if start is not None else (0.5 if is_dark else 0.72)
    step = 0.01 if is_dark else -0.01
    colour = _tint(code, lightness, chroma)
    while not _stands_out(colour, grounds, least) and 0 < lightness < 1:
        lightness += step
        colour = _tint(code, lightness, chroma)
    return colour


def _stands_out(colour: str, grounds: list[str], least: float) -> bool:
    return all(contrast(colour, ground) >= least for ground in grounds)


@lru_cache(maxsize=8192)
def contrast(one: str, other: str) -> float:
    """How much two colours differ to the eye, from 1 to 21, as WCAG counts it."""
    return Color(one).contrast(Color(other), method="wcag21")


@lru_cache(maxsize=8192)
def _tint(code: str, lightness: float, chroma_left: float) -> str:
    """The colour at another lightness, with less chroma, moved into what screens can show."""
    _own, chroma, hue = Color(code).convert("oklch").coords(nans=False)
    held = min(max(lightness, 0.0), 1.0)
    # Colours that screens hardly reach are tamed: a surface should be a tint, not a shout.
    tamed = min(chroma, 0.19) * chroma_left
    tint = Color("oklch", [held, tamed, 0.0 if math.isnan(hue) else hue])
    return tint.fit("srgb", method="oklch-chroma").convert("srgb").to_string(hex=True)


def _lightness(code: str) -> float:
    return float(Color(code).convert("oklch")["lightness"])
