"""How a draft differs from the agreement that it was drafted from."""

from typing import TYPE_CHECKING, Self

from django.http import Http404

from samhandling.agreements.api import router
from samhandling.agreements.api.clauses import DifferencePart
from samhandling.agreements.api.found import ONE, agreement_in
from samhandling.agreements.enums import Difference
from samhandling.agreements.selectors.renewal import comparison_of
from samhandling.core.api.caller import ApiRequest
from samhandling.core.api.fields import Out, Pk, Slug
from samhandling.core.api.rows import Named

if TYPE_CHECKING:
    from samhandling.agreements.domain.comparison import Row
    from samhandling.agreements.selectors.renewal import Comparison, Term


class ComparedClause(Out):
    """One line of the comparison. A clause that was both changed and moved is changed, and `is_moved`."""

    kind: Difference
    is_moved: bool
    old_number: str | None
    new_number: str | None
    heading: str
    text: list[DifferencePart]

    @classmethod
    def of(cls, row: "Row") -> Self:
        return cls(
            kind=row.kind,
            is_moved=row.is_moved,
            old_number=row.old.number if row.old else None,
            new_number=row.new.number if row.new else None,
            heading=row.title,
            text=[DifferencePart.of(part) for part in row.text],
        )


class ComparedTerm(Out):
    """One of the terms beside the text, in words."""

    name: str
    old: str
    new: str
    is_changed: bool

    @classmethod
    def of(cls, term: "Term") -> Self:
        return cls(name=term.name, old=term.old, new=term.new, is_changed=term.is_changed)


class ComparisonOut(Out):
    """The former agreement beside the new one."""

    old: Named
    new: Named
    sentence: str
    terms: list[ComparedTerm]
    clauses: list[ComparedClause]

    @classmethod
    def of(cls, comparison: "Comparison") -> Self:
        return cls(
            old=Named.of(comparison.old),
            new=Named.of(comparison.new),
            sentence=comparison.in_words,
            terms=[ComparedTerm.of(term) for term in comparison.terms],
            clauses=[ComparedClause.of(row) for row in comparison.rows],
        )


@router.read(f"{ONE}/comparison", ComparisonOut)
def agreement_comparison(request: ApiRequest, slug: Slug, pk: Pk) -> ComparisonOut:
    """The agreement beside the one it was drafted from. 404 when it was not drafted from any."""
    comparison = comparison_of(agreement_in(request.user, slug, pk))
    if comparison is None:
        raise Http404
    return ComparisonOut.of(comparison)
