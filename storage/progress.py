"""How far long work has come, so that it goes on where it was broken off."""

from storage.cursors import move_cursor, read_cursor
from storage.database import Database


class Progress:
    """Positions by name; one never goes back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, name: str) -> int:
        """How far it has come; 0 before it began."""
        async with self._database.reading() as connection:
            return await read_cursor(connection, name)

    async def note(self, name: str, position: int) -> None:
        """Note that everything before this position is done."""
        async with self._database.writing() as connection:
            await move_cursor(connection, name, position)
