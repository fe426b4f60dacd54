"""What an agreement's own pages and papers are told about its forums: gaps, and a chapter."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samhandling.agreements.domain.chapters import Chapter, Table, paragraphs_of
from samhandling.agreements.domain.gaps import Gap
from samhandling.agreements.models import Area
from samhandling.forums.domain.composition import PartyFact, Rule, SeatFact, check
from samhandling.forums.domain.gaps import AreaFact, ForumFact, gaps_in_forums, gaps_in_names
from samhandling.forums.enums import FindingKind, MandateStatus, RuleKind, SeatKind, Standing
from samhandling.forums.models import Forum, Mandate, Seat
from samhandling.forums.selectors.chart import rules_by_forum, strengths_of
from samhandling.forums.selectors.composition import as_rule, parties_of_forum
from samhandling.forums.selectors.seats import existing, lives_on
from samhandling.forums.selectors.words import rule_in_words

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement

# Said by gaps of their own, or about people and not about the agreement.
_TOLD_ELSEWHERE = {FindingKind.UNDECIDED, FindingKind.NO_RULE, FindingKind.NOT_CHOSEN_AMONG}


def gaps_of_agreement(agreement: "Agreement") -> list[Gap]:
    """The slot `agreement.gaps`. Seats are looked at as they will be on the agreement's last day. Eight queries."""
    forums = list(Forum.objects.filter(agreement=agreement).select_related("type", "owner", "parent"))
    facts = _facts(forums, agreement.ends_on)
    used = set(Area.objects.filter(agreement=agreement, forums__in=forums).values_list("pk", flat=True))
    areas = [AreaFact(area.pk, area.name, area.pk in used) for area in agreement.areas.all()]
    texts = dict(agreement.clauses.filter(is_removed=False).order_by().values_list("number", "text"))
    return gaps_in_forums(facts, areas if forums else [], agreement.pk) + gaps_in_names(texts, facts)


def _facts(forums: Sequence[Forum], on: date) -> list[ForumFact]:
    rules = {forum: [as_rule(row) for row in rows] for forum, rows in rules_by_forum(forums).items()}
    parties = parties_of_forum(forums[0]) if forums else []
    seats = _seats(forums, on)
    adopted = set(
        Mandate.objects.filter(forum__in=forums, status=MandateStatus.ADOPTED).values_list("forum", flat=True)
    )
    return [
        _fact(forum, rules[forum.pk], seats[forum.pk], parties, on, has_mandate=forum.pk in adopted) for forum in forums
    ]


def _fact(
    forum: Forum, rules: list[Rule], seats: list[SeatFact], parties: list[PartyFact], on: date, *, has_mandate: bool
) -> ForumFact:
    findings = check(rules, parties, seats) if rules else []
    return ForumFact(
        pk=forum.pk,
        name=forum.name,
        abbreviation=forum.abbreviation,
        is_undecided=any(rule.kind is RuleKind.UNDECIDED for rule in rules) or not (rules or seats),
        has_mandate=has_mandate,
        is_mandatory=forum.is_mandatory,
        is_running=forum.starts_on <= on and (forum.ends_on is None or forum.ends_on >= on),
        is_officer_network=forum.type.standing == Standing.OFFICERS,
        has_leader=bool(forum.led_by),
        is_own_body=forum.owner_id is not None,
        differences=tuple(finding.sentence for finding in findings if finding.kind not in _TOLD_ELSEWHERE),
    )


def _seats(forums: Sequence[Forum], on: date) -> dict[int, list[SeatFact]]:
    found: dict[int, list[SeatFact]] = defaultdict(list)
    there = existing(Seat.objects.filter(forum__in=forums), on).select_related(None)
    for forum, pk, kind, organisation, name, rule in there.values_list(
        "forum_id", "pk", "kind", "organisation_id", "organisation__display_name", "rule_id"
    ):
        found[forum].append(SeatFact(pk, SeatKind(kind), organisation, name or "", rule))
    return found


def chapters_of_agreement(agreement: "Agreement", on: date) -> list[Chapter]:
    """The slot `agreement.document`: the forums that the agreement sets up, as they are on the day."""
    forums = list(
        Forum.objects.filter(lives_on(on), agreement=agreement)
        .select_related("type", "parent", "owner")
        .order_by("type__position", "sort_key", "pk")
    )
    if not forums:
        return []
    rules = rules_by_forum(forums)
    strengths = strengths_of(forums, rules, on)
    rows = tuple(
        (
            f"{forum} ({forum.abbreviation})" if forum.abbreviation else str(forum),
            forum.type.name.get(get_language() or "sv", str(forum.type)),
            str(forum.parent or ""),
            "; ".join(rule_in_words(as_rule(rule)) for rule in rules[forum.pk]),
            str(strengths[forum.pk]),
        )
        for forum in forums
    )
    head = (_("Forum"), _("Type"), _("Belongs to"), _("Composition"), _("Seats"))
    overview = Chapter(_("Forums"), 1, (Table(_("Forums that the agreement sets up"), head, rows, (7, 6, 7, 7, 7)),))
    return [overview, *(_chapter(forum) for forum in forums if forum.purpose or forum.led_by)]


def _chapter(forum: Forum) -> Chapter:
    led = _("Led by %(leader)s") % {"leader": forum.led_by} if forum.led_by else ""
    return Chapter(forum.name, 2, paragraphs_of("\n\n".join(part for part in (forum.purpose, led) if part)))
