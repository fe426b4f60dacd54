"""The first steps of somebody who is new in a role: a list that ticks itself by what is so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.urls import reverse

from samhandling.accounts.models import User
from samhandling.agreements.enums import Status
from samhandling.agreements.models import Agreement, Comment, Party, Proposal
from samhandling.core.prepared import Prepared
from samhandling.finance.models import FeeBase, FeeList, IndexFigure
from samhandling.forums.models import Forum, Mandate, Paper
from samhandling.forums.selectors.kept_forums import kept_forums
from samhandling.forums.selectors.own_places import own_places
from samhandling.notices.models import NoticeWish
from samhandling.opendata.models import CalendarFeed
from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration, CollaborationAccess, OrganisationAccess, Participation
from samhandling.organisations.permissions import has_role, is_coordinator, parties_of
from samhandling.portal.enums import Step


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step, whether it is taken, and where one takes it."""

    step: Step
    is_taken: bool
    page: str
    key: int | None = None  # of the row that the page is about

    @property
    def text(self) -> str:
        return str(self.step.label)

    @property
    def help(self) -> str:
        return self.step.help

    @property
    def is_looked_at(self) -> bool:
        """Nothing but a look tells that it is taken."""
        return self.step.is_looked_at

    @property
    def is_of_account(self) -> bool:
        """One's own account and notices are in no collaboration."""
        return self.page.startswith(("accounts:", "notices:"))

    def address(self, slug: str) -> str:
        if self.is_of_account:
            return reverse(self.page)
        where = {"collaboration": slug} | ({} if self.key is None else {"pk": self.key})
        return reverse(self.page, kwargs=where)


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """All the steps of all one's roles here, and whether somebody has put the list away."""

    lines: tuple[StepLine, ...] = ()
    is_put_away: bool = False

    @property
    def taken(self) -> int:
        return sum(line.is_taken for line in self.lines)

    @property
    def is_shown(self) -> bool:
        """At home, until all is done or it is put away."""
        return not self.is_put_away and self.taken < len(self.lines)


def first_steps_of(
    user: User, collaboration: Collaboration, *, is_seated: bool, kept: list[int], even_away: bool = False
) -> FirstSteps:
    """One question for what is remembered, and one for each role. None but the first when it is put away."""
    (remembered,) = _remembered(user=user.pk, collaboration=collaboration.pk)
    is_put_away = bool(remembered.is_put_away)
    if is_put_away and not even_away:
        return FirstSteps(is_put_away=True)
    looked_at = frozenset(remembered.looked_at or [])
    parties = parties_of(user, collaboration.pk)
    lines = [
        *(_coordinators(user, collaboration) if is_coordinator(user, collaboration.pk) else ()),
        *(_parties(collaboration, parties, looked_at) if parties else ()),
        *(_members(user, collaboration, looked_at) if is_seated else ()),
        *(_secretaries(kept) if kept else ()),
        *(_finance(collaboration) if has_role(user, collaboration.pk, Role.FINANCE) else ()),
        *(_evaluators(looked_at) if has_role(user, collaboration.pk, Role.EVALUATOR) else ()),
    ]
    if lines:
        lines.append(StepLine(Step.NOTICES, remembered.has_wished, "notices:wishes"))
    return FirstSteps(tuple(lines), is_put_away)


def all_first_steps(user: User, collaboration: Collaboration, today: date) -> FirstSteps:
    """The list by itself, also when it is put away."""
    is_seated = bool(own_places(user, collaboration, today))
    kept = [one.pk for one in kept_forums(user, collaboration, today)]
    return first_steps_of(user, collaboration, is_seated=is_seated, kept=kept, even_away=True)


class _Remembered(NamedTuple):
    """None where this person has done nothing with the list here. `has_wished`: they have said how they are told."""

    looked_at: list[str] | None
    is_put_away: bool | None
    has_wished: bool


_remembered = Prepared(
    _Remembered,
    lambda user, collaboration: (
        User.objects.filter(pk=user)
        .annotate(
            kept=FilteredRelation("first_steps", condition=Q(first_steps__collaboration=collaboration)),
            has_wished=Exists(NoticeWish.objects.filter(user=OuterRef("pk"))),
        )
        .values_list("kept__looked_at", "kept__is_put_away", "has_wished")
    ),
)


# --- What is so ----------------------------------------------------------------------------------


class _Founded(NamedTuple):
    is_described: bool
    has_participants: bool
    has_agreement: bool
    has_forums: bool
    has_others: bool


def _here(model: type[models.Model], way: str = "collaboration") -> Exists:
    """Whether the row asked about has any of these; `way` leads back to it."""
    return Exists(models.QuerySet(model).filter(**{way: OuterRef("pk")}))


_founded = Prepared(
    _Founded,
    lambda collaboration, user: (
        Collaboration.objects.filter(pk=collaboration)
        .annotate(
            has_participants=_here(Participation),
            has_agreement=_here(Agreement),
            has_forums=_here(Forum),
            has_others=Exists(CollaborationAccess.objects.filter(~Q(user=user), collaboration=OuterRef("pk")))
            | Exists(OrganisationAccess.objects.filter(~Q(user=user), collaboration=OuterRef("pk"))),
            is_described=Exists(
                Collaboration.objects.filter(~Q(introduction=""), ~Q(contact_name=""), pk=OuterRef("pk"))
            ),
        )
        .values_list("is_described", "has_participants", "has_agreement", "has_forums", "has_others")
    ),
)


