"""Which room answers which address. Everything about one collaboration lies below /samverkan/<slug>/."""

from django.urls import include, path

from samhandling.config.api import api
from samhandling.portal.views.interface import reference

IN_COLLABORATION = "samverkan/<slug:collaboration>/"

urlpatterns = [
    path("", include("samhandling.core.urls")),
    path("", include("samhandling.ui.urls")),
    path("konto/", include("samhandling.accounts.urls")),
    path("konto/", include("samhandling.accounts.entrance")),
    path("", include("samhandling.notices.urls")),
    path("api/v1/", api.urls),
    path("api/", reference, {"document": api.get_openapi_schema}, name="api_reference"),
    path("demo/", include("samhandling.demo.urls")),
    path(IN_COLLABORATION, include("samhandling.organisations.urls")),
    path(IN_COLLABORATION, include("samhandling.documents.urls")),
    path(IN_COLLABORATION, include("samhandling.agreements.urls")),
    path(IN_COLLABORATION, include("samhandling.forums.urls")),
    path(IN_COLLABORATION, include("samhandling.matters.urls")),
    path(IN_COLLABORATION, include("samhandling.finance.urls")),
    path("", include("samhandling.opendata.urls")),
    path("", include("samhandling.portal.urls")),
]

handler403 = "samhandling.portal.views.failures.forbidden"
handler404 = "samhandling.portal.views.failures.not_found"
handler500 = "samhandling.portal.views.failures.server_error"
handler400 = "samhandling.portal.views.failures.bad_request"
