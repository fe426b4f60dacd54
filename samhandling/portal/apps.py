from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "samhandling.portal"
    label = "portal"
