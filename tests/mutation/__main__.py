"""`python -m tests.mutation [PACKAGE…]`: how much of what is changed on purpose do tests notice?

A sample by seed of the mutants of each package, each tried in a copy of the tree with the tests
that run its line. Prints what was caught of each package, and the survivors, with the reason where
`survivors.toml` gives one. Exit status 1 where fewer than the target are caught.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.mutation.baseline import TESTS, Baseline, read_baseline
from tests.mutation.mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".mutants"
SURVIVORS = Path(__file__).with_name("survivors.toml")
# Percent that must be caught.
TARGET = 85
# A change may make a loop endless: a test that takes so much longer has noticed it.
_SLOWER, _GRACE = 4.0, 30.0
# Made once by a revision that is never edited; a change of it is a change of history.
_LEFT_OUT = ("storage/migrations/",)


@dataclass(frozen=True)
class Tried:
    """A mutant and what the tests made of it; `tests` is how many were asked."""

    mutant: Mutant
    is_caught: bool
    tests: int


def main() -> int:
    """Try a sample and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("packages", nargs="*", help="of " + ", ".join(TESTS))
    parser.add_argument("--sample", type=int, default=25, metavar="N", help="mutants a package")
    parser.add_argument("--seed", type=int, default=1, help="which mutants are drawn")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--module", metavar="TEXT", help="only of modules whose path holds this")
    arguments = parser.parse_args()
    packages = arguments.packages or list(TESTS)
    if unknown := [name for name in packages if name not in TESTS]:
        parser.error(f"there are no mutants of {unknown[0]}; there are of {', '.join(TESTS)}")
    with tempfile.TemporaryDirectory(prefix="lede-mutants-") as folder:
        trees = [_copy(Path(folder) / str(n) / "lede") for n in range(arguments.workers)]
        baseline = read_baseline(trees[0], packages, CACHE)
        chance = random.Random(arguments.seed)
        chosen = [
            mutant
            for package in packages
            for mutant in _sample(trees[0], package, arguments.sample, chance, arguments.module)
        ]
        tried = _try_all(chosen, trees, baseline)
    return _report(packages, tried)


def _copy(tree: Path) -> Path:
    """The tree as it stands, uncommitted changes too, without what git ignores."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in names.stdout.splitlines():
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    return tree


def _sample(
    tree: Path, package: str, number: int, chance: random.Random, module: str | None
) -> list[Mutant]:
    paths = sorted((tree / package).rglob("*.py"))
    found = [mutant for path in paths for mutant in mutants_of(tree, path)]
    found = [
        mutant
        for mutant in found
        if not mutant.module.startswith(_LEFT_OUT) and (module or "") in mutant.module
    ]
    return sorted(chance.sample(found, min(number, len(found))), key=lambda m: (m.module, m.start))


def _try_all(chosen: Sequence[Mutant], trees: Iterable[Path], baseline: Baseline) -> list[Tried]:
    free: SimpleQueue[Path] = SimpleQueue()
    for tree in trees:
        free.put(tree)
    begun = time.monotonic()

    def try_in_turn(mutant: Mutant) -> Tried:
        tree = free.get()
        try:
            tried = _try(mutant, tree, baseline)
        finally:
            free.put(tree)
        minutes = (time.monotonic() - begun) / 60
        verdict = "caught" if tried.is_caught else "SURVIVED"
        where = f"{mutant.module}:{mutant.line}"
        print(f"{minutes:5.1f} min  {verdict:8s} {where}  {mutant.after[:90]}", flush=True)
        return tried

    with ThreadPoolExecutor(free.qsize()) as pool:
        return list(pool.map(try_in_turn, chosen))


def _try(mutant: Mutant, tree: Path, baseline: Baseline) -> Tried:
    tests = baseline.tests_of(mutant.module, mutant.lines)
    if not tests:
        return Tried(mutant, False, 0)
    path = tree / mutant.module
    source = path.read_bytes()
    path.write_bytes(mutant.applied_to(source))
    try:
        patience = _GRACE + _SLOWER * baseline.seconds_of(tests)
        return Tried(mutant, _fails(tests, tree, patience), len(tests))
    finally:
        path.write_bytes(source)


def _fails(tests: list[str], tree: Path, patience: float) -> bool:
    env = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    quiet = subprocess.DEVNULL
    try:
        ran = subprocess.run(
            command, cwd=tree, env=env, stdout=quiet, stderr=quiet, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return ran.returncode != 0


def _report(packages: Sequence[str], tried: Sequence[Tried]) -> int:
    reasons = tomllib.loads(SURVIVORS.read_text("utf-8"))
    print()
    for package in packages:
        own = [one for one in tried if one.mutant.module.startswith(f"{package}/")]
        print(f"{package:12s} {sum(one.is_caught for one in own)} of {len(own)} caught")
    survivors = [one for one in tried if not one.is_caught]
    for one in survivors:
        mutant = one.mutant
        print(f"\nsurvived {mutant.module}:{mutant.line} ({one.tests} tests run the line)")
        print(f"  - {mutant.before}\n  + {mutant.after}")
        if reason := reasons.get(mutant.name):
            print(f"  {reason}")
    caught = len(tried) - len(survivors)
    share = 100 * caught / max(1, len(tried))
    print(f"\n{caught} of {len(tried)} caught, {share:.0f} of 100 (target {TARGET})")
    return int(share < TARGET)


if __name__ == "__main__":
    raise SystemExit(main())
