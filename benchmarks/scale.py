"""`make bench-scale`: what each command takes as the archive grows, on SQLite and on PostgreSQL.

The archive is made (`benchmarks.generated`), in no order of date, and grows from one size to the
next; at each the bot is started as a process of its own and asked over the stand-in.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.filling import fill
from benchmarks.generated import agency_name, rare_word, release, speaker_name
from benchmarks.latency import Act, percentiles
from bot.config import Settings
from bot.logs import set_up_logging
from bot.running import run_bot
from domain.documents import Document
from domain.facts import Analysis
from sandbox.actor import Actor
from sandbox.connect import redirected
from sandbox.server import open_sandbox
from storage import Storage, open_storage
from storage.maintenance import make_compact
from storage.opening import database_at

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "scale.png"
SIZES = (10_000, 100_000, 1_000_000)
BATCH, ROUNDS = 500, 100
# What is promised: milliseconds at the 99th percentile, megabytes, seconds, times as much at most.
COMMAND, COMPLETION, MEMORY, READY, GROWTH = 100.0, 50.0, 300, 3.0, 1.5
Made = list[tuple[Document, Analysis]]
Keep = Callable[[Storage, str, Made], Awaitable[None]]
# A step without a common factor with the sizes: each release comes once, in no order of date.
_STEP = 7_368_787
_NOW = datetime(2026, 11, 2, tzinfo=UTC)
_SECONDS = 300.0


@dataclass
class Measured:
    """What was found at one size: rates, sizes, and milliseconds of each command."""

    database: str
    releases: int
    built_a_second: float
    megabytes: float
    ready_seconds: float
    memory: int
    milliseconds: dict[str, tuple[float, float]] = field(default_factory=dict)


def main() -> int:
    """Print a table for each size, then how each command grew; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="releases, ascending")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of each command")
    parser.add_argument(
        "--database", action="append", metavar="ADDRESS",
        help="one that is kept, and filled on where it holds fewer; without it a file of SQLite "
        "that is dropped at the end",
    )  # fmt: skip
    parser.add_argument(
        "--without-stories", action="store_true",
        help="leave out what tells one story from another: four times as fast, and no command "
        "measured here asks for it",
    )  # fmt: skip
    parser.add_argument("--fill-only", action="store_true", help="measure nothing yet")
    parser.add_argument("--out", type=Path, help="keep the figures as JSON")
    parser.add_argument("--picture", type=Path, help="draw the curve")
    asked = parser.parse_args()
    sizes = sorted(int(size) for size in asked.sizes.split(","))
    set_up_logging("ERROR")
    found: list[Measured] = []
    keep = _keep_alone if asked.without_stories else _keep
    for address in asked.database or [""]:
        with TemporaryDirectory(prefix="lede-") as folder:
            database = address or str(Path(folder) / "lede.db")
            if asked.fill_only:
                asyncio.run(_fill(database, sizes[-1], keep))
            else:
                found += asyncio.run(_measure_all(database, sizes, asked.rounds, asked.out, keep))
    if len(sizes) > 1:
        _print_growth(found)
    if asked.picture:
        draw(found, asked.picture)
    return 1 if any(_missed(one) for one in found) else 0


async def _measure_all(
    database: str, sizes: list[int], rounds: int, out: Path | None, keep: Keep
) -> list[Measured]:
    found = []
    for size in sizes:
        rate = await _fill(database, size, keep)
        found.append(await _measure(database, size, rate, rounds))
        _print(found[-1])
        if out:
            with out.open("a") as file:
                file.write(json.dumps(asdict(found[-1])) + "\n")
    return found


async def _fill(database: str, end: int, keep: Keep) -> float:
    """Keep releases up to number `end - 1`, in no order of date; gives how many a second."""
    async with open_storage(database) as storage:
        first = (await storage.status()).releases
        # Made in a process of its own: else making and keeping would wait for each other.
        with ProcessPoolExecutor(1, get_context("spawn")) as making:
            batches = [_numbers(n, end) for n in range(first, end, BATCH)]
            started = perf_counter()
            ahead = making.submit(_made, batches[0]) if batches else None
            for following in [*batches[1:], None]:
                if ahead is None:
                    break
                made = await asyncio.wrap_future(ahead)
                ahead = making.submit(_made, following) if following is not None else None
                await keep(storage, database, made)
    # As a database server does by itself when it has time.
    if _is_server(database) and batches:
        await make_compact(database)
    return (end - first) / (perf_counter() - started)


