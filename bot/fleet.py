"""`lede jobs` and `lede fleet`: what the processes of a fleet are doing, from the terminal."""

from bot.config import Settings
from storage import open_storage
from storage.jobs import open_jobs


async def show_jobs(settings: Settings) -> int:
    """Print how many jobs wait and run, and those that were laid aside, with the reason."""
    async with open_jobs(settings.database) as queue:
        counts = await queue.counts()
        failed = await queue.failed()
    for (kind, state), number in sorted(counts.items()):
        print(f"{number:6} {state:8} {kind}")
    if not counts:
        print("No jobs wait.")
    for one in failed:
        moment = f"{one.at:%Y-%m-%d %H:%M} UTC"
        print(f"failed {one.number}: {one.job.kind} {one.job.about} ({moment}): {one.reason}")
    if failed:
        print("Put one back with: lede jobs retry NUMBER")
    return 0


async def retry_jobs(settings: Settings, numbers: list[int]) -> int:
    """Put jobs back that were laid aside."""
    async with open_jobs(settings.database) as queue:
        known = {one.number for one in await queue.failed()}
        wanted = [number for number in numbers if number in known]
        await queue.retry(wanted)
    for number in numbers:
        print(f"{number}: {'put back' if number in wanted else 'no job of this number has failed'}")
    return 0 if wanted == numbers else 1


async def show_fleet(settings: Settings) -> int:
    """Print the processes that hold something, and since when."""
    async with open_storage(settings.database) as storage:
        for lease in await storage.leases.named(""):
            print(f"{lease.name}: {lease.about}, since {lease.taken_at:%Y-%m-%d %H:%M} UTC")
    return 0


async def tell_fleet(settings: Settings, what: str) -> int:
    """Tell all processes something: `stop`, or that `settings` are to be read again."""
    async with open_storage(settings.database) as storage:
        await storage.signals.tell(what)
    print("Told to all processes.")
    return 0
