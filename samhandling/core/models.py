"""Tables that know no trade words: events, outgoing mail, stored files."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samhandling.lib.swedish import search_key, sort_key

# At least as long as all the columns together that a row is ordered, or found, by.
LONGEST_SORT_KEY, LONGEST_SEARCH_KEY = 300, 600


class Event(models.Model):
    """One act, remembered for good. The database itself refuses to change or delete it (migration 0002).

    `collaboration_id` and `person_id` are numbers without a foreign key: `core` lies below those rooms.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    collaboration_id = models.BigIntegerField(null=True, blank=True)
    on_behalf_of_id = models.BigIntegerField(null=True, blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    person_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["object_type", "object_id", "-at"], name="event_by_object"),
            models.Index(fields=["collaboration_id", "-at"], name="event_by_collaboration"),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"


class EventSeal(models.Model):
    """A number calculated from all events up to one and from the seal before: what is changed behind our back shows.

    Seals count 1, 2, 3 …, so that two processes cannot both write the next. They are guarded as events are.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number}: {self.digest}"


class Heartbeat(models.Model):
    """When scheduled work last ended well, so that a monitor can see that it has stopped."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"


class OutgoingMail(models.Model):
    """A mail that waits to leave. It is written in the same transaction as the act that sends it."""

    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.subject


class StoredFile(models.Model):
    """A file as it was received. The row that owns it lies in an upper room and decides who may read it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("file name"), max_length=200)
    content = models.FileField(upload_to="%Y/%m/", max_length=200)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return self.name


class DiscardedFile(models.Model):
    """The name of a file whose row is gone. It leaves the disk a day later, so that a backup that began meanwhile
    finds every file its rows name."""

    name = models.CharField(max_length=200)
    discarded_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.name


class RememberedAnswer(models.Model):
    """What the API answered to a request with an Idempotency-Key, for as long as it may be sent again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    # Of the method, the address and the body: the same key means the same request.
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField(default=bytes)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key_and_user"),)

    def __str__(self) -> str:
        return f"{self.status} {self.created_at:%Y-%m-%d %H:%M}"


class SwedishName(models.Model):
    """Rows with a name that people sort and search: the two keys follow the name at every save."""

    sort_key = models.CharField(max_length=LONGEST_SORT_KEY, db_index=True, editable=False, default="")
    search_key = models.CharField(max_length=LONGEST_SEARCH_KEY, editable=False, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_names()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "sort_key", "search_key"}
        super().save(*args, **kwargs)

    def names_to_sort(self) -> str:
        """The words the row is ordered by."""
        raise NotImplementedError

    def names_to_search(self) -> str:
        """All the words the row may be found by."""
        return self.names_to_sort()

    def fold_names(self) -> None:
        self.sort_key = sort_key(self.names_to_sort(), LONGEST_SORT_KEY)
        self.search_key = search_key(self.names_to_search(), LONGEST_SEARCH_KEY)


class FoldedText(models.Model):
    """Rows that people find by their words: the key follows at every save. Whoever writes many at once folds first."""

    # The words folded for finding, since no database folds å, ä and ö alike.
    search_key = models.TextField(editable=False, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold_text()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_key"}
        super().save(*args, **kwargs)

    def text_to_search(self) -> str:
        """All the words the row may be found by."""
        raise NotImplementedError

    def fold_text(self) -> None:
        self.search_key = search_key(self.text_to_search())
