from django.urls import URLPattern, URLResolver, path

from samhandling.documents.views import documents, drafts, letting_out, register

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("dokument/", documents.document_list, name="list"),
    path("dokument/nytt/", drafts.document_new, name="new"),
    path("dokument/register/", register.register, name="register"),
    path("dokument/register.<str:kind>", register.register_export, name="register_export"),
    path("dokument/organisationer/<int:pk>/panel/", documents.organisation_panel, name="organisation_panel"),
    path("dokument/<int:pk>/", documents.document_detail, name="detail"),
    path("dokument/<int:pk>/fil/", documents.document_file, name="file"),
    path("dokument/<int:pk>/andra/", drafts.document_change, name="change"),
    path("dokument/<int:pk>/byt-fil/", drafts.document_replace_file, name="replace_file"),
    path("dokument/<int:pk>/ny-version/", drafts.document_follow, name="follow"),
    path("dokument/<int:pk>/kasta/", drafts.document_discard, name="discard"),
    path("dokument/<int:pk>/dela/", letting_out.document_share, name="share"),
    path("dokument/<int:pk>/publicera/", letting_out.document_publish, name="publish"),
]
