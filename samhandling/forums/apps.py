from django.apps import AppConfig

from samhandling.core.slots import fill_all


class ForumsConfig(AppConfig):
    name = "samhandling.forums"
    label = "forums"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.forums import history, slots  # the models are there now

        tell(history.WORDS)
        fill_all(slots.SLOTS)
