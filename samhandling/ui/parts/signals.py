"""Small signs: an icon, a state, a notice, emptiness, progress. Always words, never colour alone."""

from functools import lru_cache
from typing import Any

from django import template
from django.template import TemplateSyntaxError
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samhandling.core.asked import take_misread
from samhandling.ui.icons import ICONS
from samhandling.ui.parts.words import Tone, number, tone_of

register = template.Library()

SPRITE = "vendor/icons.svg"
TONE_ICONS = {
    Tone.NEUTRAL: "circle",
    Tone.INFO: "info",
    Tone.SUCCESS: "check-circle",
    Tone.WARNING: "warning",
    Tone.DANGER: "error",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An ornament beside words; it says nothing to those who listen."""
    return _drawn(name)


@lru_cache(maxsize=len(ICONS))
def _drawn(name: str) -> SafeString:
    """Always the same in one process: the sprite has one address, and a long list shows the sign in every row."""
    if name not in ICONS:
        raise TemplateSyntaxError(f"There is no icon {name!r}. Choose one of: {', '.join(ICONS)}.")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', static(SPRITE), name
    )


@register.simple_tag
def status(text: str, tone: str = "neutral") -> SafeString:
    """A state as a word with a sign of its own shape."""
    text = str(text)
    return _stated(text, tone, is_safe=isinstance(text, SafeString))


@lru_cache(maxsize=512)
def _stated(text: str, tone: str, *, is_safe: bool) -> SafeString:  # noqa: ARG001  # equal words may differ in it
    """A long list says the same few states over and over."""
    tone = tone_of(tone, "status")
    return format_html(
        '<span class="status" data-tone="{}">{}<span>{}</span></span>', tone, icon(TONE_ICONS[Tone(tone)]), text
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """Something the reader should know before going on."""
    tone = tone_of(tone, "notice")
    head = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="notice" data-tone="{}">{}<div>{}{}</div></div>', tone, icon(TONE_ICONS[Tone(tone)]), head, content
    )


@register.simple_tag(takes_context=True)
def misread(context: dict[str, Any]) -> SafeString:
    """What the address asks for and cannot mean, where no field of the page has said so."""
    request = context.get("request")
    misread_parts = take_misread(request) if request else []
    notices = ((notice(format_html("<p>{}</p>", part.in_words), tone="warning"),) for part in misread_parts)
    return format_html_join("", "{}", notices)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """Nothing here yet: says so, teaches why, and offers the first step."""
    return format_html('<div class="empty"><p class="empty-title">{}</p>{}</div>', title, content)


@register.simple_tag
def progress(value: int, total: int, label: str) -> SafeString:
    """How many of how many, in words and as a bar."""
    in_words = _("%(value)s of %(total)s") % {"value": number(value), "total": number(total)}
    return format_html(
        '<div class="progress"><p><span>{}</span> <strong>{}</strong></p>'
        '<progress value="{}" max="{}" aria-label="{}">{}</progress></div>',
        label,
        in_words,
        value,
        max(total, 1),
        label,
        in_words,
    )
