"""What the table of figures calls kept."""

import pytest

from bench.asking import Ask
from bench.report import Measured, verdict


@pytest.mark.parametrize(
    ("county", "nation", "is_wide", "words"),
    [
        (40.0, 60.0, False, "kept"),
        (40.0, 60.1, False, "**not kept**"),
        (61.0, 61.0, True, "**not kept**"),
        (20.0, 31.0, False, "**not kept**"),
        (20.0, 31.0, True, "kept, but for the ratio"),
        (30.0, 61.0, True, "**not kept**"),
    ],
)
def test_a_page_keeps_its_promise_when_it_is_fast_and_no_slower_for_a_nation(county, nation, is_wide, words):
    measured = Measured("SQLite", asks=([Ask("page", "/", is_wide=is_wide)], []), server={"page": ([county], [nation])})
    assert verdict(measured, "page") == words
