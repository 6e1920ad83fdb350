"""`python -m benchmarks [accuracy|reading|pages|stories|speed|delivery|latency]`; no name, all."""

import argparse
import importlib
import importlib.util
import sys

from benchmarks import accuracy, delivery, pages, reading, speed, stories
from benchmarks.data import find_shared


def main(words: list[str] | None = None) -> int:
    """Run what was asked for; the exit status is that of the worst part."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "part",
        nargs="?",
        choices=("accuracy", "reading", "pages", "stories", "speed", "delivery", "latency"),
    )
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
        "--releases", type=int, metavar="N", help="speed, stories, latency: so many releases only"
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
    status = 0
    if arguments.part in (None, "accuracy"):
        status = accuracy.run(shared, arguments)
    if arguments.part in (None, "reading"):
        print()
        status = max(status, reading.run(shared, arguments))
    if arguments.part in (None, "pages"):
        print()
        status = max(status, pages.run(shared, arguments))
    if arguments.part in (None, "stories"):
        print()
        status = max(status, stories.run(shared, arguments))
    if arguments.part in (None, "speed"):
        print()
        speed.run(shared, arguments)
    if arguments.part in (None, "delivery"):
        print()
        status = max(status, delivery.run(arguments))
    if arguments.part in (None, "latency"):
        print()
        status = max(status, _latency(arguments))
    return status


def _latency(arguments: argparse.Namespace) -> int:
    """Hand over to `benchmarks.latency.run(arguments) -> int`, if that part is there."""
    if importlib.util.find_spec("benchmarks.latency") is None:
        print("latency: skipped, this checkout has no benchmarks/latency.py")
        return 0
    status: int = importlib.import_module("benchmarks.latency").run(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
