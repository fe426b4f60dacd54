"""What a process leaves behind in its connection to PostgreSQL: the time limit it set, and how many plans it keeps."""

import sys

import django

django.setup()

from django.db import connection  # noqa: E402  # Django is set up now

from samhandling.core.prepared import Prepared  # noqa: E402  # Django is set up now
from samhandling.organisations.models import Collaboration  # noqa: E402  # Django is set up now

asked = Prepared(int, lambda pk: Collaboration.objects.filter(pk=pk).values_list("slug"))
for _time in range(3):
    asked(pk=1)
with connection.cursor() as cursor:
    cursor.execute("SELECT current_setting('statement_timeout'), count(*) FROM pg_prepared_statements")
    sys.stdout.write("{}, {}".format(*cursor.fetchone()))
