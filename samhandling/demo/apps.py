from django.apps import AppConfig

from samhandling.core.slots import fill_all


class DemoConfig(AppConfig):
    name = "samhandling.demo"
    label = "demo"

    def ready(self) -> None:
        from samhandling.demo import slots  # the models are there now

        fill_all(slots.SLOTS)
