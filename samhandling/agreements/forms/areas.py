"""Areas, aims and perspectives."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import AimKind
from samhandling.core.fields import LineField, TextField


class AreaForm(forms.Form):
    name = LineField(label=_("What is the area called?"), max_length=150)
    topics = TextField(
        label=_("Which topics belong to it?"),
        help_text=_("One topic on each line."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )

    def clean_topics(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["topics"].splitlines() if line.strip()]


class AimForm(forms.Form):
    text = LineField(label=_("What shall the collaboration achieve, or always bear in mind?"), max_length=300)


class NewAimForm(AimForm):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=AimKind.choices, initial=AimKind.AIM, widget=forms.RadioSelect
    )
