"""Population figures from a file, or asked of the statistics service."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, LineField
from samhandling.core.tables import Table, read_table, source_in_words
from samhandling.finance.forms.fields import PlainForm, YearField
from samhandling.lib.days import read_day
from samhandling.lib.errors import RuleBroken
from samhandling.lib.written import municipality_code, typed
from samhandling.organisations.selectors.populations import Figures

# As statistics offices and our own tables head them.
CODE_HEADINGS = ("code", "kod", "kommunkod", "region", "scb_code")
COUNT_HEADINGS = ("population", "folkmängd", "invånare", "inhabitants")
# Our own table of open data holds all dates and tables; only the rows of those asked for are read.
DAY_HEADINGS, TABLE_HEADINGS = ("reference_on",), ("table",)
DAYS = (("12-31", _("31 December")), ("11-01", _("1 November")))


class PopulationFileForm(PlainForm):
    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("CSV, Excel or OpenDocument with one column for the municipality code and one for the population."),
    )
    reference_on = DayField(label=_("What is the date of the figures?"), widget=forms.DateInput)
    table = LineField(label=_("From which table?"), max_length=40)
    source = LineField(label=_("From whom?"), max_length=120, initial="SCB")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload:
            try:
                read = read_table(upload.read(), upload.name)
                cleaned["inhabitants"] = _inhabitants(read, cleaned.get("reference_on"), cleaned.get("table", ""))
                cleaned["source_in_words"] = source_in_words(read.source)
            except RuleBroken as broken:
                self.add_error("file", broken.message)
        return cleaned

    def figures(self) -> Figures:
        written = self.cleaned_data
        return Figures(written["reference_on"], written["table"], written["source"], written["inhabitants"])


class FetchForm(PlainForm):
    year = YearField(label=_("Which year?"))
    day = forms.ChoiceField(label=_("Which reference date?"), choices=DAYS, widget=forms.RadioSelect, initial="12-31")

    def reference_on(self) -> date:
        month, day = self.cleaned_data["day"].split("-")
        return date(self.cleaned_data["year"], int(month), int(day))


def _inhabitants(table: Table, on: date | None, source_table: str) -> dict[str, int]:
    """Inhabitants by code, of this day and table where the file tells several. Rows that cannot be read are named."""
    code_at, count_at = _column(table, CODE_HEADINGS), _column(table, COUNT_HEADINGS)
    if code_at is None or count_at is None:
        raise ValidationError(
            {
                "file": _(
                    "The file needs a column named “kod” and one named “folkmängd”. Use those headings in the first "
                    "row."
                )
            }
        )
    day_at, table_at = _column(table, DAY_HEADINGS), _column(table, TABLE_HEADINGS)
    found: dict[str, int] = {}
    for row in table.rows:
        if day_at is not None and read_day(row.cells[day_at]) != on:
            continue
        if table_at is not None and row.cells[table_at] != source_table:
            continue
        code, count = municipality_code(row.cells[code_at]), typed(row.cells[count_at]).replace(" ", "")
        if not (count.isascii() and count.isdigit() and len(count) <= 9 and len(code) == 4 and code.isdigit()):
            raise ValidationError(
                {
                    "file": _("Row %(number)s cannot be read: enter a four-digit code and a whole number.")
                    % {"number": row.number}
                }
            )
        if found.setdefault(code, int(count)) != int(count):
            raise ValidationError(
                {"file": _("The code %(code)s appears twice with different figures.") % {"code": code}}
            )
    if not found:
        raise ValidationError({"file": _("The file has no figures for that date and table. Choose others.")})
    return found


def _column(table: Table, names: tuple[str, ...]) -> int | None:
    headings = [heading.strip().casefold() for heading in table.headers]
    return next((headings.index(name) for name in names if name in headings), None)
