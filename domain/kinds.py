"""How a source is read; apart from the rest, which the command line need not load."""

from enum import StrEnum


class Kind(StrEnum):
    """How a source is read."""

    FEED = "feed"
    INTERFACE = "interface"
    LISTING = "listing"
    PAGE = "page"
