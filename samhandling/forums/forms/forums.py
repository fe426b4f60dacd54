"""The forum itself, its end, and the filter of the list."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField, TextField
from samhandling.core.forms import offer
from samhandling.forums.enums import AccessMode, Level
from samhandling.forums.forms.choices import AreaChoices, ForumChoice, ModelChoice, TypeChoice, UserChoice, date_field
from samhandling.forums.models import Forum
from samhandling.forums.selectors.candidates import agreements_in, areas_in, organisations_in
from samhandling.forums.selectors.forums import forums_in, types_in
from samhandling.organisations.forms.choices import OrganisationChoice

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


class ForumFilterForm(forms.Form):
    text = LineField(label=_("Name"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All")), *Level.choices])
    access = forms.ChoiceField(label=_("Openness"), required=False, choices=[("", _("All")), *AccessMode.choices])


class ForumForm(forms.Form):
    """All that is said about a forum, when it is set up and when it is changed."""

    type = TypeChoice(
        label=_("Type"),
        queryset=None,
        help_text=_("The type determines the forum’s legal standing, and thus what it may decide."),
        error_messages={"required": _("Choose the type of forum.")},
    )
    name = LineField(label=_("Name"), max_length=200, error_messages={"required": _("Enter what the forum is called.")})
    abbreviation = LineField(label=_("Abbreviation"), max_length=20, required=False)
    purpose = TextField(label=_("Purpose"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    agreement = ModelChoice(
        label=_("Set up by the agreement"),
        queryset=None,
        required=False,
        help_text=_("The rules for seats are based on the parties to the agreement."),
    )
    parent = ForumChoice(label=_("Belongs to the forum"), queryset=None, required=False)
    owner = OrganisationChoice(label=_("Owned by"), required=False)
    led_by = LineField(
        label=_("Led by"),
        max_length=150,
        required=False,
        help_text=_("An office, such as director of regional development. People are appointed to seats."),
    )
    areas = AreaChoices(
        label=_("Areas of collaboration"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    access = forms.ChoiceField(
        label=_("Openness"),
        choices=AccessMode.choices,
        widget=forms.RadioSelect,
        help_text=_("Who can read the forum’s papers. The list of members is always public."),
    )
    is_mandatory = forms.BooleanField(label=_("The agreement requires the forum"), required=False)
    starts_on = date_field(_("From"))
    ends_on = date_field(_("To"), _("Only for a pilot with a fixed end. Otherwise leave empty."), required=False)

    def __init__(
        self, *args: Any, viewer: "Viewer", collaboration: "Collaboration", forum: Forum | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        forums = forums_in(viewer, collaboration)
        areas = areas_in(viewer, collaboration)
        offer(
            self,
            type=types_in(viewer, collaboration),
            parent=forums.exclude(pk=forum.pk) if forum else forums,
            agreement=agreements_in(viewer, collaboration),
            owner=organisations_in(collaboration),
            areas=areas,
        )
        if not areas.exists():
            del self.fields["areas"]
        if forum is not None:
            del self.fields["ends_on"]
            self.initial = {name: getattr(forum, name) for name in self.fields if name != "areas"} | {
                "areas": forum.areas.all()
            }

    def clean(self) -> dict[str, Any]:
        """A forum may belong to no area, also where there is none to choose."""
        cleaned = super().clean() or self.cleaned_data
        return cleaned | {"areas": list(cleaned.get("areas", []))}


class EndForm(forms.Form):
    ends_on = date_field(_("Last day"), _("Leave empty if the forum continues until further notice."), required=False)
    reason = LineField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("Shown in the history. Do not include anything about a person."),
    )


class SecretaryForm(forms.Form):
    user = UserChoice(
        label=_("Secretary"),
        help_text=_("Choose from those who have access to the collaboration."),
        error_messages={"required": _("Choose a secretary.")},
    )

    def __init__(self, *args: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, user=users)
