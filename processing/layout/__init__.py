"""From a text to its blocks and sentences, offsets true to the original."""

from processing.layout.blocks import read_layout
from processing.layout.head import Head, read_head

__all__ = ["Head", "read_head", "read_layout"]
