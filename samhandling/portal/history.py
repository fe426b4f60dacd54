"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.portal.models import AccessibilityStatement

WORDS = RoomWords(
    room="portal",
    sentences={
        "statement.written": _("Updated the accessibility statement"),
    },
    nouns={
        "statement": AccessibilityStatement,
    },
)
