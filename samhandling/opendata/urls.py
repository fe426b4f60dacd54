from django.urls import URLPattern, URLResolver, path

from samhandling.opendata.views import exports, feeds, pages, things

app_name = "opendata"

IN_COLLABORATION = "samverkan/<slug:collaboration>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("oppna-data/", pages.overview, name="overview"),
    path("datasets/dcat", exports.dcat, name="dcat"),
    path("export/popolo.json", exports.popolo_all, name="popolo_all"),
    path("export/popolo.schema.json", exports.popolo_schema, name="popolo_schema"),
    path(f"{IN_COLLABORATION}oppna-data/", pages.of_collaboration, name="page"),
    path(f"{IN_COLLABORATION}oppna-data/kolumner/", pages.columns, name="columns"),
    path(f"{IN_COLLABORATION}export/popolo.json", exports.popolo, name="popolo"),
    path(f"{IN_COLLABORATION}export/parter.csv", exports.parties_csv, name="parties_csv"),
    path(f"{IN_COLLABORATION}export/ataganden.csv", exports.duties_csv, name="duties_csv"),
    path(f"{IN_COLLABORATION}export/folkmangd.csv", exports.populations_csv, name="populations_csv"),
    path(f"{IN_COLLABORATION}kalender/", feeds.feeds, name="feeds"),
    path(f"{IN_COLLABORATION}kalender/<int:feed>/ny-adress/", feeds.feed_renew, name="feed_renew"),
    path(f"{IN_COLLABORATION}kalender/<int:feed>/stang/", feeds.feed_close, name="feed_close"),
    path("kalender/<str:secret>.ics", feeds.calendar, name="calendar"),
    # The lasting names of things: see domain/iris.py.
    path("id/organisationer/<int:organisation>/", things.organisation, name="organisation"),
    path("id/forum/<int:forum>/", things.forum, name="forum"),
    path("id/personer/<int:person>/", things.person, name="person"),
    path("id/platser/<int:seat>/", things.seat, name="seat"),
    path("id/uppdrag/<int:appointment>/", things.appointment, name="appointment"),
    path("id/presidium/<int:term>/", things.presidium_term, name="presidium_term"),
    path("id/deltaganden/<int:participation>/", things.participation, name="participation"),
]
