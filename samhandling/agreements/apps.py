from django.apps import AppConfig

from samhandling.core.slots import fill_all


class AgreementsConfig(AppConfig):
    name = "samhandling.agreements"
    label = "agreements"

    def ready(self) -> None:
        from samhandling.agreements import history, slots  # the models are there now
        from samhandling.core.history import tell

        tell(history.WORDS)
        fill_all(slots.SLOTS)
