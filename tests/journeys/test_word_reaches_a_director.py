"""A coordinator asks the parties for comments; a director gets a mail, opens it, and chooses how to be told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samhandling.agreements.models import Agreement
from samhandling.core.models import OutgoingMail
from samhandling.demo.selectors import player
from samhandling.notices.models import NoticeWish
from samhandling.notices.services.mailing import mail_due
from samhandling.organisations.models import OrganisationAccess

pytestmark = pytest.mark.usefixtures("demo")
# A Wednesday morning so far ahead that everything that waits is due.
AT_WORK = datetime(2099, 9, 2, 9, tzinfo=UTC)


def test_a_director_is_told_what_the_coordinator_asks(page, axe):
    renewal = Agreement.objects.get(predecessor__isnull=False)
    due_on = timezone.localdate() + timedelta(days=40)
    mail_due(now=AT_WORK)
    before = OutgoingMail.objects.latest("pk").pk

    OrganisationAccess.objects.filter(organisation__display_name="Malå").delete()  # nobody answers for it yet
    coordinator = page(
        f"/samverkan/vasterbotten/overenskommelser/{renewal.pk}/synpunkter/begar/", user=player("coordinator")
    )
    coordinator.locator("[name=due_on]").fill(due_on.isoformat())
    coordinator.locator("main form button[type=submit]").last.click()
    told = coordinator.locator("#besked")
    expect(told.get_by_role("heading", name="Vilka har fått besked")).to_be_visible()
    expect(told.get_by_text("Ingen att ge besked till", exact=True).first).to_be_visible()
    told.locator("summary").click()
    expect(told.get_by_role("row", name="Vindeln").get_by_text("med mejl direkt")).to_be_visible()
    assert axe(coordinator) == []

    mail_due(now=AT_WORK)
    letter = OutgoingMail.objects.get(pk__gt=before, to=player("director").email)
    assert letter.subject.startswith(f"Lämna synpunkter på utkastet till {renewal.title} senast den")

    director = page("/konto/aviseringar/", user=player("director"))
    assert axe(director) == []
    director.get_by_role("link", name="Lämna synpunkter").first.click()
    assert director.url.endswith(f"/overenskommelser/{renewal.pk}/synpunkter/")
    director.goto("/konto/aviseringar/installningar/")
    director.get_by_role("group", name="Allt annat som rör dig").get_by_label("En gång i veckan").check()
    director.get_by_role("button", name="Spara", exact=True).click()
    expect(director.get_by_text("Dina val har sparats.")).to_be_visible()
    assert NoticeWish.objects.get(user=player("director")).news == "weekly"
    assert axe(director) == []
