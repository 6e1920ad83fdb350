"""A process that saves releases: `writers.py DATABASE NAME COUNT SIZE`.

It saves COUNT releases, SIZE to a transaction, announces them, and prints a line after each: "open"
first, then how many are kept.
"""

import asyncio
import sys
from datetime import UTC, datetime

from domain.documents import Document
from domain.facts import Analysis
from storage import open_storage


async def start_writer(
    database: object, name: str, count: int, size: int
) -> asyncio.subprocess.Process:
    """Begin such a process."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", __spec__.name, str(database), name, str(count), str(size),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def main(database: str, name: str, count: int, size: int) -> None:
    now = datetime(2026, 5, 20, tzinfo=UTC)
    async with open_storage(database) as storage:
        print("open", flush=True)
        for start in range(0, count, size):
            numbers = range(start, start + size)
            batch = [Document(f"{name}-{n}", f"Boat {n} of {name} lands. " * 40) for n in numbers]
            pairs = [(d, Analysis(d.id, None, None, None, None, "en")) for d in batch]
            await storage.releases.save_many(pairs, now=now, announce=True)
            print(start + size, flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
