from django.urls import path

from samhandling.ui import drafts, views

app_name = "ui"
urlpatterns = [
    path("tema.css", views.default_theme, name="theme"),
    path("samverkan/<slug:collaboration>/tema.css", views.collaboration_theme, name="collaboration_theme"),
    path("utkast/spara/", drafts.draft_save, name="draft_save"),
    path("utkast/slang/", drafts.draft_discard, name="draft_discard"),
    path("angra/", views.undo, name="undo"),
    path("stil/", views.style, name="style"),
    path("stil/ram/", views.style_frame, name="style_frame"),
    path("stil/flera/", views.style_many, name="style_many"),
    path("stil/formular/", views.style_form, name="style_form"),
]
