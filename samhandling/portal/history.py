"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.portal.models import AccessibilityStatement, FirstStepsKept

WORDS = RoomWords(
    room="portal",
    sentences={
        "statement.written": _("Updated the accessibility statement"),
        "first_steps.looked_at": _("Looked at one of the first steps"),
        "first_steps.put_away": _("Put away the first steps"),
        "first_steps.taken_forth": _("Brought back the first steps"),
    },
    nouns={
        "statement": AccessibilityStatement,
        "first_steps": FirstStepsKept,
    },
)
