"""Record to message: Discord's limits, escaping, cards and plain text. No I/O."""
