"""When mail may leave: quiet hours over midnight, digests, and the steps towards a due day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from samhandling.notices.domain.hours import Wish, is_quiet, reaches_to, step_of

SWEDEN = ZoneInfo("Europe/Stockholm")
TUESDAY = datetime(2026, 12, 1, 10, 30, tzinfo=SWEDEN)


@pytest.mark.parametrize(
    ("wish", "day", "hour", "quiet"),
    [
        (Wish(), 1, 6, True),
        (Wish(), 1, 7, False),
        (Wish(), 1, 19, False),
        (Wish(), 1, 20, True),
        (Wish(), 5, 12, True),  # Saturday
        (Wish(quiet_weekends=False), 5, 12, False),
        (Wish(quiet_weekends=False), 5, 23, True),
        (Wish(quiet_from=12, quiet_to=13), 1, 12, True),
        (Wish(quiet_from=12, quiet_to=13), 1, 13, False),
        (Wish(quiet_from=0, quiet_to=0), 1, 3, False),
    ],
)
def test_quiet_hours(wish, day, hour, quiet):
    assert is_quiet(wish, datetime(2026, 12, day, hour, tzinfo=SWEDEN)) is quiet


@pytest.mark.parametrize(
    ("wish", "kind", "reach"),
    [
        (Wish(), "request", TUESDAY - timedelta(minutes=2)),
        (Wish(), "news", datetime(2026, 12, 1, 7, tzinfo=SWEDEN)),
        (Wish(digest_hour=15), "news", datetime(2026, 11, 30, 15, tzinfo=SWEDEN)),
        (Wish(news="weekly"), "news", datetime(2026, 11, 30, 7, tzinfo=SWEDEN)),
        (Wish(news="weekly", digest_weekday=1, digest_hour=11), "news", datetime(2026, 11, 24, 11, tzinfo=SWEDEN)),
        (Wish(requests="daily"), "request", datetime(2026, 12, 1, 7, tzinfo=SWEDEN)),
        (Wish(news="never"), "news", None),
    ],
)
def test_how_far_a_letter_reaches(wish, kind, reach):
    assert reaches_to(wish, kind, TUESDAY) == reach


@pytest.mark.parametrize(
    ("days", "step"),
    [(8, ""), (7, "7"), (2, "7"), (1, "1"), (0, "1"), (-1, "late"), (-14, "late"), (-15, "")],
)
def test_steps_towards_a_due_day(days, step):
    today = date(2026, 12, 1)
    assert step_of(today + timedelta(days=days), today) == step
