from django.urls import path

from samhandling.portal.views import collaboration, greeting, statements

app_name = "portal"

urlpatterns = [
    path("", greeting.start, name="start"),
    path("hem/", greeting.home, name="home"),
    path("sok/", greeting.search_page, name="search"),
    path("tillganglighet/", statements.accessibility, name="accessibility"),
    path("personuppgifter/", statements.privacy, name="privacy"),
    path("samverkan/<slug:collaboration>/", collaboration.overview, name="collaboration"),
    path("samverkan/<slug:collaboration>/kontakt/", collaboration.contact, name="contact"),
    path(
        "samverkan/<slug:collaboration>/tillganglighet/",
        statements.collaboration_accessibility,
        name="collaboration_accessibility",
    ),
    path("samverkan/<slug:collaboration>/tillganglighet/skriv/", statements.statement_write, name="statement_write"),
]
