"""What a load balancer asks: is the process alive, and may it be sent visitors? No word about anybody."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samhandling.core.disk import why_no_room
from samhandling.core.heartbeats import ages, ahead, unsealed_for


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """The database answers and holds the tables that this version needs, and what must be written to can be.
    Otherwise 503 and what to do.

    How long ago scheduled work last ended well stands beside, for whoever watches; it stops no visitors.
    """
    reason = _why_not_ready()
    if reason is not None:
        return JsonResponse({"status": "not ready", "reason": reason}, status=503)
    now = timezone.now()
    seconds = {f"{name}_age_seconds": age for name, age in ages(now=now).items()}
    answer = {"status": "ok", **seconds, "unsealed_age_seconds": unsealed_for(now=now)}
    if wrong := ahead(now=now):
        answer["clock"] = f"{' and '.join(wrong)} last ended well at a time that has not come yet. Set the clock right."
    return JsonResponse(answer)


def _why_not_ready() -> str | None:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "The database lacks migrations. Run `samhandling setup`."
        cache.get("readyz")
        if _is_read_only():
            return "The database takes no writes: another server has taken over from it, or somebody has set it so."
    except DatabaseError as error:
        return f"The database does not answer as it should ({type(error).__name__}). See DATABASE_URL and its server."
    return why_no_room()


def _is_read_only() -> bool:
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone() == ("on",))
