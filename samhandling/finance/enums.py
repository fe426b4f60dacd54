"""The fixed words of this room. Each refusal says what is wrong, then what to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Basis(TextChoices):
    """By what the parties share a cost."""

    POPULATION = "population", _("by population")
    EQUAL = "equal", _("equal parts")
    FIXED = "fixed", _("fixed amounts")
    MANUAL = "manual", _("shares set manually")


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
    """Drafted is calculated, checked has been looked at by somebody, adopted is locked."""

    DRAFT = "draft", _("draft")
    CHECKED = "checked", _("checked")
    ADOPTED = "adopted", _("adopted")


class SplitState(TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")


class RoundingMoment(TextChoices):
    EACH_YEAR = "each_year", _("each year, before the next is calculated")
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
    NEGATIVE = "negative", _("An amount is less than zero. Enter the amount to be paid.")
    NO_POPULATION = "no_population", _("There is no population figure for the chosen date:")
    NO_WEIGHT = "no_weight", _("The shares add up to zero, so nobody would pay. Give at least one party a share.")
    REGION_TAKES_TOO_MUCH = (
        "region_takes_too_much",
        _("The region’s share exceeds the whole cost. Lower it. Excess in kronor:"),
    )
    FIXED_PARTS_TOO_LARGE = (
        "fixed_parts_too_large",
        _("The fixed parts together exceed the amount to share. Lower them. Excess in kronor:"),
    )
    FLOORS_TOO_HIGH = (
        "floors_too_high",
        _("The lowest shares add up to more than the amount to share. Lower them. Excess in kronor:"),
    )
    CAPS_TOO_LOW = (
        "caps_too_low",
        _("The highest shares add up to less than the amount to share. Raise them. Remaining, in kronor:"),
    )
    CAP_BELOW_FLOOR = "cap_below_floor", _("The highest share is below the lowest. Change one of them:")
    FIXED_AMOUNTS_DIFFER = (
        "fixed_amounts_differ",
        _("The fixed amounts do not add up to what is to be shared. They differ by, in kronor:"),
    )
    NOT_WHOLE_UNITS = (
        "not_whole_units",
        _("The amounts cannot be shared in whole kronor. Enter whole kronor, or share in öre."),
    )
    REASON_MISSING = "reason_missing", _("Manually set shares need a reason. Explain why they were chosen.")
    YEAR_LOCKED = "year_locked", _("The year has been adopted and locked. It can no longer be changed.")
    YEAR_NOT_CHECKED = "year_not_checked", _("The list must be checked before it is adopted.")
    SAME_EYES = "same_eyes", _("The list must be adopted by someone other than the person who calculated it.")
    INDEX_MISSING = "index_missing", _("The index lacks a figure for:")
    INDEX_TWICE = "index_twice", _("There is already a figure for this year. Correct that one instead:")
    INDEX_REPLACED = (
        "index_replaced",
        _("Someone has corrected this figure in the meantime. Check the new one first."),
    )
    INDEX_UNREASONABLE = (
        "index_unreasonable",
        _("The index must be between −20 and 50 percent. Write 3.4 for three point four percent."),
    )
    NO_BASE = "no_base", _("The base year’s fees have not been entered. Enter them first.")
    ANOTHERS_LINE = "anothers_line", _("The line is in another party’s annex. Choose one of the party’s own:")
    COPIED_ALREADY = "copied_already", _("The cost already exists for the next year. Open it and change it.")
    NOT_A_PARTY = "not_a_party", _("Only parties to the agreement can have a fee or a share.")
    IN_THE_FUTURE = "in_the_future", _("The date is in the future. Record it on that day.")
    BASE_MISSING = "base_missing", _("These parties have no base fee in the base year. Enter one, even if it is 0:")
    YEAR_BEFORE_BASE = "year_before_base", _("The year must come after the base year.")
    STATISTICS_UNREACHABLE = (
        "statistics_unreachable",
        _("The statistics service is not responding. The stored figures are used; try again later."),
    )
    STATISTICS_NO_TABLE = (
        "statistics_no_table",
        _("There are no figures for that date. Choose 31 December or 1 November of a past year."),
    )
    STATISTICS_WRONG_TABLE = (
        "statistics_wrong_table",
        _("The answer is not the requested population table. Nothing was stored. Check the table:"),
    )
    STATISTICS_NOT_THERE = (
        "statistics_not_there",
        _(
            "These figures do not exist, or not yet: December figures are published in February, November figures "
            "in December. Requested:"
        ),
    )
    STATISTICS_NO_TOTAL = (
        "statistics_no_total",
        _("The table cannot give total populations: it has no category for everyone. Nothing was stored:"),
    )
    STATISTICS_TOO_MANY = (
        "statistics_too_many",
        _("The statistics service accepts no more requests right now. Try again after this many seconds:"),
    )
    SHARE_ABOVE_LIMIT = (
        "share_above_limit",
        _("The funder’s share exceeds its limit. Lower it or raise the others’. Maximum, in percent:"),
    )
    PROJECT_ENDED = "project_ended", _("The project has ended. Its budget can no longer be changed.")
    PROJECT_DECIDED = (
        "project_decided",
        _("A party has decided on the project, so it cannot be removed. Record the outcome instead."),
    )
    BOTH_IN_PROJECT = (
        "both_in_project",
        _("Both fund, or have decided on, the same project. Remove one of them there first."),
    )
    FUNDER_TWICE = "funder_twice", _("This organisation already funds the project. Change its budget instead.")
    LINE_TWICE = (
        "line_twice",
        _("The same year appears twice with the same form of funding. Add the two amounts together."),
    )
    ENDS_BEFORE_START = "ends_before_start", _("The last day is before the first. Change one of the dates.")
    OUT_OF_REACH = "out_of_reach", _("The amount is unreasonably large. Check the number of zeros.")
