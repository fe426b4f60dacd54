"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sector(TextChoices):
    """The pentahelix (S0)."""

    PUBLIC = "public", _("public sector")
    BUSINESS = "business", _("business sector")
    ACADEMIA = "academia", _("academia")
    CIVIL = "civil", _("civil society")
    CITIZENS = "citizens", _("citizens")


class Kind(TextChoices):
    MUNICIPALITY = "municipality", _("municipality")
    REGION = "region", _("region")
    AGENCY = "agency", _("state agency")
    FEDERATION = "federation", _("local federation")
    UNIVERSITY = "university", _("university")
    COMPANY = "company", _("company")
    ASSOCIATION = "association", _("association")
    OTHER = "other", _("other")


class Role(TextChoices):
    """What somebody may do in a whole collaboration."""

    COORDINATOR = "coordinator", _("coordinator")
    FINANCE = "finance", _("finance officer")
    EVALUATOR = "evaluator", _("evaluator")
    READER = "reader", _("reader")


class ContactKind(TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone")
    ADDRESS = "address", _("postal address")
    WEB = "web", _("web page")


class ImportKind(TextChoices):
    PEOPLE = "people", _("people")
    APPOINTMENTS = "appointments", _("people and appointments")


class ImportState(TextChoices):
    PREVIEWED = "previewed", _("previewed")
    APPLIED = "applied", _("carried out")
    UNDONE = "undone", _("undone")