async def _keep(storage: Storage, database: str, made: Made) -> None:
    """As the bot does."""
    await storage.releases.save_many(made, now=_NOW)


async def _keep_alone(storage: Storage, database: str, made: Made) -> None:
    """Without what tells one story from another."""
    opened = database_at(database, _SECONDS)
    try:
        await fill(opened, made)
    finally:
        await opened.close()


def _numbers(first: int, end: int) -> list[int]:
    return [n * _STEP % SIZES[-1] for n in range(first, min(first + BATCH, end))]


def _made(numbers: list[int]) -> Made:
    with suppress(OSError):
        os.nice(5)
    return [release(number) for number in numbers]


def _is_server(database: str) -> bool:
    return database.startswith("postgres")


async def _measure(database: str, size: int, rate: float, rounds: int) -> Measured:
    async with open_storage(database) as storage:
        megabytes = (await storage.status()).size / 1e6
    name = "PostgreSQL" if _is_server(database) else "SQLite"
    measured = Measured(name, size, rate, megabytes, 0.0, 0)
    async with open_sandbox() as sandbox:
        member = sandbox.actor("Ben")
        started = perf_counter()
        async with _serving(sandbox.url, sandbox.token, database, member.id) as process:
            await sandbox.wait_for_commands("brief", within=_SECONDS)
            measured.ready_seconds = perf_counter() - started
            for name, act in (await acts_of(member)).items():
                measured.milliseconds[name] = await percentiles(act, rounds)
            measured.memory = _peak_megabytes(process.pid)
    return measured


