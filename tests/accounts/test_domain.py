"""When an invitation is good, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from samhandling.accounts.domain import erased_address, hash_of, why_not_accept
from samhandling.accounts.enums import Refusal

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(seconds=1), NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("accepted_at", "revoked_at", "expires_at", "reason"),
    [
        (None, None, LATER, None),
        (None, None, NOW, Refusal.EXPIRED),
        (None, None, EARLIER, Refusal.EXPIRED),
        (EARLIER, None, LATER, Refusal.ACCEPTED),
        (None, EARLIER, LATER, Refusal.REVOKED),
        (EARLIER, EARLIER, EARLIER, Refusal.ACCEPTED),
    ],
)
def test_an_invitation_is_used_once_within_its_time_unless_taken_back(accepted_at, revoked_at, expires_at, reason):
    found = why_not_accept(accepted_at=accepted_at, revoked_at=revoked_at, expires_at=expires_at, now=NOW)
    assert found == reason


def test_only_the_hash_of_a_secret_is_kept():
    assert hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_an_erased_address_can_never_exist():
    assert erased_address(7) == "7@erased.invalid"
