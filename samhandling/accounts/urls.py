from django.urls import path

from samhandling.accounts.views import account, log_ins, tokens

app_name = "accounts"
urlpatterns = [
    path("", account.profile, name="profile"),
    path("sprak/", account.language, name="language"),
    path("nycklar/", tokens.token_list, name="tokens"),
    path("nycklar/ny/", tokens.token_create, name="token_create"),
    path("nycklar/<int:token>/aterkalla/", tokens.token_revoke, name="token_revoke"),
    path("inloggningar/", log_ins.log_ins, name="log_ins"),
    path("inloggningar/avsluta/", log_ins.end_one, name="end_log_in"),
    path("inloggningar/avsluta-andra/", log_ins.end_others, name="end_others"),
    path("kopplingar/<int:pk>/ta-bort/", log_ins.disconnect, name="disconnect"),
    path("inbjudan/<str:secret>/", account.invitation, name="invitation"),
]
