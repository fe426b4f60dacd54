"""What is asked when next term is drafted, and what the parties say about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import DayField, LineField, TextField
from samhandling.core.forms import offer

if TYPE_CHECKING:
    from samhandling.agreements.models import Party


class RenewForm(forms.Form):
    title = LineField(label=_("What is the agreement called?"), max_length=200)
    starts_on = DayField(label=_("First day"), help_text=_("No earlier than the day after the current agreement ends."))
    ends_on = DayField(label=_("Last day"))


class AskForm(forms.Form):
    due_on = DayField(
        label=_("When do you want the comments by?"),
        help_text=_("Those who represent a party see the date on their home page until they have commented."),
    )


class _PartyForm(forms.Form):
    """Somebody who answers for several parties says for which of them they write."""

    party = forms.TypedChoiceField(
        label=_("On whose behalf are you commenting?"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, parties: "Sequence[Party]", is_coordinator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {party.pk: party for party in parties}
        choices: list[tuple[int | str, Any]] = [(party.pk, str(party)) for party in parties]
        if is_coordinator:
            choices.append(("", _("as the coordinator")))
        if len(choices) > 1:
            offer(self, party=choices)
        else:
            del self.fields["party"]

    def clean(self) -> dict[str, Any]:
        """The party chosen, or the only one there is to choose; None is the coordinator."""
        cleaned = super().clean() or self.cleaned_data
        if "party" in self.fields:
            return cleaned | {"party": self.parties.get(cleaned.get("party") or 0)}
        return cleaned | {"party": next(iter(self.parties.values()), None)}


class CommentForm(_PartyForm):
    text = TextField(
        label=_("What would you like to say?"), widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000
    )


class ProposeForm(_PartyForm):
    text = TextField(
        label=_("The text you propose"),
        help_text=_("Change the text as you want it to read. The difference is marked for those who read it."),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20_000,
    )
    reason = TextField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000)
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class DecisionForm(forms.Form):
    answer = TextField(
        label=_("Your answer"),
        help_text=_("Required if you decline. Everyone in the collaboration can read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
        required=False,
    )


class AnswerForm(forms.Form):
    answer = TextField(label=_("Your answer"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000)
