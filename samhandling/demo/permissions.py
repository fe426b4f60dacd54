"""The demo's doors are open only where the settings say that this is a demo."""

from django.conf import settings


def can_try_parts() -> bool:
    return bool(settings.DEMO_LOGINS)
