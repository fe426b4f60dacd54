"""How people wish to be told."""

from collections.abc import Collection

from samhandling.accounts.models import User
from samhandling.notices.domain.hours import Wish
from samhandling.notices.models import NoticeWish


def wishes_of(users: Collection[int]) -> dict[int, Wish]:
    """Those who have said something. The others wish what `Wish` says."""
    return {wish.user_id: wish.in_values for wish in NoticeWish.objects.filter(user__in=users)}


def wish_of(user: User) -> NoticeWish:
    """One's own, as it holds now."""
    return NoticeWish.objects.filter(user=user).first() or NoticeWish(user=user)
