from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "samhandling.agreements"
    label = "agreements"
