"""What people write on the front pages."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samhandling.core.fields import DayField, EmailField, LineField, PhoneField, TextField
from samhandling.core.forms import initial_of, offer
from samhandling.portal.enums import Conformance, Shortcoming

if TYPE_CHECKING:
    from samhandling.organisations.models import Collaboration, Organisation
    from samhandling.portal.enums import Whose
    from samhandling.portal.models import AccessibilityStatement

LONGEST_PART = 300
REASON_WORDS = {
    Shortcoming.DEFECT: pgettext_lazy("why something is not accessible, in one word", "defect"),
    Shortcoming.BURDEN: pgettext_lazy("why something is not accessible, in one word", "burden"),
    Shortcoming.OUTSIDE: pgettext_lazy("why something is not accessible, in one word", "outside"),
}


def reason_of(word: str) -> Shortcoming | None:
    """The reason that somebody wrote, in the language of the page or as it is stored."""
    written = word.casefold()
    return next((reason for reason, own in REASON_WORDS.items() if written in {str(own), reason.value}), None)


class SearchForm(forms.Form):
    q = LineField(label=_("What are you looking for?"), required=False, max_length=100)
    # "alla": in everything that one may see, and not only in one's own collaborations.
    var = LineField(required=False, max_length=10, widget=forms.HiddenInput)


class MunicipalityForm(forms.Form):
    kommun = LineField(label=_("The name of your municipality"), required=False, max_length=60)


class CalendarFilterForm(forms.Form):
    vad = forms.ChoiceField(label=_("Show"), required=False)
    part = forms.TypedChoiceField(label=_("Organisation"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, whose: "list[Whose]", parties: "list[Organisation]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, vad=[(one.value, one.label) for one in whose], part=[(one.pk, str(one)) for one in parties])
        if len(parties) < 2:
            del self.fields["part"]


class PaperFilterForm(forms.Form):
    forum = forms.TypedChoiceField(label=_("Forum"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, forums: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, forum=[("", _("All forums")), *forums])


class StatementForm(forms.Form):
    """Seven of the nine things; the complaint's address is the law's and the last date is today's."""

    public_actor = LineField(
        label=_("Which public organisation is responsible for the service?"),
        max_length=200,
        help_text=_("Its formal name."),
    )
    service_name = LineField(label=_("What is the service called?"), max_length=200)
    conformance = forms.ChoiceField(label=_("How accessible is it?"), choices=Conformance.choices)
    contact_email = EmailField(label=_("Email for reports and for content in another form"))
    contact_phone = PhoneField(label=_("Telephone"), max_length=40, required=False)
    tested_how = TextField(
        label=_("How was it tested?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("By whom, with what, and how much of the service."),
    )
    assessed_on = DayField(
        label=_("When was it assessed?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    shortcomings = TextField(
        label=_("What is not accessible?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One thing on each line: what it is | why (defect, burden or outside) | what to do instead. "
            "Example: Old minutes as scanned pages | outside | Ask us for the text"
        ),
    )

    def clean_shortcomings(self) -> list[dict[str, str]]:
        """Each line into its three parts; a line that cannot be read is named by its number."""
        lines = enumerate(self.cleaned_data["shortcomings"].splitlines(), start=1)
        return [self._shortcoming(number, line) for number, line in lines if line.strip()]

    def _shortcoming(self, number: int, line: str) -> dict[str, str]:
        what, reason, alternative = (*(part.strip() for part in line.split("|", 2)), "", "")[:3]
        known = reason_of(reason) if reason else Shortcoming.DEFECT
        if known is None:
            raise forms.ValidationError(
                _("Line %(number)s gives the reason “%(reason)s”. Use defect, burden or outside."),
                params={"number": number, "reason": reason},
            )
        if max(len(what), len(alternative)) > LONGEST_PART:
            raise forms.ValidationError(
                _("Line %(number)s is too long. Each part may be at most %(most)s characters."),
                params={"number": number, "most": LONGEST_PART},
            )
        return {"what": what, "reason": known.value, "alternative": alternative}


def statement_in_form(statement: "AccessibilityStatement | None", collaboration: "Collaboration") -> dict[str, Any]:
    """What is written already, with each shortcoming as the line that it was."""
    if statement is None:
        return {"service_name": collaboration.name, "contact_email": collaboration.contact_email}
    lines = (
        f"{line.what} | {REASON_WORDS[Shortcoming(line.reason)]} | {line.alternative}"
        for line in statement.shortcomings.all()
    )
    return initial_of(StatementForm, statement) | {"shortcomings": "\n".join(lines)}
