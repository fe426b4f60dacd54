from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "samhandling.core"
    label = "core"

    def ready(self) -> None:
        from samhandling.core.idempotency import forget_old_answers  # models are loaded now
        from samhandling.core.slots import fill  # models are loaded now

        fill("tick", forget_old_answers)
