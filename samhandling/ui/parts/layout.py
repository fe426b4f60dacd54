"""The bones of a page: crumbs, heading, tabs, panels, facts, figures, exchanged fragments."""

from datetime import date
from typing import Any

from django import template
from django.db import models
from django.template import TemplateSyntaxError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.ui.parts.addresses import address_of
from samhandling.ui.parts.words import day, number

register = template.Library()

MOST_TABS = 6
MORE_TABS = '<details class="drop tabs-more" name="frame"><summary>{}</summary><ul class="drop-body">{}</ul></details>'


@register.simple_tag(takes_context=True)
def crumb(context: dict[str, Any], text: str, to: str, **where: Any) -> SafeString:
    return format_html('<li><a href="{}">{}</a></li>', address_of(context, to, where), text)


@register.simple_block_tag
def heading(content: str, title: str, state: str = "", eyebrow: str = "") -> SafeString:
    """The page's own name, one sentence about its state, and what one may do."""
    above = format_html('<p class="eyebrow">{}</p>', eyebrow) if eyebrow else ""
    below = format_html('<p class="state">{}</p>', state) if state else ""
    actions = format_html('<div class="actions">{}</div>', content) if content.strip() else ""
    return format_html('<header class="heading">{}<h1>{}</h1>{}{}</header>', above, title, below, actions)


@register.simple_block_tag
def tabs(content: str, label: str) -> SafeString:
    """Sister pages of the same object: six at most, the rest under More. The one that one is on is always seen."""
    items = [f"<li>{item}" for item in content.strip().split("<li>")[1:]]
    shown, folded = items[:MOST_TABS], items[MOST_TABS:]
    here = next((item for item in folded if "aria-current" in item), None)
    if here:
        folded = [shown.pop(), *(item for item in folded if item is not here)]
        shown.append(here)
    more = format_html(MORE_TABS, _("More"), SafeString("".join(folded))) if folded else ""
    listed = SafeString("".join(shown))
    return format_html('<nav class="tabs" aria-label="{}"><ul>{}</ul>{}</nav>', label, listed, more)


@register.simple_tag(takes_context=True)
def tab(context: dict[str, Any], key: str, text: str, to: str, *, count: int | None = None, **where: Any) -> SafeString:
    """The page says in `tab` by its key which of them it is; `count` tells how many things lie there."""
    mark = mark_safe(' aria-current="page"') if key == context.get("tab") else ""
    many = format_html(' <span class="count">{}</span>', number(count)) if count is not None else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', address_of(context, to, where), mark, text, many)


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    id: str = "",  # noqa: A002 - the name page authors use
    count: int | None = None,
    level: int = 2,
    *,
    quiet: bool = False,
) -> SafeString:
    """A part of the page with its own heading; `count` tells how many things it holds."""
    if level not in {2, 3, 4}:
        raise TemplateSyntaxError(f"{{% panel %}} was given level {level}. A panel's heading is 2, 3 or 4.")
    tag = f"h{level}"
    many = format_html(' <span class="count">{}</span>', number(count)) if count is not None else ""
    head = format_html("<{}>{}{}</{}>", tag, title, many, tag) if title else ""
    mark = format_html(' id="{}"', id) if id else ""
    kind = "panel panel-quiet" if quiet else "panel"
    return format_html('<section class="{}"{}>{}{}</section>', kind, mark, head, content)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: str) -> SafeString:
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.simple_block_tag
def figure(
    content: str,
    text: str,
    *,
    n: int | str = "",
    of: int | str = "",
    source: str = "",
    on: date | str = "",
) -> SafeString:
    """A figure that opens to what it is counted from, how many, the source and the day."""
    basis = [
        (_("Counted"), _number(n)),
        (_("Out of"), _number(of)),
        (_("Source"), source),
        (_("Day"), day(on) if isinstance(on, date) else on),
    ]
    rows = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", (row for row in basis if row[1] != ""))
    listed = facts(rows) if rows else ""
    return format_html(
        '<details class="figure"><summary>{}</summary><div class="figure-body">{}{}</div></details>',
        text,
        listed,
        content,
    )


@register.simple_tag(takes_context=True)
def panels(context: dict[str, Any], slot: str, obj: models.Model) -> SafeString:
    """What upper rooms have to tell about the object. Without JavaScript each is a link to the same, as a page."""
    collaboration = context["collaboration"]
    links = [
        (reverse(fragment.url_name, kwargs={"collaboration": collaboration.slug, "pk": obj.pk}), fragment.title)
        for fragment in slots.fragments(slot)
    ]
    return format_html_join(
        "",
        '<div class="fragment" hx-get="{}" hx-trigger="load" hx-swap="outerHTML"><p><a href="{}">{}</a></p></div>',
        ((url, url, title) for url, title in links),
    )


def _number(value: int | str) -> str:
    return number(value) if isinstance(value, int) else value
