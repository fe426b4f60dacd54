from hypothesis import given
from hypothesis import strategies as st

from samhandling.lib.swedish import search_key, sort_key


def test_a_swedish_reader_finds_the_three_letters_last():
    names = ["Östersund", "Åre", "Zinkgruvan", "Älvsbyn", "Arvika", "Éklunda", "ånge", "Umeå"]

    assert sorted(names, key=sort_key) == [
        "Arvika",
        "Éklunda",
        "Umeå",
        "Zinkgruvan",
        "ånge",
        "Åre",
        "Älvsbyn",
        "Östersund",
    ]


def test_folding_forgets_case_accents_and_runs_of_space_and_keeps_the_letters():
    assert search_key("  ÖREBRO   Kommun ") == "örebro kommun"
    assert search_key("Café Müller") == "cafe muller"
    assert search_key("A\u030are") == "åre"  # å written as a and a ring


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert search_key(search_key(text)) == search_key(text)
