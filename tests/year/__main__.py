"""`make year`: 200 simulated sources and 50,000 releases, polled by processes that are killed.

Some hours; broken off, it goes on in the same folder. The last figures stand in docs/benchmarks.md.
"""

import argparse
import asyncio
import time
from pathlib import Path

from tests.year.running import World, run
from tests.year.sites import sites

# Sentences of each kind of fault that are printed.
_SHOWN = 20


def main() -> int:
    """Print a line each ten days and what was found in the end; 1 where something is wrong."""
    parser = argparse.ArgumentParser(prog="make year", description=__doc__)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--kills", type=int, default=150, help="about so many, at random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--folder", type=Path, default=Path("year"), help="goes on where it stopped"
    )
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    found = sites(asked.sources, asked.items, asked.days, asked.seed)
    world = World(found, asked.days, asked.folder)
    began, first = time.perf_counter(), world.day

    def tell() -> None:
        if world.day % 10 == 0 or world.day == world.days:
            seconds = time.perf_counter() - began
            left = seconds / (world.day - first) * (world.days - world.day)
            print(
                f"year: day {world.day} of {world.days}, {len(world.given)} listings, "
                f"{seconds:.0f} s, about {left / 60:.0f} min left",
                flush=True,
            )

    world.told = tell
    done = asyncio.run(run(world, asked.kills, asked.seed + first))
    print(
        f"year: {asked.sources} sources, {asked.days} days, {len(world.given)} listings, "
        f"killed {done.kills} times, {done.seconds:.0f} s\nyear: {done.findings.line}"
    )
    for kind, said in done.findings.wrong.items():
        print(*(f"  {kind}: {one}" for one in said[:_SHOWN]), sep="\n")
    return 1 if done.findings.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
