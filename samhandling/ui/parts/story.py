"""What happened and what changed: history, timeline, differences."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.template import TemplateSyntaxError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samhandling.core.history import HistoryLine
from samhandling.ui.parts.words import day, tone_of

register = template.Library()


@register.inclusion_tag("ui/parts/history.html")
def history(lines: list[HistoryLine]) -> dict[str, Any]:
    """Everything that happened to the object, newest first."""
    return {"lines": lines}


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    return format_html('<ol class="timeline">{}</ol>', content)


@register.simple_block_tag
def moment(content: str, when: date | str, title: str, tone: str = "") -> SafeString:
    """One point on the timeline. `when` is a day, or words such as "spring 2027"."""
    time = (
        format_html('<time datetime="{}">{}</time>', f"{when:%Y-%m-%d}", day(when))
        if isinstance(when, date)
        else format_html("<span>{}</span>", when)
    )
    return format_html(
        '<li data-tone="{}"><p class="moment-when">{}</p><div><p class="moment-title">{}</p>{}</div></li>',
        tone_of(tone, "moment"),
        time,
        title,
        content,
    )


@register.simple_tag
def diff(parts: Iterable[tuple[str, str]]) -> SafeString:
    """A text with what was taken away and what was put in, readable without seeing colours."""
    return format_html('<div class="diff">{}</div>', format_html_join("", "{}", ((_part(*part),) for part in parts)))


def _part(kind: str, text: str) -> SafeString:
    if kind == "same":
        return format_html("<span>{}</span>", text)
    if kind == "added":
        return format_html('<ins><span class="ds-sr-only">{} </span>{}</ins>', _("Added:"), text)
    if kind == "removed":
        return format_html('<del><span class="ds-sr-only">{} </span>{}</del>', _("Removed:"), text)
    if kind == "unlike":
        return format_html(
            "<p><em>{}</em></p>", _("Too different to be compared word by word. The whole text is shown.")
        )
    raise TemplateSyntaxError(f"{{% diff %}} was given the kind {kind!r}. Choose one of: same, added, removed, unlike.")
