"""How many releases a second, where the time goes, and how it grows with the text."""

import json
import resource
import statistics
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

from benchmarks import tables
from benchmarks.data import OUT, corpus, has_corpus
from benchmarks.texts import FAMILIES, joined
from domain.documents import Document
from pipeline.collector import settle_collector
from processing import analyse, steps

_STEPS = ("read_layout", "find_names", "find_quotes", "find_figures", "summarise")
_STEP_SAMPLE = 300
_RIVAL_SAMPLE = 200
_MEGABYTE = 1_000_000
# Growth is told from eighths of a megabyte on; a family that needs longer than this stops there.
_PATIENCE = 10.0
_RIVALS = Path(__file__).with_name("rivals.py")


def run(shared: Path | None, arguments: Namespace) -> None:
    """Print the speed of the whole analysis, of its steps, of odd texts, and of other tools."""
    if not has_corpus(shared):
        print("speed: the corpus of real releases is missing; the samples are read over and over")
    times, characters = _time_each(corpus(shared, arguments.releases))
    if not times:
        print("speed: skipped, there is neither a corpus nor a sample to read")
        return
    _print_totals(times, characters)
    print("\nshare of the steps")
    print(_shares(corpus(shared, _STEP_SAMPLE)))
    print("\ngrowth: seconds for a text of so many characters, and the last over the one before")
    print(_growth(shared))
    print("\nother tools, over the same releases")
    print(_rivals(shared, arguments.rivals_python or sys.executable))


def _time_each(documents: Iterable[Document]) -> tuple[list[float], int]:
    times, characters = [], 0
    for number, document in enumerate(documents):
        if number == 0:
            analyse(document)  # the word lists are read once: not part of any release
            settle_collector()  # as every process of Lede that analyses many releases does
        started = perf_counter()
        analyse(document)
        times.append(perf_counter() - started)
        characters += len(document.text)
    return times, characters


def _print_totals(times: list[float], characters: int) -> None:
    total = sum(times)
    centiles = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
    # ru_maxrss is kilobytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (_MEGABYTE if sys.platform == "darwin" else 1000)
    print(f"speed: {len(times)} releases of {characters / len(times):.0f} characters on one core")
    print(f"  {len(times) / total:.0f} releases a second, {characters / total / 1e6:.2f} MB/s")
    print(
        f"  a release: p50 {1000 * centiles[49]:.2f} ms, p99 {1000 * centiles[98]:.2f} ms,"
        f" longest {1000 * max(times):.1f} ms"
    )
    print(f"  peak memory of the process: {megabytes:.0f} MB")


def _shares(documents: Iterable[Document]) -> str:
    spent = dict.fromkeys(_STEPS, 0.0)

    def timed(name: str) -> Callable[..., Any]:
        step = getattr(steps, name)

        @wraps(step)
        def measured(*arguments: Any) -> Any:
            started = perf_counter()
            try:
                return step(*arguments)
            finally:
                spent[name] += perf_counter() - started

        return measured

    with ExitStack() as stack:
        for name in _STEPS:
            stack.enter_context(patch.object(steps, name, timed(name)))
        count = len([steps.analyse(document) for document in documents])
    total = sum(spent.values())
    lines = [
        (
            f"  {name}",
            "",
            f"{100 * spent[name] / total:.0f} %",
            f"{1000 * spent[name] / count:.2f} ms",
        )
        for name in _STEPS
    ]
    return tables.columns(("  step", "", "share", "a release"), lines)


def _growth(shared: Path | None) -> str:
    sizes = [_MEGABYTE // part for part in (8, 4, 2, 1)]
    lines = []
    plain = {"releases end to end": lambda length: joined(corpus(shared), length)}
    for name, make in (plain | FAMILIES).items():
        taken: list[float] = []
        for size in sizes:
            text = make(size)
            started = perf_counter()
            analyse(Document("grown", text))
            taken.append(perf_counter() - started)
            if taken[-1] > _PATIENCE:
                break
        shown = [f"{seconds:.2f}" for seconds in taken] + ["stopped"] * (len(sizes) - len(taken))
        ratio = f"x{taken[-1] / taken[-2]:.1f}" if len(taken) > 1 and taken[-2] > 0 else "-"
        lines.append((f"  {name}", "", *shown, ratio))
    return tables.columns(("  text", "", *(f"{size // 1000}k" for size in sizes), "growth"), lines)


def _rivals(shared: Path | None, interpreter: str) -> str:
    """Time quantulum3 and sumy in an interpreter that has them, and us over the same releases."""
    OUT.mkdir(exist_ok=True)
    sample = list(corpus(shared, _RIVAL_SAMPLE))
    path = OUT / "rivals-input.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for document in sample:
            out.write(json.dumps({"id": document.id, "text": document.text}) + "\n")
    try:
        done = subprocess.run(
            [interpreter, str(_RIVALS), str(path)], capture_output=True, text=True, timeout=900
        )
        measured = json.loads(done.stdout) if done.returncode == 0 else {}
    except (OSError, subprocess.TimeoutExpired, ValueError):
        measured = {}
    if not measured:
        return f"  skipped: {Path(interpreter).name} could not run benchmarks/rivals.py"
    ours = sum(_time_each(sample)[0])
    lines = [("  lede, the whole analysis", "", f"{len(sample) / ours:.1f}", "1.0")]
    for name, found in measured.items():
        if "seconds" in found:
            rate = f"{len(sample) / found['seconds']:.1f}"
            lines.append((f"  {name}", "", rate, f"{found['seconds'] / ours:.1f}"))
        else:
            lines.append((f"  {name}", "", f"skipped: {found['skipped']}", "-"))
    return tables.columns(("  tool", "", "releases a second", "times our time"), lines)
