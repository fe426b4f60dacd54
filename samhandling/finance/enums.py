"""The fixed words of this room. Each refusal says what is wrong, then what to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Basis(TextChoices):
    """By what the parties share a cost."""

    POPULATION = "population", _("by population")
    EQUAL = "equal", _("equal parts")
    FIXED = "fixed", _("fixed amounts")
    MANUAL = "manual", _("parts set by hand")


class Invoicing(TextChoices):
    MONTHLY = "monthly", _("each month")
    QUARTERLY = "quarterly", _("each quarter")
    HALF_YEARLY = "half_yearly", _("twice a year")
    YEARLY = "yearly", _("once a year")


class Form(TextChoices):
    """The three forms in which an agreement is financed."""

    BASE_FEE = "base_fee", _("base fee")
    SPECIAL = "special", _("special agreement")
    PROJECT = "project", _("joint project")


class FeeState(TextChoices):
    """Drafted is reckoned, checked has been looked at by somebody, adopted is locked."""

    DRAFT = "draft", _("draft")
    CHECKED = "checked", _("checked")
    ADOPTED = "adopted", _("adopted")


class SplitState(TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")


class RoundingMoment(TextChoices):
    EACH_YEAR = "each_year", _("each year, before the next is reckoned")
    AT_THE_END = "at_the_end", _("once, at the end")


class FunderKind(TextChoices):
    EU = "eu", _("EU fund")
    STATE = "state", _("state funder")
    PARTY = "party", _("party to the collaboration")
    PRIVATE = "private", _("private funder")
    OTHER = "other", _("other funder")


class Means(TextChoices):
    CASH = "cash", _("in cash")
    IN_KIND = "in_kind", _("in kind")


class DecisionResult(TextChoices):
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")


class Refusal(TextChoices):
    NO_PARTIES = "no_parties", _("Nobody shares the cost. Choose at least one party.")
    NEGATIVE = "negative", _("An amount is less than zero. Write what is to be paid.")
    NO_POPULATION = "no_population", _("There is no population figure for the chosen date:")
    NO_WEIGHT = "no_weight", _("The parts add up to nothing, so nobody would pay. Give at least one party a part.")
    REGION_TAKES_TOO_MUCH = (
        "region_takes_too_much",
        _("The region's share is larger than the whole cost. Lower it. Too much by, in kronor:"),
    )
    FIXED_PARTS_TOO_LARGE = (
        "fixed_parts_too_large",
        _("The fixed parts together are more than there is to share. Lower them. Too much by, in kronor:"),
    )
    FLOORS_TOO_HIGH = (
        "floors_too_high",
        _("The lowest shares add up to more than there is to share. Lower them. Too much by, in kronor:"),
    )
    CAPS_TOO_LOW = (
        "caps_too_low",
        _("The highest shares add up to less than there is to share. Raise them. Left over, in kronor:"),
    )
    CAP_BELOW_FLOOR = "cap_below_floor", _("The highest share lies below the lowest. Change one of them:")
    FIXED_AMOUNTS_DIFFER = (
        "fixed_amounts_differ",
        _("The fixed amounts do not add up to what is to be shared. They differ by, in kronor:"),
    )
    NOT_WHOLE_UNITS = (
        "not_whole_units",
        _("The amounts cannot be shared in whole kronor. Write whole kronor, or share in öre."),
    )
    REASON_MISSING = "reason_missing", _("Parts set by hand need a reason. Write why they are as they are.")
    YEAR_LOCKED = "year_locked", _("The year is adopted and locked. What was decided stays as it was.")
    YEAR_NOT_CHECKED = "year_not_checked", _("The list must be checked before it is adopted.")
    INDEX_MISSING = "index_missing", _("The index lacks a figure for:")
    INDEX_TWICE = "index_twice", _("There is already a figure for this year. Correct that one instead:")
    INDEX_REPLACED = (
        "index_replaced",
        _("Somebody has corrected this figure in the meantime. Look at the new one first."),
    )
    INDEX_UNREASONABLE = (
        "index_unreasonable",
        _("The index must lie between −20 and 50 percent. Write 3,4 for three point four percent."),
    )
    NO_BASE = "no_base", _("The base year's fees have not been written in. Do that first.")
    ANOTHERS_LINE = "anothers_line", _("The line stands in another party's annex. Choose one of the party's own:")
    COPIED_ALREADY = "copied_already", _("The cost is there already for the next year. Open it and change it.")
    NOT_A_PARTY = "not_a_party", _("Only parties to the agreement can have a fee or a share.")
    IN_THE_FUTURE = "in_the_future", _("The date lies ahead. Record it when the day has come.")
    BASE_MISSING = "base_missing", _("These parties have no base fee in the base year. Write one, if only 0:")
    YEAR_BEFORE_BASE = "year_before_base", _("The year must come after the base year.")
    STATISTICS_UNREACHABLE = (
        "statistics_unreachable",
        _("The statistics service does not answer now. The stored figures are used; try again later."),
    )
    STATISTICS_NO_TABLE = (
        "statistics_no_table",
        _("There are no figures of that date. Choose 31 December or 1 November of a year that has passed."),
    )
    STATISTICS_WRONG_TABLE = (
        "statistics_wrong_table",
        _("The answer is not the population table that was asked for. Nothing was stored. Check the table:"),
    )
    STATISTICS_NOT_THERE = (
        "statistics_not_there",
        _("There are no such figures, or not yet: December's come in February, November's in December. Asked for:"),
    )
    STATISTICS_NO_TOTAL = (
        "statistics_no_total",
        _("The table cannot be asked for whole populations: nothing in it stands for everybody. Nothing was stored:"),
    )
    STATISTICS_TOO_MANY = (
        "statistics_too_many",
        _("The statistics service takes no more questions now. Try again after the time it states, in seconds:"),
    )
    SHARE_ABOVE_LIMIT = (
        "share_above_limit",
        _("The funder's share is larger than it may be. Lower its part or raise the others'. At most, in percent:"),
    )
    PROJECT_ENDED = "project_ended", _("The project has ended. Its budget can no longer be changed.")
    PROJECT_DECIDED = "project_decided", _("A party has decided on the project, so it stays. Write what came of it.")
    BOTH_IN_PROJECT = (
        "both_in_project",
        _("Both fund, or have decided on, the same project. Remove one of them there first."),
    )
    FUNDER_TWICE = "funder_twice", _("This organisation already funds the project. Change its budget instead.")
    LINE_TWICE = "line_twice", _("The same year stands twice in the same way. Add the two amounts together.")
    ENDS_BEFORE_START = "ends_before_start", _("The last day comes before the first. Change one of the dates.")
    OUT_OF_REACH = "out_of_reach", _("The amount is larger than can be meant. Count the zeros.")
