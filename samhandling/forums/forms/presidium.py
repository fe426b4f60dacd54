"""Who chairs the forum."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.forms import offer
from samhandling.forums.enums import Office
from samhandling.forums.forms.choices import date_field
from samhandling.organisations.forms.choices import PersonChoice


class ChooseForm(forms.Form):
    person = PersonChoice(
        label=_("Who"),
        help_text=_("Chosen from the members of the forum."),
        error_messages={"required": _("Choose a person.")},
    )
    office = forms.ChoiceField(label=_("Office"), choices=Office.choices, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=_("Order"),
        min_value=1,
        max_value=9,
        initial=1,
        help_text=_("1 for the first vice chair, 2 for the second."),
    )
    starts_on = date_field(_("From"))
    ends_on = date_field(_("To"), _("No later than when the member’s appointment ends."))

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=people)


class EndOfficeForm(forms.Form):
    ends_on = date_field(_("Last day"))
