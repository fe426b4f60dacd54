"""Areas, aims and perspectives."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import AimKind
from samhandling.core.fields import LineField, TextField


class TopicsField(TextField):
    """One topic on each line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class AreaForm(forms.Form):
    name = LineField(
        label=_("What is the area called?"),
        max_length=150,
        error_messages={"required": _("Enter what the area is called.")},
    )
    topics = TopicsField(
        label=_("Which topics belong to it?"),
        help_text=_("One topic per line."),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )


class AimForm(forms.Form):
    text = LineField(label=_("What should the collaboration achieve, or always consider?"), max_length=300)


class NewAimForm(AimForm):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=AimKind.choices, initial=AimKind.AIM, widget=forms.RadioSelect
    )
