"""What the web server loads."""

import gc
import os
import sys
from importlib import import_module

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")
django.setup(set_prefix=False)

from samhandling.core.serving.application import Application  # noqa: E402  # the pages' models are loaded now

application = Application()

# The first visitor does not wait for the pages to be found, and what lives as long as the process is left out of
# the collector's rounds: the slowest requests were those that it stopped in (docs/decisions/0014-national-size.md).
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
# A page gives the interpreter away at each question to the database. Beside a busy thread it would then wait
# five milliseconds to get it back, twenty times over.
sys.setswitchinterval(0.001)
