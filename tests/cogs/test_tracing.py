"""/why: what became of a release, stage by stage."""

from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW
from tests.cogs.test_briefings import TOMORROW, announce, run_at, set_up, tin


async def test_why_a_release_is_here(stage: Stage) -> None:
    reply = await stage.member.slash("why", release="tin")
    assert reply.is_ephemeral
    for words in ("Listed: no source", "Read: ", "Understood: ", "Kept: under number"):
        assert words in reply.text, words
    # Names of rules are for who looks after Lede.
    assert "Rules: " not in reply.text
    host = await stage.sandbox.actor("Ada", owner=True).slash("why", release="tin")
    assert "Rules: " in host.text
    assert f"since {NOW:%Y-%m-%d %H:%M} UTC" in reply.text


async def test_why_it_was_posted(empty_stage: Stage) -> None:
    """A briefing about it, one that is not, and what came of the first."""
    await announce(empty_stage, tin(), at=NOW)
    assert "this server has none" in (await empty_stage.member.slash("why", release="tin")).text
    await set_up(empty_stage, words="tin")
    await set_up(empty_stage, words="zinc")
    before = (await empty_stage.member.slash("why", release="tin")).text
    assert "number 1 of this server is about it" in before
    assert "number 2 of this server is not about it" in before
    await run_at(empty_stage, TOMORROW)
    after = (await empty_stage.member.slash("why", release="tin")).text
    assert "Posted: in #releases, 2026-11-21 06:00 UTC" in after


async def test_why_an_address_is_not_here(stage: Stage) -> None:
    reply = await stage.member.slash("why", release="https://nowhere.example/a")
    assert "no source has listed this address" in reply.text
    assert "none is of this site" in reply.text


async def test_why_of_a_stored_address(stage: Stage) -> None:
    reply = await stage.member.slash("why", release="https://harbor.example/low-tide?utm_source=x")
    assert "Kept: under number" in reply.text


async def test_why_of_what_is_no_address(stage: Stage) -> None:
    assert "That is no address" in (await stage.member.slash("why", release="https://[")).text
