"""`make fuzz`: each target for its share of the time; a line each, and every find in full.

Where atheris is installed, half of the time is guided by what code an input reaches.
"""

import argparse
import logging
import random
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from importlib.util import find_spec

from tests.fuzz.mutation import mutated
from tests.fuzz.targets import TARGETS, Target, run

# A find is told once for each place in the code that raised it.
_SHOWN = 400


def main() -> int:
    """Fuzz; 1 where something was found."""
    arguments = argparse.ArgumentParser(prog="make fuzz")
    arguments.add_argument("--seconds", type=float, default=60.0, help="for all targets together")
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    arguments.add_argument("--only", help="the name of one target")
    given = arguments.parse_args()
    targets = [target for target in TARGETS if given.only in (None, target.name)]
    is_guided = find_spec("atheris") is not None
    # Libraries complain of each damaged file.
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    share = given.seconds / len(targets) / (2 if is_guided else 1)
    print(f"fuzz: seed {given.seed}, {'with' if is_guided else 'without'} atheris")
    found = 0
    for target in targets:
        found += _blindly(target, share, random.Random(f"{given.seed}{target.name}"))
        if is_guided:
            found += _guided(target, share)
    return 1 if found else 0


def _blindly(target: Target, seconds: float, chance: random.Random) -> int:
    """Change what is known to be good, for so long; gives how many places failed."""
    counts: Counter[str] = Counter()
    longest, ends_at = 0.0, time.perf_counter() + seconds
    while time.perf_counter() < ends_at:
        data = mutated(chance.choice(target.seeds), chance)
        began = time.process_time()
        try:
            counts["read" if run(target, data) else "refused"] += 1
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__} at {place.filename}:{place.lineno}"
            if not counts[name]:
                print(f"fuzz: FOUND {target.name}: {name}: {error}\n  {data[:_SHOWN]!r}")
            counts[name] += 1
        longest = max(longest, time.process_time() - began)
    finds = len(counts.keys() - {"read", "refused"})
    print(
        f"fuzz: {target.name}: {counts.total()} inputs, {counts['read']} read, {counts['refused']} "
        f"refused, {finds} places failed; the longest took {longest:.2f} s",
        flush=True,
    )
    return finds


def _guided(target: Target, seconds: float) -> int:
    """The same in a process of its own, which counts the code that is reached."""
    with tempfile.TemporaryDirectory(prefix="lede-fuzz-") as folder:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.guided", target.name, folder, f"{seconds:.0f}"],
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
    lines = ended.stderr.splitlines()
    done = next((line for line in reversed(lines) if line.startswith("Done")), "it ended early")
    print(f"fuzz: {target.name}, guided: {done}", flush=True)
    if ended.returncode:
        print("\n".join(lines[-30:]))
    return int(ended.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
