from django.urls import URLPattern, URLResolver, include, path

from samhandling.finance.views import fees, history, index, ledger, overview, papers, populations, projects, sharing

app_name = "finance"

FEES = [
    path("", fees.fees, name="fees"),
    path("basar/", fees.fee_base, name="fee_base"),
    path("ny/", fees.fee_list_draft, name="fee_list_draft"),
    path("<int:year>/", fees.fee_list, name="fee_list"),
    path("<int:year>/granska/", fees.fee_list_check, name="fee_list_check"),
    path("<int:year>/anta/", fees.fee_list_adopt, name="fee_list_adopt"),
    path("<int:year>/kasta/", fees.fee_list_discard, name="fee_list_discard"),
    path("<int:year>/<int:party>/", fees.fee, name="fee"),
    path("<int:year>/<int:party>/bilaga.<str:kind>", papers.party_annex, name="party_annex"),
    path("<int:year>/bilaga.<str:kind>", papers.annex, name="annex"),
    path("<int:year>/avgifter.<str:kind>", papers.fees_table, name="fees_table"),
]

INDEX = [
    path("", index.index, name="index"),
    path("nytt/", index.index_note, name="index_note"),
    path("<int:pk>/ratta/", index.index_correct, name="index_correct"),
]

SPLITS = [
    path("", sharing.splits, name="splits"),
    path("ny/", sharing.split_new, name="split_new"),
    path("<int:split>/", sharing.split, name="split"),
    path("<int:split>/andra/", sharing.split_change, name="split_change"),
    path("<int:split>/anta/", sharing.split_adopt, name="split_adopt"),
    path("<int:split>/kasta/", sharing.split_discard, name="split_discard"),
    path("<int:split>/nasta-ar/", sharing.split_next_year, name="split_next_year"),
]

PROJECTS = [
    path("", projects.projects, name="projects"),
    path("nytt/", projects.project_new, name="project_new"),
    path("<int:pk>/", projects.project, name="project"),
    path("<int:pk>/andra/", projects.project_change, name="project_change"),
    path("<int:pk>/ta-bort/", projects.project_remove, name="project_remove"),
    path("<int:pk>/finansiarer/ny/", projects.funder_add, name="funder_add"),
    path("<int:pk>/finansiarer/<int:funder>/budget/", projects.funder_budget, name="funder_budget"),
    path("<int:pk>/finansiarer/<int:funder>/ta-bort/", projects.funder_remove, name="funder_remove"),
    path("<int:pk>/beslut/<int:organisation>/", projects.project_decide, name="project_decide"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("ekonomi/", overview.overview, name="overview"),
    path("ekonomi/fakturaunderlag.<str:kind>", ledger.ledger_export, name="ledger_export"),
    path("ekonomi/parter/<int:pk>/", ledger.ledger, name="ledger"),
    path("ekonomi/parter/<int:pk>/panel/", ledger.organisation_panel, name="organisation_panel"),
    path("ekonomi/bilagor/<int:pk>/panel/", ledger.annex_panel, name="annex_panel"),
    path("ekonomi/projekt/", include(PROJECTS)),
    path("ekonomi/index/", include(INDEX)),
    path("ekonomi/befolkning/", populations.populations, name="populations"),
    path("ekonomi/befolkning/las-in/", populations.population_file, name="population_file"),
    path("ekonomi/befolkning/hamta/", populations.population_fetch, name="population_fetch"),
    path("ekonomi/<int:agreement>/avgifter/", include(FEES)),
    path("ekonomi/<int:agreement>/historik/", history.history, name="history"),
    path("ekonomi/<int:agreement>/prova/", sharing.try_out, name="try_out"),
    path("ekonomi/<int:agreement>/delade-kostnader/", include(SPLITS)),
]
