from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "samhandling.forums"
    label = "forums"
