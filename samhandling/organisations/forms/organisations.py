"""Organisations: filtered, described, merged, taking part."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, EmailField, LineField, PhoneField, WebField
from samhandling.organisations.enums import ContactKind, Kind, Sector
from samhandling.organisations.models import Collaboration, Organisation
from samhandling.organisations.selectors.organisations import may_lie_below, organisations_of

OWN_KINDS = [choice for choice in Kind.choices if choice[0] not in {Kind.MUNICIPALITY, Kind.REGION}]


class OrganisationFilterForm(forms.Form):
    query = LineField(label=_("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Kind.choices])
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[("", _("All sectors")), *Sector.choices])
    register = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("Those of the collaboration")), ("all", _("The whole national register"))],
    )


class OrganisationForm(forms.Form):
    display_name = LineField(label=_("What is the organisation called?"), max_length=120)
    formal_name = LineField(
        label=_("What is its formal name?"),
        help_text=_("As it stands in agreements and minutes."),
        max_length=200,
    )
    kind = forms.ChoiceField(label=_("What kind of organisation is it?"), choices=OWN_KINDS)
    sector = forms.ChoiceField(label=_("Which sector does it belong to?"), choices=Sector.choices)
    organisation_number = LineField(
        label=_("What is its organisation number?"), help_text=_("Ten digits, like 232100-0222."), required=False
    )
    parent = forms.ModelChoiceField(
        label=_("Does it lie below another organisation?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("No"),
    )

    def __init__(
        self, *args: Any, collaboration: Collaboration, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        if organisation is not None:
            kwargs["initial"] = {name: getattr(organisation, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        parent = cast("forms.ModelChoiceField[Any]", self.fields["parent"])
        parent.queryset = may_lie_below(organisation, collaboration)


class KeeperForm(forms.Form):
    """Which of the others the duplicate becomes part of."""

    keeper = forms.ModelChoiceField(
        label=_("Which one shall be kept?"),
        help_text=_("Everything moves to it, and the address of the other leads there."),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose one"),
    )

    def __init__(self, *args: Any, collaboration: Collaboration, duplicate: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keeper = cast("forms.ModelChoiceField[Any]", self.fields["keeper"])
        keeper.queryset = organisations_of(collaboration).exclude(pk=duplicate.pk)


class ContactPointForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=ContactKind.choices)
    value = LineField(label=_("Address or number"), max_length=250)
    is_public = forms.BooleanField(label=_("May be shown to everybody, also without logging in"), required=False)
    keep_until = DayField(
        label=_("How long may it be kept?"),
        help_text=_("After this day it is removed by itself. Leave it empty to keep it until further notice."),
        required=False,
        widget=forms.DateInput,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        checks = {ContactKind.EMAIL: EmailField(), ContactKind.WEB: WebField(), ContactKind.PHONE: PhoneField()}
        check = checks.get(ContactKind(cleaned.get("kind", ContactKind.ADDRESS)))
        if check and cleaned.get("value"):
            try:
                cleaned["value"] = check.clean(cleaned["value"])
            except forms.ValidationError:
                words = {
                    ContactKind.EMAIL: _("This is not an e-mail address. Write it as name@example.se."),
                    ContactKind.WEB: _("This is not a web address. Write it as https://www.example.se."),
                }
                self.add_error("value", words[ContactKind(cleaned["kind"])])
        return cleaned


class ParticipantForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label=_("Which organisation takes part?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose one"),
    )
    joined_on = DayField(
        label=_("From which day?"),
        help_text=_("Leave it empty if it has taken part from the beginning."),
        required=False,
        widget=forms.DateInput,
    )
    left_on = DayField(
        label=_("Until which day?"),
        help_text=_("Leave it empty if it takes part until further notice."),
        required=False,
        widget=forms.DateInput,
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = cast("forms.ModelChoiceField[Any]", self.fields["organisation"])
        organisation.queryset = choices


class LeaveForm(forms.Form):
    left_on = DayField(label=_("Until which day does it take part?"), widget=forms.DateInput)
