"""Which tests run a line, asked of coverage.py once for a state of the tree."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# A package's own tests come first; then those that use it through the wire.
TESTS: Mapping[str, tuple[str, ...]] = {
    "processing": ("tests/processing", "tests/seeds"),
    "pipeline": ("tests/pipeline", "tests/cogs"),
    "storage": ("tests/storage", "tests/migration", "tests/pipeline"),
    "rendering": ("tests/rendering", "tests/cogs"),
}
# Seconds of tests for one mutant, as they took in the baseline. Own tests come first, short ones
# before long ones, so that what is left out are long tests of other packages.
_AT_MOST = 60.0


@dataclass(frozen=True)
class Baseline:
    """By module and line the tests that run it, and how long each test takes.

    Lines that run when the module is imported belong to no test; all tests of the module run them.
    """

    lines: Mapping[str, Mapping[int, frozenset[str]]]
    durations: Mapping[str, float]

    def tests_of(self, module: str, lines: Iterable[int]) -> list[str]:
        """The tests that may notice a change of lines, the likeliest and quickest first."""
        by_line = self.lines.get(module, {})
        run = [by_line[line] for line in lines if line in by_line]
        found = frozenset[str]().union(*run) & self.durations.keys()
        folders = TESTS[module.partition("/")[0]]
        if run and not found:
            found = frozenset[str]().union(*by_line.values()) & self.durations.keys()
            # A module of declarations runs in no test: whatever tests its package may notice.
            found = found or frozenset(t for t in self.durations if t.startswith(folders[:2]))

        def order(test: str) -> tuple[int, float]:
            place = next((i for i, f in enumerate(folders) if test.startswith(f)), len(folders))
            return place, self.durations.get(test, 1.0)

        chosen: list[str] = []
        seconds = 0.0
        for test in sorted(found, key=order):
            seconds += self.durations.get(test, 1.0)
            if chosen and seconds > _AT_MOST:
                break
            chosen.append(test)
        return chosen

    def seconds_of(self, tests: Iterable[str]) -> float:
        """How long these tests took."""
        return sum(self.durations.get(test, 1.0) for test in tests)


def read_baseline(tree: Path, packages: Iterable[str], cache: Path) -> Baseline:
    """Run the tests of the packages with coverage, or take what was found for this very tree."""
    wanted = sorted(packages)
    kept = cache / f"baseline-{'-'.join(wanted)}-{_digest(tree)}.json"
    if not kept.is_file():
        cache.mkdir(exist_ok=True)
        kept.write_text(json.dumps(_run(tree, wanted, cache)), "utf-8")
    found = json.loads(kept.read_text("utf-8"))
    lines = {
        module: {int(line): frozenset(tests) for line, tests in by_line.items()}
        for module, by_line in found["lines"].items()
    }
    return Baseline(lines, found["durations"])


def _run(tree: Path, packages: list[str], cache: Path) -> dict[str, object]:
    folders = list(dict.fromkeys(f for package in packages for f in TESTS[package]))
    print(f"Asking which tests run which lines ({', '.join(folders)}) ...", flush=True)
    settings = cache / "coverage.ini"
    settings.write_text(
        f"[run]\nsource = {', '.join(packages)}\nconcurrency = thread, greenlet\n"
        "core = ctrace\n[json]\nshow_contexts = True\n",
        "utf-8",
    )
    durations, data, report = (cache / name for name in ("durations.json", ".coverage", "c.json"))
    env = os.environ | {
        "COVERAGE_FILE": str(data), "MUTATION_DURATIONS": str(durations), "PYTHONPATH": str(tree),
    }  # fmt: skip
    command = [sys.executable, "-m", "coverage"]
    # Tracebacks as Python writes them: pytest's own parse the source, which is slow under a trace.
    tests = ["-m", "pytest", "-q", "--tb=native", "-p", "tests.mutation.coverage_plugin", *folders]
    ran = subprocess.run(
        [*command, "run", f"--rcfile={settings}", *tests],
        cwd=tree, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode not in (0, 1):
        raise SystemExit(f"The tests cannot be run as they are.\n{ran.stdout}{ran.stderr}")
    if ran.returncode:
        print("Some tests fail without any change, and are not asked:")
        print("\n".join(li for li in ran.stdout.splitlines() if li.startswith(("FAILED", "ERROR"))))
    written = [*command, "json", f"--rcfile={settings}", "-o", str(report), "-q"]
    subprocess.run(written, cwd=tree, env=env, check=True)
    files = json.loads(report.read_text("utf-8"))["files"]
    return {
        "lines": {name: file["contexts"] for name, file in files.items()},
        "durations": json.loads(durations.read_text("utf-8")),
    }


def _digest(tree: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(tree.rglob("*.py")):
        digest.update(str(path.relative_to(tree)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
