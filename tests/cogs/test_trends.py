"""/trend and /compare: charts with their words, and the figures under them."""

import io
from datetime import date

import matplotlib.image

from domain.documents import Document
from pipeline.ingest import ingest
from sandbox.reply import Reply
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
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
    (row,) = [line for line in reply.text.splitlines() if " · 1: " in line and "tin" in line]
    assert row.index("1: 13 kilograms of tin") < row.index("2: 120 kilograms of tin")
    assert "14 people" in (await stage.member.click(reply, "Figures 2")).text


async def test_compare_with_itself_is_refused(stage: Stage) -> None:
    reply = await stage.member.slash("compare", first="120", second="tin")
    assert "Both are the same release" in reply.text


async def test_compare_of_releases_with_nothing_in_common(stage: Stage) -> None:
    reply = await stage.member.slash("compare", first="lake", second="120 kilograms")
    assert not reply.files
    (first,) = [line for line in reply.text.splitlines() if line.startswith("**Only in 1**")]
    assert "31 schools" in first
    (second,) = [line for line in reply.text.splitlines() if line.startswith("**Only in 2**")]
    assert "120 kilograms" in second
    assert "none" not in reply.text


async def test_what_a_member_types_finds_the_measure(stage: Stage) -> None:
    reply = await stage.member.slash("trend", measure="arrests")
    assert "Trend: people arrested" in reply.text
    assert "14 people" in reply.text


async def test_a_trend_is_in_one_unit_and_says_what_is_left_out(stage: Stage) -> None:
    documents = [
        Document(f"g{n}", text, title, date(2026, 5, n), f"https://g.example/{n}", "Harbor Office")
        for n, (title, text) in enumerate(
            (
                ("Tin seized", "The Harbor Office seized 2 tonnes of tin on Monday, it said.\n"),
                ("More tin", "The Harbor Office seized 900 kilograms of tin on Friday, it said.\n"),
            ),
            1,
        )
    ]
    await ingest(stage.services.storage, documents, now=NOW)
    reply = await stage.member.slash("trend", measure="kilograms of tin")
    assert "2 May 2026: 900 kilograms of tin" in alternative(reply)
    assert "2 tonnes of tin" in reply.text
