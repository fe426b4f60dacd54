import pytest

from samhandling.lib.likeness import nearest


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("Skelleftea", ["Umeå", "Skellefteå"], "Skellefteå"),
        ("municipalites", ["region", "municipalities"], "municipalities"),
        ("xyz", ["region"], ""),
    ],
)
def test_the_nearest_known_word_is_found(word, known, meant):
    assert nearest(word, known) == meant
