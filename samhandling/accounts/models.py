"""A user is somebody who can log in. What they may do is told by access rows in the rooms above."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samhandling.accounts.domain import ERASED_DOMAIN
from samhandling.lib.written import email_address


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email_address(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """E-mail is the log-in name, kept in lower case. Somebody invited is not active until they accept."""

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="sv")
    is_active = models.BooleanField(_("may log in"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return gettext("an erased user") if self.is_erased else self.name or self.email

    @property
    def is_erased(self) -> bool:
        """True when only the number is left, because events point at it."""
        return self.email.endswith(f"@{ERASED_DOMAIN}")


class Invitation(models.Model):
    """A letter to somebody who may join. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-invited_at",)

    def __str__(self) -> str:
        return str(self.user)


class Session(AbstractBaseSession):
    """One browser's visit. Who has logged in there is told, so that they can see it and end it."""

    # Without a constraint: a visit whose user is gone is nobody's, and no reason to fail.
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions", db_constraint=False)
    device = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.device


class ApiToken(models.Model):
    """Lets a program read and act as its user, as far as its scopes reach. Only the hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    # The first signs of the secret, so that its owner recognises it in a settings file.
    beginning = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("valid until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name
