"""Writing and placing clauses."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.models import Agreement, Clause
from samhandling.agreements.selectors.clauses import clauses_in_order
from samhandling.core.fields import LineField, TextField


class ClauseField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when it runs
    """One of the agreement's clauses, offered in the order of the text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Clause.objects.none(), required=False, **kwargs)

    def offer(self, agreement: Agreement) -> None:
        self.queryset = agreement.clauses.filter(is_removed=False)
        self.choices = [("", self.empty_label), *((clause.pk, str(clause)) for clause in clauses_in_order(agreement))]


def offer_clauses(form: forms.Form, name: str, agreement: Agreement) -> None:
    field = cast("ClauseField", form.fields[name])
    field.offer(agreement)


class ClauseForm(forms.Form):
    heading = LineField(label=_("Heading"), max_length=200, error_messages={"required": _("Enter a heading.")})
    text = TextField(
        label=_("Text"),
        help_text=_("An empty line starts a new paragraph."),
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
    )


class NewClauseForm(ClauseForm):
    parent = ClauseField(
        label=_("Under which clause?"),
        help_text=_("Choose none for a clause of its own. It is placed last and can be moved."),
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_clauses(self, "parent", agreement)


class RewriteForm(ClauseForm):
    """`from_version` tells which wording the writer had before them."""

    reason = LineField(
        label=_("Why is it changed?"),
        help_text=_("Shown next to the change to everyone who works with the agreement."),
        max_length=300,
        required=False,
    )
    from_version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(forms.Form):
    parent = ClauseField(label=_("Under which clause?"), help_text=_("Choose none for a clause of its own."))
    position = forms.IntegerField(
        label=_("Position"),
        help_text=_("1 places it first on its level. Leave empty to place it last."),
        min_value=1,
        max_value=500,
        required=False,
    )

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_clauses(self, "parent", agreement)
