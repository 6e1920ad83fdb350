"""From a text to its blocks and sentences, offsets true to the original."""
