"""Up to which event something was done: moved in the transaction that did it."""

from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import insert as insert_or_change
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import CURSORS


async def read_cursor(connection: AsyncConnection, name: str) -> int:
    """The last event something was done with; 0 before the first."""
    statement = select(CURSORS.c.event_id).where(CURSORS.c.name == name)
    return int((await connection.execute(statement)).scalar() or 0)


async def move_cursor(connection: AsyncConnection, name: str, event_id: int) -> None:
    """Note that everything was done up to this event; a cursor never goes back."""
    moved = insert_or_change(CURSORS).values(name=name, event_id=event_id)
    furthest = func.max(CURSORS.c.event_id, event_id)
    moved = moved.on_conflict_do_update(index_elements=["name"], set_={"event_id": furthest})
    await connection.execute(moved)
