"""The day a page tells about: choosing one, and saying on every page which one has been chosen."""

from datetime import date
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samhandling.core import slots
from samhandling.core.asked import PAGE_PARAMETER, take_misread
from samhandling.core.chosen_day import (
    DAY_PARAMETER,
    DaysAround,
    chosen_day,
    nearest,
    on_day,
    tells_of_a_day,
    within_reach,
    without_day,
    written_day,
)
from samhandling.core.http import as_of
from samhandling.ui.parts.signals import icon
from samhandling.ui.parts.words import day as in_words

register = template.Library()


@register.simple_tag(takes_context=True)
def as_of_picker(context: dict[str, Any], on: date) -> SafeString:
    """Asks which day the page should show, and keeps what else was asked. The banner says what was chosen."""
    request: HttpRequest = context["request"]
    others = {name: value for name, value in request.GET.items() if not (name == DAY_PARAMETER or _is_page(name))}
    is_told = DAY_PARAMETER in request.GET and (chosen_day(request) is not None or written_day(request) is None)
    return format_html(
        '<form class="as-of" method="get" action="{}">{}<label class="ds-label" for="as-of">{}</label>'
        '<input class="ds-input" type="date" id="as-of" name="datum" value="{}"{}>'
        '<button type="submit" class="ds-button" data-variant="tertiary">{}</button></form>',
        request.path,
        format_html_join("", '<input type="hidden" name="{}" value="{}">', others.items()),
        _("Show as of"),
        f"{on:%Y-%m-%d}",
        SafeString(' aria-describedby="chosen-day"') if is_told else "",
        _("Show"),
    )


@register.simple_tag(takes_context=True)
def chosen_day_banner(context: dict[str, Any]) -> SafeString:
    """Says on every page that hears the day which day it shows, and leads back to today. Nothing where it is today."""
    request: HttpRequest | None = context.get("request")
    if request is None or DAY_PARAMETER not in request.GET or not tells_of_a_day(request):
        return SafeString("")
    as_of(request)  # a page that has no use for the day itself says all the same what is wrong with it
    misread = " ".join(one.in_words for one in take_misread(request, DAY_PARAMETER))
    day = chosen_day(request)
    if misread:
        return _banner("calendar", format_html("{}", misread), _around_in_words(context, request), "", "warning")
    if day is None:
        return SafeString("")
    words = format_html(_("You see things as of {}."), format_html("<strong>{}</strong>", in_words(day)))
    back = format_html('<a href="{}">{}</a>', without_day(request, but=_pages(request)), _("Show as of today"))
    return _banner("calendar", words, _around_in_words(context, request), back, "info")


@register.simple_tag(takes_context=True)
def kept_day(context: dict[str, Any]) -> SafeString:
    """In a form that asks: the chosen day goes along."""
    request: HttpRequest | None = context.get("request")
    day = chosen_day(request) if request is not None else None
    if day is None:
        return SafeString("")
    return format_html('<input type="hidden" name="{}" value="{}">', DAY_PARAMETER, day.isoformat())


def _banner(sign: str, words: SafeString, more: SafeString, back: str, tone: str) -> SafeString:
    return format_html(
        '<aside class="chosen-day" id="chosen-day" aria-label="{}" data-tone="{}"><div>{}<p>{}{}</p>{}</div></aside>',
        _("Chosen day"),
        tone,
        icon(sign),
        words,
        more,
        back,
    )


def _around_in_words(context: dict[str, Any], request: HttpRequest) -> SafeString:
    """For a day on which the collaboration has nothing: that it has not, and the nearest days that have."""
    collaboration, day = context.get("collaboration"), written_day(request)
    if collaboration is None or day is None:
        return SafeString("")
    day = within_reach(day)
    found = nearest(ask(request.user, collaboration, day) for ask in slots.functions("collaboration.days"))
    near = [near for near in (found.before, found.after) if near]
    if found.has_something or not near:
        return SafeString("")
    links = [format_html('<a href="{}">{}</a>', on_day(request, one), in_words(one)) for one in near]
    return format_html(" {} {}", _nothing(found), format_html(_nearest(len(links)), *links))


def _nothing(found: DaysAround) -> str:
    if found.before is None:
        return _("No agreement was in force and nobody was appointed by then.")
    if found.after is None:
        return _("No agreement has been made and nobody has been appointed for a day that late.")
    return _("No agreement is in force and nobody is appointed on that day.")


def _nearest(days: int) -> str:
    if days == 1:
        return _("The nearest day to look at is {}.")
    return _("The nearest days to look at are {} and {}.")


def _is_page(name: str) -> bool:
    return name.startswith(PAGE_PARAMETER)


def _pages(request: HttpRequest) -> list[str]:
    """Where one had leafed to on that day: today's list has other pages."""
    return [name for name in request.GET if _is_page(name)]
