from django.apps import AppConfig

from samhandling.core.slots import fill_all


class OpenDataConfig(AppConfig):
    name = "samhandling.opendata"
    label = "opendata"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.opendata import history, slots  # the models are there now

        tell(history.WORDS)
        fill_all(slots.SLOTS)
