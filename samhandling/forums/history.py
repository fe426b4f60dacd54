"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.documents.models import Document
from samhandling.forums.models import PresidiumTerm

WORDS = RoomWords(
    room="forums",
    sentences={
        "forum.set_up": _("Set the forum up"),
        "forum.changed": _("Changed what is said about the forum"),
        "forum.ended": _("Set the forum’s last day; everything that hangs on it ends with it"),
        "forum.prolonged": _("Let the forum go on longer"),
        "forum.composed": _("Decided how the forum is put together"),
        "forum.seats_created": _("Set up the seats that the rules ask for"),
        "seat.added": _("Added a seat"),
        "seat.changed": _("Changed on behalf of whom one sits in a seat"),
        "seat.moved": _("Changed the order of the substitutes"),
        "seat.abolished": _("Abolished a seat"),
        "seat.removed": _("Removed a seat that nobody had sat in"),
        "appointment.made": _("Appointed %(person)s"),
        "appointment.replaced": _("Ended the appointment of %(person)s, who was replaced"),
        "appointment.ended_early": _("Ended the appointment of %(person)s early"),
        "appointment.corrected": _("Corrected the appointment of %(person)s"),
        "appointment.import_undone": _("Took back the appointment of %(person)s, which came from a file"),
        "presidium.chosen": _("Chose %(person)s to the presidium"),
        "presidium.ended": _("Ended the office of %(person)s in the presidium"),
        "mandate.drafted": _("Began a new version of the forum’s mandate"),
        "mandate.written": _("Wrote the draft of the forum’s mandate"),
        "mandate.adopted": _("Registered that the forum’s mandate was adopted"),
        "mandate.discarded": _("Discarded the draft of the forum’s mandate"),
        "forum.moved": _("Let the forum go on under the renewed agreement"),
        "paper.added": _("Laid a paper before the forum"),
        "paper.removed": _("Took a paper off the forum’s list"),
        "secretary.added": _("Made %(person)s secretary"),
        "secretary.user_added": _("Made a user without an entry among the people secretary"),
        "secretary.user_removed": _("Ended the time as secretary of a user without an entry among the people"),
        "secretary.removed": _("Ended %(person)s’s time as secretary"),
    },
    nouns={
        "paper": Document,
        "presidium": PresidiumTerm,
    },
    fields={
        "seat": _("Seat"),
        "agreement": _("Agreement"),
        "composition": _("Composition"),
        "seats": _("Seats"),
        "ended_appointments": _("Appointments that ended"),
        "version": _("Version"),
        "seat.number": _("Order"),
    },
)
