"""What attacks lean on: a real OpenID provider, and a site with something in every room."""

import pytest
from django.core.cache import cache

from tests.accounts.conftest import openid_provider, trust
from tests.journeys.world import World, make_world

__all__ = ["openid_provider", "trust"]  # fixtures of the accounts' own tests


@pytest.fixture(autouse=True)
def no_earlier_attempts(db):
    cache.clear()


@pytest.fixture
def world() -> World:
    return make_world("Egnahem", is_public=True)
