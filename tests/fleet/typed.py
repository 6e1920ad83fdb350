"""The documentation of a fleet, typed in an empty folder: up, a kill, a backup, down."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sandbox.server import open_sandbox
from storage import open_storage
from storage.leases import MEMBER
from tests.delivery.crowd import Crowd, gather_crowd
from tests.fleet.test_fleet import lease_of_process
from tests.postgres import PostgresServer

ROOT = Path(__file__).parents[2]
ADDRESS = "postgresql://USER:PASSWORD@HOST/lede"
_SECONDS = 300.0


def blocks() -> list[str]:
    """What is to be typed, by the documentation: made ready, up, everyday, down."""
    page = (ROOT / "docs" / "fleet.md").read_text("utf-8")
    section = page.partition("## From nothing to a fleet")[2].partition("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)


def numbers(folder: Path) -> dict[str, str]:
    """The number of each process of a fleet, by its name."""
    return {file.stem: file.read_text().strip() for file in folder.glob("*.pid")}


@dataclass
class Shell:
    """An empty folder, and what of the documentation stands for this machine."""

    folder: Path
    crowd: Crowd
    spare: str

    async def type(self, block: str) -> str:
        """Type a block; gives what it prints."""
        typed = block.replace(f"{ADDRESS}-restored", self.spare)
        typed = typed.replace("/path/to/lede", str(ROOT))
        (self.folder / "lede").write_text(
            f'#!/bin/sh\nexec "{sys.executable}" -m tests.fleet.lede "$@"\n'
        )
        (self.folder / "lede").chmod(0o755)
        environment = os.environ | {
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "STAND_IN": self.crowd.sandbox.url,
            "DISCORD_TOKEN": self.crowd.sandbox.token,
            "LEDE_DATABASE": str(self.crowd.database),
            "FLEET_FIRST_PORT": str(20_000 + os.getpid() % 20_000),
        }
        process = await asyncio.create_subprocess_exec(
            "sh", "-eu", "-c", typed,
            cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        said, _ = await process.communicate()
        assert process.returncode == 0, said.decode()
        return said.decode()


@pytest.fixture
async def shell(postgres_server: PostgresServer, tmp_path: Path) -> AsyncIterator[Shell]:
    pytest.importorskip("pgqueuer", reason="the queue of the extra `postgres` is not installed")
    pytest.importorskip("prometheus_client", reason="the extra `metrics` is not installed")
    database, spare = [await postgres_server.make_database() for _ in range(2)]
    async with open_sandbox() as sandbox:
        yield Shell(tmp_path, await gather_crowd(sandbox, database, 4), spare)
    for made in (database, spare):
        await postgres_server.drop_database(made)


async def test_the_documentation_is_enough(shell: Shell) -> None:
    _, up, everyday, upgrade, down = blocks()
    crowd = shell.crowd
    try:
        assert "up to date" in await shell.type(up.replace("export", ": export"))
        assert await crowd.sandbox.world.changes.until(lambda: crowd.sent >= 4, _SECONDS)
        await crowd.sandbox.wait_for_commands("brief", within=_SECONDS)
        async with open_storage(crowd.database) as storage, asyncio.timeout(_SECONDS):
            killed = (shell.folder / "fleet" / "worker-0.pid").read_text().strip()
            await lease_of_process(storage, int(killed))
            said = await shell.type(everyday)
            assert "shard 0 of 2" in said
            assert "All is well." in said
            assert "rows restored and compared; they are the same" in said
            # It is started again, under another number.
            lives = int(killed)
            while lives == int(killed):
                await asyncio.sleep(0.2)
                file = shell.folder / "fleet" / "worker-0.pid"
                lives = int(file.read_text().strip() or killed) if file.exists() else int(killed)
            await lease_of_process(storage, lives)
            assert crowd.counts() == dict.fromkeys(crowd.channels, 1)
            before = numbers(shell.folder / "fleet")
            await shell.type(upgrade)
            after = numbers(shell.folder / "fleet")
            assert before.keys() == after.keys()
            assert not set(before.values()) & set(after.values())
            assert "/brief" in (await crowd.sandbox.actor("Ben").slash("help")).text
    finally:
        await shell.type(down)
    async with open_storage(crowd.database) as storage:
        # The killed one could not say that it left.
        left = await storage.leases.named("")
        assert [lease for lease in left if f" {killed} " not in lease.about] == []
        assert all(lease.name.startswith(MEMBER) for lease in left)
