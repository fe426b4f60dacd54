"""What is sent to the parties, and what they answer."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import LineField, TextField
from samhandling.core.files import DOCUMENTS, names_taken
from samhandling.core.forms import offer
from samhandling.forums.forms.choices import ForumChoice, ModelChoice, date_field
from samhandling.matters.enums import GIVEN, Refusal
from samhandling.matters.selectors.choices import areas_to_choose, forums_to_choose, organisations_to_choose

if TYPE_CHECKING:
    from datetime import date

    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration


class IssueForm(forms.Form):
    title = LineField(
        label=_("What is the recommendation called?"),
        max_length=200,
        error_messages={"required": _("Enter a title.")},
    )
    text = TextField(
        label=_("What are the parties recommended to decide?"),
        help_text=_("Word it so that each council or board can make it its own decision."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what is recommended.")},
    )
    answer_by = date_field(_("By which day should the parties answer?"))


class WithdrawForm(forms.Form):
    reason = TextField(
        label=_("Why is it withdrawn?"),
        help_text=_("The parties can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": Refusal.REASON_MISSING.label},
    )


class AnswerForm(forms.Form):
    state = forms.ChoiceField(
        label=_("What has the party decided?"),
        choices=[(state.value, state.label) for state in GIVEN],
        widget=forms.RadioSelect,
        error_messages={"required": Refusal.ANSWER_MISSING.label},
    )
    body = LineField(
        label=_("Which body decided?"),
        help_text=_("For example the municipal council, or the executive board."),
        max_length=150,
        required=False,
    )
    decided_on = date_field(_("When?"), required=False)
    section = LineField(
        label=_("Section of the minutes"), help_text=_("For example § 87."), max_length=40, required=False
    )
    registration_number = LineField(
        label=_("Which registration number does it have with you?"), max_length=60, required=False
    )
    reasons = TextField(
        label=_("Why, or with which change?"),
        help_text=_("Only your own people can read it until you release it to the other parties."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    is_released = forms.BooleanField(label=_("The other parties may read the reasons."), required=False)
    upload = forms.FileField(
        label=_("The decision as a file"),
        help_text=_("It becomes a working draft among your documents, which you can then share."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(names_taken(DOCUMENTS))}),
    )


class PaperAnswerForm(AnswerForm):
    """For the coordinator, who has it on paper."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = True
        self.fields["upload"].label = _("The paper with the party’s answer")
        self.fields["upload"].help_text = _("It becomes a working draft among your own documents.")
        self.fields["upload"].error_messages["required"] = str(Refusal.PAPER_MISSING.label)


class CorrectionForm(AnswerForm):
    correction = TextField(
        label=_("Why is the answer corrected?"),
        help_text=_("The former answer is kept, with this reason."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": Refusal.REASON_MISSING.label},
    )


class MatrixFilterForm(forms.Form):
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    forum = ForumChoice(label=_("Forum"), queryset=None, required=False, empty_label=_("All forums"))
    party = ModelChoice(label=_("Party"), queryset=None, required=False, empty_label=_("All parties"))
    area = ModelChoice(label=_("Area"), queryset=None, required=False, empty_label=_("All areas"))

    def __init__(
        self,
        *args: Any,
        viewer: "Viewer",
        collaboration: "Collaboration",
        years: list[int],
        today: "date",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            year=[("", _("All years")), *((year, str(year)) for year in years)],
            forum=forums_to_choose(viewer, collaboration, today),
            party=organisations_to_choose(collaboration, today),
            area=areas_to_choose(viewer, collaboration),
        )
