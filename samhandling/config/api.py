"""The API of all rooms. A room is mounted by one line below; how it writes its operations is told in core.api."""

from django.conf import settings

from samhandling.agreements.api import router as agreements
from samhandling.core.api.house import HouseApi
from samhandling.documents.api import router as documents
from samhandling.finance.api import router as finance
from samhandling.forums.api import router as forums
from samhandling.matters.api import router as matters
from samhandling.notices.api import router as notices
from samhandling.organisations.api import ROUTERS as ORGANISATIONS

DESCRIPTION = """
Collaborations, their organisations and people, documents, agreements, forums, matters and money, as JSON.

Without a token you see what is public. With a token of your own (Authorization: Bearer sht_…) you see and do what you
may yourself, as far as the token's scopes reach. Refusals are problem details by RFC 9457, in Swedish or English as
Accept-Language asks. Lists are read page by page by the address in `next`.
""".strip()

api = HouseApi(
    title="Samhandling",
    version="1.0.0",
    description=DESCRIPTION,
    servers=[{"url": settings.SITE_URL}],
    urls_namespace="api",
)
for router in (*ORGANISATIONS, notices, documents, agreements, finance, forums, matters):
    api.add_router("", router)
