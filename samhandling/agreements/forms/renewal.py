"""What is asked when next term is drafted, and what the parties say about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.domain.timeline import MOST_WEEKS
from samhandling.core.fields import DayField, LineField, TextField
from samhandling.core.forms import offer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from samhandling.agreements.models import Party


class RenewForm(forms.Form):
    title = LineField(
        label=_("What is the agreement called?"),
        max_length=200,
        error_messages={"required": _("Enter what the agreement is called.")},
    )
    starts_on = DayField(
        label=_("First day"),
        help_text=_("No earlier than the day after the current agreement ends."),
        error_messages={"required": _("Enter the first day.")},
    )
    ends_on = DayField(label=_("Last day"), error_messages={"required": _("Enter the last day.")})


class AskForm(forms.Form):
    due_on = DayField(
        label=_("When do you want the comments by?"),
        help_text=_("Those who represent a party see the date on their home page until they have commented."),
        error_messages={"required": _("Enter a date.")},
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
        label=_("What would you like to say?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=10_000,
        error_messages={"required": _("Write your comment.")},
    )


class ProposeForm(_PartyForm):
    text = TextField(
        label=_("The text you propose"),
        help_text=_("Change the text as you want it to read. The difference is marked for those who read it."),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20_000,
    )
    reason = TextField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        error_messages={"required": _("Write why.")},
    )
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
    answer = TextField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5_000,
        error_messages={"required": _("Write an answer.")},
    )


def _weeks(label: "_StrPromise", help_text: "_StrPromise | str" = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=help_text, min_value=0, max_value=MOST_WEEKS)


class PaceForm(forms.Form):
    """How long each step takes, in the order of the renewal."""

    weeks_evaluated = _weeks(_("How many weeks from the evaluation to the draft?"))
    weeks_proposed = _weeks(_("How many weeks to write the draft before the parties are asked?"))
    weeks_commented = _weeks(_("How many weeks do the parties have to comment?"))
    weeks_joined = _weeks(_("How many weeks to agree on a joint text?"))
    weeks_sent = _weeks(_("How many weeks from the joint text until it is sent?"))
    weeks_decided = _weeks(
        _("How many weeks do the councils need to decide?"),
        _("Count the executive boards in, and the notice that each council must give."),
    )
    weeks_signed = _weeks(
        _("How many weeks from the last decision to the signatures?"),
        _("A decision may be appealed for three weeks."),
    )
    weeks_entered = _weeks(_("How many weeks from the signatures to the first day?"))
    break_from = forms.IntegerField(label=_("In which week does the summer break start?"), min_value=1, max_value=53)
    break_to = forms.IntegerField(
        label=_("In which week does it end?"),
        help_text=_("The weeks of the break are not counted for boards, councils or comments."),
        min_value=1,
        max_value=53,
    )
