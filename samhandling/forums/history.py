"""How the history tells this room's acts: a sentence for each verb, and words that the models do not have."""

from django.utils.translation import gettext_lazy as _

from samhandling.core.history import RoomWords
from samhandling.documents.models import Document
from samhandling.forums.models import PartyShift, PresidiumTerm

WORDS = RoomWords(
    room="forums",
    sentences={
        "forum.set_up": _("Established the forum"),
        "forum.changed": _("Edited the forum’s details"),
        "forum.ended": _("Set the forum’s last day; everything that depends on it ends at the same time"),
        "forum.prolonged": _("Extended the forum"),
        "forum.composed": _("Decided the forum’s composition"),
        "forum.seats_created": _("Set up the seats required by the rules"),
        "seat.added": _("Added a seat"),
        "seat.changed": _("Changed which organisation a seat represents"),
        "seat.moved": _("Changed the order of the substitutes"),
        "seat.abolished": _("Abolished a seat"),
        "seat.removed": _("Removed a seat that had never been held"),
        "seat.left_vacant": _("Decided to leave a seat vacant at the term shift"),
        "seat.undecided": _("Withdrew that a seat is left vacant at the term shift"),
        "shift.asked": _("Asked the party to fill its seats for the new term"),
        "shift.reminded": _("Reminded the party of its seats for the new term"),
        "shift.done": _("Said that the party’s seats for the new term are done"),
        "shift.undone": _("Undid that the party’s seats for the new term are done"),
        "shift.reopened": _("Withdrew that the party’s seats for the new term are done"),
        "appointment.made": _("Appointed %(person)s"),
        "appointment.replaced": _("Ended the appointment of %(person)s, who was replaced"),
        "appointment.ended_early": _("Ended the appointment of %(person)s early"),
        "appointment.corrected": _("Corrected the appointment of %(person)s"),
        "appointment.undone": _("Undid the appointment of %(person)s"),
        "appointment.import_undone": _("Undid the appointment of %(person)s, which came from a file"),
        "presidium.chosen": _("Elected %(person)s to the presidium"),
        "presidium.ended": _("Ended the office of %(person)s in the presidium"),
        "mandate.drafted": _("Started a new version of the forum’s mandate"),
        "mandate.written": _("Edited the draft of the forum’s mandate"),
        "mandate.adopted": _("Recorded the adoption of the forum’s mandate"),
        "mandate.discarded": _("Discarded the draft of the forum’s mandate"),
        "forum.moved": _("Continued the forum under the renewed agreement"),
        "paper.added": _("Submitted a paper to the forum"),
        "paper.moved": _("Moved a paper on the forum’s list"),
        "paper.removed": _("Removed a paper from the forum’s list"),
        "secretary.added": _("Made %(person)s secretary"),
        "secretary.user_added": _("Made a user who is not in the register secretary"),
        "secretary.user_removed": _("Ended the secretary role of a user who is not in the register"),
        "secretary.removed": _("Ended %(person)s’s role as secretary"),
    },
    nouns={
        "paper": Document,
        "presidium": PresidiumTerm,
        "shift": PartyShift,
    },
    fields={
        "seat": _("Seat"),
        "agreement": _("Agreement"),
        "composition": _("Composition"),
        "seats": _("Seats"),
        "ended_appointments": _("Appointments that ended"),
        "version": _("Version"),
        "seats_left": _("Seats left"),
        "seat.number": _("Order"),
        "paper.place": _("Place on the agenda"),
    },
)
