"""How a day and a number are written, and the words a tag may choose between."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from django import template
from django.template import TemplateSyntaxError
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samhandling.core.numbers import decimal_mark

register = template.Library()

# Not the narrow one: it is not in our font, and what stands in for it makes 281 482 one long number.
GROUP_SPACE = "\N{NO-BREAK SPACE}"

KILOBYTE = 1000
MEGABYTE = 1_000_000


class Tone(StrEnum):
    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


class Variant(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"


def choose(choices: type[StrEnum], value: str, tag: str) -> str:
    """The value, or a template error that names what may be chosen."""
    if value not in {choice.value for choice in choices}:
        allowed = ", ".join(choice.value for choice in choices)
        raise TemplateSyntaxError(f"{{% {tag} %}} was given {value!r}. Choose one of: {allowed}.")
    return value


def tone_of(value: str, tag: str) -> str:
    """The tone; nothing said is neutral."""
    return choose(Tone, value or Tone.NEUTRAL, tag)


def variant_of(value: str, tag: str) -> str:
    """The variant; nothing said is secondary."""
    return choose(Variant, value or Variant.SECONDARY, tag)


@register.filter
def day(value: date | datetime | None) -> str:
    """14 mars 2027, and nothing for no day. A moment is told as the day it was here."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return _written_out(value.year, value.month, value.day, get_language())


@lru_cache(maxsize=2048)
def _written_out(year: int, month: int, day: int, _language: str | None) -> str:
    """A list tells the same few days in every row: all terms end with the year."""
    return date_format(date(year, month, day), "j F Y")


@register.filter
def file_size(size: int) -> str:
    """As one reads it in a list of files: "340 kB", "2,4 MB". Nobody counts single bytes."""
    if size < KILOBYTE:
        return _("less than 1 kB")
    if size < MEGABYTE:
        return _("%(number)s kB") % {"number": number(round(size / KILOBYTE))}
    return _("%(number)s MB") % {"number": number(round(size / MEGABYTE, 1))}


@register.filter
def breakable(address: str) -> SafeString:
    """An address that breaks before its slashes, where the line has no room for it."""
    return format_html_join(mark_safe("<wbr>/"), "{}", ((part,) for part in address.split("/")))


@register.filter
def number(value: float | Decimal | None) -> str:
    """10 000 with spaces that do not break, in both languages; decimals as the language writes them."""
    if value is None or value == "":
        return ""
    whole, _mark, decimals = number_format(value, use_l10n=False).partition(".")
    sign, digits = ("\N{MINUS SIGN}", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", GROUP_SPACE)
    return f"{sign}{grouped}{decimal_mark()}{decimals}" if decimals else f"{sign}{grouped}"
