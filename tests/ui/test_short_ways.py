"""Widgets are drawn by a shorter way than Django's, and are the same to the letter."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting

from samhandling.ui.widgets import Renderer


class Everything(forms.Form):
    text = forms.CharField(initial='<b>"citat" & åäö</b>')
    number = forms.IntegerField(required=False, min_value=0, initial=7)
    day = forms.DateField(required=False)
    ticked = forms.BooleanField(required=False, initial=True)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)
    one = forms.ChoiceField(choices=[("", "Alla"), ("Grupp", [("a", "A & O"), ("b", "<B>")])], initial="a")
    several = forms.MultipleChoiceField(choices=[("x", "X"), ("y", "Y")], widget=forms.CheckboxSelectMultiple)


def squeezed(html: str) -> str:
    return "".join(html.split())


@pytest.mark.parametrize("name", [*Everything.base_fields])
def test_a_widget_is_what_django_would_have_written(name):
    ours, djangos = (str(Everything(renderer=renderer)[name]) for renderer in (Renderer(), TemplatesSetting()))
    assert squeezed(ours) == squeezed(djangos)
