"""To choose a person or an organisation: by some letters of the name, of whom they work for, of what they do."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import EmailField, LineField
from samhandling.ui.choosing import NEW, Adding, Answer, SearchField


class PersonChoice(SearchField):
    """A person of the collaboration."""

    search_in = ("search_key", "organisation__search_key")

    def answer(self, row: Any) -> Answer:
        return Answer(row.pk, str(row), ", ".join(filter(None, (row.title, str(row.organisation or "")))))

    def offer_to_add(self, act: Callable[..., Any] | None) -> None:
        """Let whoever may do it add somebody who is not in the register on the way: `act` makes the person."""
        self.adding = None if act is None else Adding(_("Add a new person"), new_person_form, act)


class OrganisationChoice(SearchField):
    """An organisation, of so many that a list of them is no help."""

    def answer(self, row: Any) -> Answer:
        return Answer(row.pk, str(row), "" if row.formal_name == str(row) else row.formal_name)


class NewPersonForm(forms.Form):
    """What must be known of somebody who is chosen and not in the register. More can be said on their own page."""

    given_name = LineField(label=_("First name"), max_length=80, error_messages={"required": _("Enter a first name.")})
    family_name = LineField(label=_("Last name"), max_length=80, error_messages={"required": _("Enter a last name.")})
    title = LineField(label=_("Title"), max_length=120, required=False)
    email = EmailField(
        label=_("Email address"), help_text=_("Needed if the person is to be invited to log in."), required=False
    )


def new_person_form(sent: Any, words: str) -> NewPersonForm:
    """The words one searched by are most often the name."""
    given, _space, family = words.strip().rpartition(" ")
    initial = {"given_name": given or family, "family_name": family if given else ""}
    return NewPersonForm(sent, prefix=NEW, initial=initial)
