"""What takes long within a transaction: beside the event loop, with a sign of life meanwhile."""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

Given = ParamSpec("Given")
Result = TypeVar("Result")

# PostgreSQL ends a transaction of which it hears nothing for four times as long.
_SIGN_OF_LIFE = 2.0
_ALIVE = text("SELECT 1")


async def compute(
    connection: AsyncConnection,
    work: Callable[Given, Result],
    *given: Given.args,
    **named: Given.kwargs,
) -> Result:
    """Do the work in a thread: here it would hold up every answer of the bot.

    Whoever says nothing within a transaction counts as standing still (see `storage.postgres`).
    """
    task = asyncio.create_task(asyncio.to_thread(work, *given, **named))
    while True:
        done, _ = await asyncio.wait([task], timeout=_SIGN_OF_LIFE)
        if done:
            return task.result()
        await connection.execute(_ALIVE)
