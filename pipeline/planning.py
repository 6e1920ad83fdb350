"""What is due: from the schedules of subscriptions to rows of the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.subscriptions import Schedule
from pipeline.calendar import upcoming
from storage import Storage

# A briefing that could not go out comes late within this time, and says so; later it is skipped.
CATCH_UP = timedelta(hours=6)


@dataclass(slots=True)
class Planner:
    """Writes into the ledger what has become due."""

    storage: Storage
    now: Callable[[], datetime]
    catch_up: timedelta = CATCH_UP

    async def plan_due(self) -> int:
        """Plan what is due now, each local date once; gives how many were planned."""
        return await self.storage.subscriptions.plan(
            self.now(), catch_up=self.catch_up, upcoming=_upcoming
        )


def _upcoming(schedule: Schedule, day: date) -> tuple[date, datetime]:
    return upcoming(schedule, after=day)
