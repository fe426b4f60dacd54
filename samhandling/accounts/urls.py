from django.urls import path

from samhandling.accounts.views import account

app_name = "accounts"
urlpatterns = [
    path("", account.profile, name="profile"),
    path("sprak/", account.language, name="language"),
    path("inbjudan/<str:secret>/", account.invitation, name="invitation"),
]
