"""One organisation, for whoever answers for it: seats, money, answers, people and papers, each with its sentence."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samhandling.agreements.selectors.of_party import Commitment, OpenDuty, commitments_of, open_duties_of
from samhandling.core.calendar import CalendarEvent, CalendarWish, events_for
from samhandling.core.navigation import Waiting
from samhandling.core.numbers import kr
from samhandling.documents.selectors.received import Received, received_by
from samhandling.finance.selectors.ledger import LedgerYear, ledger_of
from samhandling.forums.selectors.in_words import number_first
from samhandling.forums.selectors.places import PlacesOfParty, places_of_party
from samhandling.forums.selectors.seats import SeatOnDay
from samhandling.forums.selectors.seats_of_parties import SeatsOfParty, seats_of_parties
from samhandling.forums.selectors.shift_waiting import shift_waiting_of_party
from samhandling.organisations.models import ContactPoint, Organisation, Person
from samhandling.organisations.permissions import answers_for
from samhandling.organisations.selectors.people import people_of, people_working_for
from samhandling.portal.selectors.own import DAYS_SHOWN, OwnParty

if TYPE_CHECKING:
    from samhandling.core.http import Viewer
    from samhandling.organisations.models import Collaboration

PEOPLE_SHOWN, DUTIES_SHOWN, PAPERS_SHOWN, SEATS_SHOWN = 6, 3, 5, 8


@dataclass(frozen=True, slots=True)
class Money:
    """What the organisation pays in a year, and what it is made of."""

    year: int
    this_year: LedgerYear | None
    next_year: LedgerYear | None

    @property
    def sentence(self) -> str:
        if self.this_year is None:
            return _("Nothing has been adopted or budgeted for you in %(year)s.") % {"year": self.year}
        words = {"ore": kr(self.this_year.cash_ore), "year": self.year}
        parts = [_("You pay %(ore)s in %(year)s.") % words]
        if self.this_year.in_kind_ore:
            in_kind = _("You also put in work and premises worth %(ore)s.")
            parts.append(in_kind % {"ore": kr(self.this_year.in_kind_ore)})
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class OurOrganisation:
    """Everything on the page as of a day, read in a fixed number of questions."""

    is_today: bool
    organisation: Organisation
    seats: SeatsOfParty
    places: PlacesOfParty
    shift: Waiting | None
    money: Money
    commitments: list[Commitment]
    duties: list[OpenDuty]
    people: list[Person]
    contact_points: list[ContactPoint]
    received: list[Received]
    received_count: int
    days: list[CalendarEvent]

    @property
    def needing(self) -> list[SeatOnDay]:
        """The seats that want somebody now."""
        return [seat for seat in self.places.seats if seat.is_vacant][:SEATS_SHOWN]

    @property
    def waits(self) -> list[Commitment]:
        return [one for one in self.commitments if one.waits]

    @property
    def state(self) -> str:
        """ "8 of 9 seats are filled. One is vacant. One answer is awaited."."""
        if not self.is_today:
            return self.seats.sentence
        answers = len(self.waits)
        asked = (
            ngettext("One answer is awaited from you.", "%(number)s answers are awaited from you.", answers)
            % {"number": number_first(answers)}
            if answers
            else _("No answer is awaited from you.")
        )
        return f"{self.seats.sentence} {asked}"

    @property
    def answers_sentence(self) -> str:
        answers, duties = len(self.waits), len(self.duties)
        parts = []
        if answers:
            parts.append(
                ngettext("One answer is awaited from you.", "%(number)s answers are awaited from you.", answers)
                % {"number": number_first(answers)}
            )
        if duties:
            parts.append(
                ngettext("You have one duty left to do.", "You have %(count)s duties left to do.", duties)
                % {"count": duties}
            )
        if not parts and not self.is_today:
            return _("No agreement and no duty applies to you on that day.")
        return " ".join(parts) or _("Nothing is awaited from you.")

    @property
    def duties_shown(self) -> list[OpenDuty]:
        return self.duties[:DUTIES_SHOWN]

    @property
    def people_shown(self) -> list[Person]:
        return self.people[:PEOPLE_SHOWN]

    @property
    def people_sentence(self) -> str:
        count = len(self.people)
        listed = (
            ngettext("One of your people is in the register.", "%(count)s of your people are in the register.", count)
            % {"count": count}
            if count
            else _("None of your people are in the register.")
        )
        if not self.is_today:  # nothing remembers who represented them
            return listed
        names = self.places.answering
        answering = ngettext("%(names)s represents you.", "These represent you: %(names)s.", len(names) or 1)
        nobody = _("Nobody represents you.")
        return f"{listed} {answering % {'names': ', '.join(names)} if names else nobody}"

    @property
    def papers_sentence(self) -> str:
        if not self.received_count:
            if not self.is_today:
                return _("Nobody had shared a document with you by that day.")
            return _("Nobody has shared a document with you.")
        return ngettext(
            "One document has been shared with you.",
            "%(count)s documents have been shared with you.",
            self.received_count,
        ) % {"count": self.received_count}


def our_organisation(
    viewer: "Viewer", collaboration: "Collaboration", party: OwnParty, on: date, *, today: date
) -> OurOrganisation:
    """As of the day. What comes next is asked from today on: a day that is past has none to come."""
    organisation = party.organisation
    places = places_of_party(viewer, collaboration, organisation, on)
    years = {part.year: part for part in ledger_of(viewer, collaboration, organisation, today)}
    received_count, received = received_by(viewer, collaboration, organisation, on, today=today, most=PAPERS_SHOWN)
    points = ContactPoint.objects.filter(collaboration=collaboration, organisation=organisation)
    wish = CalendarWish(collaboration.pk, organisation.pk, since=max(on, today))
    people = (
        list(people_of(viewer, collaboration, organisation=organisation))
        if on == today
        else people_working_for(viewer, collaboration, organisation, on)
    )
    return OurOrganisation(
        is_today=on == today,
        organisation=organisation,
        seats=party.seats,
        places=places,
        shift=shift_waiting_of_party(collaboration.pk, organisation.pk, today) if on == today else None,
        money=Money(on.year, years.get(on.year), years.get(on.year + 1)),
        commitments=commitments_of(viewer, collaboration, organisation, on, today=today),
        duties=open_duties_of(viewer, collaboration, organisation, on, today=today),
        people=people,
        contact_points=list(points),
        received=received,
        received_count=received_count,
        days=events_for(viewer, wish)[:DAYS_SHOWN],
    )


def own_party_for(viewer: "Viewer", collaboration: "Collaboration", pk: int, on: date) -> OwnParty:
    """The organisation, or 404 when this person does not answer for it here."""
    found = Organisation.objects.filter(pk=pk, merged_into=None).first()
    if found is None or not answers_for(viewer, collaboration.pk, pk):
        raise Http404
    return OwnParty(found, seats_of_parties(viewer, collaboration, [pk], on)[pk])
