"""How each verb about collaborations, organisations and people is provoked, and what its event tells."""

from collections.abc import Callable
from datetime import date
from typing import Any

from samhandling.organisations.enums import Role
from samhandling.organisations.models import Collaboration, ImportRun, Organisation, Person
from samhandling.organisations.selectors.imports import preview_import
from samhandling.organisations.selectors.populations import Figures
from samhandling.organisations.services import (
    access,
    collaborations,
    contacts,
    erasure,
    imports,
    merging,
    organisations,
    people,
    populations,
    register,
)
from samhandling.organisations.services.people_file import PEOPLE
from tests.deeds.deed import Deed
from tests.factories.accounts import make_user
from tests.factories.organisations import (
    give_party,
    give_role,
    make_contact_point,
    make_coordinator,
    make_municipality,
    make_organisation,
    make_person,
)
from tests.journeys.overtaken import NOW, TODAY, Scene

FILE = "Förnamn;Efternamn;Titel;E-post\nBo;Ek;Chef;bo@example.se"


def person(scene: Scene) -> Person:
    return make_person(collaboration=scene.here, given_name="Bo", family_name="Ek", email="bo@example.se")


def linked(scene: Scene) -> Person:
    return make_person(collaboration=scene.here, user=make_user())


def own_organisation(scene: Scene) -> Organisation:
    return make_organisation(collaboration=scene.here)


def expired(scene: Scene) -> Person:
    return make_contact_point(person=person(scene), keep_until=date(2020, 1, 1)).person


def corrected_municipality(scene: Scene) -> Organisation:
    register.load_register()
    return make_municipality_named("Gamla Umeå")


def make_municipality_named(name: str) -> Organisation:
    found = make_municipality()
    found.display_name = name
    found.save()
    return found


def publishable(scene: Scene) -> Collaboration:
    scene.here.contact_email = "fraga@example.se"
    scene.here.save()
    return scene.here


def published(scene: Scene) -> Collaboration:
    Collaboration.objects.filter(pk=scene.here.pk).update(is_public=True)
    scene.here.refresh_from_db()
    return scene.here


def uploaded(scene: Scene) -> ImportRun:
    return imports.start_import(
        actor=scene.actor, kind=PEOPLE, collaboration=scene.here, content=FILE.encode(), file_name="folk.csv"
    )


def apply(scene: Scene, run: ImportRun) -> ImportRun:
    return imports.apply_import(actor=scene.actor, kind=PEOPLE, run=run, seen=preview_import(PEOPLE, run).mark, now=NOW)


def apply_new(scene: Scene, _row: object) -> Person:
    apply(scene, uploaded(scene))
    return Person.objects.get(given_name="Bo")


def changed_by_import(scene: Scene) -> Person:
    changed = person(scene)
    apply(scene, uploaded(scene))
    return changed


def undo(scene: Scene, _row: object) -> None:
    run = scene.here.imports.get(state="applied")
    imports.undo_import(actor=scene.actor, kind=PEOPLE, run=run, now=NOW)


def add_population(scene: Scene, row: Collaboration) -> None:
    make_municipality(collaboration=scene.here)
    figures = Figures(date(2024, 12, 31), "TAB5557", "SCB", {"2480": 132_000})
    populations.add_from_file(actor=scene.actor, collaboration=row, figures=figures, fetched_on=TODAY)


def merge_people(scene: Scene, row: Person) -> None:
    merging.merge_people(actor=scene.actor, duplicate=make_person(collaboration=scene.here), keeper=row)


def role_given(role: Role) -> Deed:
    return Deed(
        lambda s, row: access.give_role(actor=s.actor, collaboration=s.here, user=row, role=role),
        lambda _scene: make_user(),
    )


def role_taken(role: Role) -> Deed:
    return Deed(
        lambda s, row: access.take_role(actor=s.actor, access=row),
        lambda s: give_role(make_user(), s.here, role).collaboration_access.get(),
        on="user",
    )


def settings(**values: Any) -> Callable[[Scene, Any], object]:
    return lambda s, row: collaborations.change_settings(actor=s.actor, collaboration=row, **values)


NUMBERED = {"display_name": "Rådet", "formal_name": "Rådet", "kind": "other", "sector": "public"}
RUN = {"new": 1, "changed": 0, "same": 0, "error": 0, "skipped": 0}

