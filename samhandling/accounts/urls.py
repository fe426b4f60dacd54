from django.urls import path

from samhandling.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("sprak/", views.language, name="language"),
    path("inbjudan/<str:secret>/", views.invitation, name="invitation"),
]
