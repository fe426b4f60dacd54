"""What is asked when a calendar is made."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from samhandling.organisations.models import Organisation


class FeedForm(forms.Form):
    """Which calendar: of what concerns oneself, or of a party."""

    def __init__(self, *args: Any, parties: "QuerySet[Organisation]", has_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = forms.ModelChoiceField(
            label=_("Contents of the calendar"),
            queryset=parties,
            required=has_own,
            empty_label=None if has_own else _("What concerns me"),
        )
        # False when one already has every calendar there is.
        self.may_choose = not has_own or parties.exists()