DEEDS: dict[str, Deed] = {
    "collaboration.founded": Deed(
        lambda s, _: collaborations.found_collaboration(actor=s.actor, name="Norr", slug="norr"), after="name"
    ),
    "collaboration.changed": Deed(
        settings(name="Samverkan norr", introduction="Nytt"),
        lambda s: s.here,
        before="name introduction",
        after="name introduction",
    ),
    "collaboration.contact_changed": Deed(settings(contact_name="Bo Ek"), lambda s: s.here),
    "collaboration.published": Deed(
        lambda s, row: collaborations.publish_collaboration(actor=s.actor, collaboration=row), publishable
    ),
    "collaboration.unpublished": Deed(
        lambda s, row: collaborations.unpublish_collaboration(actor=s.actor, collaboration=row), published
    ),
    "organisation.registered": Deed(
        lambda s, _: register.load_register() and Organisation.objects.get(scb_code="2480"),
        by=None,
        is_here=False,
        is_many=True,
    ),
    "organisation.register_corrected": Deed(
        lambda s, _: register.load_register(),
        corrected_municipality,
        before="display_name",
        after="display_name",
        by=None,
        is_here=False,
    ),
    "organisation.created": Deed(
        lambda s, _: organisations.create_organisation(
            actor=s.actor, collaboration=s.here, parent=s.other, organisation_number="", **NUMBERED
        ),
        after="display_name formal_name kind sector parent",
    ),
    "organisation.changed": Deed(
        lambda s, row: organisations.change_organisation(
            actor=s.actor, collaboration=s.here, organisation=row, formal_name="Nya rådet", parent=s.other
        ),
        own_organisation,
        before="formal_name",
        after="formal_name parent",
    ),
    "organisation.merged": Deed(
        lambda s, row: merging.merge_organisations(
            actor=s.actor,
            collaboration=s.here,
            duplicate=make_organisation(collaboration=s.here, display_name="Dubbletten"),
            keeper=row,
        ),
        own_organisation,
        now={"merged": "Dubbletten"},
    ),
    "organisation.joined": Deed(
        lambda s, _: collaborations.add_participant(
            actor=s.actor, collaboration=s.here, organisation=own_organisation(s), joined_on=TODAY
        ),
        after="joined_on",
        on="organisation",
    ),
    "organisation.left": Deed(
        lambda s, row: collaborations.end_participation(actor=s.actor, participation=row, left_on=TODAY),
        "participation",
        after="left_on",
        on="organisation",
    ),
    "organisation.participation_removed": Deed(
        lambda s, row: collaborations.remove_participant(actor=s.actor, participation=row),
        lambda s: make_organisation(collaboration=s.here, takes_part=True).participations.get(),
        on="organisation",
    ),
    "contact.added": Deed(
        lambda s, row: contacts.add_contact_point(
            actor=s.actor, collaboration=s.here, owner=row, kind="phone", value="090-1"
        ),
        person,
    ),
    "contact.changed": Deed(
        lambda s, row: contacts.change_contact_point(actor=s.actor, point=row, value="090-1"), "contact", on="person"
    ),
    "contact.removed": Deed(
        lambda s, row: contacts.remove_contact_point(actor=s.actor, point=row), "contact", on="person"
    ),
    "contact.expired": Deed(lambda s, _: contacts.remove_overdue_contact_points(NOW), expired, by=None),
    "population.added": Deed(
        add_population, lambda s: s.here, now={"reference_on": "2024-12-31", "table": "TAB5557", "count": 1}
    ),
    "person.created": Deed(
        lambda s, _: people.create_person(actor=s.actor, collaboration=s.here, given_name="Bo", family_name="Ek")
    ),
    "person.changed": Deed(
        lambda s, row: people.change_person(actor=s.actor, person=row, from_on=TODAY, today=TODAY, title="Chef"), person
    ),
    "person.imported": Deed(apply_new, others=frozenset({"import.uploaded", "import.applied"})),
    "person.corrected": Deed(
        lambda s, row: people.correct_person(actor=s.actor, person=row, given_name="Bosse"), person
    ),
    "person.former_removed": Deed(
        lambda s, row: people.remove_former(actor=s.actor, former=row), "former", on="person"
    ),
    "person.changed_by_import": Deed(
        lambda s, _: apply(s, uploaded(s)), person, others=frozenset({"import.uploaded", "import.applied"})
    ),
    "person.set_back": Deed(undo, changed_by_import, others=frozenset({"import.undone"})),
    "person.import_undone": Deed(undo, lambda s: apply_new(s, None), others=frozenset({"import.undone"})),
    "person.linked": Deed(
        lambda s, row: people.link_user(actor=s.actor, person=row, email=make_coordinator(s.here).email), person
    ),
    "person.unlinked": Deed(lambda s, row: people.unlink_user(actor=s.actor, person=row), linked),
    "person.merged": Deed(merge_people, person),
    "person.erased": Deed(lambda s, row: erasure.erase_person(actor=s.actor, person=row, now=NOW), person),
    "import.uploaded": Deed(lambda s, _: uploaded(s), now={"rows": 1}),
    "import.columns_chosen": Deed(
        lambda s, row: imports.choose_columns(actor=s.actor, kind=PEOPLE, run=row, mapping=row.mapping), uploaded
    ),
    "import.applied": Deed(apply, uploaded, now=RUN, others=frozenset({"person.imported"})),
    "import.undone": Deed(
        undo, lambda s: apply(s, uploaded(s)), now={"kept": 0}, others=frozenset({"person.import_undone"})
    ),
    **{f"access.{role.value}_given": role_given(role) for role in Role},
    **{f"access.{role.value}_taken": role_taken(role) for role in Role},
    "access.party_given": Deed(
        lambda s, _: access.give_party(actor=s.actor, collaboration=s.here, user=make_user(), organisation=s.other),
        after="answers_for=organisation.display_name",
        on="user",
    ),
    "access.party_taken": Deed(
        lambda s, row: access.take_party(actor=s.actor, access=row),
        lambda s: give_party(make_user(), s.here, s.other).organisation_access.get(),
        after="answers_for=organisation.display_name",
        on="user",
    ),
}
