"""The pictures of a release, behind a button of its briefing."""

from dataclasses import replace

from domain.documents import Image
from pipeline.ingest import ingest
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW, documents

IMAGES = (
    Image("https://harbor.example/tin.jpg", "Crates of tin on the quay"),
    Image("https://harbor.example/boat.jpg", "A *boat* beside the quay"),
)


async def test_pictures_come_as_a_gallery_with_their_words(empty_stage: Stage) -> None:
    tin = replace(documents()[0], images=IMAGES)
    await ingest(empty_stage.services.storage, [tin], now=NOW)
    brief = await empty_stage.member.slash("brief")
    shown = await empty_stage.member.click(brief, "Pictures")
    assert shown.is_ephemeral
    assert shown.message is not None
    (container,) = shown.message.components
    (gallery,) = [c for c in container["components"] if c["type"] == 12]
    items = [(item["media"]["url"], item["description"]) for item in gallery["items"]]
    assert items == [(one.address, one.words) for one in IMAGES]
    assert "Crates of tin on the quay" in shown.text
    assert "Briefing" in [button.label for button in shown.buttons]


async def test_without_pictures_there_is_no_button(stage: Stage) -> None:
    brief = await stage.member.slash("brief", release="tin")
    assert "Pictures" not in [button.label for button in brief.buttons]
