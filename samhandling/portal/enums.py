"""The fixed words of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Conformance(TextChoices):
    """How far a service meets the law's requirements; Digg's three words."""

    FULL = "full", _("fully compliant")
    PARTIAL = "partial", _("partially compliant")
    NONE = "none", _("not compliant")


class Shortcoming(TextChoices):
    """Why something is not accessible. The law knows these three reasons (2018:1937, 9 and 12 §§)."""

    DEFECT = "defect", _("a defect that will be fixed")
    BURDEN = "burden", _("disproportionate burden, 12 §")
    OUTSIDE = "outside", _("outside the law, 9 §")


class How(TextChoices):
    """How near something is that waits."""

    LATE = "late", _("Late")
    THIS_WEEK = "this_week", _("This week")
    LATER = "later", _("Later")


class Step(TextChoices):
    """What somebody new in a role does first. The label is the act; `help` says why, in a sentence or two."""

    DESCRIBE = "describe", _("Describe the collaboration and say whom to contact")
    PARTICIPANTS = "participants", _("Add the organisations that take part")
    AGREEMENT = "agreement", _("Add the agreement")
    FORUMS = "forums", _("Set up the forums")
    INVITE = "invite", _("Invite the first person")
    OUR_SEATS = "our_seats", _("Look at your seats")
    OUR_PEOPLE = "our_people", _("Check your people in the register")
    ANSWER = "answer", _("Answer what you are asked")
    PROFILE = "profile", _("Check your details")
    READ_PAPERS = "read_papers", _("Open the papers of your forums")
    FOLLOW = "follow", _("Get the dates in your own calendar")
    MANDATE = "mandate", _("Write what the forum is for")
    ADD_PAPER = "add_paper", _("Add the first paper")
    FEE_BASE = "fee_base", _("Enter the base year and the base fees")
    INDEX = "index", _("Enter the index")
    FEE_LIST = "fee_list", _("Calculate the first fee list")
    READ_AGREEMENT = "read_agreement", _("Read what has been agreed")
    READ_CHART = "read_chart", _("See who meets")
    NOTICES = "notices", _("Choose how you are notified")

    @property
    def is_looked_at(self) -> bool:
        """Only a look can tell that it is taken; the others show in what is there."""
        return self in _LOOKED_AT

    @property
    def help(self) -> str:
        return str(_HELP[self])


_LOOKED_AT = frozenset(
    {Step.OUR_SEATS, Step.OUR_PEOPLE, Step.PROFILE, Step.READ_PAPERS, Step.READ_AGREEMENT, Step.READ_CHART}
)
_HELP = {
    Step.DESCRIBE: _("A few sentences that everyone reads first, and a name with an email address."),
    Step.PARTICIPANTS: _("Choose the county, and its region and municipalities are added at once."),
    Step.AGREEMENT: _("Write it here, or read it in from a file. It is a draft until you send it to the parties."),
    Step.FORUMS: _("Delegations, committees and networks. They get their seats from the agreement’s rules."),
    Step.INVITE: _("Someone who represents a municipality, a secretary, or a colleague who shares the work with you."),
    Step.OUR_SEATS: _("Who represents you in which forum, which seats are vacant, and whose term is ending."),
    Step.OUR_PEOPLE: _("Are names, titles and contact details right? Otherwise tell the coordinator."),
    Step.ANSWER: _("Comments on a draft, or your council’s decision. A short answer is better than none."),
    Step.PROFILE: _("Your name, your language and how you log in."),
    Step.READ_PAPERS: _("All papers you may read, the latest first."),
    Step.FOLLOW: _("A link for your phone’s or computer’s calendar. It keeps itself up to date."),
    Step.MANDATE: _("Tasks, who it reports to and how it works: adopted by the forum, kept in versions."),
    Step.ADD_PAPER: _("An invitation, an agenda or notes. Who can read it follows from the forum’s openness."),
    Step.FEE_BASE: _("What each municipality paid in the year that everything is calculated from."),
    Step.INDEX: _("The yearly increase, with its source. Every fee shows which index it was calculated with."),
    Step.FEE_LIST: _("Calculated for you; you check it, and someone notes that it has been adopted."),
    Step.READ_AGREEMENT: _("Aims, areas and duties: what you will measure against."),
    Step.READ_CHART: _("The organisation chart shows every forum and how they are connected."),
    Step.NOTICES: _("Requests are emailed at once, the rest once a day. Change that, or save it as it is."),
}


class Whose(TextChoices):
    """Whose days somebody wants to see."""

    MINE = "mina", _("What concerns me")
    PARTY = "part", _("What concerns my organisation")
    ALL = "alla", _("Everything")
