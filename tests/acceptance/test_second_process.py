"""Two processes with one token and one database: the second is refused, the dead is taken over."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

from sandbox.server import Sandbox, open_sandbox
from tests.acceptance.conftest import Lede

ROOT = Path(__file__).parents[2]
RUNNER = Path(__file__).with_name("runner.py")


async def start(sandbox: Sandbox, folder: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *(str(RUNNER), sandbox.url, "run"),
        env={**os.environ, "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": sandbox.token},
        cwd=folder,
        stderr=subprocess.PIPE,
    )


async def end(process: asyncio.subprocess.Process, number: signal.Signals) -> str:
    process.send_signal(number)
    _, told = await process.communicate()
    return told.decode()


async def test_second_process_is_refused_and_a_killed_one_is_taken_over(
    tmp_path: Path, lede: Lede
) -> None:
    async with open_sandbox() as sandbox:
        first = await start(sandbox, tmp_path)
        await sandbox.wait_for_commands("brief", within=60)
        second = await start(sandbox, tmp_path)
        _, told = await second.communicate()
        assert second.returncode == 1
        sentence = told.decode().strip().splitlines()
        assert sentence[-1].startswith("lede: Lede runs already with this database: process")
        assert f"process {first.pid} on " in sentence[-1]
        assert "Traceback" not in told.decode()
        # Neither the one that runs nor the command line is in its way.
        member = sandbox.actor("Ben")
        assert "/brief" in (await member.slash("help")).text
        listed = await asyncio.to_thread(lede, "sources", "list")
        assert listed.returncode == 0, listed.stderr
        await end(first, signal.SIGKILL)
        await sandbox.wait_until_offline()
        third = await start(sandbox, tmp_path)
        await sandbox.wait_for_commands("brief", within=60)
        assert "/brief" in (await member.slash("help")).text
        assert "Traceback" not in await end(third, signal.SIGTERM)
        assert third.returncode == 0
        # Ended in order, it leaves nothing to wait for.
        fourth = await start(sandbox, tmp_path)
        await sandbox.wait_for_commands("brief", within=60)
        assert "lease.waiting" not in await end(fourth, signal.SIGTERM)
        sandbox.forgive()


async def test_of_two_started_at_once_one_serves(tmp_path: Path) -> None:
    async with open_sandbox() as sandbox:
        both = [await start(sandbox, tmp_path) for _ in range(2)]
        await sandbox.wait_for_commands("brief", within=60)
        done, _ = await asyncio.wait(
            [asyncio.create_task(process.wait()) for process in both],
            return_when=asyncio.FIRST_COMPLETED,
            timeout=60,
        )
        assert [task.result() for task in done] == [1]
        assert "/brief" in (await sandbox.actor("Ben").slash("help")).text
        (serving,) = [process for process in both if process.returncode is None]
        await end(serving, signal.SIGTERM)
        assert serving.returncode == 0
