"""What all processes together may do only so often: each takes the next free moment.

On PostgreSQL, whose clock is the one that counts. Where there is one process its own watch does.
"""

from sqlalchemy import text

from storage.database import Database
from storage.tables import PACES
from storage.upserts import insert_missing

_MICROSECONDS = 1_000_000
# Losing the last moments that were given out with a crash of the server does no harm.
_LIGHTLY = text("SET LOCAL synchronous_commit = off")
_NOW = f"(extract(epoch FROM clock_timestamp()) * {_MICROSECONDS})::bigint"
# Rows are locked one after another, so that each process gets a moment of its own.
_TAKE = text(
    f"UPDATE paces SET next_at = greatest(next_at, {_NOW}) + :gap WHERE name = :name "
    f"RETURNING next_at - :gap - {_NOW}"
)


_AHEAD = text(f"SELECT next_at - {_NOW} FROM paces WHERE name = :name")


class Paces:
    """Moments for all processes of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, *, gap: float) -> float:
        """Take the next moment of what may be done each `gap` seconds; gives seconds until then."""
        values = {"name": name, "gap": int(gap * _MICROSECONDS)}
        async with self._database.aside() as connection:
            await connection.execute(_LIGHTLY)
            found = (await connection.execute(_TAKE, values)).scalar()
            if found is None:
                first = insert_missing(connection, PACES).values(name=name, next_at=0)
                await connection.execute(first)
                found = (await connection.execute(_TAKE, values)).scalar_one()
        return max(0.0, int(found) / _MICROSECONDS)

    async def ahead(self, name: str) -> float:
        """Seconds until the next free moment; 0 where there is one now, or one process alone."""
        async with self._database.reading() as connection:
            if connection.dialect.name != "postgresql":
                return 0.0
            found = (await connection.execute(_AHEAD, {"name": name})).scalar()
        return max(0.0, int(found or 0) / _MICROSECONDS)
