from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "samhandling.core"
    label = "core"
