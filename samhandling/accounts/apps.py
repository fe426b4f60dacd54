from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "samhandling.accounts"
    label = "accounts"
