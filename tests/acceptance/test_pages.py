"""Real pages, served by a real server and fetched and read by the real code."""

from pathlib import Path

import pytest

from benchmarks.pages import (
    ARCHIVE,
    QUOTED,
    TARGETS,
    expected_of,
    read_archive,
    score,
    score_quotations,
)
from sources.answers import read_answer
from sources.fetching import FetchSettings, open_fetcher
from sources.pace import Pace
from tests.sources.conftest import NOW
from tests.sources.site import open_site, reply


@pytest.mark.shared
async def test_real_pages_are_read_as_they_are(shared: Path) -> None:
    pages = list(read_archive(shared / ARCHIVE))
    assert len(pages) == 400
    async with open_site() as site:
        settings = FetchSettings(allowed_hosts=frozenset({site.host}))
        async with open_fetcher(settings, now=lambda: NOW, pace=Pace(0)) as fetcher:
            pairs = []
            for name, data in pages:
                url = site.on(f"/{name}", reply(data, content_type="text/html; charset=utf-8"))
                document = read_answer(await fetcher.fetch(url))
                assert document.url == url
                pairs.append((document, expected_of(data.decode("utf-8", "replace"))))
    for name, value in score(pairs).rows().items():
        assert value >= TARGETS[name], name


@pytest.mark.shared
def test_statements_in_block_quotations_are_read_with_their_speakers(shared: Path) -> None:
    pages = [(name, data.decode()) for name, data in read_archive(shared / QUOTED)]
    said = score_quotations(pages)
    assert said.number > 180
    assert min(said.read, said.credited) >= TARGETS["block quotations"]
