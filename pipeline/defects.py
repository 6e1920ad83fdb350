"""What Lede itself fails at, as a sentence; the log has the rest."""

import logging

from domain.errors import AnalysisError

log = logging.getLogger("lede.defects")


def defect(name: str, error: Exception) -> AnalysisError:
    """The error that names what was read, after the cause was logged."""
    log.error("reading.failed on=%r", name[:80], exc_info=error)
    return AnalysisError(
        "“{name}” could not be read: Lede failed on it ({kind}). Please report it.",
        name=name[:200],
        kind=type(error.__cause__ or error).__name__,
    )
