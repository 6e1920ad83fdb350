"""A briefing that was sent is composed again by the command line, byte for byte."""

import asyncio
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.replaying import replay_briefing
from domain.errors import NotFoundError
from tests.cogs.conftest import Stage, empty_stage, sandbox, services  # noqa: F401
from tests.cogs.releases import LOW_TIDE
from tests.cogs.test_briefings import TOMORROW, announce, grant, run_at, set_up, tin


def replay(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "replay", *arguments],
        env={"LEDE_DATABASE": str(database), "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=database.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def sent_components(stage: Stage) -> list[Any]:
    bodies = [
        r.body for r in stage.sandbox.requests if r.route == "/channels/{channel_id}/messages"
    ]
    return [body["components"] for body in bodies if body.get("components")]


async def test_day_is_replayed_byte_for_byte(empty_stage: Stage, tmp_path: Path) -> None:  # noqa: F811
    """Although an agency changed one release since and other releases came."""
    whole = "“Every crate in this harbor was opened. Nothing is left.” said Ann Poe, the director."
    await announce(empty_stage, tin(f"{LOW_TIDE}\n{whole}"), grant())
    await set_up(empty_stage)
    assert await run_at(empty_stage, TOMORROW) == 1
    (sent,) = sent_components(empty_stage)
    changed = tin(LOW_TIDE.replace("120 kilograms", "150 kilograms"))
    await announce(empty_stage, changed, at=TOMORROW + timedelta(hours=1))
    await run_at(empty_stage, TOMORROW + timedelta(days=1))
    database = tmp_path / "lede.db"
    told = replay(database, "1", "2026-11-21", "--json")
    assert told.returncode == 0, told.stderr
    assert told.stdout == json.dumps(sent, ensure_ascii=False, sort_keys=True) + "\n"
    read = replay(database, "1", "2026-11-21")
    assert "120 kilograms of tin" in read.stdout
    assert "150 kilograms" not in read.stdout
    last = replay(database, "1")
    assert "Briefing · 22 November 2026" in last.stdout
    assert "150 kilograms" in last.stdout


async def test_what_cannot_be_replayed_is_told(
    empty_stage: Stage,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await announce(empty_stage, tin())
    await set_up(empty_stage)
    settings = Settings(database=str(tmp_path / "lede.db"))
    day = date(2026, 11, 21)
    for number, wanted, why in (
        (7, None, "no briefing of the number 7"),
        (1, None, "Briefing 1 has not come yet"),
        (1, day, "has not come for 2026-11-21"),
    ):
        with pytest.raises(NotFoundError, match=why):
            await replay_briefing(settings, number, wanted, as_json=False)
    await run_at(empty_stage, TOMORROW)
    await run_at(empty_stage, TOMORROW + timedelta(days=1))
    assert await replay_briefing(settings, 1, None, as_json=False) == 0
    assert "Nothing new" in capsys.readouterr().out
    told = await asyncio.to_thread(replay, tmp_path / "lede.db", "7")
    assert told.returncode == 1
    assert "no briefing of the number 7" in told.stderr
