from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "samhandling.organisations"
    label = "organisations"
