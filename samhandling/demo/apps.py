from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "samhandling.demo"
    label = "demo"
