from datetime import UTC, datetime
from pathlib import Path

from pipeline.ingest import IngestReport
from pipeline.seeds import load_seeds
from storage import open_storage
from tests.conftest import ROOT
from tests.pipeline.first_words import analyse

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


async def test_samples_are_kept_once_and_marked(tmp_path: Path) -> None:
    folder = tmp_path / "seeds" / "releases"
    folder.mkdir(parents=True)
    for name in ("pier", "boats"):
        front = f'+++\nid = "{name}"\ntitle = "About {name}"\n+++\n'
        (folder / f"{name}.txt").write_text(f"{front}A text of {name}.", "utf-8")
    (folder / "notes.md").write_text("No sample.", "utf-8")
    async with open_storage(tmp_path / "lede.db") as storage:
        for report in (IngestReport(new=2), IngestReport(same=2)):
            assert await load_seeds(storage, folder.parent, now=NOW, analyse=analyse) == report
        heads = await storage.releases.latest(limit=5)
        assert {head.title for head in heads} == {"About pier", "About boats"}
        assert all(head.is_sample for head in heads)

        (folder / "pier.txt").write_text('+++\nid = "pier"\n+++\nAnother text.', "utf-8")
        (folder / "boats.txt").write_bytes(b"\0")
        edited = await load_seeds(storage, folder.parent, now=NOW, analyse=analyse)
    assert (edited.new, edited.same, edited.changed) == (0, 0, 1)
    assert "boats.txt cannot be read" in edited.failed[0]


async def test_folder_without_samples(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "lede.db") as storage:
        report = await load_seeds(storage, tmp_path / "none", now=NOW, analyse=analyse)
    assert report.failed == (f"There are no sample releases in {tmp_path / 'none' / 'releases'}.",)


async def test_the_samples_that_come_with_lede(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "lede.db") as storage:
        first = await load_seeds(storage, ROOT / "seeds", now=NOW, analyse=analyse)
        again = await load_seeds(storage, ROOT / "seeds", now=NOW, analyse=analyse)
        heads = await storage.releases.latest(limit=100)
    assert first.failed == again.failed == ()
    assert first.new == again.same == len(heads) > 0
    assert all(head.is_sample for head in heads)
