from django.urls import URLPattern, URLResolver, path

from samhandling.documents.views import disposal, documents, drafts, letting_out, register, retention, secrecy

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("dokument/", documents.document_list, name="list"),
    path("dokument/nytt/", drafts.document_new, name="new"),
    path("dokument/register/", register.register, name="register"),
    path("dokument/register.<str:kind>", register.register_export, name="register_export"),
    path("dokument/bevarande/", retention.keeping, name="keeping"),
    path("dokument/bevarande.<str:kind>", retention.keeping_export, name="keeping_export"),
    path("dokument/bevarande/bestam/", retention.keeping_decide, name="keeping_decide"),
    path("dokument/bevarandeklasser/", retention.classes, name="classes"),
    path("dokument/bevarandeklasser/ny/", retention.class_new, name="class_new"),
    path("dokument/bevarandeklasser/<int:pk>/andra/", retention.class_change, name="class_change"),
    path("dokument/bevarandeklasser/<int:pk>/bort/", retention.class_remove, name="class_remove"),
    path("dokument/gallringar/", disposal.disposals, name="disposals"),
    path("dokument/gallringar/ny/", disposal.disposal_new, name="disposal_new"),
    path("dokument/gallringar/<int:pk>/", disposal.disposal_detail, name="disposal"),
    path("dokument/gallringar/<int:pk>/forteckning.<str:kind>", disposal.disposal_export, name="disposal_export"),
    path("dokument/gallringar/<int:pk>/verkstall/", disposal.disposal_carry_out, name="disposal_carry_out"),
    path("dokument/gallringar/<int:pk>/dra-tillbaka/", disposal.disposal_withdraw, name="disposal_withdraw"),
    path("dokument/organisationer/<int:pk>/panel/", documents.organisation_panel, name="organisation_panel"),
    path("dokument/<int:pk>/", documents.document_detail, name="detail"),
    path("dokument/<int:pk>/fil/", documents.document_file, name="file"),
    path("dokument/<int:pk>/andra/", drafts.document_change, name="change"),
    path("dokument/<int:pk>/byt-fil/", drafts.document_replace_file, name="replace_file"),
    path("dokument/<int:pk>/ny-version/", drafts.document_follow, name="follow"),
    path("dokument/<int:pk>/kasta/", drafts.document_discard, name="discard"),
    path("dokument/<int:pk>/dela/", letting_out.document_share, name="share"),
    path("dokument/<int:pk>/publicera/", letting_out.document_publish, name="publish"),
    path("dokument/<int:pk>/sekretess/", secrecy.document_mark, name="mark"),
    path("dokument/<int:pk>/sekretess/hav/", secrecy.document_lift_marking, name="lift_marking"),
]
