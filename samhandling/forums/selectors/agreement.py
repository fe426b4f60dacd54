"""What an agreement's own pages and papers show about its forums: gaps, and a chapter."""

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samhandling.agreements.domain.gaps import Gap
from samhandling.agreements.models import Area, Clause
from samhandling.core.prepared import Prepared
from samhandling.forums.domain.composition import PartyFact, Rule, SeatFact, check
from samhandling.forums.domain.gaps import AreaFact, ClauseFact, ForumFact, gaps_in_forums, gaps_in_names
from samhandling.forums.enums import FindingKind, MandateStatus, RuleKind, SeatKind, Standing
from samhandling.forums.models import Forum, Mandate, Seat
from samhandling.forums.selectors.chart import rules_by_forum, strengths_of
from samhandling.forums.selectors.composition import parties_under_agreement, rules_under
from samhandling.forums.selectors.in_words import rule_in_words
from samhandling.forums.selectors.seats import existing, lives_on
from samhandling.lib.paper.chapters import Chapter, Table, paragraphs_of

if TYPE_CHECKING:
    from samhandling.agreements.models import Agreement

# Said by gaps of their own, or about people and not about the agreement.
_SHOWN_ELSEWHERE = {FindingKind.UNDECIDED, FindingKind.NO_RULE, FindingKind.NOT_CHOSEN_AMONG}


def gaps_of_agreement(agreement: "Agreement") -> list[Gap]:
    """The slot `agreement.gaps`. Seats are looked at as they will be on the agreement's last day. Six queries."""
    facts = _facts(agreement.pk, agreement.ends_on)
    areas = _areas(agreement=agreement.pk) if facts else []
    return gaps_in_forums(facts, areas, agreement.pk) + gaps_in_names(
        _clauses(agreement=agreement.pk), facts, agreement.pk
    )


class _ForumRow(NamedTuple):
    pk: int
    name: str
    abbreviation: str
    is_mandatory: bool
    starts_on: date
    ends_on: date | None
    standing: str
    led_by: str
    owner: int | None
    has_mandate: bool


class _SeatRow(NamedTuple):
    forum: int
    pk: int
    kind: str
    organisation: int | None
    organisation_name: str | None
    rule: int | None


_ADOPTED = Mandate.objects.filter(forum=OuterRef("pk"), status=MandateStatus.ADOPTED)
_forums = Prepared(
    _ForumRow,
    lambda agreement: Forum.objects.filter(agreement=agreement).values_list(
        "pk",
        "name",
        "abbreviation",
        "is_mandatory",
        "starts_on",
        "ends_on",
        "type__standing",
        "led_by",
        "owner_id",
        Exists(_ADOPTED),
    ),
)
_seat_rows = Prepared(
    _SeatRow,
    lambda agreement, on: existing(Seat.objects.filter(forum__agreement=agreement), on).values_list(
        "forum_id", "pk", "kind", "organisation_id", "organisation__display_name", "rule_id"
    ),
)
_areas = Prepared(
    AreaFact,
    lambda agreement: Area.objects.filter(agreement=agreement).values_list(
        "pk", "name", Exists(Forum.objects.filter(agreement=agreement, areas=OuterRef("pk")))
    ),
)
_clauses = Prepared(
    ClauseFact,
    lambda agreement: (
        Clause.objects.filter(agreement=agreement, is_removed=False).order_by().values_list("pk", "number", "text")
    ),
)


def _facts(agreement: int, on: date) -> list[ForumFact]:
    rules, parties, seats = rules_under(agreement), parties_under_agreement(agreement), _seats(agreement, on)
    return [_fact(forum, rules[forum.pk], seats[forum.pk], parties, on) for forum in _forums(agreement=agreement)]


def _fact(forum: _ForumRow, rules: list[Rule], seats: list[SeatFact], parties: list[PartyFact], on: date) -> ForumFact:
    findings = check(rules, parties, seats) if rules else []
    return ForumFact(
        pk=forum.pk,
        name=forum.name,
        abbreviation=forum.abbreviation,
        is_undecided=any(rule.kind is RuleKind.UNDECIDED for rule in rules) or not (rules or seats),
        has_mandate=forum.has_mandate,
        is_mandatory=forum.is_mandatory,
        is_running=forum.starts_on <= on and (forum.ends_on is None or forum.ends_on >= on),
        is_officer_network=forum.standing == Standing.OFFICERS,
        has_leader=bool(forum.led_by),
        is_own_body=forum.owner is not None,
        differences=tuple(finding.sentence for finding in findings if finding.kind not in _SHOWN_ELSEWHERE),
    )


def _seats(agreement: int, on: date) -> dict[int, list[SeatFact]]:
    found: dict[int, list[SeatFact]] = defaultdict(list)
    for forum, pk, kind, organisation, name, rule in _seat_rows(agreement=agreement, on=on):
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
    rules = rules_under(agreement.pk)
    strengths = strengths_of(forums, rules_by_forum(forums), on)
    rows = tuple(
        (
            f"{forum} ({forum.abbreviation})" if forum.abbreviation else str(forum),
            forum.type.name.get(get_language() or "sv", str(forum.type)),
            str(forum.parent or ""),
            "; ".join(rule_in_words(rule) for rule in rules[forum.pk]),
            str(strengths[forum.pk]),
        )
        for forum in forums
    )
    head = (_("Forum"), _("Type"), _("Belongs to"), _("Composition"), _("Seats"))
    overview = Chapter(_("Forums"), 1, (Table(_("Forums that the agreement sets up"), head, rows),))
    return [overview, *(_chapter(forum) for forum in forums if forum.purpose or forum.led_by)]


def _chapter(forum: Forum) -> Chapter:
    led = _("Led by %(leader)s") % {"leader": forum.led_by} if forum.led_by else ""
    return Chapter(forum.name, 2, paragraphs_of("\n\n".join(part for part in (forum.purpose, led) if part)))
