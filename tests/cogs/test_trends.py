"""/trend and /compare: charts with their words, and the figures under them."""

import io

import matplotlib.image

from pipeline.ingest import ingest
from sandbox.reply import Reply
from tests.cogs.conftest import NOW, Stage
from tests.cogs.test_filtered_lists import chosen, haul


def alternative(reply: Reply) -> str:
    """The words for those who do not see the picture."""
    parts = reply.components[0]["components"]
    return str(next(p["items"][0]["description"] for p in parts if p["type"] == 12))


async def test_trend_draws_and_lists_with_receipts(stage: Stage) -> None:
    await ingest(stage.services.storage, [haul(n) for n in range(11, 15)], now=NOW)
    reply = await stage.member.slash(
        "trend", measure=await chosen(stage, "trend", "measure", "tin")
    )
    (picture,) = reply.files
    assert "14 August 2026: 14 kilograms of tin" in alternative(reply)
    height, width, _ = matplotlib.image.imread(io.BytesIO(picture.content)).shape
    assert width > height > 100
    assert reply.text.index("120 kilograms") < reply.text.index("11 kilograms")
    assert "harbor.example/11#:~:text=" in str(reply.components)


async def test_trend_of_one_agency(stage: Stage) -> None:
    reply = await stage.member.slash("trend", measure="tin", agency="Lake")
    assert "No stored release has this measure." in reply.text
    assert not reply.files


async def test_compare_puts_measures_beside_each_other(stage: Stage) -> None:
    await ingest(stage.services.storage, [haul(13)], now=NOW)
    reply = await stage.member.slash("compare", first="13 kilograms", second="120 kilograms")
    (picture,) = reply.files
    assert picture.filename == "chart.png"
    assert "Measures both releases have" in alternative(reply)
    assert "1. 13 kilograms of tin" in reply.text
    assert "2. 120 kilograms of tin" in reply.text
    assert "14 people" in (await stage.member.click(reply, "Figures 2")).text


async def test_compare_with_itself_is_refused(stage: Stage) -> None:
    reply = await stage.member.slash("compare", first="120", second="tin")
    assert "Both are the same release" in reply.text


async def test_compare_of_releases_with_nothing_in_common(stage: Stage) -> None:
    reply = await stage.member.slash("compare", first="lake", second="120 kilograms")
    assert not reply.files
    assert "31 schools" in reply.text
    assert "none" in reply.text
