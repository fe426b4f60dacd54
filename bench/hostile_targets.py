"""`python -m bench.hostile_targets COUNTY`: what slow and greedy visitors ask for, in a filled database.

A public document gets a large file behind its row, and the addresses are printed: of the document, and of as many
papers as are asked for at once, each of another day and so each another paper.
"""

import json
import os
import random
import sys
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402  # after setup
from django.urls import reverse  # noqa: E402  # after setup
from django.utils import timezone  # noqa: E402  # after setup

from bench.nation import slug_of  # noqa: E402  # after setup
from samhandling.agreements.enums import Status  # noqa: E402  # after setup
from samhandling.agreements.models import Agreement  # noqa: E402  # after setup
from samhandling.documents.enums import Openness  # noqa: E402  # after setup
from samhandling.documents.models import Document  # noqa: E402  # after setup

LARGE = 15_000_000


def main() -> None:
    code, papers = sys.argv[1], int(sys.argv[2])
    in_county = {"collaboration": slug_of(code)}
    document = Document.objects.filter(
        collaboration__slug=slug_of(code), openness=Openness.PUBLIC, markings__isnull=True
    ).first()
    assert document is not None
    path = Path(settings.MEDIA_ROOT) / str(document.file.content.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(LARGE))
    agreement = Agreement.objects.get(collaboration__slug=slug_of(code), status=Status.IN_FORCE)
    paper = reverse("agreements:export_pdf", kwargs={**in_county, "pk": agreement.pk})
    today = timezone.localdate()
    targets = {
        "document": reverse("documents:file", kwargs={**in_county, "pk": document.pk}),
        "papers": [f"{paper}?datum={today - timedelta(days=back)}" for back in range(papers)],
        "start": reverse("portal:start"),
        "log_in": reverse("account_login"),
    }
    json.dump(targets, sys.stdout)


if __name__ == "__main__":
    main()
