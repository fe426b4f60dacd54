"""A matter, what is done with it and where, and the recommendation that every party answers.

A matter has no “current place”: it is many treatments, some of them at the same time. A recommendation makes one
answer row for each party as it is issued, and both ends look at the same row.
"""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.models import Agreement, Area
from samhandling.core.models import SwedishName
from samhandling.documents.enums import Openness
from samhandling.documents.models import Document
from samhandling.forums.models import Forum
from samhandling.matters.enums import Ending, JourneyStep, Refusal, Result, Route, Stance
from samhandling.organisations.models import Collaboration, Organisation, Person

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Matter(SwedishName):
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="matters")
    title = models.CharField(_("title"), max_length=200)
    question = models.CharField(_("question"), max_length=300)
    purpose = models.TextField(_("purpose"), blank=True)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="matters", verbose_name=_("agreement")
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="matters", verbose_name=_("areas"))
    raised_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="matters_raised", verbose_name=_("raised by")
    )
    raised_by_person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("raised by person")
    )
    raised_on = models.DateField(_("raised on"))
    # One of these at most sees to it that the matter gets on.
    owner_forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    owner_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    owner_person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    openness = models.CharField(_("openness"), max_length=10, choices=Openness, default=Openness.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=20, choices=Ending, blank=True)
    ending_words = models.TextField(_("what came of it"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-raised_on", "-pk")
        verbose_name = _("matter")
        constraints = (
            models.CheckConstraint(
                condition=~Q(openness=Openness.PUBLIC) | Q(published_at__isnull=False),
                name="published_matter_has_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, ending="") | Q(closed_on__isnull=False) & ~Q(ending=""),
                name="closed_matter_says_how",
            ),
            models.CheckConstraint(
                condition=Q(owner_forum=None, owner_organisation=None)
                | Q(owner_forum=None, owner_person=None)
                | Q(owner_organisation=None, owner_person=None),
                name="one_owner_of_a_matter",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def names_to_sort(self) -> str:
        return self.title

    def names_to_search(self) -> str:
        return f"{self.title} {self.question}"

    @property
    def owner(self) -> Forum | Organisation | Person | None:
        return self.owner_forum or self.owner_organisation or self.owner_person


class MatterShare(models.Model):
    """That a forum was given the matter, and when: from then on it is official with the parties that sit there."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="shares")
    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    TAKEN: ClassVar = {"matter_shared_once_with_each_forum": Refusal.ALREADY_SHARED}

    class Meta:
        ordering = ("shared_at", "pk")
        constraints = (models.UniqueConstraint(fields=["matter", "forum"], name="matter_shared_once_with_each_forum"),)

    def __str__(self) -> str:
        return f"{self.matter}: {self.forum}"

    @property
    def collaboration_id(self) -> int:
        return self.matter.collaboration_id


class OwnNumber(models.Model):
    """The number that the matter has in a party's own register."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="own_numbers")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("registration number"), max_length=60)

    class Meta:
        ordering = ("organisation__sort_key", "pk")
        verbose_name = _("registration number")
        constraints = (models.UniqueConstraint(fields=["matter", "organisation"], name="one_own_number_per_party"),)

    def __str__(self) -> str:
        return self.number

    @property
    def collaboration_id(self) -> int:
        return self.matter.collaboration_id


class MatterPaper(models.Model):
    """A document that belongs to the matter. Who reads it the document says by itself."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="matter_papers")

    TAKEN: ClassVar = {"once_among_the_matters_papers": Refusal.PAPER_ALREADY_THERE}

    class Meta:
        ordering = ("pk",)
        verbose_name = _("paper")
        constraints = (models.UniqueConstraint(fields=["matter", "document"], name="once_among_the_matters_papers"),)

    def __str__(self) -> str:
        return f"{self.matter}: {self.document}"

    @property
    def collaboration_id(self) -> int:
        return self.matter.collaboration_id


class Treatment(models.Model):
    """A forum or a party deals with the matter in one step: by a day, and with what came of it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="treatments")
    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, null=True, blank=True, related_name="treatments", verbose_name=_("forum")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="treatments",
        verbose_name=_("party"),
    )
    step = models.CharField(_("step"), max_length=20, choices=JourneyStep)
    due_on = models.DateField(_("by"), null=True, blank=True)
    # What this forum or party says here is what counts; the others give their views on the way.
    is_authoritative = models.BooleanField(_("decisive"), default=False)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.CharField(_("outcome"), max_length=20, choices=Result, blank=True)
    result_words = models.TextField(_("what was said"), blank=True)
    # Referred back with something else to do than before: then the matter goes on, and does not circle.
    assignment = models.TextField(_("new assignment"), blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = _("treatment")
        constraints = (
            models.CheckConstraint(
                condition=Q(forum=None, organisation__isnull=False) | Q(forum__isnull=False, organisation=None),
                name="treatment_has_one_place",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None, result="") | Q(done_on__isnull=False) & ~Q(result=""),
                name="done_treatment_says_what_came_of_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.place}"

    @property
    def place(self) -> Forum | Organisation | None:
        return self.forum or self.organisation

    @property
    def short_place(self) -> str:
        """ "PKD" where the forum has an abbreviation."""
        return (self.forum and self.forum.abbreviation) or str(self.place)

    @property
    def collaboration_id(self) -> int:
        return self.matter.collaboration_id


class Recommendation(models.Model):
    """What a forum recommends the parties to decide. Issued once, never changed, at most withdrawn."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recommendations")
    treatment = models.OneToOneField(Treatment, on_delete=models.PROTECT, related_name="recommendation")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what is recommended"))
    issued_on = models.DateField(_("issued on"))
    answer_by = models.DateField(_("answer by"))
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True)

    TAKEN: ClassVar = {"treatment": Refusal.ALREADY_ISSUED}

    class Meta:
        ordering = ("-issued_on", "-pk")
        verbose_name = _("recommendation")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer_by__gte=models.F("issued_on")), name="answered_after_it_was_issued"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def collaboration_id(self) -> int:
        return self.matter.collaboration_id

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class AnswerFacts(models.Model):
    """What a party has decided, as it stands or as it stood."""

    state = models.CharField(_("answer"), max_length=20, choices=Stance, default=Stance.NOT_YET)
    body = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True, blank=True)
    section = models.CharField(_("section"), max_length=40, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    # For the party's own people until the party releases it.
    reasons = models.TextField(_("reasons"), blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("paper")
    )
    route = models.CharField(_("how it came in"), max_length=10, choices=Route, blank=True)
    given_at = models.DateTimeField(_("given"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def label(self) -> "str | Promise":
        return Stance(self.state).label


class Answer(AnswerFacts):
    """One party's row in a recommendation, there as “not yet” from the moment it is issued."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="answers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="answers", verbose_name=_("party")
    )
    is_released = models.BooleanField(_("reasons released"), default=False)

    TAKEN: ClassVar = {"one_answer_row_per_party": Refusal.ALREADY_ISSUED}

    class Meta:
        ordering = ("organisation__sort_key", "pk")
        verbose_name = _("answer")
        constraints = (
            models.UniqueConstraint(fields=["recommendation", "organisation"], name="one_answer_row_per_party"),
            models.CheckConstraint(
                condition=Q(state=Stance.NOT_YET, given_at=None, route="")
                | ~Q(state=Stance.NOT_YET) & Q(given_at__isnull=False) & ~Q(route=""),
                name="given_answer_says_when_and_how",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.label}"

    @property
    def collaboration_id(self) -> int:
        return self.recommendation.matter.collaboration_id


class EarlierAnswer(AnswerFacts):
    """What the party had answered before it was corrected, and why it was."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="earlier")
    replaced_at = models.DateTimeField(_("corrected"))
    reason = models.TextField(_("why it was corrected"))

    class Meta:
        ordering = ("-replaced_at", "-pk")
        verbose_name = _("earlier answer")

    def __str__(self) -> str:
        return f"{self.answer.organisation}: {self.label}"

    @property
    def collaboration_id(self) -> int:
        return self.answer.collaboration_id
