from importlib import import_module

from django.apps import AppConfig, apps
from django.utils.module_loading import module_has_submodule


class CoreConfig(AppConfig):
    name = "samhandling.core"

    def ready(self) -> None:
        """Each room's `history.py` and `slots.py` are found by their names, when all models are there."""
        from samhandling.core.held_files import forget_held_files
        from samhandling.core.history import register
        from samhandling.core.idempotency import forget_old_answers
        from samhandling.core.kept import forget_old_kept
        from samhandling.core.slots import fill, fill_all

        for forget in (forget_old_answers, forget_old_kept, forget_held_files):
            fill("tick", forget)
        for room in apps.get_app_configs():
            if not room.name.startswith("samhandling.") or room is self or room.module is None:
                continue
            if module_has_submodule(room.module, "history"):
                register(import_module(f"{room.name}.history").WORDS)
            if module_has_submodule(room.module, "slots"):
                fill_all(import_module(f"{room.name}.slots").SLOTS)
