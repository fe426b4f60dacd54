"""The individual agreement with a municipality, and the lines of its annex."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.models import Agreement, Area
from samhandling.core.fields import DayField, LineField, TextField
from samhandling.core.forms import offer


class IndividualAgreementForm(forms.Form):
    signed_on = DayField(label=_("When was it signed?"), widget=forms.DateInput, required=False)
    registration_number = LineField(label=_("Registration number"), max_length=60, required=False)
    note = TextField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class SpecialAgreementForm(forms.Form):
    title = LineField(label=_("What is agreed?"), max_length=200)
    area = forms.ModelChoiceField(
        label=_("Which area?"), queryset=Area.objects.none(), required=False, empty_label=_("No area")
    )
    registration_number = LineField(label=_("Registration number"), max_length=60, required=False)
    starts_on = DayField(label=_("First day"), widget=forms.DateInput, required=False)
    ends_on = DayField(label=_("Last day"), widget=forms.DateInput, required=False)
    notice_months = forms.IntegerField(label=_("How many months’ notice?"), min_value=0, max_value=60, required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, area=agreement.areas.all())
