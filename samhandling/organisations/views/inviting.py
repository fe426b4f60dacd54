"""To invite many people to log in: in the list of people, and in an upper room's own lists."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samhandling.organisations.selectors.inviting import invitable
from samhandling.organisations.services.many_people import invite_people
from samhandling.ui.bulk import BulkAct

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


def inviting(viewer: "User", collaboration: "Collaboration", greeting_lines: Sequence[str | Promise] = ()) -> BulkAct:
    """The act on many: rows are people."""
    return BulkAct(
        key="bjud-in",
        text=_("Invite to log in"),
        title=_title,
        what_happens=_("Each receives an email with a link, and sees what they hold, such as seats, once logged in."),
        prepare=partial(invitable, viewer, collaboration),
        why_not=lambda one: str(one.why_not.label) if one.why_not else "",
        act=partial(
            invite_people,
            actor=viewer,
            language=get_language() or "sv",
            now=timezone.now(),
            greeting_lines=greeting_lines,
        ),
        done=_say,
    )


def _title(number: int) -> str:
    if not number:
        return _("Nobody here can be invited")
    text = ngettext("Invite %(number)s person to log in?", "Invite %(number)s people to log in?", number)
    return text % {"number": number}


def _say(request: HttpRequest, number: int) -> None:
    text = ngettext("%(number)s person has been invited.", "%(number)s people have been invited.", number)
    messages.success(request, text % {"number": number})
