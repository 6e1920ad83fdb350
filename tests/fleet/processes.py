"""Shards and workers as processes of their own, over one stand-in and one PostgreSQL."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.server import Sandbox

ROOT = Path(__file__).parents[2]
# Longer than a process takes to end what it has begun, on a machine that does ten other things.
_SECONDS = 120.0


@dataclass
class Fleet:
    """The processes of a fleet; `folder` takes what each of them says."""

    sandbox: Sandbox
    database: str
    folder: Path
    rate: float = 48.0
    hosts: str = ""
    running: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self, what: str) -> asyncio.subprocess.Process:
        """Begin a worker, or shards as `0/2`."""
        sandbox = self.sandbox
        log = self.folder / f"{len(self.running)}-{what.replace('/', '-')}.log"
        with log.open("w") as said:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.fleet.process",
                sandbox.url, sandbox.token, self.database, str(self.rate), what,
                cwd=ROOT, env=self._environment(), stdout=said, stderr=said,
            )  # fmt: skip
        self.running.append(process)
        return process

    async def end(self, process: asyncio.subprocess.Process, how: int = signal.SIGTERM) -> int:
        """End a process, by default as a host does; gives its exit status."""
        if process.returncode is None:
            process.send_signal(how)
        async with asyncio.timeout(_SECONDS):
            return await process.wait()

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(ROOT), "LEDE_ALLOWED_HOSTS": self.hosts}

    def said(self) -> str:
        """What all of them have said."""
        return "\n".join(
            f"== {log.name}\n{log.read_text(errors='replace')}" for log in self.folder.glob("*.log")
        )


@asynccontextmanager
async def running_fleet(
    sandbox: Sandbox, database: str, folder: Path, *, rate: float = 48.0, hosts: str = ""
) -> AsyncIterator[Fleet]:
    """A fleet without a process yet; what still runs at the end is killed.

    Its workers send `rate` messages a second at most, and may poll these `hosts` of this machine.
    """
    fleet = Fleet(sandbox, database, folder, rate, hosts)
    try:
        yield fleet
    finally:
        for process in fleet.running:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def until_served(sandbox: Sandbox) -> None:
    """Wait for the shard of the server; of two, the other may open its gateway first."""
    await sandbox.wait_for_commands("brief", within=_SECONDS)
    sessions, server = sandbox.gateway.sessions, sandbox.guild.id
    assert await sandbox.world.changes.until(lambda: any(sessions.of(server)), _SECONDS)
