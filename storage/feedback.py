"""What people tell the one who hosts Lede."""

from datetime import datetime

from sqlalchemy import insert, select

from domain.errors import NotFoundError
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

    async def get(self, number: int) -> tuple[datetime, int, str]:
        """Moment, user and words of one; raises NotFoundError."""
        statement = select(FEEDBACK).where(FEEDBACK.c.id == number)
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        if row is None:
            raise NotFoundError("There is no feedback of that number.")
        return row.at, row.user_id, row.text

    async def newest(self, limit: int) -> list[tuple[int, datetime, int, str]]:
        """Number, moment, user and words, the newest first."""
        statement = select(FEEDBACK).order_by(FEEDBACK.c.id.desc()).limit(limit)
        async with self._database.reading() as connection:
            rows = await connection.execute(statement)
            return [(row.id, row.at, row.user_id, row.text) for row in rows]
