"""What it takes to take releases in: polls, files, and programs that read one of them.

Told in time of the processor, that of all processes begun for it too: the machine may be shared.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from aiohttp import web

from benchmarks.data import corpus
from domain.documents import Document
from domain.sources import Kind, Source
from pipeline.analysis_pool import open_analysis_pool
from pipeline.jobs import analyse_late
from pipeline.polling import Poller
from sources.fetching import FetchSettings, open_fetcher
from sources.pace import Pace
from storage import open_storage

RELEASES = 1000
_TEXT_MEGABYTES = 30
_NOW = datetime(2026, 11, 1, tzinfo=UTC)
_REPEATED = 5
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside what is asked of it: at most, or at least where `is_rate`."""

    name: str
    found: float
    asked: float
    unit: str
    is_rate: bool = False

    @property
    def is_reached(self) -> bool:
        """Whether it is as asked."""
        return self.found >= self.asked if self.is_rate else self.found <= self.asked


def run(shared: Path | None, arguments: argparse.Namespace) -> int:
    """Print each figure; 1 where one misses what is asked."""
    if not _PROC.is_dir():
        print("intake: skipped, the processor's time is read from /proc")
        return 0
    number = arguments.releases or RELEASES
    texts = [document.text for document in corpus(shared, number)]
    texts = [f"{texts[n % len(texts)]}\n\nNote {n}." for n in range(number)]
    print(f"intake: {number} releases")
    is_reached = True
    with TemporaryDirectory() as folder:
        for part in (_polled, _files, _programs):
            for row in part(texts, Path(folder)):
                bound = f"{'at least' if row.is_rate else 'at most'} {row.asked:g}"
                missed = "" if row.is_reached else "  missed"
                print(
                    f"  {row.name:<52} {row.found:8.2f} {row.unit:<10} {bound}{missed}", flush=True
                )
                is_reached = is_reached and row.is_reached
    return int(not is_reached)


def _polled(texts: list[str], folder: Path) -> list[Row]:
    return asyncio.run(_polls(texts, folder))


async def _polls(texts: list[str], folder: Path) -> list[Row]:
    """A source of whole items: polled first, then again with another date and nothing new."""
    async with _served(texts) as address, open_storage(f"{folder / 'polls.db'}") as storage:
        host = address.split("/")[2]
        settings = FetchSettings(allowed_hosts=frozenset({host}), seconds=60)
        async with (
            open_fetcher(settings, now=lambda: _NOW, pace=Pace(0, patience=1)) as fetcher,
            # Else each job would load the benchmarks anew, since they are what this process runs.
            open_analysis_pool(preloaded=_loaded()) as pool,
        ):
            poller = Poller(storage, fetcher, lambda: _NOW, pool, analyse_late, lambda: 0.5)
            await storage.sources.put(Source("harbor", Kind.FEED, address), now=_NOW)
            await storage.sources.put(Source("warm", Kind.FEED, f"{address}?few"), now=_NOW)
            # The server that reads begins with the first poll; it is none of what a poll takes.
            await poller.poll("warm")
            first = await _taken(poller, "harbor")
            second = await _taken(poller, "harbor")
    return [
        Row("first poll of whole items", 1000 * first / len(texts), 18, "ms an item"),
        Row("second poll, nothing new", second, 0.5, "s"),
    ]


def _loaded() -> tuple[str, ...]:
    """What this program has loaded of its own; the bot has its server load what it runs too."""
    return tuple(name for name in sys.modules if name.startswith("benchmarks."))


async def _taken(poller: Poller, name: str) -> float:
    before = _family_seconds(os.getpid())
    for _ in range(20):
        report = await poller.poll(name)
        if not report.left:
            break
    return _family_seconds(os.getpid()) - before


@asynccontextmanager
async def _served(texts: list[str]) -> AsyncIterator[str]:
    """The address of a feed of the texts, another date in it each time."""
    asked = [0]

    async def answer(request: web.Request) -> web.Response:
        asked[0] += 1
        some = texts[:1] if "few" in request.query else texts
        items = "".join(
            f"<item><title>Note {n}</title><link>/n{n}</link><guid>n{n}</guid>"
            f"<description>{escape(_xml(text))}</description></item>"
            for n, text in enumerate(some)
        )
        head = f"<title>Notes</title><lastBuildDate>{asked[0]}</lastBuildDate>"
        body = f'<rss version="2.0"><channel>{head}{items}</channel></rss>'
        return web.Response(text=body, content_type="application/rss+xml")

    app = web.Application()
    app.router.add_get("/feed", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/feed"
    finally:
        await runner.cleanup()


def _xml(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def _files(texts: list[str], folder: Path) -> list[Row]:
    """Text files known already; and JSON Lines, in two processes against one."""
    paths = [folder / f"{n}.txt" for n in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, "utf-8")
    lines = folder / "releases.jsonl"
    _write_lines(lines, (Document(f"r{n}", text) for n, text in enumerate(texts)))
    names = [str(path) for path in paths]
    database = folder / "files.db"
    _lede(["ingest", *names], database)
    _, again, _ = _lede(["ingest", *names], database)
    _, start, _ = _lede(["ingest", names[0]], database)
    one, _, _ = _lede(["ingest", "--workers", "1", str(lines)], folder / "one.db")
    two, _, _ = _lede(["ingest", "--workers", "2", str(lines)], folder / "two.db")
    return [
        Row("ingest of known files", len(texts) / max(again - start, 0.01), 500, "a second", True),
        Row("ingest by two processes, of one's speed", one / two, 1.7, "", True),
    ]


def _programs(texts: list[str], folder: Path) -> list[Row]:
    """Programs that do one thing, at their second start; and the memory that a long text takes."""
    file = folder / "0.txt"
    database = folder / "none.db"
    brief = min(_lede(["brief", str(file)], database)[1] for _ in range(_REPEATED))
    told = min(_lede(["--help"], database)[1] for _ in range(_REPEATED))
    long = folder / "long.jsonl"
    # The same releases over and over: what is asked is whether they are held.
    times = 1 + _TEXT_MEGABYTES * 1_000_000 // sum(len(text.encode()) for text in texts)
    each = [Document(f"r{n}", text) for n, text in enumerate(texts)]
    _write_lines(long, (one for _ in range(times) for one in each))
    _, _, memory = _lede(["ingest", "--workers", "2", str(long)], folder / "long.db")
    return [
        Row("lede brief FILE", brief, 0.9, "s"),
        Row("lede --help", told, 0.3, "s"),
        Row(f"ingest of {_TEXT_MEGABYTES} MB, most memory of a process", memory, 300, "MB"),
    ]


def _write_lines(path: Path, documents: Iterable[Document]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(f"{json.dumps({'id': one.id, 'text': one.text})}\n" for one in documents)


def _lede(arguments: list[str], database: Path) -> tuple[float, float, float]:
    """Seconds by the clock, seconds of the processor and megabytes that a command takes."""
    environment = {**os.environ, "LEDE_DATABASE": str(database)}
    # Compiled once, as for everybody who installs it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    program = str(Path(sys.executable).with_name("lede"))
    started = perf_counter()
    process = subprocess.Popen(
        [program, *arguments],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def _family_seconds(pid: int) -> float:
    """What a process, those it began and those that they have waited for have taken so far."""
    parents: dict[int, int] = {}
    taken: dict[int, float] = {}
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(folder.name)] = int(fields[1])
            # utime, stime, and those of children that were waited for.
            taken[int(folder.name)] = sum(int(ticks) for ticks in fields[11:15])
    family = {pid}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(taken.get(one, 0) for one in family) / os.sysconf("SC_CLK_TCK")
