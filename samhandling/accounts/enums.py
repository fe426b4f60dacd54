"""Why an invitation cannot be used."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    UNKNOWN = "unknown", _("The link leads nowhere. Check that all of it was copied from the mail.")
    ACCEPTED = "accepted", _("The invitation has been used already. Log in with your e-mail address instead.")
    REVOKED = "revoked", _("The invitation has been taken back or replaced by a newer one. Look for a later mail.")
    EXPIRED = "expired", _("The invitation has expired. Ask the one who invited you to send a new one.")
