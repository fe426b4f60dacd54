"""What people write has room in its column on both databases, and what is calculated from it is never cut."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from annotated_types import MaxLen
from django import forms
from django.apps import apps
from django.core.validators import RegexValidator
from django.db import models
from pydantic import BaseModel

import samhandling
from samhandling.core.api.fields import In
from samhandling.core.fields import EmailField, LineField, TextField
from samhandling.core.models import SwedishName
from samhandling.lib.swedish import search_key
from samhandling.lib.text import plain
from tests.lib.test_text import EVERY_SIGN

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(samhandling.__path__, "samhandling.")
    if {"forms", "api"} & set(found.name.split("."))
]
# Not kept as they are written: a password, what a form before it has read, a number that is read and written anew.
NOT_KEPT = {"password1", "password2", "content", "organisation_number"}
NAMED = [model for model in apps.get_models() if issubclass(model, SwedishName)]


def below(base: type) -> list[type]:
    ours = (kind for module in MODULES for _name, kind in inspect.getmembers(module, inspect.isclass))
    return sorted(
        {kind for kind in ours if issubclass(kind, base) and kind.__module__.startswith("samhandling.")},
        key=lambda kind: f"{kind.__module__}.{kind.__name__}",
    )


def texts_of_forms() -> Iterator[tuple[type, str, forms.CharField]]:
    for form in below(forms.BaseForm):
        is_foreign = any(kind.__module__.startswith("allauth.") for kind in form.__mro__)
        for name, field in getattr(form, "base_fields", {}).items():
            if isinstance(field, forms.CharField) and name not in NOT_KEPT and not is_foreign:
                yield form, name, field


def texts_of_bodies() -> Iterator[tuple[type[BaseModel], str, int | None]]:
    for body in below(In):
        for name, field in body.model_fields.items():
            if field.annotation is str:
                longest = [one.max_length for one in field.metadata if isinstance(one, MaxLen)]
                yield body, name, min(longest, default=None)


def longest_column(kind: type, name: str) -> int | None:
    """How long the longest column of this name is in the same room; None when one has no end, or none is called so."""
    found = [
        field.max_length
        for model in apps.get_app_config(kind.__module__.split(".")[1]).get_models()
        for field in model._meta.get_fields()
        if field.name == name and isinstance(field, models.CharField | models.TextField)
    ]
    return None if None in found else max(found, default=None)


def test_every_text_of_a_form_is_kept_by_the_rule():
    fields = list(texts_of_forms())
    assert len(fields) > 80
    kinds = (LineField, TextField, EmailField, forms.SlugField)
    assert [f"{form.__name__}.{name}" for form, name, field in fields if not isinstance(field, kinds)] == []


def test_every_text_of_a_form_has_a_longest():
    unlimited = [
        f"{form.__name__}.{name}"
        for form, name, field in texts_of_forms()
        if not field.max_length and not any(isinstance(one, RegexValidator) for one in field.validators)
    ]
    assert unlimited == []


def test_no_form_and_no_body_takes_more_than_the_column_of_that_name_has_room_for():
    taken = [(form, name, field.max_length) for form, name, field in texts_of_forms()]
    taken += [body for body in texts_of_bodies() if body[1] not in NOT_KEPT]
    assert len(taken) > 150
    too_long = [
        f"{kind.__module__}.{kind.__name__}.{name}: {longest} in {room}"
        for kind, name, longest in taken
        if (room := longest_column(kind, name)) and longest and longest > room
    ]
    assert too_long == []


def test_folding_to_one_letter_makes_no_text_longer():
    assert [sign for sign in EVERY_SIGN if len(search_key(plain(sign), 0)) > len(plain(sign))] == []


@pytest.mark.parametrize("letter", ["ﬃ", "ß", "각", "ö", "😀"])
@pytest.mark.parametrize("model", NAMED, ids=lambda model: model._meta.label)
def test_what_a_row_is_sorted_and_found_by_is_never_cut(model: Any, letter: str):
    written = {
        field.name: letter * (field.max_length - 1) + "q"
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField) and field.editable
    }
    row = model(**written)
    row.fold_names()
    for name, words in (("sort_key", row.names_to_sort()), ("search_key", row.names_to_search())):
        kept = getattr(row, name)
        assert len(kept) <= model._meta.get_field(name).max_length
        assert kept.count("q") == words.count("q")
