"""A document, the steps it has taken outwards, and how it ends.

A paper that another authority can reach is an official document there and then (TF 2 kap.; HFD 99-11), so
reaching further is never a side effect: a draft is its own organisation's, sharing and publishing are acts
with a time, and what has been shared is never changed, only followed by another document.
"""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhandling.core.models import StoredFile, SwedishName
from samhandling.documents.enums import (
    Direction,
    DisposalState,
    DocumentKind,
    Openness,
    Refusal,
    RetentionRefusal,
    SecrecyRefusal,
    signs_of,
)
from samhandling.organisations.models import Collaboration, Organisation

if TYPE_CHECKING:
    from django.utils.functional import Promise


class RetentionClass(SwedishName):
    """How long documents of a kind are kept, and by which decided plan. Without years they are kept for ever."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="retention_classes")
    name = models.CharField(_("class"), max_length=120)
    years = models.PositiveSmallIntegerField(_("years to keep"), null=True, blank=True)
    plan = models.CharField(_("decided in"), max_length=200)

    TAKEN: ClassVar = {"one_retention_class_per_name": RetentionRefusal.NAME_TAKEN}

    class Meta:
        ordering = ("sort_key", "pk")
        constraints = (models.UniqueConstraint(fields=["collaboration", "name"], name="one_retention_class_per_name"),)

    def __str__(self) -> str:
        return self.name

    def names_to_sort(self) -> str:
        return self.name


class Document(SwedishName):
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="documents")
    # The authority or organisation whose document it is.
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="documents", verbose_name=_("whose document")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind, default=DocumentKind.OTHER)
    title = models.CharField(_("title"), max_length=200)
    dated_on = models.DateField(_("date"))
    # None once it has been disposed of: the row stays, as the register's memory.
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    # It was submitted straight to where it is read, such as a closed forum: then that room alone says who reads it,
    # and working for the owner opens nothing.
    is_read_elsewhere = models.BooleanField(default=False)
    openness = models.CharField(_("openness"), max_length=10, choices=Openness, default=Openness.DRAFT)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.INTERNAL)
    correspondent = models.CharField(_("sender or recipient"), max_length=200, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    retention_class = models.ForeignKey(
        RetentionClass, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    # The day from which its years are counted: usually the end of its matter.
    retained_from = models.DateField(_("kept from"), null=True, blank=True)
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name=_("replaces")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    disposed_at = models.DateTimeField(_("disposed of"), null=True, blank=True)

    TAKEN: ClassVar = {"follows": Refusal.ALREADY_FOLLOWED}

    class Meta:
        ordering = ("-dated_on", "-pk")
        verbose_name = _("document")
        constraints = (
            models.CheckConstraint(
                condition=~Q(openness=Openness.PUBLIC) | Q(published_at__isnull=False),
                name="published_document_has_time",
            ),
            models.CheckConstraint(
                condition=Q(file=None, disposed_at__isnull=False) | Q(file__isnull=False, disposed_at=None),
                name="document_has_file_until_disposed",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def names_to_sort(self) -> str:
        return self.title

    def names_to_search(self) -> str:
        return f"{self.title} {self.registration_number} {self.correspondent}"

    @property
    def signs(self) -> "list[tuple[str | Promise, str]]":
        """Its states in words, the marking too where `is_marked` was asked for."""
        is_marked = getattr(self, "is_marked", False)
        return signs_of(Openness(self.openness), is_disposed=self.disposed_at is not None, is_marked=is_marked)


class Share(models.Model):
    """That an organisation was given access to a document, and when: from then on it is official there.

    What was submitted to a forum is read there, by the forum's own rule, and stands not among what all who
    answer for the organisation may read: a closed forum's papers are for those who sit in it.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="shares")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="documents_received")
    # Through what, when it was not straight to the organisation: the name of the forum it was submitted to.
    through = models.CharField(_("through"), max_length=200, blank=True)
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    TAKEN: ClassVar = {"shared_once_by_each_road": Refusal.ALREADY_SHARED}

    class Meta:
        ordering = ("shared_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["document", "recipient", "through"], name="shared_once_by_each_road"),
        )

    def __str__(self) -> str:
        return f"{self.document}: {self.recipient}"


class SecrecyMarking(models.Model):
    """A reminder that something in the document may be secret, and by which section. Each disclosure is still tried."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="markings")
    law = models.CharField(_("law"), max_length=120)
    chapter = models.CharField(_("chapter"), max_length=10)
    section = models.CharField(_("section"), max_length=20)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    TAKEN: ClassVar = {"one_secrecy_marking_at_a_time": SecrecyRefusal.ALREADY_MARKED}

    class Meta:
        ordering = ("marked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["document"], condition=Q(lifted_at=None), name="one_secrecy_marking_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.law} {self.chapter}:{self.section}"


class Disposal(models.Model):
    """A list of documents whose time is out, proposed by one person and carried out by another."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="disposals")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="disposals")
    state = models.CharField(max_length=20, choices=DisposalState, default=DisposalState.PROPOSED)
    decision_reference = models.CharField(_("decision"), max_length=200)
    decided_on = models.DateField(_("date of the decision"))
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    documents = models.ManyToManyField(Document, through="DisposalLine", related_name="disposals")

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("proposed_by")), name="disposal_takes_two"
            ),
            models.CheckConstraint(
                condition=Q(state=DisposalState.CARRIED_OUT, approved_by__isnull=False, approved_at__isnull=False)
                | ~Q(state=DisposalState.CARRIED_OUT) & Q(approved_by=None, approved_at=None),
                name="carried_out_disposal_says_by_whom",
            ),
        )

    def __str__(self) -> str:
        return self.decision_reference


class DisposalLine(models.Model):
    """One document of a disposal, and why its time was out on the day it was proposed."""

    disposal = models.ForeignKey(Disposal, on_delete=models.CASCADE, related_name="lines")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="disposal_lines")
    retention_class = models.ForeignKey(RetentionClass, on_delete=models.PROTECT, related_name="disposal_lines")
    years = models.PositiveSmallIntegerField(_("years to keep"))
    retained_from = models.DateField(_("kept from"))
    was_marked = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["disposal", "document"], name="once_in_each_disposal"),)

    def __str__(self) -> str:
        return f"{self.disposal}: {self.document}"
