"""What the name of a file tells, and the order of an agenda."""

import pytest

from samhandling.forums.domain.papers import kind_of, moved, title_of


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        ("03_tjansteskrivelse-budget 2027.pdf", "Tjansteskrivelse budget 2027", "memo"),
        ("Bilaga 2 till tjänsteskrivelsen.docx", "Bilaga 2 till tjänsteskrivelsen", "appendix"),
        ("2027-01-12 protokoll.pdf", "2027-01-12 protokoll", "minutes"),
        ("kallelse_PKD_2027-02-03.pdf", "Kallelse PKD 2027-02-03", "summons"),
        ("1. Föredragningslista.pdf", "Föredragningslista", "agenda"),
        ("Minnesanteckningar.odt", "Minnesanteckningar", "notes"),
        ("yttrande-vannas-kommun.odt", "Yttrande vannas kommun", "opinion"),
        ("bilder.pptx", "Bilder", "presentation"),
        ("x.pdf", "X", "other"),
    ],
)
def test_the_name_of_a_file_tells_title_and_kind(name, title, kind):
    assert (title_of(name), kind_of(name).value) == (title, kind)


@pytest.mark.parametrize(
    ("number", "by", "after"),
    [(2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3])],
)
def test_a_paper_takes_a_step_and_the_others_keep_their_order(number, by, after):
    assert moved([1, 2, 3], number, by) == after
