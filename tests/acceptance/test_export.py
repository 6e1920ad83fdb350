"""`lede export`: the archive as a feed file."""

import json
from pathlib import Path

import feedparser

from tests.acceptance.conftest import Lede

SAMPLES = Path(__file__).parents[2] / "seeds" / "releases"


def test_an_archive_is_written_as_a_feed(lede: Lede, tmp_path: Path) -> None:
    stored = lede("ingest", *(str(SAMPLES / f"{n}.txt") for n in ("quiet-harbor", "storm-rescue")))
    assert stored.returncode == 0, stored.stderr
    out = tmp_path / "feed.xml"
    ran = lede("export", "--out", str(out))
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
    assert len(feedparser.parse(out.read_bytes()).entries) == 2
    assert [path.name for path in tmp_path.glob("feed*")] == ["feed.xml"]
    ran = lede("export", "--format", "json", "--beat", "drugs")
    (item,) = json.loads(ran.stdout)["items"]
    assert "Quiet Harbor" in item["title"]


def test_what_there_is_none_of_is_said(lede: Lede) -> None:
    for options, said in (
        (("--format", "rss"), "atom or json"),
        (("--beat", "opera"), "There are: drugs"),
        (("--briefing", "7"), "no briefing 7"),
    ):
        ran = lede("export", *options)
        assert ran.returncode != 0
        assert said in ran.stderr
        assert "Traceback" not in ran.stderr
