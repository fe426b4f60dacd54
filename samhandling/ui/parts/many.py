"""Lists where one chooses many rows: a box in each, and a bar below that says how many and what can be done."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samhandling.ui.bulk import ACT, ALL, ASKED, ROW, BulkAct
from samhandling.ui.parts.addresses import address_of
from samhandling.ui.undoing import signed_in

register = template.Library()
FORM = "flera"


@register.simple_tag
def row_box(pk: int, about: Any, *, form: str = FORM) -> SafeString:
    """The box of one row. It belongs to the bar's form, wherever in the page it stands."""
    return format_html(
        '<input type="checkbox" class="ds-input row-box" name="{}" value="{}" form="{}" aria-label="{}">',
        ROW,
        pk,
        form,
        _("Choose %(row)s") % {"row": about},
    )


@register.simple_tag(takes_context=True)
def undo_button(context: dict[str, Any], message: Any) -> SafeString:
    """Beside a message: the button that takes back what it tells of, where that can be done."""
    signed = signed_in(message)
    if not signed:
        return SafeString("")
    return format_html(
        '<form class="toast-undo" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="vad" value="{}"><button type="submit">{}</button></form>',
        reverse("ui:undo"),
        get_token(context["request"]),
        signed,
        pgettext("just done", "Undo"),
    )


@register.simple_tag(takes_context=True)
def bulk_bar(
    context: dict[str, Any],
    to: str,
    acts: Sequence[BulkAct],
    *,
    total: int,
    form: str = FORM,
    rows: str = "",
    **where: Any,
) -> SafeString:
    """The bar: all of the list by one box, how many are chosen, and the acts. A plain form.

    `rows` names what is chosen; needed where a page has two lists, so that each bar is known from the other.
    """
    if not acts:
        return SafeString("")
    request = context["request"]
    asked = request.GET.copy()
    for name in [name for name in asked if name.startswith("sida")]:
        del asked[name]
    return SafeString(
        render_to_string(
            "ui/parts/bulk_bar.html",
            {
                "id": form,
                "to": address_of(context, to, where),
                "token": get_token(request),
                "acts": acts,
                "total": total,
                "rows": rows,
                "names": {"act": ACT, "all": ALL, "asked": ASKED},
                "asked": asked.urlencode(),
                "many": _("%(number)s chosen") % {"number": "#"},
            },
        )
    )
