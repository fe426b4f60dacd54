"""An agreement as a document: its own text first, then what belongs to it, in the agreement's language."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from samhandling.agreements.domain.clauses import depth
from samhandling.agreements.domain.comparison import Row
from samhandling.agreements.domain.differences import DiffPart
from samhandling.agreements.enums import Difference
from samhandling.agreements.models import Agreement, Duty, Party, Review, SpecialAgreement
from samhandling.agreements.selectors.renewal import Comparison, clauses_in_order
from samhandling.core import slots
from samhandling.lib.paper.chapters import (
    Block,
    Chapter,
    Paper,
    Paragraph,
    Run,
    Table,
    Words,
    paragraphs_of,
)


def paper_of(agreement: Agreement, on: date) -> Paper:
    """The whole document, as of a day, with the chapters that upper rooms add."""
    with override(agreement.language):
        return Paper(
            title=agreement.title,
            subtitle=_subtitle(agreement, on),
            language=agreement.language,
            chapters=tuple(chapters_of(agreement, on)),
        )


def chapters_of(agreement: Agreement, on: date) -> list[Chapter]:
    """The clauses in their order, then the parties' decisions, duties, reviews, annexes, and the upper rooms'."""
    own = [
        *_clauses(agreement),
        *_parties(agreement),
        *_duties(agreement),
        *_reviews(agreement),
        *_annexes(agreement),
    ]
    added = [chapter for chapters in slots.functions("agreement.document") for chapter in chapters(agreement, on)]
    return [*own, *added]


def comparison_paper(comparison: Comparison, on: date) -> Paper:
    """The former text and the new one beside each other, with the differences marked."""
    with override(comparison.new.language):
        return Paper(
            title=_("Comparison: %(title)s") % {"title": comparison.new.title},
            subtitle=_("%(old)s compared with %(new)s, as of %(day)s")
            % {"old": _span(comparison.old), "new": _span(comparison.new), "day": _day(on)},
            language=comparison.new.language,
            chapters=(_summary(comparison), _terms(comparison), _line_by_line(comparison)),
        )


def _subtitle(agreement: Agreement, on: date) -> str:
    return _("%(period)s. %(state)s on %(day)s.") % {
        "period": _span(agreement),
        "state": capfirst(agreement.get_status_display()),
        "day": _day(on),
    }


def _clauses(agreement: Agreement) -> list[Chapter]:
    return [
        Chapter(f"{clause.number} {clause.heading}", depth(clause.number), paragraphs_of(clause.text))
        for clause in clauses_in_order(agreement)
    ]


def _parties(agreement: Agreement) -> list[Chapter]:
    parties = list(agreement.parties.select_related("organisation", "ratification"))
    if not parties:
        return []
    decided = [party for party in parties if _decision(party)]
    caption = _("%(decided)s of %(count)s parties have decided") % {"decided": len(decided), "count": len(parties)}
    head = (_("Party"), _("Decision"), _("Date"), _("Section"))
    rows = tuple(_party_row(party) for party in parties)
    return [Chapter(_("The parties and their decisions"), 1, (Table(caption, head, rows),))]


def _decision(party: Party) -> Any:
    return getattr(party, "ratification", None)


def _party_row(party: Party) -> tuple[Words, ...]:
    decision = _decision(party)
    if decision is None:
        return str(party), _("not decided yet"), "–", "–"
    result = f"{capfirst(decision.get_result_display())}, {decision.body}"
    return (
        str(party),
        result,
        _day(decision.decided_on),
        " ".join(filter(None, [decision.section, decision.registration_number])),
    )


def _duties(agreement: Agreement) -> list[Chapter]:
    duties = list(agreement.duties.select_related("owner", "clause"))
    if not duties:
        return []
    head = (_("What"), _("Who"), _("When"), _("Clause or law"))
    rows = tuple(_duty_row(duty) for duty in duties)
    return [
        Chapter(_("Duties"), 1, (Table(_("What the parties have promised or are required to do by law"), head, rows),))
    ]


def _duty_row(duty: Duty) -> tuple[Words, ...]:
    owner = str(duty.owner) if duty.owner else duty.owner_in_words
    when = _day(duty.due_on) if duty.due_on else duty.due_in_words
    basis = [duty.clause.number if duty.clause else "", " ".join(filter(None, [duty.law, duty.law_section]))]
    return duty.what, owner or _("nobody named"), when or "–", ", ".join(filter(None, basis)) or "–"


def _reviews(agreement: Agreement) -> list[Chapter]:
    reviews = list(agreement.reviews.all())
    if not reviews:
        return []
    rows = tuple(
        (
            capfirst(review.get_kind_display()),
            f"{_day(review.opens_on)} – {_day(review.due_on)}",
            _outcome(review),
        )
        for review in reviews
    )
    head = (_("Review"), _("When"), _("Outcome"))
    return [Chapter(_("Reviews"), 1, (Table(_("When the agreement is reviewed"), head, rows),))]


def _outcome(review: Review) -> str:
    if review.done_on is None:
        return _("not done yet")
    return f"{_day(review.done_on)}: {review.get_outcome_display()}" if review.outcome else _day(review.done_on)


def _annexes(agreement: Agreement) -> list[Chapter]:
    lines = SpecialAgreement.objects.filter(individual_agreement__party__agreement=agreement).select_related(
        "individual_agreement__party__organisation", "area"
    )
    found = sorted(lines, key=lambda line: (line.individual_agreement.party.organisation.sort_key, line.title))
    if not found:
        return []
    rows = tuple(
        (
            str(line.individual_agreement.party),
            line.title,
            str(line.area) if line.area else "–",
            _day(line.ends_on) if line.ends_on else _("until further notice"),
        )
        for line in found
    )
    head = (_("Party"), _("Special agreement"), _("Area"), _("Until"))
    caption = _("The special agreements of the individual agreements")
    return [Chapter(_("Annex of special agreements"), 1, (Table(caption, head, rows),))]


def _summary(comparison: Comparison) -> Chapter:
    how = _("Additions are underlined. Deletions are struck through.")
    return Chapter(_("Summary"), 1, (Paragraph(how), Paragraph(comparison.in_words)))


def _terms(comparison: Comparison) -> Chapter:
    rows = tuple((term.name, term.old, term.new) for term in comparison.terms)
    head = (_("Term"), _("Before"), _("Now"))
    return Chapter(_("Terms"), 1, (Table(_("The terms before and now"), head, rows),))


def _line_by_line(comparison: Comparison) -> Chapter:
    rows = tuple(_compared(row) for row in comparison.rows)
    head = (_("Clause"), _("Before"), _("Now"))
    blocks: tuple[Block, ...] = (Table(_("The text before and now"), head, rows),)
    return Chapter(_("Clause by clause"), 1, blocks)


def _compared(row: Row) -> tuple[Words, ...]:
    kinds = [row.kind.label, *([Difference.MOVED.label] if row.is_moved and row.kind is not Difference.MOVED else [])]
    name = (Run(row.number, "strong"), Run(f" {', '.join(str(kind) for kind in kinds)}"))
    return name, _side(row, "removed"), _side(row, "added")


def _side(row: Row, mark: str) -> Words:
    """One side of the line: what both say, and what only this side says, marked."""
    other = "added" if mark == "removed" else "removed"
    heading = _runs([part for part in row.heading if part[0] != other], strong=True)
    text = _runs([part for part in row.text if part[0] != other], strong=False)
    return (*heading, *([Run("\n")] if heading and text else []), *text)


def _runs(parts: list[DiffPart], *, strong: bool) -> list[Run]:
    return [_run(part, strong=strong) for part in parts]


def _run(part: DiffPart, *, strong: bool) -> Run:
    kind, text = part
    if kind == "unlike":
        return Run(_("Too different to be compared word by word. The whole text is shown.") + "\n", "strong")
    return Run(text, "strong" if kind == "same" and strong else kind)


def _span(agreement: Agreement) -> str:
    return f"{_day(agreement.starts_on)} – {_day(agreement.ends_on)}"


def _day(day: date) -> str:
    return date_format(day, "j F Y")
