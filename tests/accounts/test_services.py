"""Invitations, one's own account, and what is left of somebody erased."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import gettext_lazy

from samhandling.accounts.enums import Refusal
from samhandling.accounts.models import Invitation, User
from samhandling.accounts.selectors import invitation_by_secret, open_invitations, user_by_email
from samhandling.accounts.services.invitations import (
    accept_invitation,
    invite_user,
    resend_invitation,
    revoke_invitation,
)
from samhandling.accounts.services.users import anonymise_user, change_profile, set_password
from samhandling.core.history import read
from samhandling.core.models import Event, OutgoingMail
from samhandling.lib.errors import RuleBroken
from tests.factories.accounts import make_invitation, make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def invite(email="bo@example.se", language="sv", **kw):
    return invite_user(
        actor=kw.pop("actor", None) or make_user(name="Åsa Ek"),
        email=email,
        name="Bo",
        language=language,
        now=NOW,
        **kw,
    )


def secret_of(mail):
    return mail.body.split("/konto/inbjudan/")[1].split("/")[0]


def accept(secret="hemlig", now=NOW, **kw):
    return accept_invitation(secret=secret, name="Bo Berg", password="en lång mening till", now=now, **kw)


def test_somebody_new_gets_a_letter_and_cannot_log_in_yet():
    invitation = invite(" Bo@Example.SE ", greeting_lines=["Du blir läsare i Samverkan i Västerbotten."])
    user = invitation.user
    assert (user.email, user.name, user.is_active, user.has_usable_password()) == ("bo@example.se", "Bo", False, False)
    assert invitation.expires_at == NOW + timedelta(days=14)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("bo@example.se", "Åsa Ek bjuder in dig till Samhandling")
    assert mail.body == (
        "Hej Bo!\n\n"
        "Åsa Ek har bjudit in dig till Samhandling, där regionen och kommunerna har sin överenskommelse och sina"
        " forum.\n\n"
        "Du blir läsare i Samverkan i Västerbotten.\n\n"
        "Välj ett lösenord här:\n"
        f"http://localhost:8000/konto/inbjudan/{secret_of(mail)}/\n\n"
        "Länken fungerar till 6 december 2026 och kan användas en gång. Om du inte väntade dig det här mejlet behöver"
        " du inte göra något.\n"
    )


def test_the_secret_is_in_the_letter_and_nowhere_else():
    invitation = invite()
    secret = secret_of(OutgoingMail.objects.get())
    assert len(secret) == 43
    assert secret not in str(Invitation.objects.values_list())
    assert invitation_by_secret(secret) == invitation
    assert invitation_by_secret(f"{secret}x") is None


def test_the_letter_is_written_in_the_language_of_its_reader():
    invite(language="en", greeting_lines=[gettext_lazy("Language")])
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Åsa Ek invites you to Samhandling"
    assert "\nLanguage\n" in mail.body
    assert "Välj" not in mail.body


def test_somebody_who_logs_in_already_keeps_the_account_and_hears_the_news():
    known = make_user(email="bo@example.se", name="Bo Berg")
    invitation = invite(greeting_lines=["Du blir ekonom i Samverkan i Värmland."])
    assert (invitation.user, invitation.accepted_at, User.objects.filter(email="bo@example.se").count()) == (
        known,
        NOW,
        1,
    )
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Åsa Ek har gett dig åtkomst i Samhandling"
    assert "http://localhost:8000/konto/inloggning/" in mail.body
    assert "/konto/inbjudan/" not in mail.body


def test_inviting_again_makes_the_first_link_stop():
    first = invite()
    second = invite()
    first.refresh_from_db()
    assert (first.user, first.revoked_at, second.revoked_at) == (second.user, NOW, None)
    assert list(open_invitations([first.user_id], now=NOW).values()) == [second]


def test_a_new_letter_holds_a_new_link():
    invitation = invite()
    old_secret = secret_of(OutgoingMail.objects.get())
    resent = resend_invitation(actor=make_user(), invitation=invitation, now=NOW + timedelta(days=20))
    assert resent.expires_at == NOW + timedelta(days=34)
    with pytest.raises(RuleBroken) as refused:
        accept(old_secret)
    assert refused.value.reason is Refusal.REVOKED
    assert accept(secret_of(OutgoingMail.objects.latest("pk")), now=NOW + timedelta(days=20)).is_active is True


def test_an_invitation_that_was_taken_back_opens_nothing():
    invitation = make_invitation()
    revoke_invitation(actor=make_user(), invitation=invitation, now=NOW)
    with pytest.raises(RuleBroken) as refused:
        accept()
    assert refused.value.reason is Refusal.REVOKED
    assert Event.objects.get().verb == "invitation.revoked"


def test_what_is_accepted_is_neither_taken_back_nor_sent_again():
    invitation = make_invitation(accepted_at=NOW)
    for act in (revoke_invitation, resend_invitation):
        with pytest.raises(RuleBroken) as refused:
            act(actor=make_user(), invitation=invitation, now=NOW)
        assert refused.value.reason is Refusal.ACCEPTED


def test_accepting_gives_a_name_a_password_and_the_right_to_log_in():
    invitation = make_invitation(expires_at=NOW + timedelta(days=14))
    user = accept()
    assert (user, user.name, user.is_active) == (invitation.user, "Bo Berg", True)
    assert user.check_password("en lång mening till") is True
    event = Event.objects.get()
    assert (event.verb, event.actor, event.before, event.after) == ("invitation.accepted", user, {}, {})


@pytest.mark.parametrize(
    ("fields", "secret", "reason"),
    [
        ({}, "gissad", Refusal.UNKNOWN),
        ({"accepted_at": NOW}, "hemlig", Refusal.ACCEPTED),
        ({"revoked_at": NOW}, "hemlig", Refusal.REVOKED),
        ({"expires_at": NOW}, "hemlig", Refusal.EXPIRED),
    ],
)
def test_an_invitation_that_is_not_good_changes_nothing(fields, secret, reason):
    invitation = make_invitation(**fields)
    with pytest.raises(RuleBroken) as refused:
        accept(secret)
    invitation.user.refresh_from_db()
    assert (refused.value.reason, invitation.user.is_active, Event.objects.count()) == (reason, False, 0)


def test_open_invitations_are_read_with_one_query(django_assert_num_queries):
    waiting = [make_invitation(secret=f"hemlig {number}", expires_at=NOW + timedelta(days=14)) for number in range(3)]
    make_invitation(secret="gammal", expires_at=NOW)
    ids = [invitation.user_id for invitation in Invitation.objects.all()]
    with django_assert_num_queries(1):
        found = open_invitations(ids, now=NOW)
    assert found == {invitation.user_id: invitation for invitation in waiting}


def test_a_user_is_found_by_the_address_in_any_case():
    user = make_user(email="bo@example.se")
    assert (user_by_email(" BO@example.se"), user_by_email("eva@example.se")) == (user, None)


def test_ones_own_name_and_language_can_be_changed_and_the_name_is_not_in_the_event():
    user = make_user(name="Bo", language="sv")
    change_profile(actor=user, name="Bo Berg", language="en")
    user.refresh_from_db()
    assert (user.name, user.language) == ("Bo Berg", "en")
    event = Event.objects.get()
    assert (event.verb, event.before, event.after) == ("user.renamed", {"language": "sv"}, {"language": "en"})


def test_saving_without_a_change_leaves_no_event():
    user = make_user(name="Bo", language="sv")
    change_profile(actor=user, name="Bo", language="sv")
    assert Event.objects.count() == 0


def test_a_new_password_is_remembered_without_being_told_and_a_letter_warns():
    user = make_user(email="bo@example.se", password="det gamla lösenordet")
    set_password(user=user, password="det nya lösenordet", now=NOW)
    assert user.check_password("det nya lösenordet") is True
    event = Event.objects.get()
    assert (event.verb, event.before, event.after, event.reason) == ("user.password_changed", {}, {}, "")
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == ("bo@example.se", "Ditt lösenord har bytts")


def test_an_erased_user_leaves_a_number_and_nothing_else():
    invitation = invite()
    user = accept(secret_of(OutgoingMail.objects.get()))
    old_fingerprint = user.get_session_auth_hash()
    coordinator = make_user(name="Åsa")
    anonymise_user(actor=coordinator, user=user)
    user.refresh_from_db()
    assert (user.name, user.email, user.is_active) == ("", f"{user.pk}@erased.invalid", False)
    assert user.has_usable_password() is False
    assert user.get_session_auth_hash() != old_fingerprint
    assert (OutgoingMail.objects.count(), Invitation.objects.filter(pk=invitation.pk).count()) == (0, 0)
    assert str(user) == "en raderad användare"
    assert "bo@example.se" not in str(list(Event.objects.values_list()))


def test_the_history_of_an_erased_user_names_nobody():
    user = make_user(name="Bo Berg")
    change_profile(actor=user, name="Bo Ny", language="sv")
    anonymise_user(actor=user, user=user)
    assert [(line.actor, line.sentence) for line in read(Event.objects.select_related("actor"))] == [
        ("en raderad användare", "Raderade användaren"),
        ("en raderad användare", "Ändrade sitt namn"),
    ]
