"""Tables to take away: members, vacancies, ending terms. All as of a day, all asked for like the pages."""

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from samhandling.core.chosen_day import hears_day
from samhandling.core.exports import csv_response, xlsx_response
from samhandling.core.http import VisitorRequest, as_of
from samhandling.forums.selectors.forums import forum_for
from samhandling.forums.selectors.members import TableOfCells, endings_table, members_table, vacancies_table
from samhandling.forums.selectors.terms import terms_of
from samhandling.forums.views.terms import query_of

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration

WRITERS = {"csv": csv_response, "xlsx": xlsx_response}


@hears_day
def members(request: VisitorRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    on = as_of(request)
    name = _("members")
    return _answer(kind, f"{collaboration.slug}-{name}", on, members_table(request.user, collaboration, on))


@hears_day
def forum_members(request: VisitorRequest, collaboration: "Collaboration", pk: int, kind: str) -> HttpResponse:
    on = as_of(request)
    forum = forum_for(request.user, collaboration, pk)
    table = members_table(request.user, collaboration, on, forum)
    name = _("members")
    return _answer(kind, f"{forum.abbreviation or forum.name}-{name}", on, table)


@hears_day
def vacancies(request: VisitorRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    query, _form = query_of(request, collaboration)
    found = terms_of(request.user, collaboration, query)
    name = _("vacancies")
    return _answer(kind, f"{collaboration.slug}-{name}", query.on, vacancies_table(found.vacant))


@hears_day
def endings(request: VisitorRequest, collaboration: "Collaboration", kind: str) -> HttpResponse:
    query, _form = query_of(request, collaboration)
    found = terms_of(request.user, collaboration, query)
    name = _("ending-terms")
    return _answer(kind, f"{collaboration.slug}-{name}", query.on, endings_table(found.ending))


def _answer(kind: str, name: str, on: date, table: TableOfCells) -> HttpResponse:
    if kind not in WRITERS:
        raise Http404
    return WRITERS[kind](f"{name}-{on:%Y-%m-%d}", table.headers, table.rows)
