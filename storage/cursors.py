"""Up to which event something was done: moved in the transaction that did it."""

from sqlalchemy import case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import CURSORS
from storage.upserts import insert_or_change


async def read_cursor(connection: AsyncConnection, name: str) -> int:
    """The last event something was done with; 0 before the first."""
    statement = select(CURSORS.c.event_id).where(CURSORS.c.name == name)
    return int((await connection.execute(statement)).scalar() or 0)


async def move_cursor(connection: AsyncConnection, name: str, event_id: int) -> None:
    """Note that everything was done up to this event; a cursor never goes back."""
    furthest = case((CURSORS.c.event_id > event_id, CURSORS.c.event_id), else_=event_id)
    values = {"name": name, "event_id": event_id}
    moved = insert_or_change(connection, values, CURSORS, key="name", event_id=furthest)
    await connection.execute(moved)
