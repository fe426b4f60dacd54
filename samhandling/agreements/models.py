"""An agreement, what it says, who has ratified it, and how the next one comes out of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.domain.clauses import LONGEST_NUMBER
from samhandling.agreements.enums import (
    AimKind,
    EntryRule,
    PartyRole,
    ProposalState,
    RatificationResult,
    Refusal,
    ReviewKind,
    ReviewOutcome,
    Status,
)
from samhandling.core.models import FoldedText, SwedishName
from samhandling.organisations.models import Collaboration, Organisation

# A reason of one's own may be as long as 500; one that is given often may stand before it.
LONGEST_ASIDE = 600


class Agreement(SwedishName):
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="agreements")
    title = models.CharField(_("title"), max_length=200)
    # The language the text is written in. What the house adds (headings of an export) follows it.
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="sv")
    status = models.CharField(_("state"), max_length=20, choices=Status, default=Status.DRAFT)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    entry_rule = models.CharField(_("enters into force"), max_length=20, choices=EntryRule, default=EntryRule.ALL)
    # How many parties must have ratified; means something only for the rules that name a number.
    entry_number = models.PositiveSmallIntegerField(_("number of parties"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    does_not_cover = models.TextField(_("does not cover"), blank=True)
    has_individual_agreements = models.BooleanField(_("an individual agreement with each municipality"), default=False)
    comments_due_on = models.DateField(_("comments due by"), null=True, blank=True)
    proposed_on = models.DateField(_("sent for ratification"), null=True, blank=True)
    entered_on = models.DateField(_("entered into force"), null=True, blank=True)
    predecessor = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor"
    )

    TAKEN: ClassVar = {"predecessor": Refusal.HAS_SUCCESSOR}

    class Meta:
        ordering = ("-starts_on", "sort_key")
        verbose_name = _("agreement")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.title

    def names_to_sort(self) -> str:
        return self.title


class Party(models.Model):
    """An organisation that enters into the agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreement_parties")
    role = models.CharField(_("role"), max_length=20, choices=PartyRole)
    # Of the round of comments that goes on: the party has said that it has no more.
    comments_done_on = models.DateField(_("no more comments since"), null=True, blank=True)
    # To answer the draft, or to have its council decide on the text that lies before it.
    reminded_on = models.DateField(_("reminded"), null=True, blank=True)

    TAKEN: ClassVar = {"one_party_each": Refusal.ALREADY_PARTY}

    class Meta:
        ordering = ("-role", "organisation__sort_key")
        constraints = (models.UniqueConstraint(fields=["agreement", "organisation"], name="one_party_each"),)

    def __str__(self) -> str:
        return str(self.organisation)


class Ratification(models.Model):
    """What a party's own decision body has decided about the agreement."""

    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="ratification")
    result = models.CharField(_("decision"), max_length=20, choices=RatificationResult)
    body = models.CharField(_("decided by"), max_length=120)
    decided_on = models.DateField(_("date of the decision"))
    section = models.CharField(_("section"), max_length=40)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    def __str__(self) -> str:
        return f"{self.party}: {self.result}"


class Area(FoldedText):
    """An area of collaboration, with the topics that belong to it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="areas")
    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=150)
    topics = models.JSONField(_("topics"), default=list, blank=True)  # list[str], in order

    TAKEN: ClassVar = {"one_area_per_key": Refusal.AREA_KEY_TAKEN}

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["agreement", "key"], name="one_area_per_key"),)

    def __str__(self) -> str:
        return self.name

    def text_to_search(self) -> str:
        return " ".join([self.name, *self.topics])


class Aim(models.Model):
    """What collaboration shall achieve, or a perspective that runs through all of it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="aims")
    kind = models.CharField(max_length=20, choices=AimKind, default=AimKind.AIM)
    position = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("text"), max_length=300)

    class Meta:
        ordering = ("kind", "position")

    def __str__(self) -> str:
        return self.text


class Clause(FoldedText):
    """A numbered place in the text. What it says lies in its versions; `text` is the newest of them."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    # The clause of the former agreement that this one was drafted from.
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="heirs")
    position = models.PositiveSmallIntegerField(_("order"))
    number = models.CharField(_("number"), max_length=LONGEST_NUMBER)  # "3.2", follows from parents and positions
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ("agreement", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agreement", "number"], condition=Q(is_removed=False), name="one_clause_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.heading}"

    @property
    def collaboration_id(self) -> int:
        return self.agreement.collaboration_id

    def text_to_search(self) -> str:
        return f"{self.heading} {self.text}"


class ClauseVersion(models.Model):
    """What a clause said from one change to the next. Rows are added, never changed."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("reason for the change"), max_length=300, blank=True)

    class Meta:
        ordering = ("-version",)
        constraints = (models.UniqueConstraint(fields=["clause", "version"], name="clause_versions_count_up"),)

    def __str__(self) -> str:
        return f"{self.heading} ({self.version})"


