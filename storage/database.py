"""What the storage asks of a database, whichever it is: turns to write, views to read."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection


class Database(Protocol):
    """A database that one transaction at a time writes to, in this process and in all others.

    Whoever writes holds the turn from its first statement on, so that numbers are given in the
    order in which transactions are committed, and what is read before it is written stays true.
    """

    @property
    def name(self) -> str:
        """Where it is, for people: a path, or an address without its password."""
        ...

    @property
    def version(self) -> str:
        """The engine and its version."""
        ...

    def writing(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """One transaction that may write: all of it is kept, or nothing."""
        ...

    def aside(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction that writes without the turn, where the database knows how.

        For rows by which processes find each other, that no number and no cursor depends on: they
        must not wait for a long save.
        """
        ...

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """One view of the database that does not move while it is read."""
        ...

    async def size(self) -> int:
        """How large it is, in bytes."""
        ...

    async def make_compact(self) -> None:
        """Give room back that deleted rows have left."""
        ...

    async def close(self) -> None:
        """Let go of it."""
        ...
