"""The collaboration's settings, and its access."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import EmailField, LineField, PhoneField, TextField
from samhandling.core.forms import offer
from samhandling.organisations.enums import Kind, Role
from samhandling.organisations.forms.choices import OrganisationChoice
from samhandling.organisations.models import Collaboration, Organisation
from samhandling.organisations.selectors.collaborations import participants

COLOUR = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Enter the colour as # and six hexadecimal digits, for example #1F5D50.")
)


class SettingsForm(forms.Form):
    name = LineField(
        label=_("What is the collaboration called?"),
        max_length=150,
        error_messages={"required": _("Enter what the collaboration is called.")},
    )
    introduction = TextField(
        label=_("What is the topic?"),
        help_text=_("Two or three sentences for someone who has never heard of it."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    contact_name = LineField(label=_("Contact person"), max_length=150, required=False)
    contact_email = EmailField(
        label=_("What is the contact email address?"),
        help_text=_("Prefer a shared mailbox to a personal one."),
        required=False,
    )
    contact_phone = PhoneField(label=_("What is the contact telephone number?"), max_length=40, required=False)
    asks_for_four_eyes = forms.BooleanField(
        label=_("Four eyes on money"),
        help_text=_("A list of fees is then adopted by someone other than the person who calculated it."),
        required=False,
    )
    accent = LineField(
        label=_("Main colour"),
        help_text=_("For headings, links and buttons. Must be readable on white."),
        max_length=None,
        validators=[COLOUR],
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    support = LineField(
        label=_("Supporting colour"),
        help_text=_("For things that should stand out next to the main colour."),
        max_length=None,
        validators=[COLOUR],
        widget=forms.TextInput(attrs={"type": "color"}),
    )


def county_choices() -> list[tuple[str, Any]]:
    regions = Organisation.objects.filter(kind=Kind.REGION, collaboration=None).order_by("sort_key")
    counties = [(region.scb_code or "", region.display_name) for region in regions]
    return [("", _("No county: it is about a topic")), *counties]


class FoundForm(forms.Form):
    name = LineField(
        label=_("What is the collaboration called?"),
        max_length=150,
        help_text=_("For example “Samverkan i Västerbotten”."),
        error_messages={"required": _("Enter what the collaboration is called.")},
    )
    slug = forms.SlugField(
        label=_("Which web address should it have?"),
        max_length=60,
        help_text=_(
            "Lower-case letters a–z, digits and hyphens, for example “vasterbotten”. It cannot be changed later."
        ),
        error_messages={
            "invalid": _("Use only lower-case letters a–z, digits and hyphens, for example “vasterbotten”.")
        },
    )
    county_code = forms.ChoiceField(label=_("Which county is it about?"), choices=county_choices, required=False)

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()


class InviteForm(forms.Form):
    """A role, a party, or both."""

    email = EmailField(label=_("Email address"), error_messages={"required": _("Enter an email address.")})
    name = LineField(label=_("Name"), max_length=150, error_messages={"required": _("Enter a name.")})
    role = forms.TypedChoiceField(
        label=_("Which role in the collaboration?"),
        choices=[("", _("None")), *Role.choices],
        coerce=Role,
        empty_value=None,
        required=False,
    )
    organisation = OrganisationChoice(label=_("Which party does the person represent?"), required=False)
    language = forms.ChoiceField(
        label=_("Which language should the invitation be in?"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
    )

    def __init__(self, *args: Any, collaboration: Collaboration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organisation=participants(collaboration))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("role") and not cleaned.get("organisation"):
            self.add_error(
                "role", _("Choose a role, a party, or both. Without either, the person cannot see anything.")
            )
        return cleaned
