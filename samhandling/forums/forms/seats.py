"""One seat at a time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField
from samhandling.core.forms import offer
from samhandling.forums.enums import SeatKind
from samhandling.forums.forms.choices import date_field
from samhandling.organisations.forms.choices import OrganisationChoice


class SeatForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of seat"), choices=SeatKind.choices, widget=forms.RadioSelect)
    organisation = OrganisationChoice(label=_("On behalf of"), required=False)
    starts_on = date_field(_("From"))
    ends_on = date_field(_("To"), _("Leave empty while the end is not known."), required=False)

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=organisations)


class SeatOrganisationForm(forms.Form):
    organisation = OrganisationChoice(
        label=_("On behalf of"),
        required=False,
        help_text=_("Applies to the whole life of the seat, including earlier holders."),
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=organisations)


class AbolishForm(forms.Form):
    ends_on = date_field(_("Last day of the seat"))
    reason = LineField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("Shown in the history. Do not include anything about a person."),
    )
