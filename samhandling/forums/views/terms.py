"""Vacancies and the end-of-term list."""

from typing import TYPE_CHECKING

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.core.asked import filter_asked, note_other_page
from samhandling.core.chosen_day import hears_day
from samhandling.core.http import VisitorRequest, as_of
from samhandling.forums.forms.terms import TermsFilter
from samhandling.forums.permissions import can_set_up, may_appoint
from samhandling.forums.selectors.in_words import number_first
from samhandling.forums.selectors.terms import (
    DEFAULT_SPAN,
    TermQuery,
    TermsOnPages,
    choices_of,
    parties_by_name,
    terms_on_pages,
)
from samhandling.forums.views.many_terms import acts_on_terms, acts_on_vacant

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration


ENDING_PAGE = "sida-slut"


def query_of(request: VisitorRequest, collaboration: "Collaboration") -> tuple[TermQuery, TermsFilter]:
    """What was asked. An address that asks for what does not exist gets the whole list, with the reason."""
    return query_told(request, collaboration, request.GET)


def query_told(
    request: VisitorRequest, collaboration: "Collaboration", told: QueryDict
) -> tuple[TermQuery, TermsFilter]:
    """The same, of what a page said that it showed."""
    form = TermsFilter(told or None, choices=choices_of(request.user, collaboration))
    asked = filter_asked(request, form)
    query = TermQuery(
        on=as_of(request),
        days=asked.get("dagar") or DEFAULT_SPAN,
        forum=asked.get("forum"),
        party=asked.get("part"),
    )
    return query, form


@hears_day
def terms(request: VisitorRequest, collaboration: "Collaboration") -> HttpResponse:
    query, form = query_of(request, collaboration)
    found = terms_on_pages(
        request.user,
        collaboration,
        query,
        vacant_page=request.GET.get("sida"),
        ending_page=request.GET.get(ENDING_PAGE),
    )
    note_other_page(request, found.vacant_page)
    note_other_page(request, found.ending_page, ENDING_PAGE)
    return render(
        request,
        "forums/terms.html",
        {
            "terms": found,
            "state": _state(found, query.days),
            "form": form,
            "ending_parameter": ENDING_PAGE,
            "on": query.on,
            "acts": acts_on_terms(request, collaboration, query),
            "vacant_acts": acts_on_vacant(request, collaboration, query),
            "appointable": _appointable(request, collaboration, found),
            "own_parties": parties_by_name(request.user, collaboration),
            "may_import": can_set_up(request.user, collaboration.pk),
            "vacant_csv": _table_address(request, collaboration, "vacancies", "csv"),
            "vacant_xlsx": _table_address(request, collaboration, "vacancies", "xlsx"),
            "ending_csv": _table_address(request, collaboration, "endings", "csv"),
            "ending_xlsx": _table_address(request, collaboration, "endings", "xlsx"),
        },
    )


def _appointable(request: VisitorRequest, collaboration: "Collaboration", found: TermsOnPages) -> set[int]:
    """The seats of the two lists that this person may fill."""
    seats = [*(row.seat for row in found.vacant), *(row.seat for row in found.ending)]
    return {one.pk for one in seats if may_appoint(request.user, collaboration.pk, one.forum, one.party)}


def _state(found: TermsOnPages, days: int) -> str:
    """The seats that are vacant, and how many of them are substitutes': those are not counted as filled or not."""
    vacant, ending = found.vacant_count, found.ending_count
    seats = _("No seat is vacant.")
    if vacant:
        text = ngettext("One seat is vacant.", "%(number)s seats are vacant.", vacant)
        seats = text % {"number": number_first(vacant)}
        seats = f"{seats} {_substitutes_in_words(found)}".rstrip()
    terms = _("No term ends within %(days)s days.") % {"days": days}
    if ending:
        text = ngettext("One term ends within %(days)s days.", "%(number)s terms end within %(days)s days.", ending)
        terms = text % {"number": number_first(ending), "days": days}
    return f"{seats} {terms}"


def _substitutes_in_words(found: TermsOnPages) -> str:
    count = found.vacant_deputies
    if not count:
        return ""
    text = ngettext("One of them is a substitute’s.", "%(number)s of them are substitutes’.", count)
    return text % {"number": number_first(count)}


def _table_address(request: VisitorRequest, collaboration: "Collaboration", what: str, kind: str) -> str:
    """The same question, asked for as a table."""
    address = reverse(f"forums:{what}", kwargs={"collaboration": collaboration.slug, "kind": kind})
    asked = request.GET.copy()
    for page in ("sida", ENDING_PAGE):  # a table is whole
        asked.pop(page, None)
    query = asked.urlencode()
    return f"{address}?{query}" if query else address
