"""The forms of reading appointments from a file."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField
from samhandling.forums.domain.rows import APPOINTMENT_COLUMNS, NEEDED


class AppointmentsUploadForm(forms.Form):
    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("CSV, Excel (.xlsx) or OpenDocument (.ods). The first row names the columns."),
    )


class AppointmentColumnsForm(forms.Form):
    """For each thing a file may tell, which of its headings tells it."""

    def __init__(self, *args: Any, headers: list[str], mapping: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in the file")), *((heading, heading) for heading in headers)]
        for column in APPOINTMENT_COLUMNS:
            self.fields[column.key] = forms.ChoiceField(
                label=capfirst(str(column.label)),
                choices=choices,
                initial=mapping.get(column.key, ""),
                required=column.key in NEEDED,
            )


class AppointmentsApplyForm(forms.Form):
    seen = LineField(widget=forms.HiddenInput)
    leave_out_errors = forms.BooleanField(
        label=_("Leave out the rows that have errors"),
        required=False,
    )
