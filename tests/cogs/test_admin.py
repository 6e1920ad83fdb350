"""/admin: hidden, refused, and safe to use while the bot runs."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import cogs
from bot.client import cog_names
from tests.cogs.conftest import Stage

EXTRA = '''"""A cog for a test."""

from discord import app_commands
from discord.ext import commands


class Extra(commands.Cog):
    @app_commands.command(description="Say a word.")
    async def extra(self, interaction):
        await interaction.response.send_message("WORD")


async def setup(bot):
    await bot.add_cog(Extra())
'''


@pytest.fixture
def extra_cog(tmp_path: Path) -> Iterator[Path]:
    """The place of one more cog, in a folder of its own that the package reaches."""
    folder = tmp_path / "cogs"
    folder.mkdir()
    cogs.__path__.append(str(folder))
    yield folder / "zz_extra.py"
    cogs.__path__.remove(str(folder))
    sys.modules.pop("cogs.zz_extra", None)


async def test_admin_commands_are_hidden_from_members(stage: Stage) -> None:
    assert "admin" in stage.sandbox.visible_commands(stage.admin)
    assert "admin" not in stage.sandbox.visible_commands(stage.member)


@pytest.mark.parametrize("name, options", [("status", {}), ("reload", {"what": "seeds"})])
async def test_admin_commands_are_refused_to_members(
    stage: Stage, name: str, options: dict[str, str]
) -> None:
    reply = await stage.member.run(f"admin {name}", options, force=True)
    assert reply.is_ephemeral
    assert "Only Lede's own admins" in reply.text
    assert await stage.services.storage.releases.count() == 3


async def test_admin_ids_of_the_settings_are_admins(stage: Stage) -> None:
    stage.services.settings = replace(
        stage.services.settings, admin_ids=frozenset({stage.member.id})
    )
    reply = await stage.member.slash("admin status", force=True)
    assert "Archive: 3 releases" in reply.text


async def test_status_tells_how_the_bot_is(stage: Stage) -> None:
    reply = await stage.admin.slash("admin status")
    assert reply.is_ephemeral
    assert "Archive: 3 releases" in reply.text
    assert "Servers: 1" in reply.text


async def test_reload_offers_everything_there_is(stage: Stage) -> None:
    offered = [value for _, value in await stage.admin.autocomplete("admin reload", "what", "")]
    assert offered == ["all cogs", "seeds", "settings", *cog_names()]


async def test_reload_of_one_cog_and_of_all(stage: Stage) -> None:
    assert "figures was reloaded" in (await stage.admin.slash("admin reload", what="figures")).text
    reply = await stage.admin.slash("admin reload", what="all cogs")
    assert reply.text.count("was reloaded") == len(cog_names())
    assert "14 people" in (await stage.member.slash("figures")).text


async def test_reload_of_seeds_loads_the_samples_once(stage: Stage) -> None:
    first = await stage.admin.slash("admin reload", what="seeds")
    assert "0 changed, 0 the same" in first.text
    again = await stage.admin.slash("admin reload", what="seeds")
    assert "0 new, 0 changed" in again.text


async def test_reload_of_settings_says_what_changed(stage: Stage) -> None:
    settings = replace(stage.services.settings, admin_ids=frozenset({5}), database="other.db")
    stage.services.read_settings = lambda: settings
    reply = await stage.admin.slash("admin reload", what="settings")
    assert "admin_ids" in reply.text
    assert "Only a restart brings in: database" in reply.text
    again = await stage.admin.slash("admin reload", what="settings")
    assert "nothing has changed" in again.text


async def test_reload_of_what_is_not_there(stage: Stage) -> None:
    reply = await stage.admin.slash("admin reload", what="dance")
    assert "There is no cog named dance" in reply.text


async def test_new_cog_is_loaded_changed_and_survives_being_broken(
    stage: Stage, extra_cog: Path
) -> None:
    extra_cog.write_text(EXTRA, "utf-8")
    assert await stage.admin.autocomplete("admin load", "cog", "") == [("zz_extra", "zz_extra")]
    assert "is loaded" in (await stage.admin.slash("admin load", cog="zz_extra")).text
    assert (await stage.member.slash("extra")).content == "WORD"

    extra_cog.write_text(EXTRA.replace("WORD", "ANOTHER"), "utf-8")
    await stage.admin.slash("admin reload", what="zz_extra")
    assert (await stage.member.slash("extra")).content == "ANOTHER"

    extra_cog.write_text(EXTRA.replace("class Extra", "class Extra Extra"), "utf-8")
    reply = await stage.admin.slash("admin reload", what="zz_extra")
    assert "was not reloaded: line 7 is no Python" in reply.text
    assert "The old one goes on running" in reply.text
    assert (await stage.member.slash("extra")).content == "ANOTHER"


async def test_unexpected_error_shows_a_reference_and_no_more(
    stage: Stage, extra_cog: Path, caplog: pytest.LogCaptureFixture
) -> None:
    extra_cog.write_text(
        EXTRA.replace('await interaction.response.send_message("WORD")', '{}["inner matter"]'),
        "utf-8",
    )
    await stage.admin.slash("admin load", cog="zz_extra")
    with caplog.at_level(logging.ERROR, "lede.errors"):
        reply = await stage.member.slash("extra")
    assert reply.is_ephemeral
    assert "Something went wrong in Lede" in reply.text
    assert "inner matter" not in reply.text
    assert "KeyError: 'inner matter'" in caplog.text


async def test_completion_reveals_nothing_to_others(stage: Stage) -> None:
    # An administrator of the server is shown the command, and is no admin of Lede.
    other = stage.sandbox.actor("Cleo", permissions=("administrator",))
    assert await other.autocomplete("admin reload", "what", "") == []
    assert await other.autocomplete("admin load", "cog", "") == []


async def test_completion_that_fails_offers_nothing_and_is_logged(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.services.storage = None  # type: ignore[assignment]
    with caplog.at_level(logging.ERROR, "lede.errors"):
        assert await stage.member.autocomplete("brief", "release", "tin") == []
        assert await stage.member.autocomplete("latest", "agency", "tin") == []
    assert caplog.text.count("at=autocomplete") == 2


async def test_commands_that_discord_does_not_take_are_told(stage: Stage, extra_cog: Path) -> None:
    extra_cog.write_text(EXTRA, "utf-8")
    stage.sandbox.fail_next("503", "PUT /applications")
    reply = await stage.admin.slash("admin load", cog="zz_extra")
    assert "zz_extra runs, but Discord did not take its commands" in reply.text
    await stage.admin.slash("admin reload", what="zz_extra")
    assert (await stage.member.slash("extra")).content == "WORD"


async def test_a_cog_that_answers_anothers_buttons_is_refused(
    stage: Stage, extra_cog: Path
) -> None:
    """And none of its own buttons stays behind; the reloaded owner answers as before."""
    brief = await stage.member.slash("brief")
    greedy = EXTRA.replace(
        "class Extra(commands.Cog):",
        "from cogs._feature import Feature\n\n\nasync def answer(*_):\n    raise KeyError\n\n\n"
        "class Extra(Feature):\n"
        "    def button_handlers(self):\n"
        '        return {"mine": answer, "figures": answer}\n',
    ).replace("Extra()", "Extra(bot)")
    assert "Extra(Feature)" in greedy
    extra_cog.write_text(greedy, "utf-8")
    reply = await stage.admin.slash("admin load", cog="zz_extra")
    assert "Buttons of the action 'figures' are answered by" in reply.text
    assert "14 people" in (await stage.member.click(brief, "Figures")).text
    extra_cog.write_text(greedy.replace('"figures": answer', '"other": answer'), "utf-8")
    assert "is loaded" in (await stage.admin.slash("admin load", cog="zz_extra")).text
    await stage.admin.slash("admin reload", what="zz_extra")
    assert "figures was reloaded" in (await stage.admin.slash("admin reload", what="figures")).text
    assert "14 people" in (await stage.member.click(brief, "Figures")).text
