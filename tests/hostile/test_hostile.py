"""Hostile files and hostile sources: one sentence or the text, and nobody else pays for it.

`make hostile` measures what each takes; here they are read within small limits, so that it ends.
"""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import UnreadableInputError
from domain.sources import Condition, Fetched, Source
from domain.sources import Kind as SourceKind
from pipeline.analysis_pool import AnalysisPool, Lane, open_analysis_pool
from pipeline.health import health_of_sources
from pipeline.jobs import analyse_late, read_release, read_source
from pipeline.schedule import PollSchedule
from pipeline.turns import Party
from pipeline.worker import MEGABYTE, Limits
from rendering.language import language
from rendering.sources import state_lines
from sources.fetching import FetchSettings, open_fetcher
from sources.pace import Pace
from tests.hostile.analysis import analyse
from tests.hostile.files import KINDS, Kind, forms
from tests.pipeline.first_words import ENDS_THE_PROCESS
from tests.pipeline.test_isolation import drip
from tests.pipeline.test_polling import BODY, Desk, desk, entry, feed
from tests.sources.site import Answer, reply

__all__ = ["desk"]

# A second of the processor, so that a file that would take ten is refused after one.
SMALL = Limits(memory=128 * MEGABYTE, trusted=112 * MEGABYTE, processor=1, seconds=60.0)
MAILBOX = Party("mailbox")


@pytest.fixture
async def pool() -> AsyncIterator[AnalysisPool]:
    async with open_analysis_pool((Lane(SMALL, 2),)) as opened:
        yield opened


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
async def test_a_hostile_file_is_read_or_refused_in_one_sentence(
    pool: AnalysisPool, kind: Kind
) -> None:
    fetched = Fetched(f"http://a.example/{kind.name}", 200, kind.made(), kind.content_type)
    try:
        if kind.name.endswith((".xml", ".json")):
            source = Source("a", SourceKind.FEED, fetched.url)
            assert (await pool.run(MAILBOX, kind.name, read_source, source, fetched)).listed
        else:
            read = await pool.run(
                MAILBOX, kind.name, read_release, analyse_late, fetched, is_file=True
            )
            assert read.document.text
    except UnreadableInputError as error:
        said = str(error)
        assert kind.name in said
        assert said.endswith((".", "fetch it again.", "names a feed."))
        assert len(said) < 600
        assert "\n" not in said


def test_a_bomb_given_to_the_command_line_is_one_sentence(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(forms(40))
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "brief", str(bomb)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert ended.stdout == ""
    said = ended.stderr.strip().splitlines()
    assert len(said) == 1
    assert said[0].startswith(f"lede: {bomb} cannot be read: reading it takes more ")
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["ingest", "digest"])
def test_a_bomb_among_files_costs_itself_alone(tmp_path: Path, command: str) -> None:
    """Each stands between two that are good: a PDF, and a line whose text is a bomb."""
    bomb, broken = tmp_path / "b.pdf", tmp_path / "d.pdf"
    bomb.write_bytes(forms(40))
    broken.write_bytes(b"%PDF-1.7 and nothing else")
    for name in "ace":
        text = (
            f"Harbor City – The Harbor Office fined {len(name) + 4} boats on Monday, pier {name}."
        )
        (tmp_path / f"{name}.txt").write_text(text * 3, "utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "bot", command, *(str(path) for path in sorted(tmp_path.iterdir()))],
        env=os.environ | {"LEDE_DATABASE": str(tmp_path / "lede.db")},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert ended.returncode == 1, ended.stderr
    said = [line for line in ended.stderr.splitlines() if line.startswith("lede: ")]
    assert len(said) == 2
    assert f"{bomb} cannot be read: reading it takes more time than any release does." in said[0]
    assert f"{broken} cannot be read: " in said[1]
    if command == "ingest":
        assert "3 new" in ended.stdout
        assert "2 not stored" in ended.stdout
    else:
        assert "Harbor Office" in ended.stdout


def hostile_feeds() -> dict[str, Answer]:
    """By name what a feed answers: two good items around one that is hostile."""
    cut = "The report was written by Mary Smith-\nJones and the others at the office. " * 12

    def around(name: str, text: str) -> bytes:
        return feed(entry(f"{name}-a"), entry(f"{name}-hostile", text), entry(f"{name}-b"))

    texts = {
        "raises": f"This text raises IndexError. {BODY}",
        "recurses": f"This text raises RecursionError. {BODY}",
        "fills": f"This text raises MemoryError. {BODY}",
        "dies": f"{ENDS_THE_PROCESS} {BODY}",
        "hyphen": cut,
        "bomb": "Read more …",
        "drips": "Read more …",
    }
    return {name: around(name, text) for name, text in texts.items()} | {"endless": drip}


async def test_eight_hostile_sources_keep_the_ninth_from_nothing(desk: Desk) -> None:
    """All stand on one host. Every good item of each is kept, every bad one named."""
    feeds = hostile_feeds()
    assert len(feeds) == 8
    bomb = reply(forms(40), content_type="application/octet-stream")
    desk.site.on("/bomb-hostile", bomb)
    desk.site.on("/drips-hostile", drip)
    for name, answer in (feeds | {"ninth": feed(entry("ninth-a"), entry("ninth-b"))}).items():
        url = desk.site.on(f"/{name}.xml", answer)
        await desk.storage.sources.put(Source(name, SourceKind.FEED, url), now=desk.time[0])
    # An answer that comes at all comes within it, whatever else the machine does.
    settings = FetchSettings(allowed_hosts=frozenset({desk.site.host}), seconds=4.0)
    async with (
        open_fetcher(settings, now=lambda: desk.time[0], pace=Pace(0, patience=0.05)) as fetcher,
        open_analysis_pool((Lane(SMALL, 3),)) as pool,
    ):
        poller = replace(desk.poller, fetcher=fetcher, pool=pool, analyse=analyse)
        schedule = PollSchedule(desk.storage, poller.poll, lambda: desk.time[0])
        assert await schedule.step() == 9
        await schedule.settle()
    told = {
        state.source.name: (state.health, "\n".join(state_lines(language("en"), state, unread)))
        for state, unread in await health_of_sources(desk.storage, desk.time[0])
    }
    endless, said = told.pop("endless")
    assert endless.condition is Condition.FAILING
    assert "did not answer in full within 4 seconds" in said
    for name, (health, said) in told.items():
        assert health.condition is Condition.OK, said
        assert health.next_poll_at is not None
        assert health.next_poll_at > desk.time[0] + timedelta(minutes=1)
        is_good = name in ("hyphen", "ninth")
        assert health.reason == (None if is_good else "One item could not be read.")
        assert is_good != (f"{name}-hostile" in said), said
    wanted = {f"Release {name}-{part}" for name in told for part in "ab"}
    heads = await desk.storage.releases.latest(limit=50)
    assert {head.title for head in heads} == wanted | {"Release hyphen-hostile"}
