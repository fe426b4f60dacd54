"""Amounts and shares in the reader's language."""

import pytest
from django.utils import translation

from samhandling.core.numbers import kr, kronor, percent


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("sv", ["1 234,50", "−5 kr", "3,4 %", "50 %"]),
        ("en", ["1 234.50", "−5 kr", "3.4%", "50%"]),
    ],
)
def test_a_number_is_written_as_its_reader_writes_it(language, written):
    with translation.override(language):
        texts = [kronor(123_450), kr(-500), percent(3400), percent(50_000)]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts] == written
