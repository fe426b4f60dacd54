"""The stage of the long stories: three counties, as in the demo."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from samhandling.demo.services.loading import load_demo


@pytest.fixture
def demo(transactional_db: None) -> None:
    """The register, the forum types and the three counties."""
    call_command("setup", verbosity=0)
    load_demo(today=timezone.localdate())
