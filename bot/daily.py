"""The daily briefings of the running bot: planned, composed, sent; finished before it stops."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from bot.client import LedeBot
from bot.posting import DiscordOutlet
from bot.wiring import Services
from domain.briefings import Briefing
from domain.errors import NotFoundError
from domain.subscriptions import Beat, Delivery
from pipeline.briefing import compose
from pipeline.budget import Budget
from pipeline.delivery import Courier, Outlet, Prepared
from pipeline.planning import Planner
from rendering.daily import Post, daily_card
from rendering.language import language

# What is being sent when the bot is told to stop may take so long to end.
_LAST_SECONDS = 10.0
# Briefings of one beat and time are alike: each is composed once for all channels.
_Alike = tuple[Beat, datetime, datetime | None, int]


@dataclass(slots=True)
class Daily:
    """Plans and sends what is due, step by step."""

    services: Services
    outlet: Outlet
    budget: Budget = field(default_factory=Budget)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _courier: Courier | None = None
    _composed: dict[_Alike, Briefing] = field(default_factory=dict)

    async def step(self) -> int:
        """Plan what is due and send it; gives how many messages went out."""
        async with self._turn:
            services = self.services
            await Planner(services.storage, services.now).plan_due()
            self._composed.clear()
            self._courier = Courier(
                services.storage, self.outlet, self._prepare, services.now, self.budget
            )
            sent = await self._courier.deliver_due()
            await self._courier.mend_outdated()
            return sent

    async def finish(self) -> None:
        """Send nothing new and wait, for a moment, for what is being sent."""
        if self._courier is not None:
            self._courier.stop()
        try:
            async with asyncio.timeout(_LAST_SECONDS):
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
        last = await storage.deliveries.last_sent(subscription.subscription_id, delivery.due_at)
        alike = (wish.beat, delivery.due_at, last, wish.length)
        if alike not in self._composed:
            self._composed[alike] = await compose(
                storage,
                subscription,
                delivery.local_date,
                delivery.due_at,
                self.services.now(),
            )
        briefing = self._composed[alike]
        if briefing.is_empty and not wish.speaks_when_empty:
            return None
        mark = f"#{delivery.delivery_id}"
        say = language(wish.language)
        view = daily_card(say, briefing, mark=mark, role_id=wish.role_id)
        numbers = [story.release.head.release_id for story in briefing.stories]
        return Prepared(Post(view, wish.role_id), tuple(numbers))


def daily_of(services: Services, bot: LedeBot) -> Daily:
    """The daily briefings over the bot's own client."""
    return Daily(services, DiscordOutlet(bot))
