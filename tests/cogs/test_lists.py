"""/figures, /quotes, /latest, /search: lists, pages and filters."""

import json
from datetime import date
from typing import Any

import discord
import pytest

from domain.documents import Document
from pipeline.ingest import ingest
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW

MANY_QUOTES = "\n\n".join(
    f"“Crate number {i} was opened and what we found in it was tin and nothing else, and that is "
    f"why we wrote it down in the book of the harbor that day,” said Ann Poe, the director."
    for i in range(1, 41)
)


async def store(stage: Stage, *documents: Document) -> None:
    report = await ingest(stage.services.storage, documents, now=NOW)
    assert report.new == len(documents), report


async def test_figures_are_listed_with_their_sentence(stage: Stage) -> None:
    reply = await stage.member.slash("figures")
    assert "120 kilograms" in reply.text
    assert "seized 120 kilograms of tin and arrested 14 people" in reply.text
    assert "14 people" in reply.text


async def test_quotes_are_listed_with_their_speaker(stage: Stage) -> None:
    reply = await stage.member.slash("quotes")
    # Two in a row of one speaker, who is named once, under both.
    assert reply.text.count("**Ann Poe**") == 1
    assert reply.text.index("@everyone,”") < reply.text.index("**Ann Poe**")


async def test_release_text_can_neither_format_nor_ping(stage: Stage) -> None:
    reply = await stage.member.slash("quotes")
    assert r"Nobody was \*hurt\*, \@everyone" in json.dumps(reply.components).replace("\\\\", "\\")
    sent = [r for r in stage.sandbox.requests if r.body and "allowed_mentions" in r.body]
    assert sent
    assert all(r.body["allowed_mentions"] == {"parse": []} for r in sent)


async def test_quotes_are_turned_in_place_for_the_one_who_asked(stage: Stage) -> None:
    await store(stage, Document("many", MANY_QUOTES, "Forty crates", date(2026, 11, 9)))
    first = await stage.member.slash("quotes", release="forty crates")
    second = await stage.member.click(first, "More ▶")
    assert second.message_id == first.message_id
    assert "page 2 of" in second.text
    back = await stage.member.click(second, "◀ Back")
    assert back.text == first.text


async def test_nobody_turns_the_pages_of_another(stage: Stage) -> None:
    await store(stage, Document("many", MANY_QUOTES, "Forty crates", date(2026, 11, 9)))
    first = await stage.member.slash("quotes", release="forty crates")
    other = await stage.admin.click(first, "More ▶")
    assert other.message_id != first.message_id
    assert other.is_ephemeral
    assert "page 2 of" in other.text


async def test_latest_lists_the_newest_first(stage: Stage) -> None:
    text = (await stage.member.slash("latest")).text
    assert text.index("Harbor Office seizes") < text.index("Lake County gives")


async def test_latest_opens_a_briefing(stage: Stage) -> None:
    reply = await stage.member.slash("latest")
    assert "31 schools" in (await stage.member.click(reply, "Brief 2")).text


async def test_latest_of_one_agency(stage: Stage) -> None:
    ((name, value),) = await stage.member.autocomplete("latest", "agency", "lak")
    assert name == "Lake (1)"
    assert "Lake County gives" in (await stage.member.slash("latest", agency=value)).text
    text = (await stage.member.slash("latest", agency="Lake")).text
    assert "Lake County gives" in text
    assert "Harbor Office" not in text


async def test_names_that_cannot_be_seen_cost_no_list(stage: Stage) -> None:
    blank = "\u200b"
    await store(stage, Document("b", "Tin was found.", blank, date(2026, 11, 9), None, blank))
    names = [name for name, _ in await stage.member.autocomplete("latest", "agency", "")]
    assert names == ["Harbor Office (1)", "Lake (1)", "Puerto (1)"]
    titles = [name for name, _ in await stage.member.autocomplete("brief", "release", "")]
    assert titles[0] == "Untitled release (2026-11-09)"
    assert "Untitled release" in (await stage.member.slash("latest")).text


async def test_page_of_a_message_deleted_meanwhile_comes_privately(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store(stage, Document("many", MANY_QUOTES, "Forty crates", date(2026, 11, 9)))
    first = await stage.member.slash("quotes", release="forty crates")
    with (
        stage.sandbox.expecting_refusal(10008),
        monkeypatch.context() as patched,
    ):
        patched.setattr(discord.Interaction, "edit_original_response", _deleting_first)
        turned = await (await stage.member.click(first, "More ▶")).followup()
    assert turned.is_ephemeral
    assert "page 2 of" in turned.text


_edit = discord.Interaction.edit_original_response


async def _deleting_first(interaction: discord.Interaction, **fields: Any) -> object:
    await interaction.delete_original_response()
    return await _edit(interaction, **fields)


async def test_latest_is_paged(stage: Stage) -> None:
    await store(
        stage,
        *(Document(f"n{i}", f"Number {i}.", f"Note {i}", date(2026, 11, 9)) for i in range(9)),
    )
    first = await stage.member.slash("latest")
    third = await stage.member.click(await stage.member.click(first, "More ▶"), "More ▶")
    assert "La oficina del puerto" in third.text
    assert [b.label for b in third.buttons if b.disabled] == ["More ▶"]


async def test_search_shows_the_passage_with_the_match_marked(stage: Stage) -> None:
    reply = await stage.member.slash("search", query="kilograms tin")
    assert "**tin**" in reply.text
    assert "Lake County" not in reply.text


async def test_search_that_finds_nothing_says_what_to_try(stage: Stage) -> None:
    assert "No stored release matches" in (await stage.member.slash("search", query="zebra")).text


async def test_search_takes_any_words(stage: Stage) -> None:
    for query in (
        "tin OR (",
        '"',
        "NEAR/2 *",
        "' ; drop table",
        "🛥️",
        "title:tin",
        "-tin",
        "a" * 60,
    ):
        reply = await stage.member.slash("search", query=query)
        assert "Search" in reply.text, query
