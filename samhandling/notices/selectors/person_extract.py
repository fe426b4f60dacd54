"""What this room keeps about a person, for the register extract."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samhandling.notices.models import Notice

if TYPE_CHECKING:
    from samhandling.organisations.models import Person


def extract_of_person(person: "Person") -> list[tuple[str, list[dict[str, str]]]]:
    """The slot `person.extract`: the notices that their log-in has received here."""
    if person.user_id is None:
        return []
    found = Notice.objects.filter(user=person.user_id, collaboration=person.collaboration_id)
    rows = [
        {
            _("Received"): date_format(localtime(notice.created_at), "j F Y H:i"),
            _("Notice"): notice.text,
            _("Read"): date_format(localtime(notice.read_at), "j F Y H:i") if notice.read_at else "",
            _("Email"): str(notice.get_mail_display()),
        }
        for notice in found
    ]
    return [(_("Notices received"), rows)] if rows else []
