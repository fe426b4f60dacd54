from django.apps import AppConfig

from samhandling.core.slots import fill_all


class FinanceConfig(AppConfig):
    name = "samhandling.finance"
    label = "finance"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.finance import history, slots  # the models are there now

        tell(history.WORDS)
        fill_all(slots.SLOTS)
