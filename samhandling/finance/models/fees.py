"""Base fees: the base year's annex, the index, and each year's list."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.models import Agreement, Party
from samhandling.finance.enums import FeeState, Refusal, RoundingMoment
from samhandling.organisations.models import Collaboration


class IndexFigure(models.Model):
    """SKR's forecast of municipal cost growth for a year. A correction is a row of its own; the old one is kept."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="index_figures")
    year = models.PositiveSmallIntegerField(_("year"))
    # Thousandths of a percent: 3.4 % is 3400.
    percent = models.IntegerField(_("percent"))
    source = models.CharField(_("source"), max_length=200)
    published_on = models.DateField(_("published"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_example = models.BooleanField(_("made-up example"), default=False)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    TAKEN: ClassVar = {"one_index_figure_per_year": Refusal.INDEX_TWICE}

    class Meta:
        ordering = ("-year", "-pk")
        verbose_name = _("index figure")
        constraints = (
            models.UniqueConstraint(
                fields=["collaboration", "year"], condition=Q(replaced_at=None), name="one_index_figure_per_year"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=-20_000, percent__lte=50_000), name="index_figure_is_reasonable"
            ),
        )

    def __str__(self) -> str:
        return str(self.year)


class FeeBase(models.Model):
    """The annex of the base year, from which every later year is calculated."""

    agreement = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="fee_base")
    year = models.PositiveSmallIntegerField(_("base year"))
    source = models.CharField(_("annex or decision"), max_length=200)
    rounding_unit = models.PositiveIntegerField(_("rounded to, in öre"), default=100)
    rounding_moment = models.CharField(
        _("rounded"), max_length=20, choices=RoundingMoment, default=RoundingMoment.EACH_YEAR
    )
    is_example = models.BooleanField(_("made-up example"), default=False)

    def __str__(self) -> str:
        return f"{self.agreement} {self.year}"

    @property
    def collaboration_id(self) -> int:
        return self.agreement.collaboration_id


class BaseFee(models.Model):
    """What a party paid in the base year."""

    base = models.ForeignKey(FeeBase, on_delete=models.CASCADE, related_name="fees")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="base_fees")
    amount_ore = models.BigIntegerField(_("base fee"))

    class Meta:
        ordering = ("party__organisation__sort_key",)
        constraints = (
            models.UniqueConstraint(fields=["base", "party"], name="one_base_fee_per_party"),
            models.CheckConstraint(condition=Q(amount_ore__gte=0), name="base_fee_is_not_negative"),
        )

    def __str__(self) -> str:
        return str(self.party)


class FeeList(models.Model):
    """The fees of one year: drafted, checked by somebody, adopted and locked."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="fee_lists")
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=FeeState, default=FeeState.DRAFT)
    base_year = models.PositiveSmallIntegerField(_("base year"))
    rounding_unit = models.PositiveIntegerField(_("rounded to, in öre"))
    rounding_moment = models.CharField(_("rounded"), max_length=20, choices=RoundingMoment)
    # The index as it was when the list was drafted: [{"year", "percent", "source", "published_on"}], so that the
    # list can be calculated again in ten years, whatever has been corrected since.
    steps = models.JSONField(default=list)
    is_example = models.BooleanField(_("made-up example"), default=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=150, blank=True)
    section = models.CharField(_("section"), max_length=40, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)

    class Meta:
        ordering = ("-year", "agreement")
        verbose_name = _("fee list")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "year"], name="one_fee_list_per_year"),
            models.CheckConstraint(condition=Q(year__gte=F("base_year")), name="fee_list_not_before_base_year"),
            models.CheckConstraint(
                condition=~Q(state=FeeState.ADOPTED) | Q(adopted_on__isnull=False), name="adopted_fee_list_has_date"
            ),
        )

    def __str__(self) -> str:
        return str(self.year)

    @property
    def collaboration_id(self) -> int:
        return self.agreement.collaboration_id


class Fee(models.Model):
    """What one party pays that year, with the base it was calculated from."""

    fee_list = models.ForeignKey(FeeList, on_delete=models.CASCADE, related_name="fees")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="fees")
    base_ore = models.BigIntegerField(_("base fee"))
    amount_ore = models.BigIntegerField(_("fee"))

    class Meta:
        ordering = ("party__organisation__sort_key",)
        constraints = (
            models.UniqueConstraint(fields=["fee_list", "party"], name="one_fee_per_party_and_year"),
            models.CheckConstraint(condition=Q(amount_ore__gte=0, base_ore__gte=0), name="fee_is_not_negative"),
        )

    def __str__(self) -> str:
        return str(self.party)
