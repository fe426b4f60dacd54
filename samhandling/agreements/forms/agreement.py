"""The agreement's terms, and the words and days its steps ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import EntryRule
from samhandling.core.fields import DayField, LineField, TextField


class TermsForm(forms.Form):
    """What an agreement is, before what it says."""

    title = LineField(
        label=_("What is the agreement called?"),
        max_length=200,
        error_messages={"required": _("Enter what the agreement is called.")},
    )
    starts_on = DayField(
        label=_("First day"), widget=forms.DateInput, error_messages={"required": _("Enter the first day.")}
    )
    ends_on = DayField(
        label=_("Last day"), widget=forms.DateInput, error_messages={"required": _("Enter the last day.")}
    )
    entry_rule = forms.ChoiceField(
        label=_("When does it enter into force?"),
        choices=EntryRule.choices,
        initial=EntryRule.ALL,
        widget=forms.RadioSelect,
    )
    entry_number = forms.IntegerField(
        label=_("How many parties must ratify?"),
        help_text=_("Only for the rules that name a number."),
        min_value=1,
        max_value=500,
        required=False,
    )
    legal_basis = LineField(
        label=_("Which law is it based on?"),
        help_text=_("For example Act (2010:630) on Responsibility for Regional Development."),
        max_length=200,
        required=False,
    )
    does_not_cover = TextField(
        label=_("What does it not cover?"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    has_individual_agreements = forms.BooleanField(
        label=_("Each municipality also has an individual agreement with an annex"), required=False
    )


class ReasonForm(forms.Form):
    """Acts that are remembered with a reason."""

    reason = TextField(
        label=_("Why?"),
        help_text=_("The reason is kept in the history. Do not include personal data."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why.")},
    )


class EntryForm(forms.Form):
    entered_on = DayField(
        label=_("When does the agreement enter into force?"),
        help_text=_("No earlier than its first day, and not in the future."),
        widget=forms.DateInput,
    )
