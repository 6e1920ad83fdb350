"""What the command line does with files: brief one, process many, store them."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeVar

from bot.config import Settings
from bot.wiring import open_services
from domain.documents import Document
from domain.errors import UnreadableInputError
from pipeline.analysis_pool import worker_context
from pipeline.batch import process_all
from pipeline.confined import read_confined
from pipeline.ingest import IngestReport, ingest
from pipeline.reanalysis import Reanalysis, ReanalysisReport
from rendering.escape import plain
from sources.files import read_documents

Read = Document | UnreadableInputError
Report = TypeVar("Report")


def process_files(paths: Iterable[str], *, workers: int, explain: bool) -> int:
    """Print the record of every line; 0 if all could be read, else 1."""
    failed = 0
    documents = chain.from_iterable(read_documents(path, only_lines=True) for path in paths)
    for result in process_all(_with_progress(documents), workers=workers, explain=explain):
        if isinstance(result, UnreadableInputError):
            failed += 1
            _complain(result)
        else:
            # Each at once: a program may wait for this record before it sends the next line.
            print(json.dumps(result, ensure_ascii=False), flush=True)
    return 1 if failed else 0


async def ingest_files(paths: Iterable[str], settings: Settings, workers: int | None = None) -> int:
    """Store the releases of all files and say what came of it; 0 if all could be, else 1."""
    documents = read_confined(paths, worker_context())
    async with open_services(settings) as services:
        tell = _counting_on_terminal(summary_of)
        report = await ingest(
            services.storage,
            documents,
            now=services.now(),
            is_foreign=True,
            workers=workers,
            progress=tell,
        )
    for failure in report.failed:
        _complain(failure)
    print(summary_of(report))
    return 1 if report.failed else 0


async def reanalyse_archive(settings: Settings) -> int:
    """Read again what older processing read and say what came of it; 0 if all could be, else 1."""
    tell = _counting_on_terminal(reanalysis_line)
    async with open_services(settings) as services:
        report = await Reanalysis(services.storage, services.now).run(tell)
    for failure in report.failed:
        _complain(failure)
    print(reanalysis_line(report))
    return 1 if report.failed else 0


def reanalysis_line(report: ReanalysisReport) -> str:
    """The counts of a reanalysis as one line."""
    if not report.outdated:
        return "Every release was read by the processing of today; nothing to do."
    line = f"{report.renewed} of {report.outdated} releases read again"
    return line + (f", {len(report.failed)} left as they were" if report.failed else "")


def summary_of(report: IngestReport) -> str:
    """The counts of a report as one line."""
    counts = f"{report.new} new, {report.changed} changed, {report.same} the same"
    if report.touched:
        counts += f", {report.touched} touched up"
    if report.duplicate:
        counts += f", {report.duplicate} stored already under another address"
    return counts + (f", {len(report.failed)} not stored" if report.failed else "")


def _counting_on_terminal(line_of: Callable[[Report], str]) -> Callable[[Report], None]:
    """What writes a line on standard error that counts along, where a person watches."""
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda report: print(f"\r{line_of(report)} ", end="", file=sys.stderr, flush=True)


def _complain(what: object) -> None:
    # Names of files and ids of releases may hold codes that steer a terminal.
    print(f"lede: {plain(str(what))}", file=sys.stderr)


def _with_progress(documents: Iterable[Read]) -> Iterator[Read]:
    """The documents, with a bar on standard error where a person watches that and nothing else."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from documents
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TextColumn("{task.completed} releases"), TimeElapsedColumn())
    console = Console(stderr=True)
    # How many there are is not known before the last; the bar runs to and fro.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("releases", total=None)
        for document in documents:
            yield document
            progress.advance(task)
