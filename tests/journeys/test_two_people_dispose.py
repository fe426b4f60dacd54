"""Two people of a municipality dispose of a document: one proposes, the other looks it through and carries it out."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from samhandling.documents.enums import DisposalState
from samhandling.documents.models import Disposal
from tests.browser import AxeRunner, PageFactory
from tests.factories.accounts import make_user
from tests.factories.documents import make_class, make_kept
from tests.factories.organisations import give_party, make_collaboration, make_municipality

TODAY = date.today()  # noqa: DTZ011  # the pages ask about today


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme", "javascript"), [(1280, "light", True), (320, "dark", False)])
def test_two_people_dispose_of_a_document(page: PageFactory, axe: AxeRunner, width: int, scheme: str, javascript: bool):
    county = make_collaboration(slug="lan", name="Länet")
    umea = make_municipality(collaboration=county)
    ada, bo = (give_party(make_user(name=name), county, umea) for name in ("Ada Ek", "Bo Al"))
    kept = make_class(county, 5, name="Minnesanteckningar")
    old = make_kept(county, umea, title="Anteckningar 2019", retention_class=kept)
    young = make_kept(county, umea, title="Färska anteckningar", retention_class=kept, retained_from=TODAY)
    how = {"width": width, "scheme": scheme, "javascript": javascript}

    first = page("/samverkan/lan/dokument/bevarande/", user=ada, **how)
    if javascript:
        assert axe(first) == []
    first.get_by_role("checkbox", name="Välj Anteckningar 2019").check()
    first.get_by_role("button", name="Föreslå gallring av de valda").click()
    if javascript:
        assert axe(first) == []
    assert first.get_by_label("Färska anteckningar").count() == 0
    first.get_by_label("Enligt vilket beslut?").fill("KS § 12")
    first.get_by_role("button", name="Föreslå gallringen").click()
    expect(first.get_by_text("Du föreslog den själv.")).to_be_visible()

    second = page("/hem/", user=bo, **how)
    second.get_by_role("link", name="Granska gallringen av en handling och verkställ den").click()
    if javascript:
        assert axe(second) == []
    second.locator("summary", has_text="Gallra handlingarna").click()
    second.get_by_role("button", name="Gallra handlingarna").click()
    assert second.get_by_role("heading", name="Det som gallrades").is_visible()
    if javascript:
        assert axe(second) == []

    disposal = Disposal.objects.get()
    old.refresh_from_db()
    young.refresh_from_db()
    assert (disposal.state, disposal.proposed_by, disposal.approved_by) == (DisposalState.CARRIED_OUT, ada, bo)
    assert (old.file, old.disposed_at) == (None, disposal.approved_at)
    assert young.disposed_at is None
    assert second.evaluate("document.documentElement.scrollWidth") <= width
    assert disposal.approved_at - disposal.proposed_at < timedelta(minutes=5)
