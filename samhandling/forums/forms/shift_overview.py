"""By which day the parties are to have filled their seats."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samhandling.forums.forms.choices import date_field


class AskForm(forms.Form):
    answer_by = date_field(_("Done by"), _("Leave empty to ask without a date."), required=False)
