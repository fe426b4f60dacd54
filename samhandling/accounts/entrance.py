"""The pages of allauth that we use, under Swedish addresses. All its other pages do not exist here.

They keep the names that allauth itself reverses, so they cannot lie in the room's own namespace.
"""

from allauth.account import views
from django.urls import path, re_path
from django.views.generic import RedirectView

urlpatterns = [
    path("inloggning/", views.login, name="account_login"),
    path("utloggning/", views.logout, name="account_logout"),
    path("stangt/", views.account_inactive, name="account_inactive"),
    path("losenord/", views.password_change, name="account_change_password"),
    # Who has no password yet, proves the address first.
    path("losenord/valj/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("losenord/glomt/", views.password_reset, name="account_reset_password"),
    path("losenord/glomt/skickat/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("losenord/bytt/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
]
