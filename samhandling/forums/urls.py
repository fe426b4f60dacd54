from django.urls import URLPattern, URLResolver, path

from samhandling.forums.views import chart, exports, handover, people, terms

app_name = "forums"
urlpatterns: list[URLPattern | URLResolver] = [
    path("forum/organisationsschema/", chart.chart, name="chart"),
    path("forum/organisationsschema.svg", chart.chart_svg, name="chart_svg"),
    path("forum/vakanser/", terms.terms, name="terms"),
    path("forum/vakanser.<str:kind>", exports.vacancies, name="vacancies"),
    path("forum/uppdrag-som-gar-ut.<str:kind>", exports.endings, name="endings"),
    path("forum/ledamoter.<str:kind>", exports.members, name="members"),
    path("forum/<int:pk>/ledamoter.<str:kind>", exports.forum_members, name="forum_members"),
    path("forum/personer/<int:pk>/", people.person, name="person"),
    path("forum/personer/<int:pk>/panel/", people.person_panel, name="person_panel"),
    path("forum/personer/<int:pk>/overlamning/", handover.handover, name="handover"),
    path("forum/personer/<int:pk>/overlamning.docx", handover.handover_file, name="handover_file"),
    path("forum/parter/<int:pk>/", people.party, name="party"),
    path("forum/parter/<int:pk>/panel/", people.organisation_panel, name="organisation_panel"),
    path("forum/overenskommelser/<int:pk>/panel/", people.agreement_panel, name="agreement_panel"),
]
