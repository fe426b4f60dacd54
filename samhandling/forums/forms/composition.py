"""The rules of how a forum is put together: one row for each rule."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.enums import PartyRole
from samhandling.core.forms import offer
from samhandling.forums.domain.composition import Rule
from samhandling.forums.enums import RuleKind
from samhandling.forums.forms.choices import ForumChoice, date_field
from samhandling.forums.models import Forum
from samhandling.forums.selectors.candidates import organisations_in
from samhandling.forums.selectors.composition import rules_of
from samhandling.forums.selectors.forums import forums_in
from samhandling.organisations.forms.choices import OrganisationChoice

if TYPE_CHECKING:
    from samhandling.core.http import Viewer

MOST_RULES = 10


class RuleForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Rule"), required=False, choices=[("", _("No rule in this row")), *RuleKind.choices]
    )
    count = forms.IntegerField(label=_("Members"), required=False, min_value=1, max_value=999)
    deputies = forms.IntegerField(label=_("Substitutes"), required=False, min_value=0, max_value=999)
    party_role = forms.ChoiceField(
        label=_("From which parties"), required=False, choices=[("", _("every party")), *PartyRole.choices]
    )
    source_forum = ForumChoice(label=_("Chosen from the members of"), queryset=None, required=False)
    source_organisation = OrganisationChoice(label=_("From the organisation"), required=False)

    def __init__(self, *args: Any, forums: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, source_forum=forums, source_organisation=organisations)

    def rule(self, key: int) -> Rule | None:
        """The rule that the row tells, or None for a row that was left without one."""
        cleaned = self.cleaned_data
        if not cleaned.get("kind"):
            return None
        source, organisation = cleaned.get("source_forum"), cleaned.get("source_organisation")
        return Rule(
            key=key,
            kind=RuleKind(cleaned["kind"]),
            count=cleaned.get("count"),
            deputies=cleaned.get("deputies") or 0,
            party_role=cleaned.get("party_role", ""),
            source_forum=source.pk if source else None,
            source_organisation=organisation.pk if organisation else None,
        )


RuleRows = forms.formset_factory(RuleForm, extra=1, max_num=MOST_RULES, absolute_max=MOST_RULES)


def rule_rows(data: Any, *, viewer: "Viewer", forum: Forum) -> Any:
    """The forum's rules as rows, and one empty row for the next."""
    initial = [
        {
            "kind": rule.kind,
            "count": rule.count,
            "deputies": rule.deputies or None,
            "party_role": rule.party_role,
            "source_forum": rule.source_forum,
            "source_organisation": rule.source_organisation,
        }
        for rule in rules_of(forum)
    ]
    choices = {
        "forums": forums_in(viewer, forum.collaboration).exclude(pk=forum.pk),
        "organisations": organisations_in(forum.collaboration),
    }
    return RuleRows(data, initial=initial, form_kwargs=choices, prefix="rule")


def rules_in(rows: Any) -> list[Rule]:
    rules = [row.rule(key) for key, row in enumerate(rows.forms, start=1)]
    return [rule for rule in rules if rule is not None]


class CreateSeatsForm(forms.Form):
    starts_on = date_field(_("The seats exist from"))
