"""The daily briefings of the running bot: planned, composed, sent; finished before it stops."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.client import LedeBot
from bot.posting import DiscordOutlet
from bot.wiring import Services
from domain.briefings import Briefing
from domain.errors import NotFoundError
from domain.subscriptions import Beat, Delivery, Subscription
from pipeline.briefing import compose
from pipeline.budget import Budget
from pipeline.delivery import Courier, Outlet, Prepared
from pipeline.planning import Planner
from rendering.daily import Post, daily_card
from rendering.language import language

# What is being sent when the bot is told to stop may take so long to end: with the last answers to
# commands and the closing of the connection it stays under the ten seconds a host waits.
_LAST_SECONDS = 6.0
# Briefings of one beat and time are alike: each is composed once for all channels.
_Alike = tuple[Beat, date, datetime, datetime | None, int]


@dataclass(slots=True)
class Daily:
    """Plans and sends what is due, step by step."""

    services: Services
    outlet: Outlet
    budget: Budget = field(default_factory=Budget)
    last_seconds: float = _LAST_SECONDS
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _courier: Courier | None = None
    _is_stopping: bool = False
    _composed: dict[_Alike, asyncio.Task[Briefing]] = field(default_factory=dict)

    async def plan(self) -> int:
        """Plan what is due; also while a long sending goes on."""
        return await Planner(self.services.storage, self.services.now).plan_due()

    async def step(self) -> int:
        """Plan what is due and send it; gives how many messages went out."""
        async with self._turn:
            services = self.services
            await self.plan()
            if self._is_stopping:
                return 0
            self._composed.clear()
            self._courier = Courier(
                services.storage, self.outlet, self._prepare, services.now, self.budget
            )
            sent = await self._courier.deliver_due()
            await self._courier.mend_outdated()
            return sent

    async def finish(self) -> None:
        """Send nothing new and wait, for a moment, for what is being sent."""
        self._is_stopping = True
        if self._courier is not None:
            self._courier.stop()
        try:
            async with asyncio.timeout(self.last_seconds):
                await self._turn.acquire()
        except TimeoutError:
            pass

    async def _prepare(self, delivery: Delivery) -> Prepared | None:
        """The message of a delivery; None where there is nothing new and silence was chosen."""
        storage = self.services.storage
        try:
            subscription = await storage.subscriptions.get(
                delivery.subscription_id, delivery.guild_id
            )
        except NotFoundError:
            return None
        wish = subscription.wish
        briefing = await self._compose(subscription, delivery)
        if briefing.is_empty and not wish.speaks_when_empty:
            return None
        mark = f"#{delivery.delivery_id}"
        say = language(wish.language)
        view = daily_card(say, briefing, mark=mark, role_id=wish.role_id)
        numbers = [story.release.head.release_id for story in briefing.stories]
        return Prepared(Post(view, wish.role_id), tuple(numbers))

    async def _compose(self, subscription: Subscription, delivery: Delivery) -> Briefing:
        """The briefing, composed once where many wait for the same one at once.

        As of the moment the delivery was claimed: an edited message is not late because of it.
        """
        storage, wish, due = self.services.storage, subscription.wish, delivery.due_at
        last = await storage.deliveries.last_sent(subscription.subscription_id, due)
        alike = (wish.beat, delivery.local_date, due, last, wish.length)
        if alike not in self._composed:
            moment = delivery.claimed_at or self.services.now()
            work = compose(storage, subscription, delivery.local_date, due, moment)
            self._composed[alike] = asyncio.create_task(work)
        # One that gives up waiting takes the briefing from none of the others.
        return await asyncio.shield(self._composed[alike])


def daily_of(services: Services, bot: LedeBot) -> Daily:
    """The daily briefings over the bot's own client."""
    return Daily(services, DiscordOutlet(bot), Budget(services.settings.send_rate))
