"""Joint projects with external co-financing: who bears what, year by year, planned and as it turned out."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.models import Agreement, Area
from samhandling.core.models import SwedishName
from samhandling.finance.enums import DecisionResult, FunderKind, Means, Refusal
from samhandling.organisations.models import Collaboration, Organisation


class Project(SwedishName):
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="projects")
    agreement = models.ForeignKey(Agreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="projects")
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="projects")
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("what it is for"), blank=True)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="owned_projects", verbose_name=_("project owner")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    outcome = models.TextField(_("what it led to"), blank=True)
    is_example = models.BooleanField(_("made-up example"), default=False)

    class Meta:
        ordering = ("-starts_on", "sort_key")
        verbose_name = _("joint project")
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="project_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.title

    def names_to_sort(self) -> str:
        return self.title


class Funder(models.Model):
    """Who pays: an organisation of the address book, or one that only has a name here."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="funders")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="project_fundings"
    )
    name = models.CharField(_("funder"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=FunderKind)
    # The largest part of the whole that this funder may bear.
    limit_per_mille = models.PositiveSmallIntegerField(_("at most, in per mille"), null=True, blank=True)

    TAKEN: ClassVar = {"one_funder_each": Refusal.FUNDER_TWICE}

    class Meta:
        ordering = ("kind", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "organisation"], condition=Q(organisation__isnull=False), name="one_funder_each"
            ),
            models.CheckConstraint(
                condition=Q(limit_per_mille=None) | Q(limit_per_mille__lte=1000), name="funder_limit_within_whole"
            ),
        )

    def __str__(self) -> str:
        return self.name


class BudgetLine(models.Model):
    """What a funder puts in one year, in cash or in kind: planned, and as it turned out."""

    funder = models.ForeignKey(Funder, on_delete=models.CASCADE, related_name="lines")
    year = models.PositiveSmallIntegerField(_("year"))
    means = models.CharField(_("in cash or in kind"), max_length=10, choices=Means, default=Means.CASH)
    planned_ore = models.BigIntegerField(_("planned"))
    spent_ore = models.BigIntegerField(_("outcome"), null=True, blank=True)

    class Meta:
        ordering = ("year", "means")
        constraints = (
            models.UniqueConstraint(fields=["funder", "year", "means"], name="one_budget_line_per_year_and_means"),
            models.CheckConstraint(
                condition=Q(planned_ore__gte=0) & (Q(spent_ore=None) | Q(spent_ore__gte=0)),
                name="budget_line_is_not_negative",
            ),
        )

    def __str__(self) -> str:
        return f"{self.funder} {self.year}"


class PartyDecision(models.Model):
    """What a party's own body has decided about taking part in the project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="decisions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="project_decisions")
    result = models.CharField(_("decision"), max_length=20, choices=DecisionResult)
    body = models.CharField(_("decided by"), max_length=120)
    decided_on = models.DateField(_("date of the decision"))
    section = models.CharField(_("section"), max_length=40, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)

    class Meta:
        ordering = ("organisation__sort_key",)
        constraints = (
            models.UniqueConstraint(fields=["project", "organisation"], name="one_decision_per_party_and_project"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.result}"
