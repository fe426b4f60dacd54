from django.apps import AppConfig

from samhandling.core.slots import fill_all


class PortalConfig(AppConfig):
    name = "samhandling.portal"
    label = "portal"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.portal import history, slots  # the models are there now

        tell(history.WORDS)
        fill_all(slots.SLOTS)
