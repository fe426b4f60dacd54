"""What each of two processes does to fill the same seat in a grid that both opened while it was empty."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from samhandling.accounts.models import User
from samhandling.forums.domain.shift import Newcomer, Wish, mark_of_seat
from samhandling.forums.enums import NextHolder
from samhandling.forums.models import Seat
from samhandling.forums.services.shift import RowsRefused, save_shift
from samhandling.lib.periods import Period

SHIFT, LAST = date(2027, 1, 1), date(2030, 12, 31)


def prepare(seat: int, user: int, name: str) -> Callable[[], str]:
    actor, wanted = User.objects.get(pk=user), Seat.objects.select_related("forum", "organisation").get(pk=seat)
    newcomer = Newcomer(name, name)
    wish = Wish(seat, mark_of_seat([], None), NextHolder.NEW, Period(SHIFT, LAST), newcomer=newcomer, is_another=True)

    def attempt() -> str:
        assert wanted.organisation is not None
        try:
            save_shift(
                actor=actor,
                collaboration=wanted.forum.collaboration,
                organisation=wanted.organisation,
                shift_on=SHIFT,
                wishes=[wish],
                decision={},
                language="sv",
                now=datetime(2026, 11, 16, 9, tzinfo=UTC),
            )
        except RowsRefused as refused:
            return f"{refused.reason.value}: {', '.join(refused.by_seat.values())}"
        return "saved"

    return attempt
