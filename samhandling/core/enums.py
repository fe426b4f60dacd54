"""Why a change, a file or a table was not taken. Each label says what happened and what to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeRefusal(TextChoices):
    SAME_SAVED = "same_saved", _("Someone has just saved the same thing. Reload the page, check it and try again.")
    GONE = "just_gone", _("Someone has just removed something this depends on. Reload the page and check what is left.")


class FileRefusal(TextChoices):
    EMPTY = "empty", _("The file is empty. Choose another file.")
    TOO_LARGE = "too_large", _("The file is too large. Make it smaller or split it.")
    UNKNOWN_KIND = "unknown_kind", _("The file type cannot be determined from its content. Save it again.")
    KIND_NOT_ALLOWED = "kind_not_allowed", _("This file type is not accepted here.")
    NAME_DISAGREES = (
        "name_disagrees",
        _("The file name and the content are of different types. Open the file, save it again and retry."),
    )
    HOLDS_MACROS = "holds_macros", _("The file contains macros. Save it without them and try again.")
    DAMAGED = "damaged", _("The file is damaged and cannot be opened. Save it again and retry.")
    LOCKED = "locked", _("The file is password-protected. Save it without a password and try again.")
    TOO_MANY = (
        "too_many",
        _("There are too many files at once. Submit those received first, then add the rest."),
    )


class TableRefusal(TextChoices):
    EMPTY = "empty", _("The file has no rows. The first row must contain the column headings.")
    TOO_LARGE = "too_large", _("The file is too large. Make it smaller or split it.")
    NOT_A_TABLE = "not_a_table", _("The file is not a table. Save it as CSV, Excel (.xlsx) or OpenDocument (.ods).")
    DAMAGED = "damaged", _("The file is damaged and cannot be opened. Save it again and retry.")
    LOCKED = "locked", _("The file is password-protected. Save it without a password and try again.")
    WRONG_LETTERS = (
        "wrong_letters",
        _(
            "The file’s character encoding is unclear: å, ä and ö would come out wrong. Save it as “CSV UTF-8” or "
            "as Excel (.xlsx) and try again."
        ),
    )
    TOO_MANY_ROWS = "too_many_rows", _("The file has too many rows. Split it.")
    TOO_MANY_COLUMNS = "too_many_columns", _("The file has too many columns. Remove those you do not need.")
    TOO_MANY_CELLS = (
        "too_many_cells",
        _("The sheet is too large. Remove stray cells far from the table, or split the file."),
    )
    TOO_MUCH_TEXT = (
        "too_much_text",
        _("The table contains too much text. Split it, or remove columns you do not need."),
    )
    CELL_TOO_LONG = "cell_too_long", _("A cell holds too much text. Shorten it.")
    MERGED_CELLS = "merged_cells", _("The sheet has merged cells. Unmerge them and try again.")
    NAMELESS_COLUMN = "nameless_column", _("A column with content has no heading in the first row. Add one.")
    SAME_NAME_TWICE = "same_name_twice", _("Two columns have the same name. Rename one of them.")
    ROW_TOO_LONG = "row_too_long", _("A row has more cells than the first row has headings.")
    BROKEN_QUOTES = "broken_quotes", _("A quotation mark opens a cell but is never closed.")
