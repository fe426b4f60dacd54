"""The annexes on paper: one for the year with every party, one for each municipality with how its fee came about."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from samhandling.core.numbers import kronor, percent
from samhandling.finance.models import Fee, FeeList
from samhandling.finance.selectors.fees import FeePage, derivation_of, fee_page
from samhandling.finance.selectors.ledger import LedgerYear, ledger_of
from samhandling.lib.paper.chapters import Block, Chapter, Letterhead, Paper, Paragraph, Run, Table

if TYPE_CHECKING:
    from samhandling.core.http import Viewer


def annex_of_year(fee_list: FeeList, today: date) -> Paper:
    """The year's list as an annex to the agreement, in the agreement's language."""
    agreement = fee_list.agreement
    with translation.override(agreement.language):
        page = fee_page(fee_list)
        chapters = [
            Chapter(_("Fees %(year)s") % {"year": fee_list.year}, 1, (*_standing(fee_list), _fees(page))),
            Chapter(_("Basis"), 1, _basis(page)),
        ]
        title = _("Annex: base fees %(year)s") % {"year": fee_list.year}
        recipient = (_("The parties to the agreement"),)
        return Paper(
            title, agreement.title, agreement.language, tuple(chapters), _letterhead(fee_list, recipient, today)
        )


def annex_of_party(viewer: "Viewer", fee_list: FeeList, fee: Fee, today: date) -> Paper:
    """One municipality's annex: its fee with the derivation, and what else it pays that year."""
    agreement = fee_list.agreement
    with translation.override(agreement.language):
        payer = fee.party.organisation
        mine = ledger_of(viewer, agreement.collaboration, payer, today)
        year = next((part for part in mine if part.year == fee_list.year), None)
        chapters = [
            Chapter(
                _("Base fee %(year)s") % {"year": fee_list.year}, 1, (*_standing(fee_list), _derivation(fee_list, fee))
            ),
            *(
                [Chapter(_("Everything that is paid in %(year)s") % {"year": year.year}, 1, (_entries(year),))]
                if year
                else []
            ),
        ]
        title = _("Annex %(year)s: %(party)s") % {"year": fee_list.year, "party": fee.party}
        recipient = tuple(line for line in (payer.formal_name, payer.organisation_number) if line)
        return Paper(
            title, agreement.title, agreement.language, tuple(chapters), _letterhead(fee_list, recipient, today)
        )


def _letterhead(fee_list: FeeList, recipient: tuple[str, ...], today: date) -> Letterhead:
    """From the collaboration, on the day of the decision; a draft bears the day it is made."""
    collaboration = fee_list.agreement.collaboration
    sender = (collaboration.name, collaboration.contact_name, collaboration.contact_email)
    marks = [(_("Date"), date_format(fee_list.adopted_on or today, "j F Y"))]
    if fee_list.registration_number:
        marks.append((_("Registration number"), fee_list.registration_number))
    to_sign = (_("Place and date"), _("Signature"), _("Name in print"), pgettext("of somebody who signs", "Position"))
    return Letterhead(tuple(line for line in sender if line), recipient, tuple(marks), to_sign)


def _standing(fee_list: FeeList) -> tuple[Block, ...]:
    """Whether it is decided, and a warning where the amounts are made up."""
    if fee_list.adopted_on is None:
        sentence = _("This is a draft and has not been adopted.")
    else:
        sentence = _("Adopted %(day)s by %(who)s. %(section)s %(number)s") % {
            "day": date_format(fee_list.adopted_on, "j F Y"),
            "who": fee_list.adopted_by,
            "section": fee_list.section,
            "number": fee_list.registration_number,
        }
    blocks: list[Block] = [Paragraph(sentence.strip())]
    if fee_list.is_example:
        blocks.append(Paragraph((Run(_("The amounts are made-up examples."), "strong"),)))
    return tuple(blocks)


def _fees(page: FeePage) -> Table:
    rows = [
        (str(line.fee.party), kronor(line.fee.base_ore), kronor(line.former_ore), kronor(line.fee.amount_ore))
        for line in page.lines
    ]
    total = (
        (Run(_("Total"), "strong"),),
        kronor(page.base_ore),
        kronor(page.former_ore),
        (Run(kronor(page.total_ore), "strong"),),
    )
    head = (
        _("Party"),
        _("Base year %(year)s") % {"year": page.fee_list.base_year},
        _("The year before"),
        _("Fee"),
    )
    return Table(_("What each party pays, in kronor"), head, (*rows, total))


def _basis(page: FeePage) -> tuple[Block, ...]:
    fee_list = page.fee_list
    rows = tuple((str(step.year), percent(step.percent), step.source) for step in page.steps)
    rounding = ngettext(
        "Fees are rounded to whole kronor, %(when)s.",
        "Fees are rounded to %(unit)s kronor, %(when)s.",
        fee_list.rounding_unit // 100,
    ) % {
        "unit": kronor(fee_list.rounding_unit),
        "when": fee_list.get_rounding_moment_display(),
    }
    return (
        Table(_("Index of each year"), (_("Year"), _("Percent"), _("Source")), rows),
        Paragraph(rounding),
    )


def _derivation(fee_list: FeeList, fee: Fee) -> Table:
    first = (str(fee_list.base_year), _("base year"), "–", kronor(fee.base_ore))
    rows = [
        (
            str(year.year),
            percent(year.percent),
            kronor(year.exact_ore),
            kronor(year.ore) if year.is_rounded else _("rounded at the end"),
        )
        for year in derivation_of(fee_list, fee).years
    ]
    head = (_("Year"), _("Percent"), _("Before rounding"), _("Fee"))
    return Table(_("How the fee was calculated, in kronor"), head, (first, *rows))


def _entries(year: LedgerYear) -> Table:
    rows = [
        (entry.what, str(entry.form.label), str(entry.means.label), entry.reference or "–", kronor(entry.ore))
        for entry in year.entries
    ]
    total = ((Run(_("Total in cash"), "strong"),), "", "", "", (Run(kronor(year.cash_ore), "strong"),))
    head = (_("What is paid for"), _("Form"), pgettext("of funding", "Means"), _("Reference"), _("Amount"))
    return Table(_("Fees, shares and project contributions, in kronor"), head, (*rows, total))
