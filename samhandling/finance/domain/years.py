"""Whether everything that a year will cost is known."""

from collections.abc import Set

from samhandling.finance.enums import Form


def is_unfinished(year: int, forms: Set[Form], forms_before: Set[Form], this_year: int) -> bool:
    """More may be decided: the year lies ahead, or it lacks the base fees that the year before had.

    `forms`, `forms_before`: in which forms something has been adopted or budgeted for the year and for the year before.
    """
    lacks_fees = Form.BASE_FEE in forms_before - forms
    return year > this_year or (year == this_year and lacks_fees)
