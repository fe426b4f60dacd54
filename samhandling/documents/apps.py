from django.apps import AppConfig

from samhandling.core.slots import fill_all


class DocumentsConfig(AppConfig):
    name = "samhandling.documents"
    label = "documents"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.documents import history, slots  # the models are there now

        tell(history.WORDS)
        fill_all(slots.SLOTS)