def _coordinators(user: User, collaboration: Collaboration) -> Iterable[StepLine]:
    (founded,) = _founded(collaboration=collaboration.pk, user=user.pk)
    return (
        StepLine(Step.DESCRIBE, founded.is_described, "organisations:settings"),
        StepLine(Step.PARTICIPANTS, founded.has_participants, "organisations:participants"),
        StepLine(Step.AGREEMENT, founded.has_agreement, "agreements:list"),
        StepLine(Step.FORUMS, founded.has_forums, "forums:list"),
        StepLine(Step.INVITE, founded.has_others, "organisations:access"),
    )


_answered = Prepared(
    bool,
    lambda collaboration, parties: (
        Party.objects.filter(
            Q(agreement__status=Status.DRAFT, agreement__comments_due_on__isnull=False)
            | Q(agreement__status=Status.PROPOSED),
            agreement__collaboration=collaboration,
            organisation__in=parties,
        )
        .annotate(
            has_answered=Q(ratification__isnull=False)
            | Q(agreement__status=Status.DRAFT)
            & (
                Exists(Comment.objects.filter(party=OuterRef("pk")))
                | Exists(Proposal.objects.filter(party=OuterRef("pk")))
            )
        )
        .order_by()
        .values_list("has_answered")
        .distinct()
    ),
)


def _parties(collaboration: Collaboration, parties: Iterable[int], looked_at: frozenset[str]) -> Iterable[StepLine]:
    """Those who answer for several come to the page where they choose."""
    answers = _answered(collaboration=collaboration.pk, parties=sorted(parties))
    lines = [
        StepLine(Step.OUR_SEATS, Step.OUR_SEATS in looked_at, "portal:our_organisation"),
        StepLine(Step.OUR_PEOPLE, Step.OUR_PEOPLE in looked_at, "organisations:people"),
    ]
    if answers:
        lines.append(StepLine(Step.ANSWER, all(answers), "portal:our_organisation"))
    return lines


_feeds = Prepared(
    int,
    lambda user, collaboration: (
        CalendarFeed.objects.filter(user=user, collaboration=collaboration, closed_at=None).order_by().values_list("pk")
    ),
)


def _members(user: User, collaboration: Collaboration, looked_at: frozenset[str]) -> Iterable[StepLine]:
    return (
        StepLine(Step.PROFILE, Step.PROFILE in looked_at, "accounts:profile"),
        StepLine(Step.READ_PAPERS, Step.READ_PAPERS in looked_at, "portal:papers"),
        StepLine(Step.FOLLOW, bool(_feeds(user=user.pk, collaboration=collaboration.pk)), "opendata:feeds"),
    )


class _Kept(NamedTuple):
    forum: int
    has_paper: bool
    has_mandate: bool


_kept_facts = Prepared(
    _Kept,
    lambda forums: (
        Forum.objects.filter(pk__in=forums)
        .annotate(has_paper=_here(Paper, "forum"), has_mandate=_here(Mandate, "forum"))
        .order_by("type__position", "sort_key", "pk")
        .values_list("pk", "has_paper", "has_mandate")
    ),
)


def _secretaries(kept: list[int]) -> Iterable[StepLine]:
    """Led to the first of the forums that lacks it."""
    facts = _kept_facts(forums=kept)
    bare = next((one.forum for one in facts if not one.has_mandate), kept[0])
    empty = next((one.forum for one in facts if not one.has_paper), kept[0])
    return (
        StepLine(Step.MANDATE, all(one.has_mandate for one in facts), "forums:mandate", bare),
        StepLine(Step.ADD_PAPER, any(one.has_paper for one in facts), "forums:papers", empty),
    )


class _Reckoned(NamedTuple):
    has_base: bool
    has_index: bool
    has_list: bool


_reckoned = Prepared(
    _Reckoned,
    lambda collaboration: (
        Collaboration.objects.filter(pk=collaboration)
        .annotate(
            has_base=_here(FeeBase, "agreement__collaboration"),
            has_index=_here(IndexFigure),
            has_list=_here(FeeList, "agreement__collaboration"),
        )
        .values_list("has_base", "has_index", "has_list")
    ),
)


def _finance(collaboration: Collaboration) -> Iterable[StepLine]:
    (reckoned,) = _reckoned(collaboration=collaboration.pk)
    return (
        StepLine(Step.FEE_BASE, reckoned.has_base, "finance:overview"),
        StepLine(Step.INDEX, reckoned.has_index, "finance:index"),
        StepLine(Step.FEE_LIST, reckoned.has_list, "finance:overview"),
    )


def _evaluators(looked_at: frozenset[str]) -> Iterable[StepLine]:
    return (
        StepLine(Step.READ_AGREEMENT, Step.READ_AGREEMENT in looked_at, "agreements:list"),
        StepLine(Step.READ_CHART, Step.READ_CHART in looked_at, "forums:chart"),
    )
