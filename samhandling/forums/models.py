"""Seat is not appointment is not user is not access: each is a row of its own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.models import Agreement, Area
from samhandling.core.models import SwedishName
from samhandling.documents.models import Document
from samhandling.forums.enums import (
    AccessMode,
    Level,
    MandateKind,
    MandateStatus,
    Office,
    Refusal,
    RuleKind,
    SeatKind,
    Standing,
)
from samhandling.organisations.models import Collaboration, Organisation, Person


class ForumType(models.Model):
    """What a kind of forum may have and do: data, not code. Shipped types belong to nobody."""

    key = models.SlugField(max_length=40)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, null=True, blank=True, related_name="forum_types"
    )
    name = models.JSONField(_("name"))  # {"sv": …, "en": …}
    standing = models.CharField(_("legal standing"), max_length=20, choices=Standing)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    has_presidium = models.BooleanField(_("has a presidium"), default=False)
    has_deputies = models.BooleanField(_("has substitutes"), default=False)
    prepares = models.BooleanField(_("prepares matters"), default=False)
    recommends = models.BooleanField(_("may recommend decisions"), default=False)
    decides = models.BooleanField(_("may decide"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "key")
        constraints = (
            models.UniqueConstraint(fields=["collaboration", "key"], name="one_forum_type_per_key"),
            models.UniqueConstraint(fields=["key"], condition=Q(collaboration=None), name="one_shipped_type_per_key"),
            models.CheckConstraint(
                condition=Q(decides=False) | Q(standing=Standing.FORMAL), name="only_formal_bodies_decide"
            ),
        )

    def __str__(self) -> str:
        return str(self.name.get("sv", self.key))


class Forum(SwedishName):
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="forums")
    # The agreement that sets the forum up. A region's own board has an owner and no agreement.
    agreement = models.ForeignKey(Agreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="forums")
    type = models.ForeignKey(ForumType, on_delete=models.PROTECT, related_name="forums", verbose_name=_("type"))
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_forums",
        verbose_name=_("owned by"),
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="forums", verbose_name=_("areas"))
    purpose = models.TextField(_("purpose"), blank=True)
    led_by = models.CharField(_("led by"), max_length=150, blank=True)
    access = models.CharField(_("openness"), max_length=20, choices=AccessMode, default=AccessMode.TRANSPARENT)
    is_mandatory = models.BooleanField(_("must exist by the agreement"), default=False)
    starts_on = models.DateField(_("from"))
    # A pilot forum ends by itself; None means until further notice.
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name = _("forum")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="forum_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="forum_not_its_own_parent"),
        )

    def __str__(self) -> str:
        return self.name

    def names_to_sort(self) -> str:
        return self.name

    def names_to_search(self) -> str:
        return f"{self.name} {self.abbreviation}"


class CompositionRule(models.Model):
    """One line of how the forum is put together: "2 from each municipality", "7 from BSR"."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="composition")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("rule"), max_length=20, choices=RuleKind)
    count = models.PositiveSmallIntegerField(_("members"), null=True, blank=True)
    deputies = models.PositiveSmallIntegerField(_("substitutes"), default=0)
    party_role = models.CharField(_("from which parties"), max_length=20, blank=True)  # agreements.PartyRole
    source_forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="feeds", verbose_name=_("from forum")
    )
    source_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from")
    )

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=RuleKind.UNDECIDED, count=None) | (~Q(kind=RuleKind.UNDECIDED) & Q(count__gte=1)),
                name="composition_counts_unless_undecided",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.FROM_FORUM) | Q(source_forum__isnull=False), name="from_forum_names_it"
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.FROM_ORGANISATION) | Q(source_organisation__isnull=False),
                name="from_organisation_names_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"


