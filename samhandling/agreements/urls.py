from django.urls import URLPattern, URLResolver, include, path

from samhandling.agreements.views import (
    agreement,
    annexes,
    areas,
    clauses,
    duties,
    export,
    follow_up,
    gaps,
    importing,
    many_parties,
    parties,
    renewal,
    reviews,
)

app_name = "agreements"

LIFE = [
    path("", agreement.agreement_detail, name="detail"),
    path("andra/", agreement.agreement_change, name="change"),
    path("skicka-for-antagande/", agreement.agreement_propose, name="propose"),
    path("ta-tillbaka/", agreement.agreement_reopen, name="reopen"),
    path("ikraft/", agreement.agreement_enter, name="enter"),
    path("avsluta/", agreement.agreement_end, name="end"),
    path("dra-tillbaka/", agreement.agreement_withdraw, name="withdraw"),
    path("luckor/", gaps.gaps, name="gaps"),
    path("luckor/satt-asido/", gaps.gaps_aside, name="gaps_aside"),
    path("luckor/asidosatta/<int:aside>/ta-upp/", gaps.gap_resume, name="gap_resume"),
    path("luckor.<str:kind>", gaps.gaps_file, name="gaps_file"),
    path("historik/", agreement.agreement_history, name="history"),
]

TEXT = [
    path("", clauses.text, name="text"),
    path("ny/", clauses.clause_new, name="clause_new"),
    path("<int:clause>/", clauses.clause, name="clause"),
    path("<int:clause>/andra/", clauses.clause_edit, name="clause_edit"),
    path("<int:clause>/flytta/", clauses.clause_move, name="clause_move"),
    path("<int:clause>/ta-bort/", clauses.clause_remove, name="clause_remove"),
]

PARTIES = [
    path("", parties.parties, name="parties"),
    path("nya/", parties.parties_add, name="parties_add"),
    path("flera/", many_parties.parties_many, name="parties_many"),
    path("<int:party>/beslut/", parties.party_ratify, name="ratify"),
    path("<int:party>/ta-bort/", parties.party_remove, name="party_remove"),
]

AREAS = [
    path("", areas.areas, name="areas"),
    path("nytt/", areas.area_new, name="area_new"),
    path("<int:area>/andra/", areas.area_change, name="area_change"),
    path("<int:area>/ta-bort/", areas.area_remove, name="area_remove"),
    path("syften/nytt/", areas.aim_new, name="aim_new"),
    path("syften/<int:aim>/andra/", areas.aim_change, name="aim_change"),
    path("syften/<int:aim>/ta-bort/", areas.aim_remove, name="aim_remove"),
]

DUTIES = [
    path("", duties.duties, name="duties"),
    path("nytt/", duties.duty_new, name="duty_new"),
    path("lagkrav/", duties.duties_legal, name="duties_legal"),
    path("<int:duty>/", duties.duty, name="duty"),
    path("<int:duty>/andra/", duties.duty_change, name="duty_change"),
    path("<int:duty>/fullgjort/", duties.duty_fulfil, name="duty_fulfil"),
    path("<int:duty>/oppna-igen/", duties.duty_reopen, name="duty_reopen"),
    path("<int:duty>/ta-bort/", duties.duty_remove, name="duty_remove"),
]

REVIEWS = [
    path("", reviews.reviews, name="reviews"),
    path("ny/", reviews.review_new, name="review_new"),
    path("<int:review>/andra/", reviews.review_change, name="review_change"),
    path("<int:review>/resultat/", reviews.review_record, name="review_record"),
    path("<int:review>/stall-in/", reviews.review_cancel, name="review_cancel"),
]

ANNEXES = [
    path("", annexes.annexes, name="annexes"),
    path("<int:party>/", annexes.annex, name="annex"),
    path("<int:party>/andra/", annexes.annex_edit, name="annex_edit"),
    path("<int:party>/bekrafta/", annexes.annex_confirm, name="annex_confirm"),
    path("<int:party>/nytt/", annexes.special_new, name="special_new"),
    path("<int:party>/<int:special>/andra/", annexes.special_change, name="special_change"),
    path("<int:party>/<int:special>/ta-bort/", annexes.special_remove, name="special_remove"),
]

RENEWAL = [
    path("nasta/", renewal.renew, name="renew"),
    path("fornyelse/", renewal.renewal, name="renewal"),
    path("fornyelse/tider/", renewal.renewal_plan, name="renewal_plan"),
    path("jamforelse/", renewal.compare, name="compare"),
    path("synpunkter/", renewal.talk, name="talk"),
    path("synpunkter/begar/", renewal.comments_ask, name="comments_ask"),
    path("synpunkter/paminn/", renewal.comments_remind, name="comments_remind"),
    path("synpunkter/parter/<int:party>/klar/", renewal.comments_finish, name="comments_finish"),
    path("synpunkter/parter/<int:party>/inte-klar/", renewal.comments_resume, name="comments_resume"),
    path("synpunkter/aterkalla/", renewal.comments_withdraw, name="comments_withdraw"),
    path("synpunkter/ny/", renewal.comment_new, name="comment_new"),
    path("synpunkter/ny/<int:clause>/", renewal.comment_new, name="comment_on"),
    path("synpunkter/<int:comment>/svara/", renewal.comment_answer, name="comment_answer"),
    path("synpunkter/<int:comment>/aterkalla/", renewal.comment_withdraw, name="comment_withdraw"),
    path("forslag/<int:proposal>/aterkalla/", renewal.proposal_withdraw, name="proposal_withdraw"),
    path("forslag/ny/<int:clause>/", renewal.proposal_new, name="proposal_new"),
    path("forslag/<int:proposal>/", renewal.proposal_decide, name="proposal"),
]

EXPORTS = [
    path("overenskommelse.docx", export.export_docx, name="export_docx"),
    path("overenskommelse.pdf", export.export_pdf, name="export_pdf"),
    path("jamforelse.docx", export.comparison_docx, name="comparison_docx"),
    path("jamforelse.pdf", export.comparison_pdf, name="comparison_pdf"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("overenskommelser/", agreement.agreement_list, name="list"),
    path("overenskommelser/ny/", agreement.agreement_new, name="new"),
    path("uppfoljning/", follow_up.follow_up, name="follow_up"),
    path("overenskommelser/las-in/", importing.import_file, name="import"),
    path("overenskommelser/<int:pk>/", include(LIFE)),
    path("overenskommelser/<int:pk>/", include(RENEWAL)),
    path("overenskommelser/<int:pk>/", include(EXPORTS)),
    path("overenskommelser/<int:pk>/text/", include(TEXT)),
    path("overenskommelser/<int:pk>/parter/", include(PARTIES)),
    path("overenskommelser/<int:pk>/omraden/", include(AREAS)),
    path("overenskommelser/<int:pk>/ataganden/", include(DUTIES)),
    path("overenskommelser/<int:pk>/uppfoljning/", include(REVIEWS)),
    path("overenskommelser/<int:pk>/bilagor/", include(ANNEXES)),
]
