"""Mission statement and rules of procedure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField, TextField
from samhandling.forums.enums import MandateKind
from samhandling.forums.forms.choices import date_field


class MandateForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of text"), choices=MandateKind.choices, widget=forms.RadioSelect)
    text = TextField(
        label=_("Text"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("An empty line starts a new paragraph."),
        error_messages={"required": _("Enter a text.")},
    )


class AdoptForm(forms.Form):
    adopted_on = date_field(_("Adopted on"))
    adopted_by = LineField(
        label=_("Adopted by"),
        max_length=150,
        help_text=_("The body that decided, for example the forum itself."),
        error_messages={"required": _("Enter who adopted it.")},
    )
