"""Why a change, a file or a table was not taken. Each label says what happened and what to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeRefusal(TextChoices):
    SAME_SAVED = "same_saved", _("Somebody has just saved the same. Load the page anew, look at it and try again.")
    GONE = "just_gone", _("Somebody has just removed what this builds on. Load the page anew and look at what is left.")


class FileRefusal(TextChoices):
    EMPTY = "empty", _("The file is empty. Choose another file.")
    TOO_LARGE = "too_large", _("The file is too large. Make it smaller or divide it.")
    UNKNOWN_KIND = "unknown_kind", _("What kind of file this is cannot be told from its content. Save it anew.")
    KIND_NOT_ALLOWED = "kind_not_allowed", _("Files of this kind are not taken here.")
    NAME_DISAGREES = (
        "name_disagrees",
        _("The file's name says one kind and its content another. Open it, save it anew and try again."),
    )
    HOLDS_MACROS = "holds_macros", _("The file holds macros. Save it without them and try again.")
    DAMAGED = "damaged", _("The file is damaged and cannot be opened. Save it anew and try again.")
    LOCKED = "locked", _("The file is locked with a password. Save it without one and try again.")


class TableRefusal(TextChoices):
    EMPTY = "empty", _("The file holds no rows. The first row must name the columns.")
    TOO_LARGE = "too_large", _("The file is too large. Make it smaller or divide it.")
    NOT_A_TABLE = "not_a_table", _("The file is not a table. Save it as CSV, Excel (.xlsx) or OpenDocument (.ods).")
    DAMAGED = "damaged", _("The file is damaged and cannot be opened. Save it anew and try again.")
    LOCKED = "locked", _("The file is locked with a password. Save it without one and try again.")
    WRONG_LETTERS = (
        "wrong_letters",
        _(
            "The letters of the file cannot be told: å, ä and ö would come out as other signs. "
            "Save it as “CSV UTF-8” or as Excel (.xlsx) and try again."
        ),
    )
    TOO_MANY_ROWS = "too_many_rows", _("The file holds too many rows. Divide it.")
    TOO_MANY_COLUMNS = "too_many_columns", _("The file holds too many columns. Remove those that are not needed.")
    TOO_MANY_CELLS = (
        "too_many_cells",
        _("The sheet is too large. Remove cells far out that only seem empty, or divide the file."),
    )
    TOO_MUCH_TEXT = (
        "too_much_text",
        _("The table holds too much text. Divide it, or remove columns that are not needed."),
    )
    CELL_TOO_LONG = "cell_too_long", _("A cell holds too much text. Shorten it.")
    MERGED_CELLS = "merged_cells", _("Cells are merged. Undo the merging, so that each cell stands by itself.")
    NAMELESS_COLUMN = "nameless_column", _("A column with content has no name in the first row. Name it.")
    SAME_NAME_TWICE = "same_name_twice", _("Two columns have the same name. Rename one of them.")
    ROW_TOO_LONG = "row_too_long", _("A row has more cells than the first row has names.")
    BROKEN_QUOTES = "broken_quotes", _("A quotation mark opens a cell and is never closed.")
