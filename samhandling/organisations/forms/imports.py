"""The forms of every import: which file, which column holds what, and yes."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField
from samhandling.organisations.domain.columns import Column


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("CSV, Excel (.xlsx) or OpenDocument (.ods). The first row names the columns."),
    )


class ColumnsForm(forms.Form):
    """For each thing a file may tell, which of its headings tells it."""

    def __init__(
        self, *args: Any, columns: Iterable[Column], headers: list[str], mapping: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not in the file")), *((heading, heading) for heading in headers)]
        for column in columns:
            self.fields[column.key] = forms.ChoiceField(
                label=capfirst(str(column.label)),
                choices=choices,
                initial=mapping.get(column.key, ""),
                required=column.is_needed,
            )


class ApplyForm(forms.Form):
    seen = LineField(widget=forms.HiddenInput)
    leave_out_errors = forms.BooleanField(label=_("Leave out the rows that have errors"), required=False)
