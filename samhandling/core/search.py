"""What rooms share that let themselves be searched (the slot `search.sources`)."""

from collections.abc import Collection

from django.db.models import Q

MOST_HITS = 20  # of one kind; who gets more says another word


def all_words(words: Collection[str], field: str = "search_key") -> Q:
    """The folded text holds every word, in any order. Nobody who says no word finds anything."""
    wanted = Q() if words else Q(pk__in=[])
    for word in words:
        wanted &= Q(**{f"{field}__contains": word})
    return wanted
