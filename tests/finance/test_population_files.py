"""Population figures from a file: the file as it is handed out, and every way in which it may be wrong."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from samhandling.finance.forms.populations import PopulationFileForm
from samhandling.lib.errors import RuleBroken
from samhandling.organisations.models import Population
from samhandling.organisations.selectors.populations import populations_in
from samhandling.organisations.services.populations import add_from_file
from tests.factories.finance import make_accounts
from tests.factories.organisations import make_municipality

pytestmark = pytest.mark.django_db

HANDED_OUT = """code,name,county_code,county_name,population,year
2418,Malå,24,Västerbottens län,2902,2025
2480,Umeå,24,Västerbottens län,135273,2025
"""


def form_of(content: bytes, name: str = "municipalities.csv") -> PopulationFileForm:
    fields = {"reference_on": "2025-12-31", "table": "TAB5557", "source": "SCB"}
    return PopulationFileForm(fields, {"file": SimpleUploadedFile(name, content)})


def workbook() -> bytes:
    book = Workbook()
    for row in (["Kommunkod", "Folkmängd"], [2418, 2902], ["2480", "135 273"]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "name"), [(HANDED_OUT.encode(), "municipalities.csv"), (workbook(), "kommuner.xlsx")]
)
def test_figures_are_added_and_the_county_is_their_sum(content: bytes, name: str):
    agreement, officer = make_accounts()
    for municipality, code in (("Malå", "2418"), ("Umeå", "2480")):
        make_municipality(municipality, code, collaboration=agreement.collaboration)
    form = form_of(content, name)
    assert form.is_valid(), form.errors
    added = add_from_file(
        actor=officer, collaboration=agreement.collaboration, figures=form.figures(), fetched_on=date(2026, 9, 1)
    )
    assert added == 2
    assert [cell.inhabitants for cell in populations_in(agreement.collaboration).sums] == [138_175]


@pytest.mark.parametrize(
    "content",
    [
        "kod;antal\n2480;1\n",
        "kod;folkmängd\n2480;många\n",
        "kod;folkmängd\n2480;-1\n",
        "kod;folkmängd\n2480;1\n2480;2\n",
    ],
    ids=["no column", "no number", "negative", "twice"],
)
def test_a_file_that_cannot_be_read_is_refused_with_words(content: str):
    form = form_of(content.encode())
    assert not form.is_valid()
    assert list(form.errors) == ["file"]


def test_a_stored_figure_is_never_changed_by_a_file():
    agreement, officer = make_accounts()
    make_municipality("Malå", "2418", inhabitants=2_900, collaboration=agreement.collaboration)
    make_municipality("Umeå", "2480", collaboration=agreement.collaboration)
    form = form_of(HANDED_OUT.encode())
    assert form.is_valid()
    with pytest.raises(RuleBroken) as refused:
        add_from_file(
            actor=officer, collaboration=agreement.collaboration, figures=form.figures(), fetched_on=date(2026, 9, 1)
        )
    assert (refused.value.reason.value, refused.value.detail) == ("population_differs", "2418")
    assert list(Population.objects.values_list("inhabitants", flat=True)) == [2_900]
