"""What a machine that watches Lede is told over HTTP, by the bot over the stand-in."""

import socket
from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest

from bot.config import Listening, Settings
from bot.health import ask_health
from bot.metrics import measured
from domain.errors import SettingsError
from tests.cogs.conftest import Stage
from tests.cogs.releases import NOW

pytest.importorskip("prometheus_client", reason="the extra `metrics` is not installed")


@pytest.fixture
def port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
async def watched(stage: Stage, port: int) -> AsyncIterator[Stage]:
    async with measured(
        Listening("127.0.0.1", port),
        stage.services.storage,
        stage.services.now,
        {"the gateway is not connected": stage.bot.is_connected},
    ) as stage.services.meter:
        yield stage


async def figures(port: int) -> Mapping[str, float]:
    """Each line of the figures with its value."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        lines = (await answer.text()).splitlines()
    told = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in told}


async def test_commands_are_counted_by_name_and_outcome_with_their_time(
    watched: Stage, port: int
) -> None:
    reply = await watched.member.slash("brief")
    await watched.member.click(reply, "Figures")
    await watched.member.slash("admin status", force=True)
    found = await figures(port)
    counted = {name: value for name, value in found.items() if "command_seconds_count" in name}
    assert counted == {
        'lede_command_seconds_count{command="brief",outcome="ok"}': 1,
        'lede_command_seconds_count{command="a button",outcome="ok"}': 1,
        'lede_command_seconds_count{command="admin status",outcome="error"}': 1,
    }
    assert 0 < found['lede_command_seconds_sum{command="brief",outcome="ok"}'] < 60
    assert found["process_resident_memory_bytes"] > 10_000_000
    assert found['lede_deliveries{state="planned"}'] == 0
    assert "lede_queue_oldest_seconds" in found


async def test_health_says_what_is_wrong(watched: Stage, port: int) -> None:
    settings = Settings(metrics=Listening("127.0.0.1", port))
    assert await ask_health(settings) == []
    await watched.bot.close()
    assert await ask_health(settings) == ["the gateway is not connected"]


async def test_nothing_listens_unless_it_is_asked_for(stage: Stage, port: int) -> None:
    async with measured(None, stage.services.storage, lambda: NOW, {}) as meter:
        meter.answered("brief", "ok", 0.1)
    (wrong,) = await ask_health(Settings(metrics=Listening("127.0.0.1", port)))
    assert "nothing answers" in wrong
    with pytest.raises(SettingsError, match="LEDE_METRICS is not set"):
        await ask_health(Settings())


async def test_a_port_that_is_taken_is_said(watched: Stage, port: int) -> None:
    with pytest.raises(SettingsError, match=f"{port} cannot be listened on"):
        async with measured(
            Listening("127.0.0.1", port), watched.services.storage, lambda: NOW, {}
        ):
            pass
