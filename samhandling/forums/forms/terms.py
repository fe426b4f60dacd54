"""The filter of the end-of-term list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samhandling.core.forms import offer
from samhandling.forums.selectors.terms import DEFAULT_SPAN, SPANS

Choices = list[tuple[int, str]]


class TermsFilter(forms.Form):
    """The names are those of the address: `?dagar=90&forum=3&part=7`."""

    dagar = forms.TypedChoiceField(label=_("Ends within"), required=False, coerce=int, empty_value=None)
    forum = forms.TypedChoiceField(label=_("Forum"), required=False, coerce=int, empty_value=None)
    part = forms.TypedChoiceField(label=_("On behalf of"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, choices: tuple[Choices, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forums, parties = choices
        spans = [(days, ngettext("%(count)s day", "%(count)s days", days) % {"count": days}) for days in SPANS]
        offer(self, dagar=spans, forum=[("", _("All forums")), *forums], part=[("", _("All parties")), *parties])
        self.fields["dagar"].initial = DEFAULT_SPAN
