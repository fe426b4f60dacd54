from django.urls import path

from samhandling.portal.views import (
    collaboration,
    coming,
    first_steps,
    greeting,
    our_organisation,
    search,
    statements,
)

app_name = "portal"

urlpatterns = [
    path("", greeting.start, name="start"),
    path("hem/", greeting.home, name="home"),
    path("sok/", search.search_page, name="search"),
    path("sok/forslag/", search.suggestions, name="suggestions"),
    path("hjalp/", greeting.guide, name="guide"),
    path("tillganglighet/", statements.accessibility, name="accessibility"),
    path("personuppgifter/", statements.privacy, name="privacy"),
    path("samverkan/<slug:collaboration>/", collaboration.overview, name="collaboration"),
    path("samverkan/<slug:collaboration>/kommande/", coming.coming, name="coming"),
    path("samverkan/<slug:collaboration>/kommande/panel/", coming.year_panel, name="year_panel"),
    path("samverkan/<slug:collaboration>/handlingar/", coming.papers, name="papers"),
    path("samverkan/<slug:collaboration>/var-kommun/", our_organisation.our_organisations, name="our_organisation"),
    path("samverkan/<slug:collaboration>/var-kommun/<int:pk>/", our_organisation.one_of_ours, name="one_of_ours"),
    path("samverkan/<slug:collaboration>/kom-igang/", first_steps.first_steps, name="first_steps"),
    path("samverkan/<slug:collaboration>/kom-igang/titta/", first_steps.step_look, name="step_look"),
    path("samverkan/<slug:collaboration>/kom-igang/lagg-undan/", first_steps.steps_put_away, name="steps_put_away"),
    path("samverkan/<slug:collaboration>/kom-igang/ta-fram/", first_steps.steps_take_forth, name="steps_take_forth"),
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
