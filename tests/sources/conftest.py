"""A site to fetch from, and a fetcher that may ask it and nothing else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from sources.fetching import Fetcher, FetchSettings, open_fetcher
from sources.pace import Pace
from tests.sources.site import Site, open_site

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as site:
        yield site


@pytest.fixture
async def fetcher(site: Site) -> AsyncIterator[Fetcher]:
    settings = FetchSettings(
        contact="https://lede.example/bot", allowed_hosts=frozenset({site.host}), seconds=20
    )
    async with open_fetcher(settings, now=lambda: NOW, pace=Pace(0)) as fetcher:
        yield fetcher
