"""The analysis of a release, loaded at its first use: for programs that do little else too."""

from collections.abc import Callable
from importlib import import_module

from domain.documents import Document
from domain.facts import Analysis
from pipeline.collector import settle_collector

Analyse = Callable[[Document], Analysis]


def analyse_late(document: Document) -> Analysis:
    """`processing.analyse`, imported at its first use."""
    # Imported late: the word lists take their time, and not every use of this module analyses.
    from processing import analyse

    return analyse(document)


def load_analysis() -> None:
    """Load what `analyse_late` needs, for a process that will do little else."""
    # Imported late, as there.
    import_module("processing")
    settle_collector()
