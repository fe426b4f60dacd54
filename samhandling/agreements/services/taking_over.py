"""What next term's draft takes over from the agreement it was drafted from."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from samhandling.agreements.domain.clause_drafts import ClauseDraft, Placed
from samhandling.agreements.domain.clauses import number_key
from samhandling.agreements.domain.renewal import goes_on, same_rhythm
from samhandling.agreements.models import (
    Agreement,
    Aim,
    Area,
    Clause,
    Duty,
    IndividualAgreement,
    Party,
    Review,
    SpecialAgreement,
)
from samhandling.agreements.services.whole_text import write_text
from samhandling.lib.periods import Period

if TYPE_CHECKING:
    from samhandling.accounts.models import User


class Heir:
    """The new draft, on its way to hold what the old agreement holds. The old one is only read."""

    def __init__(self, actor: "User", old: Agreement, new: Agreement) -> None:
        self.actor = actor
        self.old = old
        self.new = new

    def take_over(self) -> None:
        areas = self._areas()
        self._parties(areas)
        self._aims()
        self._duties(areas, self._clauses())
        self._reviews()

    def _areas(self) -> dict[int, Area]:
        """The new areas, by the old ones' pk."""
        old = list(self.old.areas.all())
        new = Area.objects.bulk_create(
            Area(
                agreement=self.new,
                key=area.key,
                position=area.position,
                name=area.name,
                topics=area.topics,
                search_key=area.search_key,
            )
            for area in old
        )
        return {before.pk: after for before, after in zip(old, new, strict=True)}

    def _parties(self, areas: dict[int, Area]) -> None:
        """The same parties, none of which has ratified. Their annexes go along and wait to be confirmed."""
        old = list(self.old.parties.order_by("pk"))
        new = Party.objects.bulk_create(
            Party(agreement=self.new, organisation_id=party.organisation_id, role=party.role) for party in old
        )
        heirs = {before.pk: after for before, after in zip(old, new, strict=True)}
        former = list(IndividualAgreement.objects.filter(party__agreement=self.old).order_by("pk"))
        fresh = IndividualAgreement.objects.bulk_create(
            IndividualAgreement(party=heirs[individual.party_id]) for individual in former
        )
        annexes = {before.pk: after for before, after in zip(former, fresh, strict=True)}
        lines = SpecialAgreement.objects.filter(individual_agreement__in=former).order_by("pk")
        SpecialAgreement.objects.bulk_create(
            SpecialAgreement(
                individual_agreement=annexes[line.individual_agreement_id],
                area=areas.get(line.area_id or 0),
                title=line.title,
                registration_number=line.registration_number,
                starts_on=line.starts_on,
                ends_on=line.ends_on,
                notice_months=line.notice_months,
                search_key=line.search_key,
            )
            for line in lines
            if line.ends_on is None or line.ends_on >= self.new.starts_on
        )

    def _aims(self) -> None:
        Aim.objects.bulk_create(
            Aim(agreement=self.new, kind=aim.kind, position=aim.position, text=aim.text) for aim in self.old.aims.all()
        )

    def _clauses(self) -> dict[int, Clause]:
        """The same text, each clause with the one it comes from. The new clauses, by the old ones' pk."""
        old = sorted(self.old.clauses.filter(is_removed=False), key=lambda clause: number_key(clause.number))
        numbers = {clause.pk: clause.number for clause in old}
        places = [
            Placed(
                clause.number,
                numbers.get(clause.parent_id or 0, ""),
                clause.position,
                ClauseDraft(clause.heading, clause.text),
            )
            for clause in old
        ]
        origins = {clause.number: clause.pk for clause in old}
        reason = _("Copied from the former agreement")
        written = write_text(self.actor, self.new, places, reason=reason, origins=origins)
        return {clause.pk: written[clause.number] for clause in old}

    def _duties(self, areas: dict[int, Area], clauses: dict[int, Clause]) -> None:
        Duty.objects.bulk_create(
            Duty(
                agreement=self.new,
                clause=clauses.get(duty.clause_id or 0),
                area=areas.get(duty.area_id or 0),
                owner_id=duty.owner_id,
                owner_in_words=duty.owner_in_words,
                what=duty.what,
                due_in_words=duty.due_in_words,
                law=duty.law,
                law_section=duty.law_section,
            )
            for duty in self.old.duties.order_by("pk")
            if goes_on(duty.due_on, duty.law)
        )

    def _reviews(self) -> None:
        old, new = Period(self.old.starts_on, self.old.ends_on), Period(self.new.starts_on, self.new.ends_on)
        planned = [
            (review.kind, same_rhythm(Period(review.opens_on, review.due_on), old, new))
            for review in self.old.reviews.all()
        ]
        Review.objects.bulk_create(
            Review(agreement=self.new, kind=kind, opens_on=span.first, due_on=span.last or span.first)
            for kind, span in planned
            if span
        )
