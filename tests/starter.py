"""Several processes that try at once: `python -m tests.starter`, run by `tests.processes`.

The product is loaded once and then forked, so that many processes cost little more than one. Each child has
connections of its own, gets ready, waits until all the others are, and tries.
"""

import io
import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from multiprocessing.synchronize import Barrier

import django
from django.conf import settings
from django.core.management import call_command

SECONDS = 300  # a busy machine is no fault of the code
Attempt = Callable[[], str]


def main() -> None:
    """Read `[module, [arguments of each], folder of files]`, and tell what each said."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")
    django.setup()
    module, arguments, settings.MEDIA_ROOT = json.load(sys.stdin)
    prepare = import_module(module).prepare
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(len(arguments), timeout=SECONDS)
    # Nobody gets past the barrier alone, so each of the pool's processes takes exactly one.
    with context.Pool(len(arguments), _remember, (prepare, barrier)) as pool:
        answers = pool.starmap(_try_with_the_others, arguments, chunksize=1)
    json.dump(answers, sys.stdout)


def prepare(*command: str) -> Attempt:
    """Here it is a command of `manage.py` that is tried, and what it prints is told."""

    def attempt() -> str:
        printed = io.StringIO()
        with redirect_stdout(printed):
            call_command(*command)
        return printed.getvalue()

    return attempt


def _remember(prepare: Callable[..., Attempt], barrier: Barrier) -> None:
    _in_child.update(prepare=prepare, barrier=barrier)


def _try_with_the_others(*arguments: object) -> str:
    attempt = _in_child["prepare"](*arguments)
    _in_child["barrier"].wait()
    return attempt()


_in_child: dict = {}

if __name__ == "__main__":
    main()
