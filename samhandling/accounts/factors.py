"""Second factors as this house keeps them: passkeys of our own address, and secrets never stored in the clear."""

import base64
import hashlib
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samhandling.accounts.models import User


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not match. Try again, with a new code if you entered one."),
        "cannot_generate_recovery_codes": _("Add a passkey or an app first. The recovery codes are a backup for it."),
    }

    def encrypt(self, text: str) -> str:
        """The secret of an app or of recovery codes, readable only with the installation's key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, *_user_and_kind: Any) -> str:
        return gettext("My passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the address people use, and not to what a request claims."""
        return {"id": urlsplit(settings.SITE_URL).hostname or "", "name": "Samhandling"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name or user.email}


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.OLD_SECRET_KEYS]
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"factors {key}".encode()).digest())) for key in keys]
    )
