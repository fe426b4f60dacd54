from django.urls import path

from samhandling.portal.views import collaboration, greeting, search, statements

app_name = "portal"

urlpatterns = [
    path("", greeting.start, name="start"),
    path("hem/", greeting.home, name="home"),
    path("sok/", search.search_page, name="search"),
    path("sok/forslag/", search.suggestions, name="suggestions"),
    path("tillganglighet/", statements.accessibility, name="accessibility"),
    path("personuppgifter/", statements.privacy, name="privacy"),
    path("samverkan/<slug:collaboration>/", collaboration.overview, name="collaboration"),
    path("samverkan/<slug:collaboration>/sok/", search.search_page, name="search_in"),
    path("samverkan/<slug:collaboration>/sok/forslag/", search.suggestions, name="suggestions_in"),
    path("samverkan/<slug:collaboration>/kontakt/", collaboration.contact, name="contact"),
    path(
        "samverkan/<slug:collaboration>/tillganglighet/",
        statements.collaboration_accessibility,
        name="collaboration_accessibility",
    ),
    path("samverkan/<slug:collaboration>/tillganglighet/skriv/", statements.statement_write, name="statement_write"),
]
