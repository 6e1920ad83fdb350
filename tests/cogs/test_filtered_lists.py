"""ListQuery across releases: /figures, /quotes, /speaker, /latest and /search with filters."""

import csv
import io
import json
from datetime import date

import pytest

from domain.documents import Document
from pipeline.ingest import ingest
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW


def haul(number: int) -> Document:
    """One of many releases of one measure, speaker and operation."""
    text = (
        f"Harbor Office seizes {number} kilograms of tin in Operation High Tide\n\n"
        f"HARBOR CITY – The Harbor Office seized {number} kilograms of tin on Monday in Operation "
        "High Tide, it said.\n\n"
        f"“We opened crate number {number} in the rain,” said Ida Moe, the director of the port.\n"
    )
    title = f"Harbor Office seizes {number} kilograms of tin"
    url = f"https://harbor.example/{number}"
    return Document(f"h{number}", text, title, date(2026, 8, number), url, "Harbor Office")


@pytest.fixture
async def full(stage: Stage) -> Stage:
    report = await ingest(stage.services.storage, [haul(n) for n in range(11, 21)], now=NOW)
    assert report.new == 10, report
    return stage


async def chosen(stage: Stage, command: str, option: str, typed: str) -> str:
    """What a member chooses of the list that opens."""
    choices = await stage.member.autocomplete(command, option, typed)
    assert choices, (command, option, typed)
    return str(choices[0][1])


async def test_figures_of_a_measure_come_from_all_releases(full: Stage) -> None:
    measure = await chosen(full, "figures", "measure", "tin")
    reply = await full.member.slash("figures", measure=measure)
    assert reply.text.index("120 kilograms") < reply.text.index("20 kilograms of tin")
    assert "(<https://harbor.example/20#:~:text=" in json.dumps(reply.components)
    turned = await full.member.click(reply, "More ▶")
    assert "17 kilograms" in turned.text
    opened = await full.member.click(turned, "Figures 5")
    assert "17 kilograms" in opened.text


async def test_figures_of_an_agency_are_its_key_figures(full: Stage) -> None:
    agency = await chosen(full, "figures", "agency", "lake")
    reply = await full.member.slash("figures", agency=agency)
    assert "$2.5 million" in reply.text
    assert "tin" not in reply.text


async def test_a_release_and_an_agency_at_once_are_refused(full: Stage) -> None:
    reply = await full.member.slash("figures", release="tin", agency="Lake")
    assert "Give either a release" in reply.text
    assert reply.is_ephemeral


async def test_quotes_of_a_speaker_keep_the_role_of_the_time(full: Stage) -> None:
    name = await chosen(full, "speaker", "name", "moe")
    reply = await full.member.slash("speaker", name=name)
    assert "crate number 20" in reply.text
    assert "**Ida Moe**, director of the port" in reply.text
    assert "Ann Poe" not in reply.text
    later = await full.member.click(await full.member.click(reply, "More ▶"), "More ▶")
    assert "crate number 11" in later.text
    assert [b.label for b in later.buttons if b.disabled] == ["More ▶"]


async def test_quotes_about_something(full: Stage) -> None:
    reply = await full.member.slash("quotes", about="every crate")
    assert "We looked in every crate" in reply.text
    assert "in the rain" not in reply.text
    by_her = await full.member.slash("quotes", about="crates", speaker="Ida Moe")
    assert "in the rain" in by_her.text
    assert "every crate" not in by_her.text


async def test_speaker_nobody_quotes_is_told(full: Stage) -> None:
    reply = await full.member.slash("speaker", name="Nobody Known")
    assert "Nothing is stored under “Nobody Known”" in reply.text


async def test_latest_is_narrowed_by_everything_at_once(full: Stage) -> None:
    operation = await chosen(full, "latest", "operation", "high")
    reply = await full.member.slash("latest", operation=operation, topic="rain", agency="harbor")
    assert "Operation High Tide" in reply.text
    assert "20 kilograms" in reply.text
    assert "120 kilograms" not in reply.text
    turned = await full.member.click(reply, "More ▶")
    assert "15 kilograms" in turned.text


async def test_latest_of_so_many_days_counts_today(full: Stage) -> None:
    # It is 20 November here, and the tin came on the third.
    assert "120 kilograms" in (await full.member.slash("latest", days=18)).text
    none = await full.member.slash("latest", days=17)
    assert "No stored release is like that." in none.text


async def test_search_is_narrowed_by_days_speaker_and_measure(full: Stage) -> None:
    days = {"query": "tin", "from": "2026-08-12", "to": "2026-08-13"}
    reply = await full.member.run("search", days)
    assert "12 kilograms" in reply.text
    assert "13 kilograms" in reply.text
    assert "14 kilograms" not in reply.text
    said = await full.member.slash("search", query="tin", speaker="Ann Poe")
    assert "120 kilograms" in said.text
    assert "20 kilograms of tin**" not in said.text.replace("120 kilograms of tin**", "")
    measured = await full.member.slash("search", query="schools", figure="school")
    assert "Lake County" in measured.text


async def test_a_day_that_is_none_is_told(full: Stage) -> None:
    reply = await full.member.run("search", {"query": "tin", "from": "yesterday"})
    assert "“yesterday” is no day. Write it as 2026-11-03." in reply.text


async def test_search_can_be_taken_away(full: Stage) -> None:
    reply = await full.member.slash("search", query="tin")
    (file,) = (await full.member.click(reply, "CSV")).files
    assert file.filename == "lede-search.csv"
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) == 11
    release = await full.services.storage.releases.get(int(rows[0]["number"]))
    start, end = int(rows[0]["start"]), int(rows[0]["end"])
    assert release.document.text[start:end] == rows[0]["passage"]
    (other,) = (await full.member.click(reply, "JSON")).files
    assert len(json.loads(other.content)) == 11


async def test_pages_turn_after_a_reload_of_the_code(full: Stage) -> None:
    reply = await full.member.slash("speaker", name="Ida Moe")
    await full.admin.slash("admin reload", what="all cogs")
    assert "crate number 16" in (await full.member.click(reply, "More ▶")).text
