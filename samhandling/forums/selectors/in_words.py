"""Facts about forums put into sentences."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samhandling.agreements.enums import PartyRole
from samhandling.forums.domain.composition import Rule
from samhandling.forums.enums import RuleKind, SeatKind
from samhandling.forums.models import Appointment, Forum, Seat
from samhandling.lib.periods import Period

_SMALL_NUMBERS: Sequence[object] = (
    gettext_lazy("None"),
    gettext_lazy("One"),
    gettext_lazy("Two"),
    gettext_lazy("Three"),
    gettext_lazy("Four"),
    gettext_lazy("Five"),
    gettext_lazy("Six"),
    gettext_lazy("Seven"),
    gettext_lazy("Eight"),
    gettext_lazy("Nine"),
    gettext_lazy("Ten"),
    gettext_lazy("Eleven"),
    gettext_lazy("Twelve"),
)


def number_first(number: int) -> str:
    """A number that begins a sentence: in letters up to twelve."""
    return str(_SMALL_NUMBERS[number]) if number < len(_SMALL_NUMBERS) else str(number)


def seats_in_words(filled: int, total: int) -> str:
    """ "28 of 30 seats are filled. Two are vacant." """
    if not total:
        return _("No seats have been set up.")
    if filled == total:
        return ngettext("The only seat is filled.", "All %(total)s seats are filled.", total) % {"total": total}
    sentence = ngettext("%(filled)s of %(total)s seat is filled.", "%(filled)s of %(total)s seats are filled.", total)
    vacant = total - filled
    left = ngettext("%(number)s is vacant.", "%(number)s are vacant.", vacant) % {"number": number_first(vacant)}
    return f"{sentence % {'filled': filled, 'total': total}} {left}"


def rule_in_words(rule: Rule) -> str:
    """ "2 from each municipality", "7 members and 7 substitutes chosen among the members of PKD"."""
    if rule.kind is RuleKind.UNDECIDED:
        return _("Number not decided")
    many = _many(rule.count or 0, rule.deputies)
    if rule.kind is RuleKind.PER_PARTY:
        return _each(rule.party_role) % {"many": many}
    if rule.kind is RuleKind.FROM_FORUM:
        return _("%(many)s chosen from the members of %(source)s") % {"many": many, "source": rule.source_name}
    if rule.kind is RuleKind.FROM_ORGANISATION:
        return _("%(many)s from %(source)s") % {"many": many, "source": rule.source_name}
    return _("%(many)s appointed freely") % {"many": many}


def _many(count: int, deputies: int) -> str:
    members = ngettext("%(count)s member", "%(count)s members", count) % {"count": count}
    if not deputies:
        return members
    substitutes = ngettext("%(count)s substitute", "%(count)s substitutes", deputies) % {"count": deputies}
    return _("%(members)s and %(substitutes)s") % {"members": members, "substitutes": substitutes}


def _each(role: str) -> str:
    match role:
        case PartyRole.MUNICIPALITY:
            return _("%(many)s from each municipality")
        case PartyRole.REGION:
            return _("%(many)s from each region")
        case PartyRole.OTHER:
            return _("%(many)s from each other party")
        case _:
            return _("%(many)s from each party")


def period_in_words(period: Period) -> str:
    """ "1 January 2023–31 December 2026"; with an open end "from 1 January 2023"."""
    first = date_format(period.first, "j F Y")
    if period.last is None:
        return _("from %(first)s") % {"first": first}
    return _("%(first)s–%(last)s") % {"first": first, "last": date_format(period.last, "j F Y")}


def vacant_in_words(since: date, on: date) -> str:
    """ "Vacant from 1 January 2027"; of what has been so for a while "since"."""
    words = _("Vacant from %(day)s") if since >= on else _("Vacant since %(day)s")
    return words % {"day": date_format(since, "j F Y")}


def takes_over_in_words(day: date) -> str:
    return _("Takes over on %(day)s") % {"day": date_format(day, "j F Y")}


def seat_name(kind: SeatKind, number: int, party: str | None) -> str:
    """What people call the seat: by its party, else by its number."""
    if party is None:
        return f"{kind.label} {number}".capitalize()
    return f"{party} {number}" if kind is SeatKind.DEPUTY else party


def seat_in_words(seat: Seat) -> str:
    """ "member 4", "substitute 1"."""
    return f"{seat.get_kind_display()} {seat.number}"


def seat_title(seat: Seat) -> str:
    """ "member 4, Umeå": enough to know which seat is meant."""
    return f"{seat_in_words(seat)}, {seat.organisation}" if seat.organisation else seat_in_words(seat)


def genitive(name: str) -> str:
    """Whose: "Malås", and in Swedish a name that already ends in s stays as it is: "Vännäs"."""
    if get_language() == "en":
        return f"{name}’s"
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def _short(forum: Forum) -> str:
    return forum.abbreviation or forum.name


def appoint_title(seat: Seat) -> str:
    """ "Appoint Dorotea’s member of PKD"; a seat that stands for nobody is known by its number."""
    facts = {"role": seat.get_kind_display(), "forum": _short(seat.forum), "seat": seat_in_words(seat)}
    if seat.organisation is None:
        return _("Appoint %(seat)s of %(forum)s") % facts
    return _("Appoint %(whose)s %(role)s of %(forum)s") % (facts | {"whose": genitive(str(seat.organisation))})


def replace_title(seat: Seat, holder: Appointment | None) -> str:
    """ "Replace Anna Berg, Malå’s member of PKD"."""
    if holder is None:
        return appoint_title(seat)
    facts = {
        "person": holder.person,
        "role": seat.get_kind_display(),
        "forum": _short(seat.forum),
        "seat": seat_in_words(seat),
    }
    if seat.organisation is None:
        return _("Replace %(person)s, %(seat)s of %(forum)s") % facts
    words = _("Replace %(person)s, %(whose)s %(role)s of %(forum)s")
    return words % (facts | {"whose": genitive(str(seat.organisation))})


def seat_state(seat: Seat, holder: Appointment | None) -> str:
    """The seat on the day, in a sentence."""
    if holder is None:
        return _("No members on this day.")
    facts = {"person": holder.person, "day": date_format(holder.ends_on, "j F Y")}
    if seat.organisation:
        facts["party"] = seat.organisation
        return _("%(person)s holds this seat on behalf of %(party)s until %(day)s.") % facts
    return _("%(person)s holds this seat until %(day)s.") % facts
