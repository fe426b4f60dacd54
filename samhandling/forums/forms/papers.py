"""Files of a forum."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.files import names_taken
from samhandling.forums.enums import PaperKind
from samhandling.forums.forms.choices import date_field
from samhandling.forums.services.papers import ALLOWED


class PaperForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of paper"), choices=PaperKind.choices)
    dated_on = date_field(_("Date"))
    upload = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upload = self.fields["upload"]
        upload.widget.attrs["accept"] = ",".join(names_taken(ALLOWED))
        upload.help_text = _("PDF, Word, Excel, OpenDocument text or plain text.")
