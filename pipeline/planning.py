"""What is due: from schedules, watches and corrections to rows of the ledger."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.subscriptions import Schedule, Subscription, SubscriptionStatus
from pipeline.calendar import first, upcoming
from pipeline.watching import plan_alerts
from storage import Storage

# A briefing that could not go out comes late within this time, and says so; later it is skipped.
CATCH_UP = timedelta(hours=6)
# A correction later than this finds no reader any more.
CORRECTED_FOR = timedelta(days=7)
# Events that are looked through for corrections at once.
_AT_ONCE = 500


@dataclass(slots=True)
class Planner:
    """Writes into the ledger what has become due."""

    storage: Storage
    now: Callable[[], datetime]
    catch_up: timedelta = CATCH_UP

    async def realign(self) -> int:
        """Let the rules of time zones count as they are known now; gives how many moments moved.

        What is known of them changes with the process, and a moment was made by an earlier one.
        """
        return await self.storage.subscriptions.realign(_upcoming)

    async def plan_due(self) -> int:
        """Plan what is due now, each message once; gives how many were planned."""
        briefings = await self.storage.subscriptions.plan(
            self.now(), catch_up=self.catch_up, upcoming=_upcoming
        )
        corrections = await self.storage.deliveries.plan_corrections(
            kept=CORRECTED_FOR, limit=_AT_ONCE
        )
        return briefings + corrections + await plan_alerts(self.storage, self.now())


def as_it_comes(subscription: Subscription) -> Subscription:
    """The subscription with the next time that it does come: not the one that is to be left out."""
    if subscription.skip_on != subscription.next_date:
        return subscription
    day, moment = upcoming(subscription.settings.schedule, after=subscription.next_date)
    return replace(subscription, next_date=day, next_due=moment)


async def resume(storage: Storage, subscription: Subscription, now: datetime) -> None:
    """Let a briefing come from its next time on: a draft, a paused or a suspended one."""
    await storage.subscriptions.change(
        subscription.subscription_id,
        status=SubscriptionStatus.ACTIVE,
        upcoming=first(subscription.settings.schedule, now=now),
        now=now,
    )


def _upcoming(schedule: Schedule, day: date) -> tuple[date, datetime]:
    return upcoming(schedule, after=day)
