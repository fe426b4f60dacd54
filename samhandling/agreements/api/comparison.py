"""How a draft differs from the agreement that it was drafted from."""

from typing import Annotated

from django.http import Http404

from samhandling.agreements.api import router
from samhandling.agreements.api.clauses import DifferencePart
from samhandling.agreements.api.lookups import ONE, agreement_in
from samhandling.agreements.enums import Difference
from samhandling.agreements.selectors.renewal import comparison_of
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import From, Out, Pk, Slug
from samhandling.core.api.rows import Named


class ComparedClause(Out):
    """One line of the comparison. A clause that was both changed and moved is changed, and `is_moved`."""

    kind: Difference
    is_moved: bool
    old_number: Annotated[str | None, From("old.number", or_else=None)]
    new_number: Annotated[str | None, From("new.number", or_else=None)]
    heading: Annotated[str, From("title")]
    text: list[DifferencePart]


class ComparedTerm(Out):
    """One of the terms beside the text, in words."""

    name: str
    old: str
    new: str
    is_changed: bool


class ComparisonOut(Out):
    """The former agreement beside the new one."""

    old: Named
    new: Named
    sentence: Annotated[str, From("in_words")]
    terms: list[ComparedTerm]
    clauses: Annotated[list[ComparedClause], From("rows")]


@router.read(f"{ONE}/comparison", ComparisonOut)
def agreement_comparison(request: ApiRequest, slug: Slug, pk: Pk) -> ComparisonOut:
    """The agreement beside the one it was drafted from. 404 when it was not drafted from any."""
    comparison = comparison_of(agreement_in(request.user, slug, pk))
    if comparison is None:
        raise Http404
    return ComparisonOut.of(comparison)
