"""A member who sends many commands gets told when to try again; others are answered meanwhile."""

import asyncio

import pytest

from bot.cooldowns import Cooldowns, Weight
from sandbox.options import Upload
from sandbox.reply import Reply
from tests.cogs.conftest import Stage
from tests.cogs.releases import LOW_TIDE


@pytest.fixture
async def stage(stage: Stage) -> Stage:
    """Time stands still, however slow the machine is."""
    stage.bot._cooldowns = Cooldowns(lambda: 1000.0)
    return stage


MUCH, _ = Weight.HEAVY.value
LIMITED = "You have asked for much in a short time"


async def test_many_heavy_commands_at_once_wait_and_others_do_not(stage: Stage) -> None:
    measure = (await stage.member.autocomplete("trend", "measure", "tin"))[0][1]
    upload = Upload("tide.txt", LOW_TIDE.encode(), "text/plain")

    async def one(number: int) -> Reply:
        if number % 2:
            return await stage.member.slash("read", file=upload, within=60.0)
        return await stage.member.slash("trend", measure=measure)

    flood = [asyncio.create_task(one(number)) for number in range(3 * MUCH)]
    other = stage.sandbox.actor("Cleo")
    assert "120 kilograms" in (await other.slash("brief")).text
    assert "120 kilograms" in (await other.slash("read", file=upload, within=60.0)).text
    replies = await asyncio.gather(*flood)
    limited = [reply for reply in replies if LIMITED in reply.text]
    assert len(limited) == 2 * MUCH
    assert all(reply.is_ephemeral for reply in limited)
    assert "Try again in " in limited[0].text
    # What is light goes on.
    assert "120 kilograms" in (await stage.member.slash("brief")).text


@pytest.mark.parametrize(
    "locale, told", [("de", "in kurzer Zeit"), ("es-ES", "en poco tiempo"), ("fr", "peu de temps")]
)
async def test_answer_is_in_the_language_of_the_one_who_asks(
    stage: Stage, locale: str, told: str
) -> None:
    member = stage.sandbox.actor("Kim", locale=locale)
    message = stage.admin.say("“We looked in every crate”")
    for _ in range(MUCH):
        assert told not in (await member.context_menu("Check this quote", message)).text
    assert told in (await member.context_menu("Check this quote", message)).text


async def test_buttons_count_as_commands_do(stage: Stage) -> None:
    found = await stage.member.slash("search", query="tin")
    for _ in range(MUCH):
        assert (await stage.member.click(found, "CSV")).files
    assert LIMITED in (await stage.member.click(found, "JSON")).text
    assert LIMITED in (await stage.member.slash("read", address="https://a.example/")).text


async def test_floods_of_light_commands_end_too(stage: Stage) -> None:
    number, _ = Weight.LIGHT.value
    for _ in range(number):
        assert LIMITED not in (await stage.member.slash("about")).text
    assert LIMITED in (await stage.member.slash("about")).text
    assert LIMITED not in (await stage.sandbox.actor("Cleo").slash("about")).text


async def test_admins_of_lede_look_after_the_machine_themselves(stage: Stage) -> None:
    message = stage.admin.say("“We looked in every crate”")
    for _ in range(MUCH + 2):
        checked = await stage.admin.context_menu("Check this quote", message)
        assert "Verbatim" in checked.text
