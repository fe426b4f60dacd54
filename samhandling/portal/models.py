"""The accessibility statement of a collaboration's pages (law 2018:1937, 13 §)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from samhandling.organisations.models import Collaboration
from samhandling.portal.enums import Conformance, Shortcoming


class AccessibilityStatement(models.Model):
    """The nine things the law wants said, kept by the coordinator."""

    collaboration = models.OneToOneField(
        Collaboration, on_delete=models.CASCADE, related_name="accessibility_statement"
    )
    public_actor = models.CharField(_("public actor"), max_length=200)
    service_name = models.CharField(_("name of the service"), max_length=200)
    conformance = models.CharField(_("conformance"), max_length=10, choices=Conformance, default=Conformance.PARTIAL)
    contact_email = models.EmailField(_("email for reports and requests"))
    contact_phone = models.CharField(_("telephone for reports and requests"), max_length=40, blank=True)
    tested_how = models.TextField(_("how it was tested"))
    assessed_on = models.DateField(_("date of the assessment"))
    updated_on = models.DateField(_("last updated"))

    def __str__(self) -> str:
        return self.service_name


class KnownShortcoming(models.Model):
    """One thing that is not accessible, why, and what to do instead."""

    statement = models.ForeignKey(AccessibilityStatement, on_delete=models.CASCADE, related_name="shortcomings")
    what = models.CharField(_("what is not accessible"), max_length=300)
    reason = models.CharField(_("why"), max_length=10, choices=Shortcoming, default=Shortcoming.DEFECT)
    alternative = models.CharField(_("what to do instead"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.what


class FirstStepsKept(models.Model):
    """What one person remembers of their first steps in a collaboration: what they looked at, and that it is put away.

    All else that the list ticks is read from what is there.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="first_steps")
    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="first_steps")
    looked_at = models.JSONField(_("looked at"), default=list)  # list[Step]
    is_put_away = models.BooleanField(_("put away"), default=False)

    class Meta:
        verbose_name = _("first steps")
        constraints = (models.UniqueConstraint(fields=["user", "collaboration"], name="first_steps_once_each"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.collaboration}"
