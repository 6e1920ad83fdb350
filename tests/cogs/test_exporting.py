"""/export: a feed of what is stored, of an agency, of words, of a briefing's beat."""

import json

import feedparser

from pipeline.ingest import ingest
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW, documents
from tests.cogs.test_briefings import set_up


async def test_a_member_takes_the_archive_away(stage: Stage) -> None:
    reply = await stage.member.slash("export")
    assert reply.is_ephemeral
    (file,) = reply.files
    assert file.filename == "lede-archive.xml"
    entries = feedparser.parse(file.content).entries
    assert [entry.title for entry in entries][:2] == [
        "Harbor Office seizes 120 kilograms of tin in Operation Low Tide",
        "Lake County gives $2.5 million",
    ]
    assert "3 releases" in reply.text


async def test_only_what_is_asked_for(stage: Stage) -> None:
    reply = await stage.member.slash("export", format="json", topic="tin", most=1)
    (item,) = json.loads(reply.files[0].content)["items"]
    assert "tin" in item["title"]
    agency = await stage.member.slash("export", format="json", agency="Lake")
    assert [i["authors"] for i in json.loads(agency.files[0].content)["items"]] == [
        [{"name": "Lake"}]
    ]
    nothing = await stage.member.slash("export", topic="zeppelin")
    assert "nothing to export" in nothing.text
    assert not nothing.files


async def test_a_briefing_is_for_who_may_change_it(empty_stage: Stage) -> None:
    await ingest(empty_stage.services.storage, documents(), now=NOW)
    await set_up(empty_stage, words="schools")
    reply = await empty_stage.admin.slash("export", briefing=1, format="json")
    (item,) = json.loads(reply.files[0].content)["items"]
    assert item["title"] == "Lake County gives $2.5 million"
    refused = await empty_stage.member.slash("export", briefing=1)
    assert not refused.files
    assert "Manage Server" in refused.text
