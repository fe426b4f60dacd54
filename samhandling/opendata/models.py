"""Addresses by which a calendar program follows a collaboration. Only the hash of each address's secret is kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhandling.organisations.models import Collaboration, Organisation


class CalendarFeed(models.Model):
    """One calendar of one user: of what concerns them in the collaboration, or of one of its parties."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="calendar_feeds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    # None: what concerns the user.
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="calendar_feeds",
        verbose_name=_("party"),
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    # Kept to the hour: enough to see whether a program still asks.
    fetched_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Where its events begin to count. Those who followed a calendar before it kept stamps have seen higher numbers.
    counts_from = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "collaboration"],
                condition=Q(organisation=None, closed_at=None),
                name="one_open_calendar_of_ones_own",
            ),
            models.UniqueConstraint(
                fields=["user", "collaboration", "organisation"],
                condition=Q(organisation__isnull=False, closed_at=None),
                name="one_open_calendar_per_party",
            ),
        )

    def __str__(self) -> str:
        return f"{self.collaboration}: {self.organisation or self.user}"


class EventStamp(models.Model):
    """What a calendar last told of one event, as a digest, and since when: `core.calendar.Stamp` is made of it.

    It stays when the event goes, so that the same event counts on if it comes back.
    """

    feed = models.ForeignKey(CalendarFeed, on_delete=models.CASCADE, related_name="stamps")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=32)
    sequence = models.PositiveIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["feed", "key"], name="one_stamp_per_event"),)

    def __str__(self) -> str:
        return f"{self.feed_id}: {self.key} {self.sequence}"
