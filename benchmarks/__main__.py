"""`python -m benchmarks [accuracy|reading|pages|days|…]`; without a name, all."""

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    accuracy,
    days,
    delivery,
    finding,
    intake,
    pages,
    phrases,
    quotecheck,
    reading,
    search,
    speed,
    stories,
    watches,
)
from benchmarks.data import find_shared

# Releases stored or read by each part where a clone has no evaluation data: a few minutes in all.
_FEW = 2_000
_LEFT_OUT = f"""\
The evaluation data is not beside this checkout, so this is the short run.
Left out: accuracy, reading, pages, days, search, watches and quotecheck, which have nothing to
read.
Smaller: stories, speed, finding, delivery and latency use {_FEW:,} releases or subscriptions at
most, so that their figures are not those of docs/benchmarks.md; --releases N or the name of a part
asks for more."""


def main(words: list[str] | None = None) -> int:
    """Run what was asked for; the exit status is that of the worst part."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "part",
        nargs="?",
        choices=tuple(_PARTS),
    )
    parser.add_argument("--fit", action="store_true", help="days: print the fitted weights too")
    parser.add_argument("--shared", metavar="FOLDER", help="the evaluation data, if not ../shared")
    parser.add_argument("--pin", action="store_true", help="raise the floors and keep this run")
    parser.add_argument(
        "--lower",
        action="append",
        default=[],
        metavar="SET/ROW",
        help="with --pin: let this floor fall to the score of this run",
    )
    parser.add_argument(
        "--releases",
        type=int,
        metavar="N",
        help="speed, stories, latency, finding: so many releases only",
    )
    parser.add_argument(
        "--database",
        metavar="ADDRESS",
        help="finding: a database that is kept, and filled where it holds fewer releases",
    )
    parser.add_argument(
        "--rivals-python", metavar="PATH", help="speed: an interpreter that has quantulum3 and sumy"
    )
    arguments = parser.parse_args(words)
    if arguments.lower and not arguments.pin:
        parser.error("--lower says which floors --pin may lower; it does nothing alone")
    shared = find_shared(arguments.shared)
    if arguments.shared and shared is None:
        parser.error(f"{arguments.shared} is no folder")
    is_small = shared is None and arguments.part is None and arguments.releases is None
    if is_small:
        arguments.releases = _FEW
        print(_LEFT_OUT)
    status = 0
    for name, part in _PARTS.items():
        if arguments.part in (None, name):
            print()
            status = max(status, part(shared, arguments) or 0)
    return status


def _delivery(_shared: Path | None, arguments: argparse.Namespace) -> int:
    return delivery.run(arguments)


def _finding(_shared: Path | None, arguments: argparse.Namespace) -> int:
    return finding.run(arguments)


def _phrases(_shared: Path | None, _arguments: argparse.Namespace) -> int:
    return phrases.run()


def _latency(_shared: Path | None, arguments: argparse.Namespace) -> int:
    """Hand over to `benchmarks.latency.run(arguments) -> int`, if that part is there."""
    if importlib.util.find_spec("benchmarks.latency") is None:
        print("latency: skipped, this checkout has no benchmarks/latency.py")
        return 0
    status: int = importlib.import_module("benchmarks.latency").run(arguments)
    return status


_PARTS: dict[str, Callable[[Path | None, argparse.Namespace], int | None]] = {
    "accuracy": accuracy.run,
    "reading": reading.run,
    "phrases": _phrases,
    "pages": pages.run,
    "days": days.run,
    "search": search.run,
    "watches": watches.run,
    "quotecheck": quotecheck.run,
    "stories": stories.run,
    "speed": speed.run,
    "finding": _finding,
    "intake": intake.run,
    "delivery": _delivery,
    "latency": _latency,
}

if __name__ == "__main__":
    sys.exit(main())
