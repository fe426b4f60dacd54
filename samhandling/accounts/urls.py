from django.urls import path

from samhandling.accounts.views import account, tokens

app_name = "accounts"
urlpatterns = [
    path("", account.profile, name="profile"),
    path("sprak/", account.language, name="language"),
    path("nycklar/", tokens.token_list, name="tokens"),
    path("nycklar/ny/", tokens.token_create, name="token_create"),
    path("nycklar/<int:token>/aterkalla/", tokens.token_revoke, name="token_revoke"),
    path("inbjudan/<str:secret>/", account.invitation, name="invitation"),
]
