"""Made-up content for the style page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samhandling.core.fields import EmailField, LineField, TextField
from samhandling.core.history import Change, HistoryLine
from samhandling.core.navigation import Creation, Group, NavItem
from samhandling.lib.drawing.maps import Boundary
from samhandling.ui import theme
from samhandling.ui.bulk import BulkAct
from samhandling.ui.charts import Bar, BarChart, LineChart, Point, StackedBar
from samhandling.ui.frame import Frame
from samhandling.ui.maps import Place, PlaceMap


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = LineField(
        label=gettext_lazy("Name of the forum"),
        help_text=gettext_lazy("As the agreement writes it."),
        max_length=120,
    )
    purpose = TextField(label=gettext_lazy("What it is for"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    email = EmailField(label=gettext_lazy("Email to the secretary"), required=False)
    starts_on = forms.DateField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("The day its first term starts.")
    )
    seats = forms.IntegerField(label=gettext_lazy("Number of seats"), min_value=1, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            ("delegation", gettext_lazy("Delegation")),
            ("network", gettext_lazy("Officer network")),
            ("council", gettext_lazy("Council")),
        ],
    )
    openness = forms.ChoiceField(
        label=gettext_lazy("Who may read its papers"),
        help_text=gettext_lazy("Its members are always public."),
        widget=forms.RadioSelect,
        choices=[
            ("open", gettext_lazy("Everyone")),
            ("transparent", gettext_lazy("Everyone in the collaboration")),
            ("closed", gettext_lazy("Only its members")),
        ],
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors that take part"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[
            ("public", gettext_lazy("Public")),
            ("academia", gettext_lazy("Academia")),
            ("civil", gettext_lazy("Civil society")),
        ],
    )
    paper = forms.FileField(label=gettext_lazy("Mission statement"), help_text=gettext_lazy("PDF."), required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("The parties have been asked"))


class ExampleFrame(Frame):
    """The frame of a collaboration with rooms enough to fill it. All of them lead back here."""

    @property
    def place(self) -> str:
        return _("Collaboration in the county")

    @cached_property
    def unread(self) -> int:
        return 120

    @cached_property
    def creations(self) -> list[Creation]:
        return [
            Creation(text, "#skapa", order) for order, text in enumerate([_("Matter"), _("Meeting"), _("Document")])
        ]

    @cached_property
    def _nav_items(self) -> list[NavItem]:
        here = self.request.path
        rooms = {
            Group.HOME: [_("Overview"), _("Calendar"), _("Documents"), _("Our municipality")],
            Group.MATTERS: [_("Matters"), _("Comments asked for"), _("Decisions and answers")],
            Group.FORUMS: [_("Forums"), _("Networks"), _("Meetings"), _("Hubs")],
            Group.AGREEMENT: [_("Agreements"), _("Duties"), _("Finance")],
            Group.FOLLOW_UP: [_("Indicators"), _("Surveys"), _("Evaluation"), _("Workshops"), _("Reports")],
            Group.REGISTER: [_("Organisations"), _("People")],
            Group.SETTINGS: [_("Settings")],
        }
        return [
            NavItem(text, here if text == _("Meetings") else f"#{group.name.lower()}-{order}", order, group)
            for group, texts in rooms.items()
            for order, text in enumerate(texts)
        ]


class ExampleFilter(forms.Form):
    q = LineField(label=gettext_lazy("Name contains"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("All")), ("council", gettext_lazy("Council"))],
    )
    vacant = forms.BooleanField(label=gettext_lazy("Only with vacant seats"), required=False)


def chart() -> BarChart:
    return BarChart(
        title=_("Filled seats in each forum"),
        description=_("The delegation has filled 28 of 30 seats, the drafting group all and the council none."),
        unit=_("of all its seats"),
        bars=[
            Bar(_("Delegation of all municipalities"), 93, _("28 of 30"), url="#diagram"),
            Bar(_("Drafting group"), 100, _("14 of 14"), url="#diagram"),
            Bar(_("Regional council"), 0, _("0 of 13"), url="#diagram"),
        ],
    )


def no_chart() -> BarChart:
    return BarChart(title=_("Money by party"), description=_("No party has pledged anything yet."))


def parts_of_a_whole() -> StackedBar:
    return StackedBar(
        title=_("Duties by state"),
        description=_("Most duties are done; two are late."),
        parts=[
            Bar(_("Done"), 21, "21", tone="success"),
            Bar(_("Under way"), 9, "9", tone="info"),
            Bar(_("Due soon"), 4, "4", tone="warning"),
            Bar(_("Late"), 2, "2", tone="danger"),
        ],
    )


def movement() -> LineChart:
    return LineChart(
        title=_("Meetings held each year"),
        description=_("From three meetings in 2020 to eleven in 2025."),
        points=[
            Point(str(year), held, str(held)) for year, held in zip(range(2020, 2026), (3, 5, 4, 8, 9, 11), strict=True)
        ],
    )


def years() -> BarChart:
    return BarChart(
        title=_("What is due each year"),
        description=_("Most is due in 2026."),
        bars=[
            Bar("2025", 2, "2", tone="danger"),
            Bar("2026", 9, "9", tone="warning"),
            Bar("2027", 4, "4"),
            Bar("2030", 1, "1"),
        ],
    )


def places() -> PlaceMap:
    """Four made-up municipalities, and an authority that lies nowhere."""
    north = Boundary("01", 0, 0, 200, 90, 100, 45, 30, "M0 20l90-20 110 10-10 70-100 10-70-20z")
    west = Boundary("02", 0, 70, 90, 180, 42, 125, 14, "M20 70l70 20 0 90-90-30z")
    east = Boundary("03", 90, 80, 190, 190, 140, 125, 16, "M90 90l100-10-20 110-80-10z")
    island = Boundary("04", 196, 130, 212, 150, 204, 140, 4, "M196 130l16 4-4 16-12-6z")
    return PlaceMap(
        title=_("What the councils have decided"),
        description=_("One municipality has declined, one waits, two have ratified."),
        places=[
            Place(_("The north"), north, _("Ratified"), "success", "#diagram"),
            Place(_("The west"), west, _("Waits for its decision"), "warning", "#diagram"),
            Place(_("The east"), east, _("Declined"), "danger", "#diagram"),
            Place(_("The island"), island, _("Ratified"), "success", "#diagram"),
            Place(_("The county administrative board"), state=_("Only informed"), tone="neutral"),
        ],
    )


def difference() -> list[tuple[str, str]]:
    return [
        ("same", _("The delegation consists of two members from each party")),
        ("removed", _(" and meets four times a year.")),
        ("added", _(", one of them from the opposition, and meets at least three times a year.")),
    ]


def history() -> list[HistoryLine]:
    return [
        HistoryLine(
            at=datetime(2026, 11, 3, 9, 12, tzinfo=UTC),
            actor="Maria Lindgren",
            on_behalf_of=_("the municipality of Storuman"),
            sentence=_("Ratified the agreement"),
            changes=[
                Change(_("Section"), "", "§ 112"),
                Change(_("Last day"), "2026-12-31", "2030-12-31"),
                Change(_("Note"), _("preliminary"), ""),
            ],
            reason=_("The council decided before the term ended."),
        ),
        HistoryLine(
            at=datetime(2026, 9, 14, 14, 30, tzinfo=UTC),
            actor="Per Åberg",
            on_behalf_of="",
            sentence=_("Sent the agreement to the parties"),
            changes=[],
            reason="",
        ),
    ]


def scales() -> list[tuple[str, list[tuple[str, str]]]]:
    """The colours in their steps, by day: what each step is called, and its code."""
    sources = (
        (_("Main colour"), theme.DEFAULT_ACCENT),
        (_("Supporting colour"), theme.DEFAULT_SUPPORT),
        (_("Warm greys"), theme.PAPER),
    )
    return [(name, list(theme.scale(code, is_dark=False).items())) for name, code in sources]


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """A row of the list that can be chosen."""

    pk: int
    name: str
    has_ended: bool

    def __str__(self) -> str:
        return self.name


def many_rows(_asked: QueryDict, numbers: list[int] | None) -> list[ExampleRow]:
    rows = [
        ExampleRow(1, _("Delegation of all municipalities"), has_ended=False),
        ExampleRow(2, _("Consultation on cooperation within regional development"), has_ended=True),
    ]
    return [row for row in rows if numbers is None or row.pk in numbers]


def acts_on_many() -> list[BulkAct]:
    return [
        BulkAct(
            key="exempel",
            text=_("Remind"),
            title=lambda number: (
                ngettext("Remind %(number)s forum?", "Remind %(number)s forums?", number) % {"number": number}
            ),
            what_happens=_("Nothing is sent: this is an example."),
            why_not=lambda row: _("Its last day has passed.") if row.has_ended else "",
        )
    ]
