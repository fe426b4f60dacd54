"""Lists: tables that become cards on a phone, filter row, pages."""

import re
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samhandling.core.asked import PAGE_PARAMETER
from samhandling.core.chosen_day import following

register = template.Library()

TABLE_PART = re.compile(r"<(thead|tbody|tfoot|tr|td|th)\b([^>]*)>")
HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)
COLUMN = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
COLSPAN = re.compile(r'\bcolspan="(\d+)"')
DAY_CELL = re.compile(r"(<td\b[^>]*>)\s*(\d{1,2} [^\W\d_]+ \d{4})\s*(?=</td>)")
BLANK_CELL = re.compile(r"(<td\b[^>]*>)\s+(?=</td>)")  # without a space the style sheet knows that it is empty
ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


@register.simple_block_tag
def data_table(content: str, caption: str, *, hide_caption: bool = False) -> SafeString:
    """A table. Each cell takes the name of its column along, for those who read on a phone.

    A cell that wants another name says so in `data-label`; an empty one gives it none.
    """
    content = BLANK_CELL.sub(r"\1", content)
    content = DAY_CELL.sub(r'\1<span class="one-line">\2</span>', content)
    kind = ' class="ds-sr-only"' if hide_caption else ""
    return format_html(
        '<table class="data" role="table"><caption{}>{}</caption>{}</table>',
        SafeString(kind),
        caption,
        SafeString(TABLE_PART.sub(Described(content), content)),
    )


class Described:
    """Browsers forget that a table is a table when its rows are laid out as cards, so each part says what it is."""

    def __init__(self, content: str) -> None:
        head = HEAD.search(content)
        self.labels = [_words(column) for column in COLUMN.findall(head[0])] if head else []
        self.column = 0

    def __call__(self, part: re.Match[str]) -> str:
        name, attributes = part.groups()
        if name == "td":
            attributes = self._labelled(attributes)
        span = COLSPAN.search(attributes)
        self.column = 0 if name == "tr" else self.column + (int(span[1]) if span else 1)
        if "role=" in attributes:
            return f"<{name}{attributes}>"
        role = ROLES.get(name) or ("rowheader" if 'scope="row"' in attributes else "columnheader")
        return f'<{name} role="{role}"{attributes}>'

    def _labelled(self, attributes: str) -> str:
        if "data-label=" in attributes:
            return attributes.replace(' data-label=""', "")
        label = self.labels[self.column] if self.column < len(self.labels) else ""
        return f'{attributes} data-label="{label}"' if label else attributes


def _words(html: str) -> str:
    """What stands in a cell, as it may stand in an attribute."""
    return " ".join(strip_tags(html).replace('"', "&quot;").split())


@register.simple_block_tag(takes_context=True)
def filters(context: dict[str, Any], content: str) -> SafeString:
    """A filter row that asks the same page again. The chosen day is kept."""
    request: HttpRequest = context["request"]
    kept = _hidden({"datum": request.GET["datum"]}) if "datum" in request.GET and 'name="datum"' not in content else ""
    is_filtered = any(value for name, value in request.GET.items() if not (name == "datum" or _is_page(name)))
    whole = following(request, request.path)
    clear = format_html('<a class="filters-clear" href="{}">{}</a>', whole, _("Show all")) if is_filtered else ""
    return format_html(
        '<form class="filters" method="get" action="{}" aria-label="{}">{}{}'
        '<div class="filters-buttons"><button type="submit" class="ds-button" data-variant="secondary">{}</button>{}'
        "</div></form>",
        request.path,
        _("Filter"),
        kept,
        content,
        _("Show"),
        clear,
    )


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page[Any], parameter: str = PAGE_PARAMETER) -> dict[str, Any]:
    """Links to the other pages of a long list (`?sida=2`); nothing at all when there is only one.

    A page with two lists gives the second a `parameter` of its own, which begins with "sida" too.
    """
    request: HttpRequest = context["request"]

    def address(which: int) -> str:
        query = request.GET.copy()
        query[parameter] = str(which)
        return f"?{query.urlencode()}"

    around = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
        "pages": [(which, address(which) if isinstance(which, int) else "") for which in around],
    }


def _is_page(name: str) -> bool:
    return name.startswith(PAGE_PARAMETER)


def _hidden(values: dict[str, Any]) -> SafeString:
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', values.items())
