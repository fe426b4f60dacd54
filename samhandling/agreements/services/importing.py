"""An agreement file becomes an agreement: all of it, or nothing."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from samhandling.agreements.domain.clause_drafts import Placed, drafts_of, placed, year_within
from samhandling.agreements.domain.file_language import all_in_language, in_language
from samhandling.agreements.domain.file_meaning import Register, day
from samhandling.agreements.enums import (
    AimKind,
    EntryRule,
    PartyRole,
    RatificationResult,
    Refusal,
    ReviewKind,
)
from samhandling.agreements.models import Agreement, Aim, Area, Clause, Duty, IndividualAgreement, Party, Review
from samhandling.agreements.permissions import can_create
from samhandling.agreements.selectors.importing import (
    Inspection,
    hold_collaboration,
    inspect_file,
    register_of,
    same_agreement,
)
from samhandling.agreements.selectors.next_step import missing_for
from samhandling.agreements.services.agreement import create_agreement, enter_into_force, propose_agreement
from samhandling.agreements.services.composing import compose_text
from samhandling.agreements.services.parties import record_ratification
from samhandling.agreements.services.whole_text import write_text
from samhandling.core import slots
from samhandling.core.access import require
from samhandling.core.audit import record
from samhandling.core.files import safe_name
from samhandling.lib.errors import RuleBroken
from samhandling.lib.swedish import search_key
from samhandling.organisations.selectors.collaborations import times_of
from samhandling.organisations.services.collaborations import add_participant, change_settings

if TYPE_CHECKING:
    from samhandling.accounts.models import User
    from samhandling.organisations.models import Collaboration


class FileRefused(RuleBroken):
    """The file has faults. They are all in the inspection, each with its line."""

    def __init__(self, inspection: Inspection) -> None:
        super().__init__(Refusal.FILE_HAS_FAULTS)
        self.inspection = inspection


@transaction.atomic
def import_agreement(
    *, actor: "User", collaboration: "Collaboration", content: bytes, file_name: str, today: date
) -> Agreement:
    """Read a file into a new agreement: a draft, or as far as the ratifications in the file take it."""
    require(can_create(actor, collaboration.pk))
    hold_collaboration(collaboration)
    inspection = inspect_file(content, collaboration, today)
    if inspection.problems:
        raise FileRefused(inspection)
    agreement = _Reading(actor, collaboration, inspection.file, today).carry_out()
    record(
        actor, "agreement.imported", agreement, after={"file_name": safe_name(file_name), **counts_of(inspection.file)}
    )
    return agreement


def counts_of(file: Any) -> dict[str, int]:
    """How much of each there is in the file, by the names that the history uses."""
    strategy, follow_up = file.get("strategy", {}), file.get("follow_up", {})
    reviews = len(follow_up.get("relevance_reviews", [])) + bool(follow_up.get("continuous_evaluation"))
    return {
        "parties": 1 + len(file["parties"]["municipalities"]),
        "areas": len(strategy.get("areas", [])),
        "aims": len(file.get("aims", [])),
        "reviews": reviews,
        "duties": len(file.get("duties", [])) + bool(strategy.get("area_duty")),
        "ratifications": len(file.get("ratifications", [])),
    }


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would become, for somebody to look at before saying yes."""

    title: str
    starts_on: date
    ends_on: date
    region: str
    municipalities: list[str]
    areas: list[str]
    forums: list[str]
    reviews: list[str]
    clauses: list[Placed]
    duties: int
    ratifications: int
    text_is_composed: bool


def preview_of(file: Any) -> Preview:
    """Nothing is written: the same steps as the import, listed and not carried out."""
    language = language_of(file)
    strategy, follow_up = file.get("strategy", {}), file.get("follow_up", {})
    forums = [forum for forum in file.get("forums", []) if isinstance(forum, dict)]
    counts = counts_of(file)
    return Preview(
        title=in_language(file["name"], language),
        starts_on=date.fromisoformat(file["period"]["from"]),
        ends_on=date.fromisoformat(file["period"]["to"]),
        region=file["parties"]["region"],
        municipalities=list(file["parties"]["municipalities"]),
        areas=[area.get(language) or area.get("sv") or area["en"] for area in strategy.get("areas", [])],
        forums=[in_language(forum.get("name"), language) or str(forum.get("key", "")) for forum in forums],
        reviews=[str(year) for year in follow_up.get("relevance_reviews", [])],
        clauses=text_of(file),
        duties=counts["duties"],
        ratifications=counts["ratifications"],
        text_is_composed="clauses" not in file,
    )


