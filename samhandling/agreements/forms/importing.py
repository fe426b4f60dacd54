"""Choosing an agreement file, and saying yes to what it would become."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.domain.file_reading import MOST_BYTES
from samhandling.core.fields import LineField


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Agreement file"),
        help_text=_("A YAML text file, at most 512 kB. Nothing is saved until you have seen a preview."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.txt"}),
        error_messages={"required": _("Choose a file.")},
    )

    def content(self) -> bytes:
        """What the file says; a little more than is allowed is enough to know that it is too large."""
        content: bytes = self.cleaned_data["file"].read(MOST_BYTES + 1)
        return content


class ConfirmForm(forms.Form):
    """Carries the text that was previewed, so that what is read in is what was seen."""

    content = forms.CharField(widget=forms.HiddenInput, strip=False)
    file_name = LineField(widget=forms.HiddenInput, max_length=200)