class Seat(models.Model):
    """A chair in a forum, which somebody may sit in on behalf of a party. It is there also when vacant."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="seats")
    rule = models.ForeignKey(CompositionRule, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats")
    kind = models.CharField(_("kind"), max_length=20, choices=SeatKind, default=SeatKind.ORDINARY)
    number = models.PositiveSmallIntegerField(_("number"))  # counts within forum and kind; the order of deputies
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("on behalf of"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        ordering = ("kind", "number")
        verbose_name = _("seat")
        constraints = (
            models.UniqueConstraint(fields=["forum", "kind", "number"], name="one_seat_per_number"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="seat_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.forum} {self.number}"


class Appointment(models.Model):
    """That a person sits in a seat, from when to when, and by whose decision. The end is always stated."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    decision_reference = models.CharField(_("section or registration number"), max_length=80, blank=True)
    # Set when somebody leaves before the term is out: ends_on is moved, and this says why.
    left_early_because = models.CharField(_("reason the term ended early"), max_length=200, blank=True)

    TAKEN: ClassVar = {"one_appointment_per_seat_and_start": Refusal.SEAT_TAKEN}

    class Meta:
        ordering = ("-starts_on",)
        verbose_name = _("appointment")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="appointment_ends_after_start"),
            models.UniqueConstraint(fields=["seat", "starts_on"], name="one_appointment_per_seat_and_start"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on}"


class PresidiumTerm(models.Model):
    """Who chairs the forum. Chosen among those who sit there."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="presidium")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="presidium_terms")
    office = models.CharField(_("office"), max_length=20, choices=Office)
    number = models.PositiveSmallIntegerField(_("order"), default=1)  # first, second vice chair
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta:
        ordering = ("office", "number")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="presidium_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.office}"


class Mandate(models.Model):
    """Terms of reference or rules of procedure, in versions. An adopted version is never changed."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="mandates")
    kind = models.CharField(_("kind"), max_length=20, choices=MandateKind)
    version = models.PositiveSmallIntegerField()
    status = models.CharField(_("state"), max_length=20, choices=MandateStatus, default=MandateStatus.DRAFT)
    text = models.TextField(_("text"))
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=150, blank=True)

    TAKEN: ClassVar = {"mandate_versions_count_up": Refusal.DRAFT_EXISTS}

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["forum", "version"], name="mandate_versions_count_up"),
            models.CheckConstraint(
                condition=Q(status=MandateStatus.DRAFT) | Q(adopted_on__isnull=False), name="adopted_mandate_has_date"
            ),
        )

    def __str__(self) -> str:
        return f"{self.forum} {self.version}"


class LeftVacant(models.Model):
    """That a party has decided to leave a seat vacant when a term begins, and why."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="left_vacant")
    starts_on = models.DateField(_("from"))  # the first day of the term
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("seat left vacant")
        constraints = (
            models.UniqueConstraint(fields=["seat", "starts_on"], name="left_vacant_once_per_seat_and_term"),
        )

    def __str__(self) -> str:
        return f"{self.seat} {self.starts_on}"


class PartyShift(models.Model):
    """How far a party has come in filling its seats for a term: what it was asked, and that it is done."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="party_shifts")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="party_shifts", verbose_name=_("party")
    )
    starts_on = models.DateField(_("from"))  # the first day of the term
    answer_by = models.DateField(_("done by"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="party_shifts"
    )

    class Meta:
        verbose_name = _("term shift")
        constraints = (
            models.UniqueConstraint(
                fields=["collaboration", "organisation", "starts_on"], name="one_shift_per_party_and_term"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.starts_on}"


class ForumAccess(models.Model):
    """That a user is the forum's secretary. Those who sit in the forum have access by their appointment."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="secretaries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="forum_access")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["forum", "user"], name="secretary_once_per_forum"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.forum}"


class Paper(models.Model):
    """That a document lies before a forum. Who reads it there follows from the forum's openness."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="papers")
    # Among the papers of the same day: as the agenda takes them up. Equal ones come as they were added.
    place = models.PositiveSmallIntegerField(_("place on the agenda"), default=0)

    TAKEN: ClassVar = {"document_once_before_each_forum": Refusal.ALREADY_LAID}

    class Meta:
        ordering = ("-document__dated_on", "place", "pk")
        constraints = (models.UniqueConstraint(fields=["forum", "document"], name="document_once_before_each_forum"),)

    def __str__(self) -> str:
        return str(self.document)

    @property
    def collaboration_id(self) -> int:
        return self.forum.collaboration_id
