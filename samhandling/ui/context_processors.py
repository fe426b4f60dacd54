"""What the frame of every page needs. Nothing is asked for until the frame is drawn, so fragments pay nothing."""

from typing import Any

from django.http import HttpRequest

from samhandling.ui.frame import Frame


def frame(request: HttpRequest) -> dict[str, Any]:
    collaboration = getattr(request, "collaboration", None)
    return {"collaboration": collaboration, "frame": Frame(request, collaboration)}