class Duty(models.Model):
    """What somebody has promised, or must by law, to do: who, what, by when, and how it is shown."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="duties")
    clause = models.ForeignKey(Clause, on_delete=models.SET_NULL, null=True, blank=True, related_name="duties")
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="duties")
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="duties", verbose_name=_("who")
    )
    owner_in_words = models.CharField(_("who, in the agreement’s words"), max_length=150, blank=True)
    what = models.TextField(_("what"))
    due_on = models.DateField(_("by"), null=True, blank=True)
    due_in_words = models.CharField(_("when, in words"), max_length=150, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    law = models.CharField(_("law"), max_length=150, blank=True)
    law_section = models.CharField(_("section of the law"), max_length=30, blank=True)
    fulfilled_on = models.DateField(_("fulfilled"), null=True, blank=True)

    class Meta:
        ordering = ("clause_id", "pk")
        verbose_name = _("duty")

    def __str__(self) -> str:
        return self.what

    @property
    def collaboration_id(self) -> int:
        return self.agreement.collaboration_id


class IndividualAgreement(models.Model):
    """The agreement with one municipality, which lists its special agreements in an annex."""

    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="individual_agreement")
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    # Nobody has any special agreement until somebody has said so: an empty annex is not a missing one.
    annex_confirmed_on = models.DateField(_("annex confirmed"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    def __str__(self) -> str:
        return str(self.party)


class SpecialAgreement(FoldedText):
    """One line of the annex: a service or cooperation agreed on its own terms."""

    individual_agreement = models.ForeignKey(
        IndividualAgreement, on_delete=models.CASCADE, related_name="special_agreements"
    )
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="special_agreements")
    title = models.CharField(_("title"), max_length=200)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(_("months of notice"), null=True, blank=True)

    class Meta:
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="special_agreement_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def text_to_search(self) -> str:
        return f"{self.title} {self.registration_number}"


class Review(models.Model):
    """A dated obligation to look at the agreement, and what came of it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(_("kind"), max_length=20, choices=ReviewKind)
    opens_on = models.DateField(_("from"))
    due_on = models.DateField(_("by"))
    done_on = models.DateField(_("done"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=ReviewOutcome, blank=True)
    conclusion = models.TextField(_("conclusion"), blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="review_due_after_start"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"


class Proposal(models.Model):
    """A change to a clause of the draft, put forward by a party or by the coordinator."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="proposals")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals")
    text = models.TextField(_("proposed text"))
    reason = models.TextField(_("why"))
    # The version of the clause that the proposal was written against.
    base_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=ProposalState, default=ProposalState.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ("-proposed_at",)

    def __str__(self) -> str:
        return self.reason

    @property
    def speaker(self) -> str:
        """The party that proposes it, or the coordinator who does."""
        return str(self.party or self.proposed_by)


class Comment(models.Model):
    """What a party says about the draft, on one clause or on the whole."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="comments")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    text = models.TextField(_("comment"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ("written_at",)

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def speaker(self) -> str:
        """The party that says it, or the coordinator who does."""
        return str(self.party or self.written_by)


class GapSetAside(models.Model):
    """A gap that is known and left as it is, and why. It holds for as long as what it was judged from is the same."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="gaps_set_aside")
    key = models.CharField(max_length=32)  # which gap it is, and below what it was judged from: `domain.gaps.Gap`
    digest = models.CharField(max_length=32)
    about = models.TextField(_("about"))
    reason = models.CharField(_("reason"), max_length=LONGEST_ASIDE)
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_aside_on = models.DateField(_("set aside"))

    TAKEN: ClassVar = {"set_aside_once": Refusal.ALREADY_SET_ASIDE}

    class Meta:
        ordering = ("set_aside_on", "pk")
        constraints = (models.UniqueConstraint(fields=["agreement", "key"], name="set_aside_once"),)

    def __str__(self) -> str:
        return self.about

    @property
    def collaboration_id(self) -> int:
        return self.agreement.collaboration_id


class RenewalPlan(models.Model):
    """How many weeks the steps of a renewal take, and the weeks when councils and boards do not meet."""

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="renewal_plan")
    weeks_evaluated = models.PositiveSmallIntegerField(_("weeks from evaluation to proposal"))
    weeks_proposed = models.PositiveSmallIntegerField(_("weeks from proposal to the round of comments"))
    weeks_commented = models.PositiveSmallIntegerField(_("weeks to comment"))
    weeks_joined = models.PositiveSmallIntegerField(_("weeks from the comments to a joint text"))
    weeks_sent = models.PositiveSmallIntegerField(_("weeks from the joint text until it is sent"))
    weeks_decided = models.PositiveSmallIntegerField(_("weeks for the councils to decide"))
    weeks_signed = models.PositiveSmallIntegerField(_("weeks from the decisions to the signatures"))
    weeks_entered = models.PositiveSmallIntegerField(_("weeks from the signatures to the first day"))
    break_from = models.PositiveSmallIntegerField(_("summer break, first week"))
    break_to = models.PositiveSmallIntegerField(_("summer break, last week"))

    TAKEN: ClassVar = {"agreement": Refusal.ALREADY_PLANNED}

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(break_to__gte=F("break_from")), name="break_ends_after_it_begins"),
        )

    def __str__(self) -> str:
        return str(self.agreement)

    @property
    def collaboration_id(self) -> int:
        return self.agreement.collaboration_id
