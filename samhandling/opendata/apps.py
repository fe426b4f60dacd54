from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "samhandling.opendata"
    label = "opendata"
