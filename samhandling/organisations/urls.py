from django.urls import path

from samhandling.organisations.views import access, contacts, organisations, people, people_file, privacy, settings
from samhandling.organisations.views.imports import import_paths

app_name = "organisations"

urlpatterns = [
    path("organisationer/", organisations.organisation_list, name="list"),
    path("organisationer/export.csv", organisations.organisation_export, {"form": "csv"}, name="export_csv"),
    path("organisationer/export.xlsx", organisations.organisation_export, {"form": "xlsx"}, name="export_xlsx"),
    path("organisationer/ny/", organisations.organisation_create, name="create"),
    path("installningar/deltagare/", settings.participants, name="participants"),
    path("installningar/deltagare/lanet/", settings.participants_of_county, name="participants_of_county"),
    path("installningar/deltagare/<int:pk>/avsluta/", settings.participation_end, name="participation_end"),
    path("installningar/deltagare/<int:pk>/ta-bort/", settings.participation_remove, name="participation_remove"),
    path("organisationer/<int:pk>/", organisations.organisation_detail, name="detail"),
    path("organisationer/<int:pk>/andra/", organisations.organisation_edit, name="edit"),
    path("organisationer/<int:pk>/sla-ihop/", organisations.organisation_merge, name="merge"),
    path("organisationer/<int:pk>/kontaktvagar/ny/", contacts.organisation_contact_add, name="contact_add"),
    path("kontaktvagar/<int:pk>/", contacts.contact_edit, name="contact_edit"),
    path("kontaktvagar/<int:pk>/ta-bort/", contacts.contact_remove, name="contact_remove"),
    path("personer/", people.person_list, name="people"),
    path("personer/export.csv", people.person_export, {"form": "csv"}, name="people_csv"),
    path("personer/export.xlsx", people.person_export, {"form": "xlsx"}, name="people_xlsx"),
    path("personer/ny/", people.person_create, name="person_create"),
    path("personer/gallring/", privacy.retention, name="retention"),
    *import_paths("personer/import/", people_file.PAGES),
    path("personer/<int:pk>/", people.person_detail, name="person"),
    path("personer/<int:pk>/andra/", people.person_edit, name="person_edit"),
    path("personer/<int:pk>/tidigare/<int:former>/ta-bort/", people.former_remove, name="former_remove"),
    path("personer/<int:pk>/sla-ihop/", people.person_merge, name="person_merge"),
    path("personer/<int:pk>/inloggning/", people.person_link, name="person_link"),
    path("personer/<int:pk>/inloggning/ta-bort/", people.person_unlink, name="person_unlink"),
    path("personer/<int:pk>/kontaktvagar/ny/", contacts.person_contact_add, name="person_contact_add"),
    path("personer/<int:pk>/registerutdrag/", privacy.extract, name="extract"),
    path("personer/<int:pk>/registerutdrag.csv", privacy.extract_export, {"form": "csv"}, name="extract_csv"),
    path("personer/<int:pk>/registerutdrag.json", privacy.extract_export, {"form": "json"}, name="extract_json"),
    path("personer/<int:pk>/radera/", privacy.erase, name="erase"),
    path("atkomst/", access.granted, name="granted"),
    path("atkomst/export.csv", access.granted_export, {"form": "csv"}, name="granted_csv"),
    path("atkomst/export.xlsx", access.granted_export, {"form": "xlsx"}, name="granted_xlsx"),
    path("installningar/", settings.settings, name="settings"),
    path("installningar/publicera/", settings.publish, name="publish"),
    path("installningar/avpublicera/", settings.unpublish, name="unpublish"),
    path("installningar/ny-samverkan/", settings.found, name="found"),
    path("installningar/atkomst/", access.access, name="access"),
    path("installningar/atkomst/bjud-in/", access.access_invite, name="invite"),
    path("installningar/atkomst/inbjudningar/", access.invitations, name="invitations"),
    path("installningar/atkomst/inbjudningar/<int:pk>/skicka/", access.invitation_send, name="invitation_send"),
    path(
        "installningar/atkomst/inbjudningar/<int:pk>/ta-tillbaka/", access.invitation_revoke, name="invitation_revoke"
    ),
    path("installningar/atkomst/roll/<int:pk>/ta-tillbaka/", access.role_take, name="role_take"),
    path("installningar/atkomst/part/<int:pk>/ta-tillbaka/", access.party_take, name="party_take"),
]
