"""`python -m bench.knocking 24`: knock with every hostile file at every door of a county's, each in its own process."""

import sys

from bench.nation import coordinator_of, slug_of  # first: it sets Django up

# isort: split
from django.test.utils import setup_test_environment

from samhandling.accounts.models import User
from samhandling.organisations.models import Collaboration, Organisation
from tests.factories.organisations import give_party
from tests.hostile import FILES
from tests.hostile_doors import doors, walked

SECONDS, MEGABYTES = 1.0, 200


def main() -> None:
    code, asked = sys.argv[1], sys.argv[2:]
    setup_test_environment()  # so that a page says what it was drawn from
    collaboration = Collaboration.objects.get(slug=slug_of(code))
    owner = Organisation.objects.filter(participations__collaboration=collaboration).order_by("pk")[0]
    user = give_party(User.objects.get(email=coordinator_of(code)), collaboration, owner)
    files = {name: make() for name, make in FILES.items()}
    print("| door | file | kB | s | MB | |\n|---|---|---:|---:|---:|---|")
    broken = 0
    for door, knock in doors(user, collaboration, owner).items():
        for name, content in files.items() if not asked or door in asked else ():
            found = walked(knock, {name: content})
            is_kept = found.seconds <= SECONDS and found.megabytes <= MEGABYTES
            broken += not is_kept
            outcome = f"{'' if is_kept else 'NOT kept: '}{found.outcomes[name][:80]}"
            print(f"| {door} | {name} | {len(content) // 1000} | {found.seconds:.2f} | {found.megabytes} | {outcome} |")
    print(f"\nBeyond {SECONDS:.0f} s of processor time or {MEGABYTES} MB: {broken}.")


if __name__ == "__main__":
    main()
