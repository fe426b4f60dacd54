"""Addresses, texts and widgets are drawn by shorter ways than Django's, and are the same to the letter."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import engines
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from samhandling.core.addresses import address
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


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("forums:detail", {"collaboration": "vasterbotten", "pk": 7}),
        ("forums:detail", {"collaboration": "med_streck", "pk": 0}),
        ("forums:members", {"collaboration": "vasterbotten", "kind": "csv"}),
        ("portal:search", {}),
    ],
)
def test_an_address_is_what_reverse_would_have_given(name, where):
    assert address(name, where) == address(name, where) == reverse(name, kwargs=where)


@pytest.mark.parametrize("where", [{"collaboration": "a", "pk": -1}, {"collaboration": "a/b", "pk": 1}, {"pk": 1}])
def test_an_address_that_cannot_be_is_refused_as_by_django(where):
    with pytest.raises(NoReverseMatch):
        address("forums:detail", where)


def test_a_text_is_translated_with_its_signs_and_named_when_asked():
    template = engines["django"].from_string(
        "{% translate 'Search' %}|{% translate 'Search' as named %}{{ named }}|{% translate '100 % \"så\"' %}"
    )
    with translation.override("sv"):
        assert template.render({}) == 'Sök|Sök|100 % "så"'
