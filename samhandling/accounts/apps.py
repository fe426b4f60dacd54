from django.apps import AppConfig

from samhandling.core.slots import fill_all


class AccountsConfig(AppConfig):
    name = "samhandling.accounts"
    label = "accounts"

    def ready(self) -> None:
        from samhandling.accounts import history, slots  # the models are there now
        from samhandling.core.history import tell

        tell(history.WORDS)
        fill_all(slots.SLOTS)