@asynccontextmanager
async def _serving(
    url: str, token: str, database: str, admin: int
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process; how often one may ask is not the question, so the member is admin."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.scale", "serve", url, token, database, str(admin),
        cwd=ROOT, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


async def _serve(url: str, token: str, database: str, admin: str) -> None:
    settings = Settings(
        token=token, database=database, admin_ids=frozenset({int(admin)}), log_level="ERROR"
    )
    with redirected(url):
        await run_bot(settings)


def _peak_megabytes(process: int) -> int:
    """The most memory the process has had; its helpers, which read foreign bytes, are not in it."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0


async def acts_of(member: Actor) -> dict[str, Act]:
    """What is measured; what is asked for is another thing each time, as with members."""

    async def chosen(command: str, option: str, typed: str) -> str:
        return str((await member.autocomplete(command, option, typed))[0][1])

    brief = await member.slash("brief")
    found = await member.slash("search", query=_COMMON)
    measure = await chosen("figures", "measure", "arrests")
    agency = await chosen("latest", "agency", agency_name(7))
    speaker = await chosen("speaker", "name", speaker_name(77))
    operation = await chosen("latest", "operation", "")
    rare, middle = _ranks(2_000), _ranks(200)
    return {
        "/brief": lambda: member.slash("brief"),
        "/summary": lambda: member.slash("summary"),
        "/figures": lambda: member.slash("figures"),
        "/figures measure:": lambda: member.slash("figures", measure=measure),
        "/quotes": lambda: member.slash("quotes"),
        "/quotes about: a rare word": lambda: member.slash("quotes", about=next(rare)),
        "/quotes about: a common word": lambda: member.slash("quotes", about=_COMMON),
        "/speaker": lambda: member.slash("speaker", name=speaker),
        "/latest": lambda: member.slash("latest"),
        "/latest agency: operation:": lambda: member.slash(
            "latest", agency=agency, operation=operation, days=3650
        ),
        "/latest topic:": lambda: member.slash("latest", topic="officers"),
        "/search a very common word": lambda: member.slash("search", query=_COMMON),
        "/search a rare word": lambda: member.slash("search", query=next(rare)),
        "/search two words": lambda: member.slash("search", query=f"{next(middle)} {_COMMON}"),
        "/search two common words": lambda: member.slash("search", query="people county"),
        "/search a phrase": lambda: member.slash("search", query='"people in"'),
        "/search without a word": lambda: member.slash("search", query=f"{next(middle)} -people"),
        "/search a misspelt word": lambda: member.slash("search", query=f"{next(rare)}x"),
        "/search agency: figure:": lambda: member.slash(
            "search", query="people", agency=agency, figure=measure
        ),
        "/why": lambda: member.slash("why"),
        "/help": lambda: member.slash("help"),
        "/about": lambda: member.slash("about"),
        "button Figures": lambda: member.click(brief, "Figures"),
        "button CSV": lambda: member.click(found, "CSV"),
        "typing a title": lambda: member.autocomplete("brief", "release", next(rare)[:3]),
        "typing nothing": lambda: member.autocomplete("brief", "release", ""),
        "typing a speaker": lambda: member.autocomplete("speaker", "name", next(rare)[:3]),
        "typing a speaker that is not there": lambda: member.autocomplete("speaker", "name", "qx"),
        "typing a measure": lambda: member.autocomplete("trend", "measure", "a"),
        "typing an agency": lambda: member.autocomplete("latest", "agency", "of"),
    }


# Stands in most releases.
_COMMON = "people"


def _ranks(first: int) -> Iterator[str]:
    """Made words from this rank on, another one each time."""
    rank = first
    while True:
        yield rare_word(rank)
        rank += 37


def _target(name: str) -> float:
    return COMPLETION if "typing" in name else COMMAND


def _missed(one: Measured) -> bool:
    is_slow = any(p99 > _target(name) for name, (_, p99) in one.milliseconds.items())
    return is_slow or one.memory > MEMORY or one.ready_seconds > READY


def _print(one: Measured) -> None:
    print(
        f"\n{one.database}, {one.releases:,} releases: built at {one.built_a_second:.0f} a second, "
        f"{one.megabytes:,.0f} MB; ready in {one.ready_seconds:.1f} s, {one.memory} MB of memory\n"
        f"{'milliseconds':36s} {'p50':>7s} {'p99':>7s}"
    )
    for name, (p50, p99) in one.milliseconds.items():
        print(f"{name:36s} {p50:7.1f} {p99:7.1f}{'  over' if p99 > _target(name) else ''}")
    sys.stdout.flush()


def _print_growth(found: list[Measured]) -> None:
    """How many times as long each command took at the largest size as at the smallest."""
    for name in dict.fromkeys(one.database for one in found):
        first, *_, last = (
            sorted((one for one in found if one.database == name), key=lambda one: one.releases) * 2
        )
        print(f"\n{name}: from {first.releases:,} to {last.releases:,}, times as long (p50)")
        for command, (before, _) in first.milliseconds.items():
            times = last.milliseconds[command][0] / before
            print(f"{command:36s} {times:7.2f}{'  over' if times > GROWTH else ''}")


def draw(found: list[Measured], path: Path) -> None:
    """The curve: the 99th percentile of each command over the size of the archive."""
    from matplotlib.figure import Figure

    names = list(dict.fromkeys(one.database for one in found))
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    shared = None
    for place, name in enumerate(names, 1):
        axes = shared = figure.add_subplot(1, len(names), place, sharey=shared)
        rows = sorted((one for one in found if one.database == name), key=lambda one: one.releases)
        sizes = [one.releases for one in rows]
        for command in rows[0].milliseconds:
            colour = "tab:orange" if "typing" in command else "tab:blue"
            times = [one.milliseconds[command][1] for one in rows]
            axes.plot(sizes, times, color=colour, alpha=0.5, linewidth=1)
        axes.axhline(COMMAND, color="tab:blue", linestyle=":")
        axes.axhline(COMPLETION, color="tab:orange", linestyle=":")
        axes.set(xscale="log", yscale="log", title=name, xlabel="releases")
    figure.axes[0].set_ylabel("milliseconds, 99th percentile\n(orange: while typing)")
    figure.savefig(path, dpi=110)


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(_serve(*sys.argv[2:]))
    else:
        raise SystemExit(main())
