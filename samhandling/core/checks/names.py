"""Do the stored keys for order and search follow the names?"""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import QuerySet

from samhandling.core.findings import Finding
from samhandling.core.models import SwedishName

_STALE = "It is sorted or found by another name than it has. Open it in the pages and save it anew."


def check_names() -> Iterator[Finding]:
    for model in apps.get_models():
        if issubclass(model, SwedishName):
            rows: QuerySet[SwedishName] = QuerySet(model)
            for row in rows.order_by("pk").iterator(chunk_size=2000):
                stored = (row.sort_key, row.search_key)
                row.fold_names()
                if (row.sort_key, row.search_key) != stored:
                    yield Finding("core.stale_keys", f"{model._meta.label_lower} {row.pk}", _STALE)
