"""The address book. National records belong to nobody; the rest carries its collaboration."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samhandling.core.models import SwedishName
from samhandling.organisations.enums import ContactKind, ImportState, Kind, Refusal, Role, Sector

hex_colour = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", _("Enter the colour as # and six hexadecimal digits, for example #1F5D50.")
)


class Collaboration(SwedishName):
    """One county or one topic that organisations work together on. This is the tenant."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    county_code = models.CharField(_("county code"), max_length=2, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)
    accent = models.CharField(_("main colour"), max_length=7, default="#1F5D50", validators=[hex_colour])
    support = models.CharField(_("supporting colour"), max_length=7, default="#B4552D", validators=[hex_colour])
    contact_name = models.CharField(_("contact"), max_length=150, blank=True)
    contact_email = models.EmailField(_("contact email"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    # Whoever calculated a list of fees may not be the one who notes that it was adopted.
    asks_for_four_eyes = models.BooleanField(_("four eyes"), default=False)
    is_public = models.BooleanField(_("published"), default=False)
    is_example = models.BooleanField(_("made-up example"), default=False)

    TAKEN: ClassVar = {"slug": Refusal.SLUG_TAKEN}

    class Meta:
        ordering = ("sort_key",)
        verbose_name = _("collaboration")

    def __str__(self) -> str:
        return self.name

    def names_to_sort(self) -> str:
        return self.name


class Organisation(SwedishName):
    """A legal person or authority. Municipalities and regions are national records shared by all."""

    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, null=True, blank=True, related_name="own_organisations"
    )
    formal_name = models.CharField(_("formal name"), max_length=200)
    display_name = models.CharField(_("name for display"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector, default=Sector.PUBLIC)
    # SCB: four digits for a municipality, two (the county) for a region. Text: the leading zero matters.
    scb_code = models.CharField(_("SCB code"), max_length=4, unique=True, null=True, blank=True)
    organisation_number = models.CharField(_("organisation number"), max_length=11, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")

    TAKEN: ClassVar = {"one_organisation_per_number": Refusal.NUMBER_TAKEN}

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name = _("organisation")
        constraints = (
            models.UniqueConstraint(
                fields=["collaboration", "organisation_number"],
                condition=~Q(organisation_number="") & Q(merged_into=None),
                name="one_organisation_per_number",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="organisation_not_merged_into_itself"),
        )

    def __str__(self) -> str:
        return self.display_name

    def names_to_sort(self) -> str:
        return self.display_name

    def names_to_search(self) -> str:
        return f"{self.display_name} {self.formal_name} {self.scb_code or ''} {self.organisation_number}"


class Participation(models.Model):
    """That an organisation takes part in a collaboration, from when and, if it has left, until when.

    Whoever comes back has a row for each time. The days of two rows never meet: `services/collaborations.py` sees to
    it while it holds the collaboration's row, and the constraints refuse what a program past it could do worst.
    """

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    joined_on = models.DateField(_("joined"), null=True, blank=True)
    left_on = models.DateField(_("left"), null=True, blank=True)

    TAKEN: ClassVar = {
        "one_participation_per_start": Refusal.ALREADY_TAKES_PART,
        "one_participation_since_the_beginning": Refusal.ALREADY_TAKES_PART,
        "one_open_participation": Refusal.ALREADY_TAKES_PART,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["collaboration", "organisation", "joined_on"], name="one_participation_per_start"
            ),
            models.UniqueConstraint(
                fields=["collaboration", "organisation"],
                condition=Q(joined_on=None),
                name="one_participation_since_the_beginning",
            ),
            models.UniqueConstraint(
                fields=["collaboration", "organisation"], condition=Q(left_on=None), name="one_open_participation"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(joined_on=None) | Q(left_on__gte=F("joined_on")),
                name="participation_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} i {self.collaboration}"


class Population(models.Model):
    """Inhabitants of a municipality on a reference day, as a statistics table said it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="populations")
    reference_on = models.DateField(_("reference date"))
    inhabitants = models.PositiveIntegerField(_("inhabitants"))
    table = models.CharField(_("table"), max_length=40)
    source = models.CharField(_("source"), max_length=120)
    fetched_on = models.DateField(_("fetched"))

    class Meta:
        ordering = ("-reference_on",)
        constraints = (
            models.UniqueConstraint(fields=["organisation", "reference_on", "table"], name="one_population_per_table"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.inhabitants}"


class Person(SwedishName):
    """Somebody who sits or works in the collaboration. May have a user, and most have none."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    given_name = models.CharField(_("first name"), max_length=80)
    family_name = models.CharField(_("last name"), max_length=80)
    title = models.CharField(_("title"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("works for"),
    )
    # The row that stands for somebody entered twice leads to the one that is kept.
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged_from"
    )
    keep_until = models.DateField(_("keep until"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    is_example = models.BooleanField(_("made-up person"), default=False)
    # An upper room says so when it gives the person a place whose holder everybody may know. It is never taken back,
    # and opens nothing by itself: it tells a search among all names which few to look through.
    has_public_role = models.BooleanField(default=False, editable=False)
    # Set on a row that tells how the person was on an earlier day (`selectors/formerly.py`).
    is_as_then = False

    TAKEN: ClassVar = {"one_person_per_user_and_collaboration": Refusal.USER_TAKEN}

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name = _("person")
        indexes = (
            # A collaboration's address book, in order.
            models.Index(fields=["collaboration", "sort_key", "id"], name="person_in_order"),
            # Holds all that a search asks of a person, so that the nation's names are read without their rows.
            models.Index(
                fields=["sort_key", "id", "search_key", "collaboration", "erased_at"],
                condition=Q(has_public_role=True),
                name="person_public_search",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["collaboration", "user"], condition=~Q(user=None), name="one_person_per_user_and_collaboration"
            ),
        )

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def names_to_sort(self) -> str:
        return f"{self.family_name} {self.given_name}"

    def names_to_search(self) -> str:
        return f"{self.given_name} {self.family_name} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_as_then:
            raise TypeError("this is how the person was once, and only for reading")
        super().save(*args, **kwargs)


class FormerFacts(models.Model):
    """How a person was called, titled and employed up to a day. What holds after the last of them is the person's own.

    A person without such rows has always been as they are now. A correction rewrites; it makes no row.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former")
    until_on = models.DateField(_("to"))
    given_name = models.CharField(_("first name"), max_length=80)
    family_name = models.CharField(_("last name"), max_length=80)
    title = models.CharField(_("title"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="former_people",
        verbose_name=_("works for"),
    )

    class Meta:
        ordering = ("-until_on",)
        constraints = (
            models.UniqueConstraint(fields=["person", "until_on"], name="one_set_of_former_facts_per_last_day"),
        )

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class ContactPoint(models.Model):
    """One way to reach a person or an organisation within a collaboration."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="contact_points")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_points")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_points"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    value = models.CharField(_("address or number"), max_length=250)
    is_public = models.BooleanField(_("may be public"), default=False)
    keep_until = models.DateField(_("keep until"), null=True, blank=True)

    class Meta:
        ordering = ("kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
                name="contact_point_has_one_owner",
            ),
        )

    def __str__(self) -> str:
        return self.value


class CollaborationAccess(models.Model):
    """A user's role in a whole collaboration."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="access")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="collaboration_access")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["collaboration", "user", "role"], name="one_role_once_per_collaboration"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class OrganisationAccess(models.Model):
    """That a user answers for one party in a collaboration."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="organisation_access")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="organisation_access")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="access")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["collaboration", "user", "organisation"], name="answers_once_per_party"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.organisation}"


class ImportRun(models.Model):
    """A file that was previewed, carried out, and may be undone: of people, or of what a room above reads."""

    collaboration = models.ForeignKey(Collaboration, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=20)  # the key of a `FileKind`, in this room or one above
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.PREVIEWED)
    file_name = models.CharField(_("file name"), max_length=200)
    # Which sheet, what was hidden, what stood above the headings: `core.tables.Source`.
    source = models.JSONField(default=dict)
    headers = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    # What was created and changed, with the old values: enough to undo, and emptied by retention.
    traces = models.JSONField(default=dict)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return self.file_name
