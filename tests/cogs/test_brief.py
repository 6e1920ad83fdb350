"""/brief and /summary, typed by a member over the stand-in."""

import discord
import pytest

from tests.cogs.conftest import Stage


async def test_brief_tells_the_newest_release(stage: Stage) -> None:
    reply = await stage.member.slash("brief")
    assert "Harbor Office seizes 120 kilograms of tin" in reply.text
    assert "**14 people**" in reply.text
    assert "“We looked in every crate,”" in reply.text
    assert "**Ann Poe**" in reply.text
    assert not reply.is_ephemeral


async def test_brief_is_deferred_before_the_work(stage: Stage) -> None:
    reply = await stage.member.slash("brief")
    assert reply.deferred


async def test_brief_is_chosen_by_autocomplete(stage: Stage) -> None:
    choices = await stage.member.autocomplete("brief", "release", "county mill")
    assert [name for name, _ in choices] == ["Lake County gives $2.5 million (2026-10-02)"]
    reply = await stage.member.slash("brief", release=choices[0][1])
    assert "31 schools" in reply.text


async def test_autocomplete_of_nothing_offers_the_newest(stage: Stage) -> None:
    names = [name for name, _ in await stage.member.autocomplete("brief", "release", "")]
    assert len(names) == 3
    assert names[0].startswith("Harbor Office seizes")


async def test_brief_takes_words_of_a_title_too(stage: Stage) -> None:
    assert "31 schools" in (await stage.member.slash("brief", release="lake county")).text


async def test_release_that_is_not_there_is_told_privately(stage: Stage) -> None:
    for wanted in ("no such title", "9999", "99999999999999999999999", "%_'\""):
        reply = await stage.member.slash("brief", release=wanted)
        assert reply.is_ephemeral, wanted
        assert "Reference" in reply.text


async def test_empty_archive_is_explained(empty_stage: Stage) -> None:
    reply = await empty_stage.member.slash("brief")
    assert reply.is_ephemeral
    assert "No release is stored yet." in reply.text


async def test_other_language_is_told_plainly(stage: Stage) -> None:
    reply = await stage.member.slash("brief", release="oficina")
    assert "not in English" in reply.text


async def test_buttons_lead_to_the_rest_privately(stage: Stage) -> None:
    reply = await stage.member.slash("brief")
    for label, words in (
        ("Figures", "14 people"),
        ("Quotes", "Nobody was"),
        ("Full text", "HARBOR CITY"),
    ):
        opened = await stage.member.click(reply, label)
        assert words in opened.text
        assert opened.is_ephemeral
        assert opened.message_id != reply.message_id


async def test_source_is_linked(stage: Stage) -> None:
    reply = await stage.member.slash("brief")
    urls = [button.url for button in reply.buttons if button.url]
    assert urls == ["https://harbor.example/low-tide"]


async def test_buttons_work_after_the_cog_was_reloaded(stage: Stage) -> None:
    reply = await stage.member.slash("brief")
    await stage.admin.slash("admin reload", what="all cogs")
    assert "14 people" in (await stage.member.click(reply, "Figures")).text


async def test_summary_is_sentences_of_the_release(stage: Stage) -> None:
    reply = await stage.member.slash("summary")
    assert "The Harbor Office seized 120 kilograms of tin" in reply.text
    assert "Key figures" not in reply.text


async def test_error_is_told_even_where_the_promise_is_gone_already(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete = discord.Interaction.delete_original_response

    async def delete_after_another(interaction: discord.Interaction) -> None:
        await delete(interaction)
        await delete(interaction)

    monkeypatch.setattr(discord.Interaction, "delete_original_response", delete_after_another)
    with stage.sandbox.expecting_refusal(10008):
        reply = await stage.member.slash("brief", release="no such title")
    assert "No stored release has a title like" in reply.text
