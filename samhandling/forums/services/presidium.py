"""Who chairs the forum."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.verbs import add, alter, locked
from samhandling.forums.domain.appointments import Taken, covers, first_clash
from samhandling.forums.enums import Office, Refusal, SeatKind
from samhandling.forums.models import Appointment, Forum, PresidiumTerm
from samhandling.forums.permissions import can_run
from samhandling.forums.selectors.in_words import period_in_words
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period, ends_before_start

if TYPE_CHECKING:
    from samhandling.organisations.models import Person


@transaction.atomic
def choose(
    *, actor: User, forum: Forum, person: "Person", office: str, starts_on: date, ends_on: date, number: int = 1
) -> PresidiumTerm:
    """Let a member chair the forum. The office lasts no longer than the member sits there."""
    forum = locked(forum, "type")
    require(can_run(actor, forum))
    if not forum.type.has_presidium:
        raise RuleBroken(Refusal.NO_PRESIDIUM)
    if ends_before_start(starts_on, ends_on):
        raise RuleBroken(Refusal.END_BEFORE_START)
    number = 1 if office == Office.CHAIR else number
    _check(forum, person, office, number, Period(starts_on, ends_on))
    term = PresidiumTerm(forum=forum, person=person, office=office, number=number, starts_on=starts_on, ends_on=ends_on)
    return add(actor, "presidium.chosen", term, "office", "starts_on", "ends_on", on=forum, person_id=person.pk)


@transaction.atomic
def end_office(*, actor: User, term: PresidiumTerm, ends_on: date) -> PresidiumTerm:
    """The member goes on sitting in the forum, and no longer chairs it after that day."""
    forum = locked(term.forum)
    require(can_run(actor, forum))
    term = PresidiumTerm.objects.get(pk=term.pk)
    if ends_on < term.starts_on:
        raise RuleBroken(Refusal.ENDS_BEFORE_OFFICE)
    if ends_on >= term.ends_on:
        raise RuleBroken(Refusal.NOT_EARLIER)
    alter(actor, "presidium.ended", term, {"ends_on": ends_on}, on=forum, person_id=term.person_id)
    return term


def _check(forum: Forum, person: "Person", office: str, number: int, period: Period) -> None:
    sits = Appointment.objects.filter(seat__forum=forum, seat__kind=SeatKind.ORDINARY, person=person.pk)
    if not covers([Period(one.starts_on, one.ends_on) for one in sits], period):
        raise RuleBroken(Refusal.DOES_NOT_SIT_THERE)
    terms = list(forum.presidium.select_related("person"))
    same_office = [one for one in terms if (one.office, one.number) == (office, number)]
    if clash := first_clash(period, [_taken(one) for one in same_office]):
        raise RuleBroken(Refusal.OFFICE_TAKEN, f"{clash.who}, {period_in_words(clash.term)}.")
    if first_clash(period, [_taken(one) for one in terms if one.person_id == person.pk]):
        raise RuleBroken(Refusal.HAS_OFFICE)


def _taken(term: PresidiumTerm) -> Taken:
    return Taken(str(term.person), Period(term.starts_on, term.ends_on))
