"""A notice, and how its reader wishes to be told."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhandling.notices.domain.hours import Wish
from samhandling.notices.enums import Frequency, Mail, NoticeKind, Weekday
from samhandling.organisations.models import Collaboration, Organisation

LONGEST = 300


class Notice(models.Model):
    """Word to one user of one happening. It names no person, so that it may outlive them, and leave as mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="notices")
    # The party that the reader was told on behalf of, where there is one.
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # "event:<number>", or what names a due day and a step towards it.
    source = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=10, choices=NoticeKind)
    text = models.CharField(_("notice"), max_length=LONGEST)
    url = models.CharField(max_length=LONGEST, blank=True)
    created_at = models.DateTimeField(_("received"))
    read_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.WAITING)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("notice")
        constraints = (models.UniqueConstraint(fields=["user", "source"], name="one_notice_per_source_and_user"),)
        indexes = (
            models.Index(fields=["user"], condition=Q(read_at=None, withdrawn_at=None), name="notice_unread"),
            models.Index(fields=["user"], condition=Q(mail=Mail.WAITING), name="notice_to_mail"),
            models.Index(fields=["user", "-created_at", "-id"], name="notice_in_order"),
        )

    def __str__(self) -> str:
        return self.text


def _hour(default: int, words: Any) -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(words, default=default, validators=[MaxValueValidator(23)])


class NoticeWish(models.Model):
    """How a user wishes to be told. Who has no row wishes what `Wish` says."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_wish")
    requests = models.CharField(_("requests"), max_length=10, choices=Frequency, default=Frequency.AT_ONCE)
    news = models.CharField(_("news"), max_length=10, choices=Frequency, default=Frequency.DAILY)
    digest_weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday, default=Weekday.MONDAY)
    digest_hour = _hour(7, _("hour"))
    quiet_from = _hour(20, _("quiet from"))
    quiet_to = _hour(7, _("quiet to"))
    quiet_weekends = models.BooleanField(_("quiet on weekends"), default=True)

    def __str__(self) -> str:
        return f"{self.requests}, {self.news}"

    @property
    def in_values(self) -> Wish:
        return Wish(
            requests=self.requests,
            news=self.news,
            digest_weekday=self.digest_weekday,
            digest_hour=self.digest_hour,
            quiet_from=self.quiet_from,
            quiet_to=self.quiet_to,
            quiet_weekends=self.quiet_weekends,
        )
