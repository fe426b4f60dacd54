"""What is asked when gaps are left as they are, and when what has gaps is sent all the same."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import AsideReason
from samhandling.core.fields import TextField
from samhandling.core.forms import offer

LONGEST_REASON = 500


class AsideForm(forms.Form):
    """One gap that is chosen already, or any of them. A reason given often, or one's own, or both."""

    gaps = forms.MultipleChoiceField(
        label=_("Which gaps do you want to set aside?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("The gap is no longer there. Look at the list again.")},
    )
    often = forms.ChoiceField(
        label=_("Why can it stay as it is?"),
        choices=AsideReason.choices,
        initial=AsideReason.NEXT,
        widget=forms.RadioSelect,
    )
    own = TextField(
        label=_("Your own words"),
        help_text=_("At most 500 characters. Everyone in the collaboration can read it. Do not include personal data."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(self, *args: Any, gaps: Sequence[tuple[str, str]], chosen: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, gaps=gaps)
        if chosen:
            self.fields["gaps"].widget = forms.MultipleHiddenInput()
            self.fields["gaps"].initial = [chosen]

    def clean(self) -> dict[str, Any]:
        """`reason` is the sentence that is kept."""
        cleaned = super().clean() or self.cleaned_data
        often, own = cleaned.pop("often", ""), cleaned.pop("own", "")
        if often == AsideReason.OWN and not own and "own" not in self.errors:
            self.add_error("own", _("Write why it can stay as it is."))
        sentence = "" if often in {"", AsideReason.OWN} else str(AsideReason(often).label)
        return cleaned | {"reason": " ".join(filter(None, [sentence, own]))}


class SendForm(forms.Form):
    """Nothing is asked of an agreement without gaps."""

    is_sent_anyway = forms.BooleanField(label=_("I am sending it anyway"), required=False)
    reason = TextField(
        label=_("Why can it be sent as it is?"),
        help_text=_("The reason is kept in the history. Do not include personal data."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
    )

    def __init__(self, *args: Any, has_gaps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_gaps:
            self.fields.clear()
            return
        self.fields["is_sent_anyway"].required = self.fields["reason"].required = True
        self.fields["is_sent_anyway"].error_messages["required"] = _(
            "Tick the box to send the agreement with its gaps, or fix them first."
        )
        self.fields["reason"].error_messages["required"] = _("Write why it can be sent as it is.")
