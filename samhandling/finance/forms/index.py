from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, LineField
from samhandling.finance.forms.fields import PercentField, PlainForm, YearField


class CorrectionForm(PlainForm):
    percent = PercentField(
        label=_("By what percentage?"),
        help_text=_("The forecast of municipal cost growth, such as 3.4."),
        error_messages={"required": _("Enter the percentage.")},
    )
    source = LineField(label=_("Where does it come from?"), max_length=200, initial=_("SKR’s economic report, May"))
    published_on = DayField(label=_("When was it published?"), widget=forms.DateInput)
    note = LineField(label=_("Note"), max_length=300, required=False)


class IndexForm(CorrectionForm):
    year = YearField(label=_("Which year’s fees does it raise?"))
    field_order = ("year", "percent", "source", "published_on", "note")
