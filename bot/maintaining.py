"""`lede db`: the database checked, copied, backed up and restored, from the terminal."""

import asyncio
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from bot.config import Settings
from storage import maintenance


async def upgrade_database(settings: Settings) -> int:
    """Bring the database up to date and say so."""
    name = await maintenance.upgrade(settings.database)
    print(f"{name} is up to date.")
    return 0


async def check_database(settings: Settings) -> int:
    """Say what is wrong with the database; 0 where nothing is, else 1."""
    found = await maintenance.check(settings.database)
    for sentence in found:
        print(sentence)
    if not found:
        print("Nothing is wrong with the database.")
    return 1 if found else 0


async def copy_database(source: str, target: str) -> int:
    """Copy one database into another, row by row, and compare them."""
    with _Bar() as bar:
        report = await maintenance.copy(source, target, bar.told)
    print(f"{report.total} rows copied and compared; they are the same.")
    return 0


async def back_up_database(settings: Settings, file: Path) -> int:
    """Write a backup while the bot may be running."""
    with _Bar() as bar:
        written = await maintenance.back_up(settings.database, file, bar.told)
    size = await asyncio.to_thread(lambda: written.stat().st_size)
    print(f"{written}: {size / 1_000_000:.1f} MB. Put it back with: lede db restore {written}")
    return 0


async def restore_database(settings: Settings, file: Path) -> int:
    """Put a backup into the database of the settings, which must be empty."""
    with _Bar() as bar:
        report = await maintenance.restore(file, settings.database, bar.told)
    print(f"{report.total} rows restored and compared; they are the same.")
    return 0


async def compact_database(settings: Settings) -> int:
    """Give room back and say how much."""
    before, after = await maintenance.make_compact(settings.database)
    print(f"{before / 1_000_000:.1f} MB before, {after / 1_000_000:.1f} MB now.")
    return 0


class _Bar:
    """How far each table is, on a terminal; nothing elsewhere."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "_Bar":
        self._progress.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._progress.stop()

    def told(self, name: str, done: int, total: int) -> None:
        """Show that `done` of `total` are over."""
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=total)
        self._progress.update(self._tasks[name], completed=done, total=total)