def language_of(file: Any) -> str:
    return str(file.get("language", "sv"))


def text_of(file: Any) -> list[Placed]:
    """The clauses that the file writes, or else those put together from its facts, in reading order."""
    written = file.get("clauses")
    return list(placed(drafts_of(written) if written else compose_text(file, language_of(file))))


class _Reading:
    """One file on its way into the database. The order of the steps is the order rows need each other in."""

    def __init__(self, actor: "User", collaboration: "Collaboration", file: Any, today: date) -> None:
        self.actor = actor
        self.collaboration = collaboration
        self.file = file
        self.today = today
        self.language = language_of(file)

    def carry_out(self) -> Agreement:
        if settings := self.file.get("collaboration"):
            change_settings(actor=self.actor, collaboration=self.collaboration, **settings)
        agreement = self._agreement()
        parties = self._parties(agreement, register_of(self.collaboration))
        areas = self._areas(agreement)
        self._aims(agreement)
        clauses = write_text(self.actor, agreement, text_of(self.file), reason=_("Import from a file"))
        self._duties(agreement, parties, areas, clauses)
        self._reviews(agreement)
        for fill_in in slots.functions("agreement.import"):
            fill_in(self.actor, agreement, self.file, self.today)
        return self._ratify(agreement, parties)

    def _agreement(self) -> Agreement:
        title = in_language(self.file["name"], self.language)
        period, rule = self.file["period"], self.file.get("entry_rule", {})
        starts_on = date.fromisoformat(period["from"])
        if same_agreement(self.collaboration, title, starts_on):
            raise RuleBroken(Refusal.ALREADY_IMPORTED)
        entry_rule = rule if isinstance(rule, dict) else {}
        return create_agreement(
            actor=self.actor,
            collaboration=self.collaboration,
            title=title,
            language=self.language,
            starts_on=starts_on,
            ends_on=date.fromisoformat(period["to"]),
            entry_rule=entry_rule.get("rule", EntryRule.ALL),
            entry_number=entry_rule.get("number"),
            legal_basis=in_language(self.file.get("legal_basis"), self.language),
            does_not_cover="\n".join(all_in_language(self.file.get("does_not_cover"), self.language)),
            has_individual_agreements=self._has_individual_agreements(),
        )

    def _has_individual_agreements(self) -> bool:
        return bool(self.file["parties"].get("individual_agreement_with_each_municipality"))

    def _parties(self, agreement: Agreement, register: Register) -> dict[str, Party]:
        """Every party by its folded name. They all take part in the collaboration from now on."""
        parties = self.file["parties"]
        found = [(parties["region"], register.region(parties["region"]), PartyRole.REGION)]
        found += [(name, register.municipality(name), PartyRole.MUNICIPALITY) for name in parties["municipalities"]]
        rows = {
            search_key(name): Party(agreement=agreement, organisation_id=entry.pk, role=role)
            for name, entry, role in found
            if entry
        }
        Party.objects.bulk_create(rows.values())
        for party in Party.objects.filter(agreement=agreement).select_related("organisation"):
            left = [one.left_on for one in times_of(self.collaboration, party.organisation)]
            if None not in left:
                # Whoever comes back does so with the agreement, or when the time before it is over.
                again = max([agreement.starts_on, *(one + timedelta(days=1) for one in left if one)]) if left else None
                add_participant(
                    actor=self.actor,
                    collaboration=self.collaboration,
                    organisation=party.organisation,
                    joined_on=again,
                )
        if self._has_individual_agreements():
            municipalities = [party for party in rows.values() if party.role == PartyRole.MUNICIPALITY]
            IndividualAgreement.objects.bulk_create(IndividualAgreement(party=party) for party in municipalities)
        return rows

    def _areas(self, agreement: Agreement) -> dict[str, Area]:
        areas = [
            Area(
                agreement=agreement,
                key=area["key"],
                position=position,
                name=area.get(self.language) or area.get("sv") or area["en"],
                topics=all_in_language(area.get("topics"), self.language),
            )
            for position, area in enumerate(self.file.get("strategy", {}).get("areas", []), start=1)
        ]
        for area in areas:
            area.fold_text()
        return {area.key: area for area in Area.objects.bulk_create(areas)}

    def _aims(self, agreement: Agreement) -> None:
        Aim.objects.bulk_create(
            Aim(agreement=agreement, kind=kind, position=position, text=text)
            for kind, key in ((AimKind.AIM, "aims"), (AimKind.PERSPECTIVE, "cross_cutting"))
            for position, text in enumerate(all_in_language(self.file.get(key), self.language), start=1)
        )

    def _duties(
        self, agreement: Agreement, parties: dict[str, Party], areas: dict[str, Area], clauses: dict[str, Clause]
    ) -> None:
        duties = [self._area_duty(agreement, clauses)] if self.file.get("strategy", {}).get("area_duty") else []
        for row in self.file.get("duties", []):
            party = parties.get(search_key(row.get("party", "")))
            duty = Duty(
                agreement=agreement,
                clause=clauses.get(str(row.get("clause", ""))),
                area=areas.get(row.get("area", "")),
                owner=party.organisation if party else None,
                owner_in_words=row.get("who", ""),
                what=row["what"],
                due_on=day(row.get("due_on")),
                due_in_words=row.get("when", ""),
                evidence=row.get("evidence", ""),
                law=row.get("law", ""),
                law_section=str(row.get("section", "")),
            )
            duties.append(duty)
        Duty.objects.bulk_create(duties)

    def _area_duty(self, agreement: Agreement, clauses: dict[str, Clause]) -> Duty:
        """What everybody who is responsible for an area has promised. It lies in the clause on areas."""
        what = in_language(self.file["strategy"]["area_duty"], self.language)
        clause = None if self.file.get("clauses") else next((one for one in clauses.values() if what in one.text), None)
        return Duty(
            agreement=agreement,
            clause=clause,
            owner_in_words=_("Anyone responsible for an area"),
            what=what[:1].upper() + what[1:],
        )

    def _reviews(self, agreement: Agreement) -> None:
        follow_up = self.file.get("follow_up", {})
        spans = [
            (ReviewKind.RELEVANCE, *year_within(year, agreement.starts_on, agreement.ends_on))
            for year in follow_up.get("relevance_reviews", [])
        ]
        if follow_up.get("continuous_evaluation"):
            spans.append((ReviewKind.CONTINUOUS, agreement.starts_on, agreement.ends_on))
        Review.objects.bulk_create(
            Review(agreement=agreement, kind=kind, opens_on=first, due_on=last) for kind, first, last in spans
        )

    def _ratify(self, agreement: Agreement, parties: dict[str, Party]) -> Agreement:
        """Take the agreement as far as the councils have taken it."""
        decisions = self.file.get("ratifications", [])
        if not decisions:
            return agreement
        days = sorted(date.fromisoformat(decision["decided_on"]) for decision in decisions)
        agreement = propose_agreement(actor=self.actor, agreement=agreement, today=days[0])
        for decision in decisions:
            record_ratification(
                actor=self.actor,
                party=parties[search_key(decision["party"])],
                result=decision.get("result", RatificationResult.RATIFIED),
                body=decision.get("body") or _council_of(parties[search_key(decision["party"])]),
                decided_on=date.fromisoformat(decision["decided_on"]),
                section=str(decision["section"]),
                registration_number=decision.get("registration_number", ""),
                note=decision.get("note", ""),
                today=self.today,
            )
        return self._enter(agreement, days[-1])

    def _enter(self, agreement: Agreement, last_decision: date) -> Agreement:
        entered_on = max(agreement.starts_on, last_decision)
        if missing_for(agreement) or entered_on > self.today:
            return agreement
        return enter_into_force(actor=self.actor, agreement=agreement, entered_on=entered_on, today=self.today)


def _council_of(party: Party) -> str:
    return _("the regional council") if party.role == PartyRole.REGION else _("the municipal council")
