"""Reviews: planned and recorded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import ReviewKind, ReviewOutcome
from samhandling.core.fields import DayField, TextField


class ReviewPlanForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind of review?"), choices=ReviewKind.choices, widget=forms.RadioSelect)
    opens_on = DayField(label=_("When does it start?"), widget=forms.DateInput)
    due_on = DayField(label=_("When should it be done?"), widget=forms.DateInput)


class ReviewRecordForm(forms.Form):
    done_on = DayField(label=_("When was it finished?"), widget=forms.DateInput)
    outcome = forms.ChoiceField(
        label=_("What was the outcome?"), choices=ReviewOutcome.choices, widget=forms.RadioSelect
    )
    conclusion = TextField(
        label=_("What was concluded?"),
        help_text=_("Two or three sentences for the council."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
