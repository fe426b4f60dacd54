"""What one may do: links, links that look like buttons, buttons that send, dialogs, exports."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samhandling.ui.parts.addresses import address_of, link_to
from samhandling.ui.parts.sending import secrets_of
from samhandling.ui.parts.signals import icon
from samhandling.ui.parts.words import tone_of, variant_of

register = template.Library()

VARIANT_NAMES = {"primary": "primary", "secondary": "secondary", "quiet": "tertiary"}


def look(variant: str, tone: str, tag: str) -> SafeString:
    """The attributes that give a button its look."""
    shape = VARIANT_NAMES[variant_of(variant, tag)]
    tone = tone_of(tone, tag)
    colour = format_html(' data-color="{}"', tone) if tone != "neutral" else ""
    return format_html('class="ds-button" data-variant="{}"{}', shape, colour)


@register.simple_tag(takes_context=True)
def link(context: dict[str, Any], text: str, to: str, *, about: str = "", **where: Any) -> SafeString:
    """A link in a text or a list. `about` tells those who listen which of many it is, where the text alone does not."""
    hidden = format_html('<span class="ds-sr-only">: {}</span>', about) if about else ""
    return format_html('<a href="{}">{}{}</a>', link_to(context, to, where), text, hidden)


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], to: str, **where: Any) -> str:
    """Where a link leads that is more than its text, such as a whole entry of a list."""
    return link_to(context, to, where)


@register.simple_tag(takes_context=True)
def link_button(
    context: dict[str, Any],
    text: str,
    to: str,
    *,
    variant: str = "secondary",
    icon: str = "",
    reason: str = "",
    **where: Any,
) -> SafeString:
    """A link to where the act is done. A reason why not greys it out and is told beside it."""
    appearance = look(variant, "", "link_button")
    address = link_to(context, to, where)
    if reason:
        return _greyed(text, address, appearance, reason)
    return format_html('<a {} href="{}">{}{}</a>', appearance, address, _drawn(icon), text)


@register.simple_tag
def submit(text: str, variant: str = "primary", tone: str = "", name: str = "", value: str = "") -> SafeString:
    """The button that sends the form it stands in."""
    sent = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html('<button type="submit" {}{}>{}</button>', look(variant, tone, "submit"), sent, text)


@register.simple_tag(takes_context=True)
def action(
    context: dict[str, Any],
    text: str,
    to: str,
    *,
    variant: str = "secondary",
    tone: str = "",
    reason: str = "",
    confirm: str = "",
    **where: Any,
) -> SafeString:
    """One act as a form with one button and nothing to fill in. A reason why not greys it out and is told beside it.

    `confirm` is a sentence about what will be lost; the button then first opens it.
    """
    address = address_of(context, to, where)
    appearance = look(variant, tone, "action")
    if reason:
        return _greyed(text, address, appearance, reason)
    token = secrets_of(context["request"])
    button = format_html('<button type="submit" {}>{}</button>', appearance, text)
    if confirm:
        button = format_html(
            '<details class="confirm"><summary {}>{}</summary><div class="confirm-body"><p>{}</p>{}</div></details>',
            appearance,
            text,
            confirm,
            format_html('<button type="submit" {}>{}</button>', look("primary", tone, "action"), text),
        )
    return format_html('<form class="action" method="post" action="{}">{}{}</form>', address, token, button)


def _greyed(text: str, address: str, appearance: SafeString, reason: str) -> SafeString:
    mark = slugify(f"why-not-{address}-{text}")
    return format_html(
        '<span class="action"><button type="button" {} aria-disabled="true" aria-describedby="{}">{}</button>'
        '<span class="action-reason" id="{}">{}</span></span>',
        appearance,
        mark,
        text,
        mark,
        reason,
    )


@register.simple_tag
def dialog_button(text: str, id: str) -> SafeString:  # noqa: A002 - the name page authors use
    """Opens the dialog of that id. Without JavaScript the link shows it in its place on the page."""
    return format_html(
        '<a {} href="#{}" data-opens="{}" aria-haspopup="dialog">{}</a>',
        look("secondary", "", "dialog_button"),
        id,
        id,
        text,
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:  # noqa: A002 - the name page authors use
    """A question on top of the page, closed by Escape, by its button or by what it holds."""
    return format_html(
        '<dialog class="dialog" id="{}" aria-labelledby="{}-title"><div class="dialog-head"><h2 id="{}-title">{}</h2>'
        '<a class="dialog-close" href="#" data-closes="{}">{}<span>{}</span></a></div>{}</dialog>',
        id,
        id,
        id,
        title,
        id,
        icon("close"),
        _("Close"),
        content,
    )


@register.simple_block_tag
def exports(content: str) -> SafeString:
    """The ways to take this page along."""
    # Not a landmark: a page may have several, and they would all have the same name.
    return format_html('<div class="exports"><span>{}</span><ul>{}</ul></div>', _("Download"), content)


@register.simple_tag(takes_context=True)
def export_link(context: dict[str, Any], text: str, to: str, *, query: str = "", **where: Any) -> SafeString:
    """`query` is what the list was narrowed by, so that the file holds the same."""
    address = link_to(context, address_of(context, to, where) + (f"?{query}" if query else ""), {})
    return format_html('<li><a href="{}">{}{}</a></li>', address, icon("download"), text)


def _drawn(name: str) -> SafeString:
    return icon(name) if name else mark_safe("")
