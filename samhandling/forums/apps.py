from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCOPES = (
    _("Read forums, who sits there, and the papers that one may read"),
    _("Appoint to seats and presidiums, and add papers to forums"),
)


class ForumsConfig(AppConfig):
    name = "samhandling.forums"
    label = "forums"

    def ready(self) -> None:
        from samhandling.core.api.scopes import room_scopes
        from samhandling.core.history import tell
        from samhandling.core.slots import Fragment, fill
        from samhandling.forums.permissions import documents_read_before_forums, guests_of
        from samhandling.forums.selectors.agreement import chapters_of_agreement, gaps_of_agreement
        from samhandling.forums.selectors.calendar import calendar_events
        from samhandling.forums.selectors.checks import check_forums
        from samhandling.forums.selectors.granted import granted_in_forums
        from samhandling.forums.selectors.navigation import nav_items, search_forums
        from samhandling.forums.selectors.ties import (
            extract_of_person,
            ties_of_organisation,
            ties_of_party,
            ties_of_person,
        )
        from samhandling.forums.selectors.waiting import waiting_for
        from samhandling.forums.services.agreement_entered import move_forums
        from samhandling.forums.services.agreement_file import check_file, file_section, set_up_forums
        from samhandling.forums.services.places import stakes_of, tell_of_person
        from samhandling.forums.services.ties import forget_person, merge_organisation, merge_person
        from samhandling.forums.services.types import load_forum_types

        fill("setup", load_forum_types)
        fill("check", check_forums)
        fill("access.guests", guests_of)
        fill("access.granted", granted_in_forums)
        fill("access.person", tell_of_person)
        fill("access.stakes", stakes_of)
        fill("documents.readable", documents_read_before_forums)
        fill("collaboration.nav", nav_items)
        fill("search.sources", search_forums)
        fill("home.waiting", waiting_for)
        fill("calendar.events", calendar_events)
        fill("person.panels", Fragment("forums:person_panel", _("Seats in forums")))
        fill("organisation.panels", Fragment("forums:organisation_panel", _("Seats in forums")))
        fill("agreement.panels", Fragment("forums:agreement_panel", _("Forums that the agreement sets up")))
        fill("person.ties", ties_of_person)
        fill("person.extract", extract_of_person)
        fill("person.erase", forget_person)
        fill("person.merge", merge_person)
        fill("organisation.ties", ties_of_organisation)
        fill("organisation.merge", merge_organisation)
        fill("party.ties", ties_of_party)
        fill("agreement.gaps", gaps_of_agreement)
        fill("agreement.document", chapters_of_agreement)
        fill("agreement.entered", move_forums)
        fill("agreement.import.schema", file_section)
        fill("agreement.import.check", check_file)
        fill("agreement.import", set_up_forums)
        fill("api.scopes", room_scopes("forums", *SCOPES))
        tell(SENTENCES, FIELDS)


SENTENCES: dict[str, str | Promise] = {
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
}
FIELDS: dict[str, str | Promise] = {
    "name": _("Name"),
    "abbreviation": _("Abbreviation"),
    "type": _("Type"),
    "parent": _("Belongs to"),
    "owner": _("Owned by"),
    "agreement": _("Agreement"),
    "areas": _("Areas of collaboration"),
    "purpose": _("Purpose"),
    "led_by": _("Led by"),
    "access": _("Openness"),
    "is_mandatory": _("Must exist by the agreement"),
    "starts_on": _("From"),
    "ends_on": _("To"),
    "ended_appointments": _("Appointments that ended"),
    "composition": _("Composition"),
    "seats": _("Seats"),
    "seat": _("Seat"),
    "organisation": _("On behalf of"),
    "number": _("Order"),
    "decided_by": _("Decided by"),
    "decided_on": _("Date of the decision"),
    "decision_reference": _("Section or registration number"),
    "office": _("Office"),
    "version": _("Version"),
    "adopted_on": _("Adopted on"),
    "adopted_by": _("Adopted by"),
    "kind": _("Kind"),
}
