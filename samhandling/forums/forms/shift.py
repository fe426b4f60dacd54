"""The grid of the term shift: a row for each seat, and the decision behind all of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samhandling.core.fields import EmailField, LineField
from samhandling.forums.domain.shift import Newcomer, Wish
from samhandling.forums.enums import NextHolder, ShiftRefusal
from samhandling.forums.forms.choices import date_field
from samhandling.forums.forms.shift_people import Register, SeatPersonChoice
from samhandling.forums.selectors.shift import ShiftSeat
from samhandling.forums.selectors.shift_file import ReadFile
from samhandling.forums.services.shift import Decision
from samhandling.lib.periods import Period
from samhandling.lib.written import email_address
from samhandling.ui.choosing import SEARCH

if TYPE_CHECKING:
    from samhandling.organisations.models import Person

# What each choice must tell besides: the fields that then may not be empty.
_NEEDED: dict[NextHolder, tuple[str, ...]] = {
    NextHolder.OTHER: ("person",),
    NextHolder.NEW: ("given_name", "family_name"),
    NextHolder.VACANT: ("reason",),
}
_MISSING = {
    "person": _("Choose a person."),
    "given_name": _("Enter a first name."),
    "family_name": _("Enter a last name."),
    "reason": _("Enter why the seat is left vacant."),
}


class SeatRowForm(forms.Form):
    """One seat. What belongs to another choice than the one made is not looked at."""

    # The page writes it as it is now, also when what was typed is shown again: whoever saves then has seen what holds.
    seen = LineField(widget=forms.HiddenInput, required=False, max_length=2000)
    choice = forms.ChoiceField(
        label=_("Who holds the seat next?"), required=False, widget=forms.RadioSelect(attrs={"class": "ds-input"})
    )
    person = SeatPersonChoice(label=_("Who"), help_text=_("Search by name, organisation or title."), required=False)
    given_name = LineField(label=_("First name"), max_length=80, required=False)
    family_name = LineField(label=_("Last name"), max_length=80, required=False)
    title = LineField(label=_("Title or party"), max_length=120, required=False)
    email = EmailField(label=_("Email"), required=False)
    invites = forms.BooleanField(label=_("Invite to log in"), required=False)
    is_another = forms.BooleanField(label=_("This is another person"), required=False)
    reason = LineField(label=_("Why is it left vacant?"), max_length=200, required=False)
    starts_on = date_field(_("From"), required=False)
    ends_on = date_field(_("To"), required=False)

    def __init__(self, data: Any, *, seat: ShiftSeat, people: Register, **kwargs: Any) -> None:
        self.seat = seat
        initial = {
            "seen": seat.mark,
            "choice": NextHolder.VACANT if seat.reason else NextHolder.UNDECIDED,
            "reason": seat.reason,
            "invites": True,
            "starts_on": seat.proposed.first,
            "ends_on": seat.proposed.last,
        }
        super().__init__(data, prefix=row_prefix(seat.pk), initial=initial, **kwargs)
        self.fields["choice"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (one.value, one.label) for one in NextHolder if one is not NextHolder.STAYS or seat.before
        ]
        if isinstance(person := self.fields["person"], SeatPersonChoice):
            person.choose_from(people, is_asked=(data or {}).get(SEARCH) == self.add_prefix("person"))

    @property
    def about(self) -> list[forms.BoundField]:
        return [self["given_name"], self["family_name"], self["title"]]

    @property
    def asks_whether_double(self) -> bool:
        """The box is offered when somebody like that was found, and stays once it has been ticked."""
        return bool(self.data.get(self.add_prefix("is_another"))) or any(
            str(ShiftRefusal.DOUBLE.label) in error for error in self.non_field_errors()
        )

    @property
    def chosen(self) -> NextHolder:
        return NextHolder(self.cleaned_data.get("choice") or NextHolder.UNDECIDED)

    @property
    def is_touched(self) -> bool:
        """Whether the row says something. Fields that belong to no choice are left unread."""
        return self.chosen is not NextHolder.UNDECIDED or bool(self.seat.reason)

    @property
    def says_the_same(self) -> bool:
        """Left vacant for the reason that is known already."""
        return self.chosen is NextHolder.VACANT and self.cleaned_data.get("reason") == self.seat.reason

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        chosen = self.chosen
        if chosen is not NextHolder.OTHER:
            self._forget("person")
        for name in _NEEDED.get(chosen, ()):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, str(_MISSING[name]))
        if chosen in {NextHolder.UNDECIDED, NextHolder.VACANT}:
            self._forget("starts_on", "ends_on", "email", "given_name", "family_name", "title")
            return cleaned
        if chosen is not NextHolder.NEW and chosen is not NextHolder.OTHER:
            self._forget("email")
        for name in ("starts_on", "ends_on"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, str(_("Enter a date.")))
        return cleaned

    def _forget(self, *names: str) -> None:
        """A mistake in what the choice made does not use is no mistake."""
        for name in names:
            self.errors.pop(name, None)

    def wish(self) -> Wish:
        """The row as the service takes it."""
        told, chosen = self.cleaned_data, self.chosen
        first, last = told.get("starts_on"), told.get("ends_on")
        newcomer = None
        email = email_address(told.get("email") or "")
        if chosen is NextHolder.NEW:
            newcomer = Newcomer(told["given_name"], told["family_name"], told.get("title", ""), email)
        invites = bool(told.get("invites")) and chosen in {NextHolder.OTHER, NextHolder.NEW}
        return Wish(
            seat=self.seat.pk,
            seen=told.get("seen", ""),
            choice=chosen,
            term=Period(first or self.seat.proposed.first, last or self.seat.proposed.last),
            person=told["person"].pk if chosen is NextHolder.OTHER else None,
            newcomer=newcomer,
            is_another=bool(told.get("is_another")),
            invites=invites and bool(email or chosen is NextHolder.OTHER),
            email=email,
            reason=told.get("reason", ""),
        )


class DecisionForm(forms.Form):
    """The decision by which everybody in the grid is appointed."""

    decided_by = LineField(
        label=_("Decided by"), max_length=150, required=False, help_text=_("For example the municipal council.")
    )
    decided_on = date_field(_("Date of the decision"), required=False)
    decision_reference = LineField(
        label=_("Section or registration number"), max_length=80, required=False, help_text=_("For example § 87.")
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, prefix="beslut")

    def decision(self) -> Decision:
        told = self.cleaned_data
        return Decision(
            decided_by=told["decided_by"],
            decided_on=told["decided_on"],
            decision_reference=told["decision_reference"],
        )


def row_prefix(seat: int) -> str:
    return f"plats-{seat}"


def is_sent(data: Mapping[str, Any], seat: int) -> bool:
    """Whether the sent grid holds a row for the seat."""
    return f"{row_prefix(seat)}-seen" in data


class ShiftGrid:
    """All rows and the decision, as one form."""

    def __init__(self, data: Any, seats: Sequence[ShiftSeat], people: "QuerySet[Person]") -> None:
        shown = [one for one in seats if not one.is_filled or (data and is_sent(data, one.pk))]
        register = Register(people, data, [f"{row_prefix(one.pk)}-person" for one in shown])
        self.rows = [SeatRowForm(data, seat=one, people=register) for one in shown]
        self.filled = [one for one in seats if one.is_filled]
        self.decision = DecisionForm(data)

    @property
    def forms(self) -> list[forms.Form]:
        return [*self.rows, self.decision]

    def is_valid(self) -> bool:
        """Every form is looked at, so that everything wrong is told at once."""
        return not sum(not form.is_valid() for form in self.forms)

    @property
    def wishes(self) -> list[Wish]:
        """Of the rows that say something new."""
        return [row.wish() for row in self.rows if row.is_touched and not row.says_the_same]

    @property
    def broken(self) -> list[SeatRowForm]:
        return [row for row in self.rows if row.errors]

    def refuse(self, by_seat: Mapping[int, str]) -> None:
        """Tell at the rows why they cannot be."""
        for row in self.rows:
            if row.seat.pk in by_seat:
                row.add_error(None, by_seat[row.seat.pk])

    @property
    def by_forum(self) -> list[tuple[Any, list[SeatRowForm]]]:
        groups: list[tuple[Any, list[SeatRowForm]]] = []
        for row in self.rows:
            forum = row.seat.seat.forum
            if not groups or groups[-1][0].pk != forum.pk:
                groups.append((forum, []))
            groups[-1][1].append(row)
        return groups


class ShiftFileForm(forms.Form):
    file = forms.FileField(
        label=_("Filled-in file"), help_text=_("Excel (.xlsx), OpenDocument (.ods) or CSV. Nothing is saved yet.")
    )


def as_sent(read: ReadFile, seats: Sequence[ShiftSeat]) -> dict[str, Any]:
    """What the file says, as if it had been typed into the grid."""
    told: dict[str, Any] = {
        "beslut-decided_by": read.decided_by,
        "beslut-decided_on": read.decided_on,
        "beslut-decision_reference": read.decision_reference,
    }
    for seat in seats:
        if seat.is_filled:
            continue
        row = read.filled.get(seat.pk)
        cells: dict[str, Any] = {
            "seen": seat.mark,
            "choice": NextHolder.VACANT if seat.reason else NextHolder.UNDECIDED,
            "reason": seat.reason,
            "invites": "on",
            "starts_on": seat.proposed.first.isoformat(),
            "ends_on": seat.proposed.end.isoformat(),
        }
        if row is not None:
            cells |= {
                "choice": row.choice.value,
                "person": str(row.person or ""),
                "given_name": row.told.given_name,
                "family_name": row.told.family_name,
                "title": row.told.title,
                "email": row.told.email,
                "invites": "on" if row.told.email else "",
                "starts_on": (row.starts_on or seat.proposed.first).isoformat(),
                "ends_on": (row.ends_on or seat.proposed.end).isoformat(),
            }
        told |= {f"{row_prefix(seat.pk)}-{name}": value for name, value in cells.items()}
    return told
