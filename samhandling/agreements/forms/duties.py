"""Duties: who, what, by when, and how it is shown."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.domain.legal import LegalDuty
from samhandling.agreements.forms.clauses import ClauseField, offer_clauses
from samhandling.agreements.models import Agreement, Area
from samhandling.agreements.selectors.duties import legal_duties
from samhandling.agreements.selectors.parties import organisations_of_parties
from samhandling.core.fields import DayField, LineField, TextField
from samhandling.core.forms import offer
from samhandling.organisations.forms.choices import OrganisationChoice


class DutyForm(forms.Form):
    what = TextField(
        label=_("What must be done?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what must be done.")},
    )
    owner = OrganisationChoice(
        label=_("Which party is responsible?"), required=False, help_text=_("Leave empty if it is none of them.")
    )
    owner_in_words = LineField(
        label=_("Or who, in the agreement’s words"),
        help_text=_("For example: each area, the county’s agencies."),
        max_length=150,
        required=False,
    )
    due_on = DayField(label=_("When is it due?"), widget=forms.DateInput, required=False)
    due_in_words = LineField(
        label=_("Or when, in words"), help_text=_("For example: each May."), max_length=150, required=False
    )
    evidence = TextField(label=_("How is completion shown?"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    clause = ClauseField(label=_("Which clause is it based on?"), error_messages={"required": _("Choose a clause.")})
    area = forms.ModelChoiceField(
        label=_("Which area?"), queryset=Area.objects.none(), required=False, empty_label=_("No area")
    )
    law = LineField(
        label=_("Which law requires it?"), help_text=_("Only for a legal duty."), max_length=150, required=False
    )
    law_section = LineField(label=_("Section of the law"), max_length=30, required=False)

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_clauses(self, "clause", agreement)
        offer(self, owner=organisations_of_parties(agreement), area=agreement.areas.all())


class FulfilForm(forms.Form):
    fulfilled_on = DayField(label=_("When was it completed?"), widget=forms.DateInput)
    evidence = TextField(
        label=_("What is the evidence?"),
        help_text=_("A report, a decision, a page: say where it can be found."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what shows that the duty has been fulfilled.")},
    )


class LegalDutiesForm(forms.Form):
    """Choose from the register of legal duties."""

    chosen = forms.MultipleChoiceField(
        label=_("Which legal duties should the agreement include?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one duty.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        chosen = [
            (legal.key, f"{legal.who[language]}: {legal.duty[language]} {legal.law[language]}, {legal.section}")
            for legal in legal_duties()
        ]
        offer(self, chosen=chosen)

    def clean_chosen(self) -> list[LegalDuty]:
        return [legal for legal in legal_duties() if legal.key in self.cleaned_data["chosen"]]
