"""A reworded field needs no migration; a changed column does."""

import pytest
from django.db import models
from django.db.migrations.state import ProjectState

from samhandling.core.migrating import TableAutodetector

BEFORE = models.CharField("Name", max_length=20, choices=[("a", "Apple"), ("b", "Pear")], help_text="As it is called.")


@pytest.mark.parametrize(
    ("after", "is_another"),
    [
        (models.CharField("What is it called?", max_length=20, choices=[("a", "An apple"), ("b", "A pear")]), False),
        (models.CharField("Name", max_length=20, choices=[("a", "Apple")], help_text="As it is called."), True),
        (models.CharField("Name", max_length=21, choices=[("a", "Apple"), ("b", "Pear")]), True),
    ],
    ids=["other words", "a choice less", "a longer column"],
)
def test_only_what_reaches_a_column_is_a_change(after, is_another):
    detector = TableAutodetector(ProjectState(), ProjectState())
    assert (detector.deep_deconstruct(BEFORE) != detector.deep_deconstruct(after)) is is_another
