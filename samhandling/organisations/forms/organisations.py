"""Organisations: filtered, described, merged, taking part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, EmailField, LineField, PhoneField, WebField
from samhandling.core.forms import initial_of, offer
from samhandling.organisations.domain.numbers import organisation_number
from samhandling.organisations.enums import ContactKind, Kind, Sector
from samhandling.organisations.forms.choices import OrganisationChoice
from samhandling.organisations.models import Collaboration, Organisation
from samhandling.organisations.selectors.organisations import may_lie_below, organisation_with_number, organisations_of

OWN_KINDS = [choice for choice in Kind.choices if choice[0] not in {Kind.MUNICIPALITY, Kind.REGION}]


class OrganisationFilterForm(forms.Form):
    query = LineField(label=_("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All kinds")), *Kind.choices])
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[("", _("All sectors")), *Sector.choices])
    register = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("Those in the collaboration")), ("all", _("The whole national register"))],
    )


class OrganisationForm(forms.Form):
    display_name = LineField(
        label=_("What is the organisation called?"),
        max_length=120,
        error_messages={"required": _("Enter what the organisation is called.")},
    )
    formal_name = LineField(
        label=_("What is its formal name?"),
        help_text=_("As written in agreements and minutes."),
        max_length=200,
        error_messages={"required": _("Enter its formal name.")},
    )
    kind = forms.ChoiceField(label=_("What type of organisation is it?"), choices=OWN_KINDS)
    sector = forms.ChoiceField(label=_("Which sector does it belong to?"), choices=Sector.choices)
    organisation_number = LineField(
        label=_("What is its organisation number?"), help_text=_("Ten digits, for example 232100-0222."), required=False
    )
    parent = OrganisationChoice(
        label=_("Is it part of another organisation?"), help_text=_("Leave empty if it is not."), required=False
    )

    def __init__(
        self, *args: Any, collaboration: Collaboration, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"initial": initial_of(OrganisationForm, organisation), **kwargs})
        self.collaboration, self.organisation = collaboration, organisation
        offer(self, parent=may_lie_below(organisation, collaboration))

    @property
    def twin(self) -> Organisation | None:
        """Who already has the number that was written, so that the page can lead there."""
        written = self.cleaned_data.get("organisation_number", "") if self.is_bound and self.errors else ""
        number = organisation_number(written) if written else None
        return organisation_with_number(self.collaboration, number, other_than=self.organisation) if number else None


class KeeperForm(forms.Form):
    """Which of the others the duplicate becomes part of."""

    keeper = OrganisationChoice(
        label=_("Which one should be kept?"),
        help_text=_("Everything is moved to it, and the other’s address leads there."),
    )

    def __init__(self, *args: Any, collaboration: Collaboration, duplicate: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, keeper=organisations_of(collaboration).exclude(pk=duplicate.pk))


class ContactPointForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=ContactKind.choices)
    value = LineField(
        label=_("Address or number"), max_length=250, error_messages={"required": _("Enter an address or a number.")}
    )
    is_public = forms.BooleanField(label=_("May be shown publicly, without log-in"), required=False)
    keep_until = DayField(
        label=_("How long should it be kept?"),
        help_text=_("It is removed automatically after this day. Leave empty to keep it until further notice."),
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
                    ContactKind.EMAIL: _("This is not an email address. Write it as name@example.se."),
                    ContactKind.WEB: _("This is not a web address. Write it as https://www.example.se."),
                }
                self.add_error("value", words[ContactKind(cleaned["kind"])])
        return cleaned


class ParticipantForm(forms.Form):
    organisation = OrganisationChoice(
        label=_("Which organisation takes part?"),
        error_messages={"required": _("Choose an organisation.")},
    )
    joined_on = DayField(
        label=_("From which date?"),
        help_text=_("Leave empty if it has taken part from the start."),
        required=False,
        widget=forms.DateInput,
    )
    left_on = DayField(
        label=_("Until which date?"),
        help_text=_("Leave empty if it takes part until further notice."),
        required=False,
        widget=forms.DateInput,
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=choices)


class LeaveForm(forms.Form):
    left_on = DayField(
        label=_("Until when does it take part?"),
        widget=forms.DateInput,
        error_messages={"required": _("Enter the last day.")},
    )
