"""People, organizations, operations and places, each with every mention."""

from processing.names.find import find_names
from processing.names.found import Mention, MentionKind, Names

__all__ = ["Mention", "MentionKind", "Names", "find_names"]
