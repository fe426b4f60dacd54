from django.apps import AppConfig

from samhandling.core.slots import fill_all


class OrganisationsConfig(AppConfig):
    name = "samhandling.organisations"
    label = "organisations"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.organisations import history, slots  # the models are there now

        tell(history.WORDS)
        fill_all(slots.SLOTS)
