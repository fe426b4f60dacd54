from django.urls import path

from samhandling.ui import views

app_name = "ui"
urlpatterns = [
    path("tema.css", views.default_theme, name="theme"),
    path("samverkan/<slug:collaboration>/tema.css", views.collaboration_theme, name="collaboration_theme"),
    path("stil/", views.style, name="style"),
    path("stil/ram/", views.style_frame, name="style_frame"),
    path("stil/formular/", views.style_form, name="style_form"),
]
