"""Text to record: pure functions, no clock, no network, no database, no Discord."""

from processing.steps import analyse

__all__ = ["analyse"]
