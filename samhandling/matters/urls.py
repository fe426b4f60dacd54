from django.urls import URLPattern, URLResolver, include, path

from samhandling.matters.views import answers, journey, matters

app_name = "matters"

MATTER = [
    path("", matters.matter_detail, name="detail"),
    path("andra/", matters.matter_change, name="change"),
    path("kasta/", matters.matter_discard, name="discard"),
    path("dela/", matters.matter_share, name="share"),
    path("publicera/", matters.matter_publish, name="publish"),
    path("avsluta/", matters.matter_close, name="close"),
    path("oppna-igen/", matters.matter_reopen, name="reopen"),
    path("handlingar/ny/", matters.paper_new, name="paper_new"),
    path("handlingar/<int:matter_paper>/ta-bort/", matters.paper_remove, name="paper_remove"),
    path("diarienummer/", matters.number_note, name="number_note"),
    path("steg/nytt/", journey.treatment_new, name="treatment_new"),
    path("steg/<int:treatment>/andra/", journey.treatment_change, name="treatment_change"),
    path("steg/<int:treatment>/ta-bort/", journey.treatment_remove, name="treatment_remove"),
    path("steg/<int:treatment>/resultat/", journey.treatment_record, name="treatment_record"),
    path("steg/<int:treatment>/rekommendera/", answers.issue, name="issue"),
]

RECOMMENDATION = [
    path("", answers.recommendation, name="recommendation"),
    path("paminn/", answers.remind, name="remind"),
    path("aterkalla/", answers.withdraw, name="withdraw"),
    path("svar/<int:organisation>/", answers.answer, name="answer"),
    path("svar/<int:organisation>/svara/", answers.answer_give, name="answer_give"),
    path("svar/<int:organisation>/slapp/", answers.reasons_release, name="reasons_release"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("arenden/", matters.matter_list, name="list"),
    path("arenden/nytt/", matters.matter_new, name="new"),
    path("arenden/<int:pk>/", include(MATTER)),
    path("rekommendationer/", answers.matrix, name="matrix"),
    path("rekommendationer/svar.<str:kind>", answers.matrix_file, name="matrix_file"),
    path("rekommendationer/<int:pk>/", include(RECOMMENDATION)),
]
