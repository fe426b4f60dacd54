"""The text of an agreement put together from its facts, for a file that has facts and no clauses.

The words follow the language of the agreement, not of whoever imports it.
"""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from samhandling.agreements.domain.clause_drafts import ClauseDraft, and_list
from samhandling.agreements.domain.file_language import all_in_language, as_sentence, in_language


def compose_text(file: Any, language: str) -> tuple[ClauseDraft, ...]:
    """Parties, aims, areas, forums, financing, follow-up and validity, as numbered clauses."""
    with override(language):
        writer = _Writer(file, language)
        clauses = (
            writer.parties(),
            writer.aims(),
            writer.areas(),
            writer.forums(),
            writer.financing(),
            writer.follow_up(),
            writer.validity(),
        )
    return tuple(clause for clause in clauses if clause.text or clause.children)


class _Writer:
    """Holds the file and the language; each method writes one chapter."""

    def __init__(self, file: Any, language: str) -> None:
        self.file = file
        self.language = language

    def parties(self) -> ClauseDraft:
        parties = self.file["parties"]
        names = list(parties["municipalities"])
        sentence = ngettext(
            "%(region)s and %(names)s enter into this agreement.",
            "%(region)s and %(count)s municipalities enter into this agreement: %(names)s.",
            len(names),
        ) % {"region": parties["region"], "count": len(names), "names": self._and(names)}
        paragraphs = [sentence]
        if basis := self._words(self.file, "legal_basis"):
            paragraphs.append(_("The agreement is based on this law: %(law)s.") % {"law": basis})
        if parties.get("individual_agreement_with_each_municipality"):
            paragraphs.append(
                _(
                    "An individual agreement is made with each municipality. It spells out what this agreement "
                    "means for the municipality, and an annex lists its special agreements and its fee."
                )
            )
        paragraphs.append(self._list(_("The agreement does not cover:"), self._rows(self.file, "does_not_cover")))
        return ClauseDraft(_("Parties"), _joined(paragraphs))

    def aims(self) -> ClauseDraft:
        strategy = self.file.get("strategy", {})
        perspectives = self._rows(self.file, "cross_cutting")
        directions = self._rows(strategy, "directions")
        children = [
            ClauseDraft(_("Aims"), self._list(_("Collaboration should lead to:"), self._rows(self.file, "aims"))),
            ClauseDraft(
                _("Cross-cutting perspectives"), self._list(_("These apply to all collaboration:"), perspectives)
            ),
            ClauseDraft(
                _("Regional development strategy"),
                self._list(_("Collaboration contributes to the directions of the strategy:"), directions),
            ),
        ]
        return ClauseDraft(_("Purpose and aims"), "", tuple(child for child in children if child.text))

    def areas(self) -> ClauseDraft:
        strategy = self.file.get("strategy", {})
        areas = strategy.get("areas", [])
        count = ngettext(
            "Collaboration takes place in one area.", "Collaboration takes place in %(count)s areas.", len(areas)
        ) % {"count": _number(len(areas))}
        duty = in_language(strategy.get("area_duty"), self.language)
        sentence = as_sentence(_("Anyone responsible for an area %(duty)s") % {"duty": duty}) if duty else ""
        children = tuple(ClauseDraft(in_language(_names(area), self.language), self._topics(area)) for area in areas)
        return ClauseDraft(_("Areas of collaboration"), _joined([count, sentence]) if areas else "", children)

    def forums(self) -> ClauseDraft:
        forums = [forum for forum in self.file.get("forums", []) if isinstance(forum, dict)]
        names = {forum.get("key"): in_language(forum.get("name"), self.language) for forum in forums}
        rules = [as_sentence(rule) for rule in self._rows(self.file, "forum_rules")]
        children = tuple(
            ClauseDraft(_headline(forum, self.language), self._forum(forum, names))
            for forum in forums
            if forum.get("name")
        )
        return ClauseDraft(_("Forms of collaboration"), self._list(_("For all forums:"), rules), children)

    def financing(self) -> ClauseDraft:
        financing = self.file.get("financing", {})
        fee, split = financing.get("base_fee", {}), financing.get("new_agreements", {})
        fee_words = {
            _("Paid by: %(words)s"): self._words(fee, "paid_by"),
            _("Listed in: %(words)s"): self._words(fee, "listed_in"),
            _("Adjusted: %(words)s"): self._words(fee, "indexation"),
        }
        fee_text = _joined_lines([as_sentence(line % {"words": words}) for line, words in fee_words.items() if words])
        children = [
            ClauseDraft(_("Base fee"), fee_text),
            ClauseDraft(_("New special agreements"), self._split(split)),
            ClauseDraft(_("What the region pays"), as_sentence(self._words(financing, "region_pays"))),
            ClauseDraft(
                _("Shared costs"), self._list(_("The parties share the costs of:"), self._rows(financing, "shared"))
            ),
        ]
        forms = self._list(_("Collaboration is financed by:"), self._rows(financing, "forms"))
        return ClauseDraft(_("Financing"), forms, tuple(child for child in children if child.text))

    def follow_up(self) -> ClauseDraft:
        follow_up = self.file.get("follow_up", {})
        years = [str(year) for year in follow_up.get("relevance_reviews", [])]
        paragraphs = []
        if years:
            paragraphs.append(_("The agreement’s currency is reviewed during %(years)s.") % {"years": self._and(years)})
        if follow_up.get("continuous_evaluation"):
            paragraphs.append(_("Collaboration is evaluated continuously."))
        paragraphs.append(self._list(_("The follow-up covers:"), self._rows(follow_up, "covers")))
        return ClauseDraft(_("Follow-up"), _joined(paragraphs))

    def validity(self) -> ClauseDraft:
        period = self.file["period"]
        paragraphs = [
            _("The agreement runs from %(first)s to %(last)s, both days included.")
            % {"first": _day(period["from"]), "last": _day(period["to"])}
        ]
        if former := self._words(self.file.get("predecessor", {}), "period"):
            paragraphs.append(_("It follows the agreement of %(period)s.") % {"period": former.replace("-", "–")})
        paragraphs.append(_entry_words(self.file.get("entry_rule", "all")))
        return ClauseDraft(_("Validity"), _joined(paragraphs))

    def _topics(self, area: Any) -> str:
        return self._list(_("The area comprises:"), self._rows(area, "topics"))

    def _forum(self, forum: Any, names: dict[Any, str]) -> str:
        lines = [self._seats(forum)]
        if parent := names.get(forum.get("parent")):
            lines.append(_("Belongs to %(forum)s.") % {"forum": parent})
        for sentence, key in (
            (_("Composition: %(words)s"), "composition"),
            (_("Presidium: %(words)s"), "presidium"),
            (_("Mandate: %(words)s"), "mandate"),
            (_("Led by: %(words)s"), "led_by"),
            (_("Duty: %(words)s"), "duty"),
        ):
            if words := self._words(forum, key):
                lines.append(as_sentence(sentence % {"words": words}))
        if powers := self._rows(forum, "powers"):
            lines.append(as_sentence(_("The forum %(powers)s") % {"powers": self._and(powers)}))
        if forum.get("owner") == "region":
            lines.append(_("It is one of the region’s own bodies."))
        if forum.get("mandatory") is True:
            lines.append(_("The forum must exist."))
        if forum.get("formal_body") is False:
            lines.append(_("It is a consultation and not a formal political body."))
        return _joined_lines(lines)

    def _seats(self, forum: Any) -> str:
        seats, deputies = forum.get("seats", ...), forum.get("deputies")
        if seats is None:
            return _("The number of seats is not decided.")
        if not isinstance(seats, int):
            return ""
        sentence = ngettext("One seat.", "%(count)s seats.", seats) % {"count": seats}
        if isinstance(deputies, int) and deputies:
            sentence = ngettext(
                "%(count)s seats and one substitute.", "%(count)s seats and %(deputies)s substitutes.", deputies
            ) % {"count": seats, "deputies": deputies}
        return sentence

    def _split(self, split: Any) -> str:
        key = self._words(split, "split")
        if not key:
            return ""
        sentence = _("The costs of new special agreements are split %(key)s.") % {"key": key}
        adjusted = _("The split may be adjusted.") if split.get("may_be_adjusted") else ""
        return _joined_lines([sentence, adjusted])

    def _words(self, section: Any, key: str) -> str:
        return in_language(section.get(key), self.language)

    def _rows(self, section: Any, key: str) -> list[str]:
        return all_in_language(section.get(key), self.language)

    def _list(self, introduction: str, rows: list[str]) -> str:
        return "\n".join([introduction, *(f"- {row}" for row in rows)]) if rows else ""

    def _and(self, words: list[str]) -> str:
        return and_list(words, _("and"))


def _headline(forum: Any, language: str) -> str:
    name = in_language(forum.get("name"), language)
    key = forum.get("key")
    return f"{name} ({key})" if isinstance(key, str) and key else name


def _names(area: Any) -> dict[str, str]:
    return {language: area[language] for language in ("sv", "en") if language in area}


def _entry_words(rule: Any) -> str:
    name, number = (rule, None) if isinstance(rule, str) else (rule["rule"], rule.get("number"))
    if name == "region_and_number":
        return _("It enters into force when the region and %(count)s municipalities have ratified it.") % {
            "count": number
        }
    if name == "number":
        return _("It enters into force when %(count)s parties have ratified it.") % {"count": number}
    return _("It enters into force when every party has ratified it.")


def _number(count: int) -> str:
    """Small numbers are written as words."""
    words = ["", _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine")]
    return words[count] if 0 < count < len(words) else str(count)


def _day(written: str) -> str:
    return date_format(date.fromisoformat(written), "j F Y")


def _joined(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _joined_lines(lines: list[str]) -> str:
    return " ".join(line for line in lines if line)
