"""What the web server loads."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")

application = get_wsgi_application()

# The first visitor does not wait for the pages to be found, and what lives as long as the process is left out of
# the collector's rounds: the slowest requests were those that it stopped in (docs/decisions/0014-national-size.md).
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
