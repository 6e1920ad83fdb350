"""What people tell the one who hosts Lede."""

from datetime import datetime

from sqlalchemy import insert, select

from storage.database import Database
from storage.tables import FEEDBACK


class Feedback:
    """Words of users, kept until they are read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, text: str, *, now: datetime, by: int) -> int:
        """Keep what a user says; the number it is kept under."""
        values = {"at": now, "user_id": by, "text": text}
        async with self._database.writing() as connection:
            made = await connection.execute(insert(FEEDBACK).returning(FEEDBACK.c.id), values)
            return int(made.scalar_one())

    async def newest(self, limit: int) -> list[tuple[int, datetime, int, str]]:
        """Number, moment, user and words, the newest first."""
        statement = select(FEEDBACK).order_by(FEEDBACK.c.id.desc()).limit(limit)
        async with self._database.reading() as connection:
            rows = await connection.execute(statement)
            return [(row.id, row.at, row.user_id, row.text) for row in rows]
