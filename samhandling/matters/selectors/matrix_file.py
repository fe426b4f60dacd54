"""The answer matrix as a table to take away: a row for each recommendation, a column for each party."""

from typing import Any

from django.utils.translation import gettext as _

from samhandling.matters.selectors.answers import Matrix, MatrixRow


def matrix_table(matrix: Matrix) -> tuple[list[str], list[list[Any]]]:
    """Headers and rows. Of each party its answer in words, empty where it was not asked."""
    headers = [
        _("Recommendation"),
        _("Forum"),
        _("Issued"),
        _("Answer by"),
        _("Withdrawn"),
        _("Answered"),
        _("Of"),
        _("Median days"),
    ]
    return [*headers, *map(str, matrix.parties)], [_row(row) for row in matrix.rows]


def _row(row: MatrixRow) -> list[Any]:
    one = row.recommendation
    facts = [one.title, str(one.treatment.forum), one.issued_on, one.answer_by, one.withdrawn_on or ""]
    figures = [row.tally.answered, row.tally.rows, "" if row.tally.days is None else row.tally.days]
    return [*facts, *figures, *(str(cell.state.label) if cell.state else "" for cell in row.cells)]
