from django.urls import path

from samhandling.notices.views import notices, unreached, unsubscribe

app_name = "notices"
urlpatterns = [
    path("konto/aviseringar/", notices.notice_list, name="list"),
    path("konto/aviseringar/installningar/", notices.wishes, name="wishes"),
    path("konto/aviseringar/alla-lasta/", notices.all_read, name="all_read"),
    path("konto/aviseringar/<int:notice>/", notices.notice_open, name="open"),
    path("aviseringar/sluta-mejla/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("samverkan/<slug:collaboration>/nas-inte/", unreached.unreached, name="unreached"),
]
