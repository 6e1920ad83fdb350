"""Snowflakes: Discord's ids, which carry the moment they were made."""

from sandbox.clock import Clock

# First millisecond of 2015, Discord's epoch (documentation, "Snowflakes").
EPOCH_MS = 1_420_070_400_000
TIME_SHIFT = 22
SEQUENCE_MASK = (1 << TIME_SHIFT) - 1


class Snowflakes:
    """Give out unique ids that rise with the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sequence = 0

    def next(self) -> int:
        """Return an id made now; clients read `created_at` from it."""
        self._sequence = (self._sequence + 1) & SEQUENCE_MASK
        return (int(self._clock.now() * 1000) - EPOCH_MS << TIME_SHIFT) | self._sequence
