"""How one wishes to be told, on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.notices.enums import Frequency, Weekday

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


def _hour(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, help_text=help_text, choices=HOURS, coerce=int)


class WishForm(forms.Form):
    requests = forms.ChoiceField(
        label=_("When something is asked of you"),
        help_text=_("Such as comments on a draft, a council’s decision, or an appointment."),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
    )
    news = forms.ChoiceField(
        label=_("Everything else that concerns you"),
        help_text=_("Such as answers, new papers, and changes in what you take part in."),
        choices=[choice for choice in Frequency.choices if choice[0] != Frequency.AT_ONCE],
        widget=forms.RadioSelect,
    )
    digest_hour = _hour(_("Time of the daily or weekly email"))
    digest_weekday = forms.TypedChoiceField(label=_("Weekday of the weekly email"), choices=Weekday.choices, coerce=int)
    quiet_from = _hour(
        _("No email from"),
        _("What comes during these hours is sent when they end. Choose the same hour twice for none."),
    )
    quiet_to = _hour(_("No email until"))
    quiet_weekends = forms.BooleanField(label=_("No email on Saturdays and Sundays"), required=False)
