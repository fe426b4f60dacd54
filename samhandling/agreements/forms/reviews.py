"""Reviews: planned and recorded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import ReviewKind, ReviewOutcome
from samhandling.core.fields import DayField, TextField


class ReviewPlanForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind of review?"), choices=ReviewKind.choices, widget=forms.RadioSelect)
    opens_on = DayField(label=_("When does it begin?"), widget=forms.DateInput)
    due_on = DayField(label=_("When shall it be done?"), widget=forms.DateInput)


class ReviewRecordForm(forms.Form):
    done_on = DayField(label=_("On which day was it concluded?"), widget=forms.DateInput)
    outcome = forms.ChoiceField(label=_("What came of it?"), choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    conclusion = TextField(
        label=_("What was concluded?"),
        help_text=_("Two or three sentences that a council can read."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
