"""Write down the rows and files of a release, for the test that the next one can be upgraded to.

Run it with the release's own code, on an installation of made-up people in SQLite that holds something of everything:
`DATABASE_URL=… SAMHANDLING_VAR=… python scripts/remember_release.py tests/upgrade/0.2.0.json`. See
docs/howto/release.md.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
django.setup()

from django.apps import apps  # noqa: E402  # Django is set up now
from django.conf import settings  # noqa: E402  # Django is set up now
from django.db import connection  # noqa: E402  # Django is set up now
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402  # Django is set up now
from django.db.models import Model, QuerySet  # noqa: E402  # Django is set up now

# Made again by every migration, somebody's own visit, or when the tick last came, which grows old in a file.
PASSED_BY = {"contenttypes.contenttype", "auth.permission", "accounts.session", "core.heartbeat"}


def remember() -> dict[str, Any]:
    """Tables by their model's name, each with the names of its columns and its rows."""
    tables = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label_lower
        columns = [field.attname for field in model._meta.concrete_fields]
        every: QuerySet[Model] = QuerySet(model)
        rows = every.order_by("pk").values_list(*columns)
        if label not in PASSED_BY and rows:
            tables[label] = {"columns": columns, "rows": [list(row) for row in rows]}
    root = Path(settings.MEDIA_ROOT)
    files = {str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()}
    applied = MigrationRecorder(connection).applied_migrations()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        numbers = dict(cursor.fetchall())
    return {"migrations": sorted(map(list, applied)), "numbers": numbers, "files": files, "tables": tables}


def main() -> None:
    remembered = remember()
    lines = [
        f'"migrations": {json.dumps(remembered["migrations"])}',
        f'"numbers": {json.dumps(remembered["numbers"])}',
        f'"files": {json.dumps(remembered["files"], ensure_ascii=False)}',
        *(f'"{label}": {_table(table)}' for label, table in remembered["tables"].items()),
    ]
    Path(sys.argv[1]).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _table(table: dict[str, Any]) -> str:
    """A row to a line, so that a difference between two releases can be read."""
    # Moments with all their digits: the seals of the history are calculated from them.
    written = (json.dumps(row, default=str, ensure_ascii=False, separators=(",", ":")) for row in table["rows"])
    return f'{{"columns": {json.dumps(table["columns"])}, "rows": [\n' + ",\n".join(written) + "\n]}"


if __name__ == "__main__":
    main()
