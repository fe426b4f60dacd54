"""When mail may leave, and up to which moment a digest reaches. All times are local ones: the reader's clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samhandling.notices.enums import Frequency, NoticeKind

# So long a request waits before it leaves, so that several asked for in one sitting become one mail.
GATHERED = timedelta(minutes=2)
SATURDAY = 5
# Days before a due day when it is told; then once when it has passed, unless that was long ago.
STEPS = (1, 7)
LATE_UNTIL = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wishes to be told. What stands here is what holds for those who have said nothing.

    Quiet from 20 to 07 and on weekends: a request here gives weeks or days, never hours, and whoever is asked is at
    work or at home. What waits lies on their home all the same.
    """

    requests: str = Frequency.AT_ONCE
    news: str = Frequency.DAILY
    digest_weekday: int = 0
    digest_hour: int = 7
    quiet_from: int = 20
    quiet_to: int = 7
    quiet_weekends: bool = True

    def frequency(self, kind: str) -> str:
        return self.requests if kind == NoticeKind.REQUEST else self.news


def is_quiet(wish: Wish, local: datetime) -> bool:
    """The same hour twice means no quiet hours."""
    if wish.quiet_weekends and local.weekday() >= SATURDAY:
        return True
    if wish.quiet_from <= wish.quiet_to:
        return wish.quiet_from <= local.hour < wish.quiet_to
    return local.hour >= wish.quiet_from or local.hour < wish.quiet_to


def reaches_to(wish: Wish, kind: str, local: datetime) -> datetime | None:
    """Notices of the kind that came before this moment are to leave now; None when none are ever to."""
    match wish.frequency(kind):
        case Frequency.AT_ONCE:
            return local - GATHERED
        case Frequency.DAILY:
            return _last(local, wish.digest_hour)
        case Frequency.WEEKLY:
            back = (local.weekday() - wish.digest_weekday) % 7
            moment = _at(local, wish.digest_hour) - timedelta(days=back)
            return moment if moment <= local else moment - timedelta(days=7)
    return None


def step_of(due_on: date, today: date, steps: tuple[int, ...] = STEPS) -> str:
    """Which word of a due day has come: the number of days, "late", or nothing while it is far off or long gone."""
    if due_on < today:
        return "late" if today - due_on <= LATE_UNTIL else ""
    left = (due_on - today).days
    return next((str(step) for step in sorted(steps) if left <= step), "")


def _last(local: datetime, hour: int) -> datetime:
    moment = _at(local, hour)
    return moment if moment <= local else moment - timedelta(days=1)


def _at(local: datetime, hour: int) -> datetime:
    return local.replace(hour=hour, minute=0, second=0, microsecond=0)
