"""A cost that parties share by a key: the amount of a special agreement, or anything new they agree to pay for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samhandling.agreements.models import Agreement, Area, Party, SpecialAgreement
from samhandling.core.models import SwedishName
from samhandling.finance.enums import Basis, Invoicing, SplitState


class CostSplit(SwedishName):
    """One year of a shared cost, with its key. While it is a draft it may be changed; adopted it is locked."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="cost_splits")
    area = models.ForeignKey(Area, on_delete=models.SET_NULL, null=True, blank=True, related_name="cost_splits")
    title = models.CharField(_("what is paid for"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=SplitState, default=SplitState.DRAFT)
    total_ore = models.BigIntegerField(_("total cost"))
    invoicing = models.CharField(_("invoiced"), max_length=20, choices=Invoicing, default=Invoicing.YEARLY)
    invoice_reference = models.CharField(_("reference for invoices"), max_length=80, blank=True)
    basis = models.CharField(_("shared"), max_length=20, choices=Basis, default=Basis.POPULATION)
    # The population that the key goes by; the agreement names its date, as two figures live side by side (SCB).
    population_on = models.DateField(_("population of"), null=True, blank=True)
    population_table = models.CharField(_("table"), max_length=40, blank=True)
    region_ore = models.BigIntegerField(_("the region’s share"), default=0)
    region_per_mille = models.PositiveSmallIntegerField(_("the region’s share in per mille"), default=0)
    fixed_part_ore = models.BigIntegerField(_("fixed part for each party"), default=0)
    floor_ore = models.BigIntegerField(_("lowest share"), default=0)
    cap_ore = models.BigIntegerField(_("highest share"), null=True, blank=True)
    unit_ore = models.PositiveIntegerField(_("whole in, in öre"), default=100)
    reason = models.TextField(_("reason for the key"), blank=True)
    is_example = models.BooleanField(_("made-up example"), default=False)
    adopted_on = models.DateField(_("adopted"), null=True, blank=True)
    adopted_by = models.CharField(_("adopted by"), max_length=150, blank=True)
    section = models.CharField(_("section"), max_length=40, blank=True)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-year", "sort_key", "pk")
        verbose_name = _("shared cost")
        constraints = (
            models.CheckConstraint(condition=Q(total_ore__gte=0), name="shared_cost_is_not_negative"),
            models.CheckConstraint(
                condition=~Q(state=SplitState.ADOPTED) | Q(adopted_on__isnull=False), name="adopted_split_has_date"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def collaboration_id(self) -> int:
        return self.agreement.collaboration_id

    def names_to_sort(self) -> str:
        return self.title


class SplitShare(models.Model):
    """One party's part: what goes into the key, and what came out of it."""

    split = models.ForeignKey(CostSplit, on_delete=models.CASCADE, related_name="shares")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="cost_shares")
    # The line of the party's annex that this is the price of.
    special = models.ForeignKey(
        SpecialAgreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="cost_shares"
    )
    # Inhabitants, a part set by hand, or the fixed amount in öre, as it was when the shares were calculated.
    weight = models.BigIntegerField(_("part"), default=0)
    floor_ore = models.BigIntegerField(_("lowest share"), null=True, blank=True)
    cap_ore = models.BigIntegerField(_("highest share"), null=True, blank=True)
    amount_ore = models.BigIntegerField(_("share"))

    class Meta:
        ordering = ("party__organisation__sort_key",)
        constraints = (
            models.UniqueConstraint(fields=["split", "party"], name="one_share_per_party"),
            models.CheckConstraint(condition=Q(amount_ore__gte=0, weight__gte=0), name="share_is_not_negative"),
        )

    def __str__(self) -> str:
        return str(self.party)
