"""Decide how a forum is put together, and make the seats that follow from it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from samhandling.accounts.models import User
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.verbs import locked
from samhandling.forums.domain.appointments import lies_within
from samhandling.forums.domain.composition import MOST_SEATS, Rule, circle, overdrawn_source, why_not_rule
from samhandling.forums.enums import Refusal, RuleKind, SeatKind
from samhandling.forums.models import CompositionRule, Forum, Seat
from samhandling.forums.permissions import can_manage
from samhandling.forums.selectors.composition import (
    choosing_forums,
    missing_from,
    parties_of_forum,
    rules_in_words,
    rules_of,
    size_of,
    sources_in,
)
from samhandling.lib.errors import RuleBroken
from samhandling.lib.periods import Period


@transaction.atomic
def set_composition(*, actor: User, forum: Forum, rules: Sequence[Rule]) -> Forum:
    """These rules, in this order, are how the forum is put together from now on. Seats are not touched."""
    forum = locked(forum, "type")
    require(can_manage(actor, forum))
    parties = parties_of_forum(forum)
    for rule in rules:
        if reason := why_not_rule(rule, parties):
            raise RuleBroken(reason, f"{MOST_SEATS}." if reason is Refusal.COUNT_TOO_LARGE else "")
    _refuse_strangers(forum, rules)
    before = rules_in_words(forum)
    _write(forum, rules)
    _refuse_impossible(forum)
    record(actor, "forum.composed", forum, before={"composition": before}, after={"composition": rules_in_words(forum)})
    return forum


@transaction.atomic
def create_seats(*, actor: User, forum: Forum, starts_on: date) -> list[Seat]:
    """Make all the seats that the rules ask for and that are not there, in one act."""
    forum = locked(forum, "type")
    require(can_manage(actor, forum))
    if not lies_within(Period(starts_on, forum.ends_on), Period(forum.starts_on, forum.ends_on)):
        raise RuleBroken(Refusal.OUTSIDE_FORUM)
    missing = missing_from(forum, starts_on)
    if not missing.seats:
        raise RuleBroken(Refusal.NOTHING_TO_CREATE if missing.is_decided else Refusal.NOT_DECIDED)
    next_number = {kind: _last_number(forum, kind) for kind in SeatKind}
    seats = []
    for spec in missing.seats:
        next_number[spec.kind] += 1
        seats.append(
            Seat(
                forum=forum,
                rule_id=spec.rule,
                kind=spec.kind,
                number=next_number[spec.kind],
                organisation_id=spec.organisation,
                starts_on=starts_on,
                ends_on=forum.ends_on,
            )
        )
    made = Seat.objects.bulk_create(seats)
    record(actor, "forum.seats_created", forum, after={"seats": len(made), "starts_on": starts_on})
    return made


def _last_number(forum: Forum, kind: SeatKind) -> int:
    return Seat.objects.filter(forum=forum, kind=kind).aggregate(last=Max("number"))["last"] or 0


def _write(forum: Forum, rules: Sequence[Rule]) -> None:
    """The first new rule takes the place of the first old one, so that seats keep the rule they were made by."""
    old = list(forum.composition.all())
    for position, rule in enumerate(rules, start=1):
        row = old[position - 1] if position <= len(old) else CompositionRule(forum=forum)
        is_undecided = rule.kind is RuleKind.UNDECIDED
        row.position, row.kind = position, rule.kind
        row.count = None if is_undecided else rule.count
        row.deputies = 0 if is_undecided else rule.deputies
        row.party_role = rule.party_role if rule.kind is RuleKind.PER_PARTY else ""
        row.source_forum_id = rule.source_forum if rule.kind is RuleKind.FROM_FORUM else None
        row.source_organisation_id = rule.source_organisation if rule.kind is RuleKind.FROM_ORGANISATION else None
        row.save()
    for row in old[len(rules) :]:
        row.delete()


def _refuse_strangers(forum: Forum, rules: Sequence[Rule]) -> None:
    """What the rules choose from belongs to this collaboration, or to the national register."""
    wanted = {rule.source_forum or 0 for rule in rules if rule.kind is RuleKind.FROM_FORUM}
    known = set(Forum.objects.filter(pk__in=wanted, collaboration=forum.collaboration_id).values_list("pk", flat=True))
    organisations = {rule.source_organisation for rule in rules if rule.kind is RuleKind.FROM_ORGANISATION}
    if wanted != known or not organisations <= sources_in(forum):
        raise RuleBroken(Refusal.FROM_ELSEWHERE)


def _refuse_impossible(forum: Forum) -> None:
    """Looks at what was just written; a refusal takes it all back."""
    sources, names = choosing_forums(forum)
    if way := circle(forum.pk, sources):
        raise RuleBroken(Refusal.CHOSEN_IN_A_CIRCLE, f"{' → '.join(names[pk] for pk in way)}.")
    for chooser in [forum.pk, *(pk for pk, chosen_from in sources.items() if forum.pk in chosen_from)]:
        sizes = {source: size_of(source) for source in sources.get(chooser, ())}
        if overdrawn := overdrawn_source(rules_of(chooser), sizes):
            size = sizes[overdrawn.source_forum or 0]
            raise RuleBroken(Refusal.TOO_FEW_TO_CHOOSE_AMONG, f"{names[chooser]} ← {overdrawn.source_name} ({size}).")
