"""From a text to its blocks and sentences, offsets true to the original."""

from processing.layout.blocks import read_layout

__all__ = ["read_layout"]
