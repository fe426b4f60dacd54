from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "samhandling.finance"
    label = "finance"
