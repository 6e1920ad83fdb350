"""`make hostile`: each hostile file through `lede brief`, through a poll and through /read.

While it is read, somebody types /brief again and again, and somebody else has an honest file read.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from domain.sources import Kind as SourceKind
from sandbox.actor import Actor
from sandbox.options import Upload
from sandbox.server import open_sandbox
from tests.cogs.releases import LOW_TIDE
from tests.hostile.files import KINDS, doublings
from tests.hostile.memory import tree_megabytes
from tests.sources.site import Site, open_site, reply

LONGEST, MOST_MEGABYTES = 15.0, 400
BRIEF_P99, HONEST_LONGEST = 0.25, 5.0
_TYPES = {
    ".pdf": "application/pdf", ".html": "text/html", ".eml": "message/rfc822", ".txt": "text/plain",
    ".xml": "application/rss+xml", ".json": "application/feed+json", ".jsonl": "application/jsonl",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


@dataclass(slots=True)
class Memory:
    """The megabytes that one reading took at most."""

    most: int = 0


@dataclass(slots=True)
class Figures:
    """What was measured of one way: seconds of each file, megabytes at most, what was wrong."""

    seconds: list[float] = field(default_factory=list)
    megabytes: int = 0
    briefs: list[float] = field(default_factory=list)
    honest: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def line(self, way: str) -> str:
        parts = [f"{way}: {len(self.seconds)} files, the longest {max(self.seconds):.1f} s"]
        parts.append(f"the bot and its processes {self.megabytes} MB at most")
        if self.briefs:
            p99 = sorted(self.briefs)[int(len(self.briefs) * 0.99)]
            parts.append(f"/brief p99 {p99 * 1000:.0f} ms of {len(self.briefs)}")
        if self.honest:
            parts.append(f"honest /read {max(self.honest):.1f} s at most")
        return f"{', '.join(parts)}; {len(self.wrong)} wrong"


@dataclass(frozen=True)
class Stand:
    """The bot, a process of its own, on the stand-in, with a site, and three people."""

    bot: asyncio.subprocess.Process
    site: Site
    hostile: Actor
    typing: Actor
    honest: Actor


@asynccontextmanager
async def opened() -> AsyncIterator[Stand]:
    """The bot with a small archive."""
    with tempfile.TemporaryDirectory(prefix="lede-") as folder:
        async with open_sandbox() as sandbox, open_site() as site:
            bot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.hostile.served",
                str(Path(folder) / "lede.db"), sandbox.url, sandbox.token, site.host,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            )  # fmt: skip
            assert bot.stdin is not None
            await sandbox.wait_for_commands("brief", "read", within=120)
            names = ("Mal", "Tya", "Hon")
            yield Stand(bot, site, *(sandbox.actor(name) for name in names))
            bot.stdin.close()
            await bot.wait()


async def brief(stand: Stand, path: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "brief", str(path),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    written, _ = await process.communicate()
    return written.decode("utf-8", "replace")


async def poll(stand: Stand, path: Path) -> str:
    kind = SourceKind.FEED if path.suffix in (".xml", ".json") else SourceKind.PAGE
    answer = reply(path.read_bytes(), content_type=_TYPES.get(path.suffix, "text/plain"))
    url = stand.site.on(f"/{path.name}", answer)
    name = f"s{abs(hash(path.name)) % 10**9}"
    assert stand.bot.stdin is not None
    assert stand.bot.stdout is not None
    stand.bot.stdin.write(f"{name} {kind.value} {url}\n".encode())
    said = json.loads(await stand.bot.stdout.readline())
    stand.site.on(f"/{path.name}", reply(b""))
    return str(said)


async def read(stand: Stand, path: Path) -> str:
    upload = Upload(path.name, path.read_bytes(), _TYPES.get(path.suffix, "text/plain"))
    if len(upload.content) > 10 * 1024 * 1024:
        return "too large to be taken in"
    return (await stand.hostile.run("read", {"file": upload}, within=60)).text


async def measure(
    stand: Stand, way: Callable[[Stand, Path], Awaitable[str]], path: Path, into: Figures
) -> None:
    """One file one way, with /brief and an honest /read beside it."""
    others = [] if way is brief else [_type(stand, into), _read_honestly(stand, into)]
    root = None if way is brief else stand.bot.pid
    memory = Memory()
    watching = asyncio.create_task(_watch(memory, root))
    beside = [asyncio.create_task(other) for other in others]
    began = time.perf_counter()
    try:
        said = await way(stand, path)
    except Exception as error:
        said = f"Traceback {type(error).__name__}: {error}"
    into.seconds.append(time.perf_counter() - began)
    for task in (*beside[:1], watching):
        task.cancel()
    await asyncio.gather(watching, *beside, return_exceptions=True)
    into.megabytes = max(into.megabytes, memory.most)
    first = " ".join(said.split())[:90]
    print(
        f"{way.__name__:6} {into.seconds[-1]:5.1f} s  {memory.most} MB  {path.name:28} {first}",
        flush=True,
    )
    is_wrong = "Traceback" in said or "Something went wrong" in said or not said.strip()
    if is_wrong or into.seconds[-1] > LONGEST or memory.most > MOST_MEGABYTES:
        into.wrong.append(path.name)


async def _type(stand: Stand, into: Figures) -> None:
    while True:
        began = time.perf_counter()
        await stand.typing.run("brief", {})
        into.briefs.append(time.perf_counter() - began)
        await asyncio.sleep(0.05)


async def _read_honestly(stand: Stand, into: Figures) -> None:
    await asyncio.sleep(0.2)
    began = time.perf_counter()
    upload = Upload("tide.txt", LOW_TIDE.encode(), "text/plain")
    answer = await stand.honest.run("read", {"file": upload}, within=60)
    into.honest.append(time.perf_counter() - began)
    if "120 kilograms" not in answer.text:
        into.wrong.append("the honest file")


async def _watch(into: Memory, root: int | None) -> None:
    """The memory of the bot and its processes; of `lede brief`, which this program starts."""
    beside = 0 if root else tree_megabytes()
    while True:
        taken = await asyncio.to_thread(tree_megabytes, root)
        into.most = max(into.most, taken - beside)
        # Often enough for what takes seconds; to ask costs milliseconds itself.
        await asyncio.sleep(0.1)


async def main(folder: Path | None) -> int:
    """Print a line a file and the figures of each way; 1 where one was not met."""
    with tempfile.TemporaryDirectory(prefix="lede-hostile-") as made:
        if folder is None:
            folder = Path(made)
            for kind in (*KINDS, *doublings()):
                (folder / kind.name).write_bytes(kind.made())
        paths = sorted(path for path in folder.iterdir() if path.is_file())
        figures = {way: Figures() for way in (read, poll, brief)}
        async with opened() as stand:
            await asyncio.sleep(5)
            print(f"hostile: the bot at rest takes {tree_megabytes(stand.bot.pid)} MB")
            for way, into in figures.items():
                for path in paths:
                    await measure(stand, way, path, into)
    for way, into in figures.items():
        print(f"hostile: {into.line(way.__name__)} {into.wrong}")
    return 1 if any(into.wrong for into in figures.values()) else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)))
