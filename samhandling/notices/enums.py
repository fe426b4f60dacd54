"""The fixed words of this room."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    """A request waits for an answer or an act; news is everything else that is addressed to somebody."""

    REQUEST = "request", _("request")
    NEWS = "news", _("news")


class Mail(TextChoices):
    """What has become of a notice's mail. NONE: read, withdrawn or not wished for before any left."""

    WAITING = "waiting", _("waiting to be emailed")
    SENT = "sent", _("emailed")
    NONE = "none", _("not emailed")


class Frequency(TextChoices):
    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, together")
    WEEKLY = "weekly", _("Once a week, together")
    NEVER = "never", _("Never, I look here myself")


class Weekday(IntegerChoices):
    """Counted as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Way(TextChoices):
    """How word comes to somebody, as told to whoever asked."""

    AT_ONCE = "at_once", _("by email at once")
    TOGETHER = "together", _("by email, together with other news")
    HERE = "here", _("only here, no email")
    UNREACHED = "unreached", _("not by email: the address does not work")


class Refusal(TextChoices):
    UNKNOWN_LINK = (
        "unknown_link",
        _("The link is not complete. Copy all of it from the email, or log in and change your notices there."),
    )
