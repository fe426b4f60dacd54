from django.apps import AppConfig


class UIConfig(AppConfig):
    name = "samhandling.ui"
    label = "ui"
