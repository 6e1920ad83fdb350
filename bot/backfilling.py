"""`lede backfill`: archives of releases taken in from the terminal."""

import os
import platform
import sys
from pathlib import Path

from bot.config import Settings
from bot.files import summary_of
from bot.wiring import utc_now
from pipeline.backfill import Backfill, BackfillState
from rendering.escape import plain
from storage import open_storage


async def backfill_archives(paths: list[str], settings: Settings) -> int:
    """Take in archives and say what came of it; 0 if all could be stored, else 1."""
    about = f"backfill {os.getpid()} on {platform.node() or 'this machine'}"
    async with open_storage(settings.database) as storage:
        work = Backfill(storage, utc_now, about, _tell)
        report = await work.run([Path(path) for path in paths])
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for failure in report.failed:
        print(f"lede: {plain(failure)}", file=sys.stderr)
    for file in work.left_to_others:
        print(f"{plain(file)}: another process is at it.")
    print(summary_of(report))
    return 1 if report.failed else 0


def _tell(state: BackfillState, begun_at: float) -> None:
    """A line that counts along on a terminal; elsewhere one now and then would fill a log."""
    if sys.stderr.isatty():
        left = state.left(begun_at)
        line = (
            f"{plain(Path(state.file).name)}: {state.done} releases, {state.share:.0%}, "
            f"{state.rate:.0f} a second, {left / 60:.0f} min left"
        )
        print(f"\r{line} ", end="", file=sys.stderr, flush=True)
